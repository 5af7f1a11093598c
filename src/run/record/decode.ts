/**
 * Values of an unknown kind taken as what they should be: small functions that are put together to the shape of a file. Each gives
 * the value, or throws a `ShapeError` that says where something else was found.
 */

import { type OptionKind, yesOrNo } from "../../samplers/options/kinds.ts";

/** What was expected, and where. */
export class ShapeError extends Error {
  constructor(path: string, wanted: string) {
    super(`${path === "" ? "the whole" : `\`${path}\``} should be ${wanted}`);
    this.name = "ShapeError";
  }
}

/** `path` says where the value stands: `roles.effects[2].n`. */
export type Decode<Value> = (value: unknown, path: string) => Value;

/** Whatever is there. */
export const anything: Decode<unknown> = (value) => value;

/** A value of a kind that options may be. */
export function ofKind<Value>({
  words,
  accepts,
}: Pick<OptionKind<Value>, "words" | "accepts">): Decode<Value> {
  return (value, path) => {
    if (accepts(value)) return value;
    throw new ShapeError(path, words);
  };
}

/** A string. */
export const text = ofKind({ words: "a text", accepts: (value) => typeof value === "string" });

/** A boolean. */
export const flag = ofKind(yesOrNo);

const notInJson: Record<string, number> = { NaN: Number.NaN, Infinity, "-Infinity": -Infinity, "-0": -0 };

/** JSON has no words for numbers that are not finite, and forgets the sign of 0: they are written as texts, by `writeNotFinite`. */
export const number: Decode<number> = (value, path) => {
  if (typeof value === "number") return value;
  if (typeof value === "string" && Object.hasOwn(notInJson, value)) return notInJson[value]!;
  throw new ShapeError(path, "a number");
};

/** For `JSON.stringify`. */
export function writeNotFinite(_key: string, value: unknown): unknown {
  if (typeof value !== "number" || (Number.isFinite(value) && !Object.is(value, -0))) return value;
  return Object.is(value, -0) ? "-0" : String(value);
}

/** Any JSON with those texts as numbers again, wherever they are: for values whose shape is not looked at. */
export function reviveNumbers(value: unknown): unknown {
  if (typeof value === "string") return Object.hasOwn(notInJson, value) ? notInJson[value] : value;
  if (Array.isArray(value)) return value.map(reviveNumbers);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, reviveNumbers(item)]));
}

/** This value and no other. */
export function literal<Value extends string | number | null>(wanted: Value): Decode<Value> {
  return ofKind({ words: JSON.stringify(wanted), accepts: (value): value is Value => value === wanted });
}

/** The first that fits; the error is that of the second. */
export function either<A, B>(first: Decode<A>, second: Decode<B>): Decode<A | B> {
  return (value, path) => {
    try {
      return first(value, path);
    } catch {
      return second(value, path);
    }
  };
}

/** Null, or what `decode` takes. */
export function orNull<Value>(decode: Decode<Value>): Decode<Value | null> {
  return (value, path) => (value === null ? null : decode(value, path));
}

/** What `decode` takes, or this value where there is none: for what earlier versions did not write. */
export function absentAs<Value>(absent: Value, decode: Decode<Value>): Decode<Value> {
  return (value, path) => (value === undefined ? absent : decode(value, path));
}

/** As `orNull`; null, too, where an earlier version did not write it. */
export function newer<Value>(decode: Decode<Value>): Decode<Value | null> {
  return absentAs(null, orNull(decode));
}

/** An array of any length. */
export function list<Value>(decode: Decode<Value>): Decode<Value[]> {
  return (value, path) => {
    if (!Array.isArray(value)) throw new ShapeError(path, "a list");
    return value.map((item, i) => decode(item, `${path}[${i}]`));
  };
}

/** An array of two. */
export function pair<Value>(decode: Decode<Value>): Decode<[Value, Value]> {
  return (value, path) => {
    if (!Array.isArray(value) || value.length !== 2) throw new ShapeError(path, "a pair");
    return [decode(value[0], `${path}[0]`), decode(value[1], `${path}[1]`)];
  };
}

/** Any keys, values of one kind. */
export function dictionary<Value>(decode: Decode<Value>): Decode<Record<string, Value>> {
  return (value, path) => {
    const entries = Object.entries(requireObject(value, path));
    return Object.fromEntries(entries.map(([key, item]) => [key, decode(item, join(path, key))]));
  };
}

/** These keys, and whatever others there are, which are kept as they are. */
export function fields<Shape extends object>(
  decoders: {
    readonly [Key in keyof Shape]: Decode<Shape[Key]>;
  },
): Decode<Shape> {
  return (value, path) => {
    const object = requireObject(value, path);
    const known = Object.entries<Decode<unknown>>(decoders);
    const decoded = known.map(([key, decode]) => [key, decode(object[key], join(path, key))]);
    // Every key of the shape has been decoded.
    return { ...object, ...Object.fromEntries(decoded) } as Shape;
  };
}

function requireObject(value: unknown, path: string): Readonly<Record<string, unknown>> {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return { ...value };
  throw new ShapeError(path, "an object");
}

function join(path: string, key: string): string {
  return path === "" ? key : `${path}.${key}`;
}
