/** What samplers keep in a record, read as they say it is (`samplers/adaptation-shape.ts`). */

import type { FieldShape } from "../../samplers/adaptation-shape.ts";
import type { ChainAdaptation } from "../../samplers/chain.ts";
import { adaptationShapes } from "../../samplers/index.ts";
import {
  absentAs,
  type Decode,
  fields,
  flag,
  list,
  number,
  reviveNumbers,
  ShapeError,
  text,
} from "./decode.ts";

/** A number that is finite. */
export const finite: Decode<number> = (value, path) => {
  if (typeof value === "number" && Number.isFinite(value)) return value;
  if (value === "-0") return -0;
  throw new ShapeError(path, "a finite number");
};

const positive: Decode<number> = (value, path) => {
  const found = finite(value, path);
  if (found > 0) return found;
  throw new ShapeError(path, "a number above 0");
};

const plain: { readonly [Name in Extract<FieldShape, string>]: Decode<unknown> } = {
  number,
  finite,
  positive,
  flag,
  text,
};

/** What takes values of a shape. */
function decoderOf(shape: FieldShape): Decode<unknown> {
  if (typeof shape === "string") return plain[shape];
  if (isList(shape)) return list(decoderOf(shape[0]));
  return fields(Object.fromEntries(Object.entries(shape).map(([name, one]) => [name, decoderOf(one)])));
}

function isList(shape: object): shape is readonly [FieldShape] {
  return Array.isArray(shape);
}

/** Of any sampler: each has some of these. */
const decodeParts = fields<Record<string, unknown>>(
  Object.fromEntries(
    Object.entries(adaptationShapes).map(([name, shape]) => [name, absentAs(undefined, decoderOf(shape))]),
  ),
);

/** What it has; names of other samplers are left out, those that are not known here are kept. */
export const decodeAdaptation: Decode<ChainAdaptation> = (value, path) => {
  const entries = Object.entries(decodeParts(value, path)).filter(([, part]) => part !== undefined);
  const isKnown = (name: string): boolean => Object.hasOwn(adaptationShapes, name);
  const revived = entries.map(([name, part]) => [name, isKnown(name) ? part : reviveNumbers(part)]);
  // The chain that is made of it is told by its name what it must have.
  return Object.fromEntries(revived);
};
