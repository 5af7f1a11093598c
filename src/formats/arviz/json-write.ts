/**
 * InferenceData in JSON as `az.from_json` reads it: arrays by chain, draw and index, with `coords` and `dims`. Numbers are those that are
 * nearest, so that they come back bit by bit; what is not finite is written as Python does, `NaN` and `Infinity`.
 */

import type { Draws, StatisticName } from "../../posterior/draws.ts";
import type { GroupName, OutputFile, WrittenDraws } from "../format.ts";
import { groupNames } from "./group-names.ts";
import { schemaName } from "./statistics.ts";
import { areWholeNumbers, arraysOf, observedDimensions, type WrittenArray } from "./written-arrays.ts";
import { attributesOf } from "./written-facts.ts";

/** Letters that are collected before they are given away. */
const pieceLength = 65_536;

/** One file. */
export function writeArvizJson(written: WrittenDraws): readonly OutputFile[] {
  return [{ suffix: "", pieces: () => piecesOf(textOf(written)) }];
}

async function* piecesOf(texts: Iterable<string>): AsyncIterable<Uint8Array> {
  const encoder = new TextEncoder();
  let collected = "";
  for (const text of texts) {
    collected += text;
    if (collected.length < pieceLength) continue;
    yield encoder.encode(collected);
    collected = "";
  }
  yield encoder.encode(collected);
}

function* textOf(written: WrittenDraws): Iterable<string> {
  const { draws, plates } = written;
  const coordinates = new Map<string, readonly string[]>();
  const named: NamedDimensions[] = [];
  // First of all, so that the beginning of the file tells whose it is.
  yield `{"posterior_attrs": ${JSON.stringify(Object.fromEntries(attributesOf(written)))}, `;
  const { arrays } = arraysOf(draws.variables, plates, coordinates);
  named.push(...arrays);
  yield* groupText("posterior", draws, arrays);
  yield ', "sample_stats": {';
  const statistics = Object.entries(draws.statistics) as [StatisticName, Float64Array][];
  for (const [k, [name, values]] of statistics.entries()) {
    yield `${k === 0 ? "" : ", "}"${schemaName(name)}": `;
    const write = writerOf(name, values);
    yield* chainsOf(draws, (at) => write(values[at]!));
  }
  yield "}";
  for (const [name, own] of Object.entries(written.groups ?? {}) as [GroupName, Draws][]) {
    const group = arraysOf(own.variables, {}, coordinates).arrays;
    named.push(...group);
    yield ", ";
    yield* groupText(groupNames[name], own, group);
  }
  const observed = Object.entries(written.observed ?? {});
  if (observed.length > 0) {
    const texts = observed.map(([name, { values, shape }]) => {
      named.push({ name, dimensions: observedDimensions(name, shape, coordinates) });
      return `${JSON.stringify(name)}: ${nested([...values.keys()], shape, (at) => numberText(values[at]!))}`;
    });
    yield `, "observed_data": {${texts.join(", ")}}`;
  }
  yield `, "coords": ${JSON.stringify(coordinatesOf(coordinates))}, "dims": ${JSON.stringify(dimensionsOf(named))}}\n`;
}

interface NamedDimensions {
  readonly name: string;
  readonly dimensions: readonly string[];
}

function* groupText(name: string, draws: Draws, arrays: readonly WrittenArray[]): Iterable<string> {
  yield `"${name}": {`;
  for (const [k, { name: of, shape, places }] of arrays.entries()) {
    yield `${k === 0 ? "" : ", "}${JSON.stringify(of)}: `;
    yield* chainsOf(draws, (at) => nested(places, shape, (place) => numberText(draws.values[place]![at]!)));
  }
  yield "}";
}

/** By name of the array, for all groups at once: arrays of one name whose dimensions differ have none. */
function dimensionsOf(named: readonly NamedDimensions[]): Readonly<Record<string, readonly string[]>> {
  const byName = new Map<string, readonly string[] | null>();
  for (const { name, dimensions } of named) {
    const known = byName.get(name);
    const areSame = known === undefined || known?.join("\n") === dimensions.join("\n");
    byName.set(name, areSame ? dimensions : null);
  }
  return Object.fromEntries(
    [...byName].filter((entry): entry is [string, readonly string[]] => (entry[1]?.length ?? 0) > 0),
  );
}

/** Chains of draws. */
function* chainsOf({ chainCount, drawCount }: Draws, write: (at: number) => string): Iterable<string> {
  for (let c = 0; c < chainCount; c++) {
    yield c === 0 ? "[[" : ", [";
    for (let d = 0; d < drawCount; d++) yield `${d === 0 ? "" : ", "}${write(c * drawCount + d)}`;
    yield "]";
  }
  yield "]";
}

/** An element, or arrays of them. */
function nested(
  places: readonly number[],
  shape: readonly number[],
  write: (place: number) => string,
): string {
  if (shape.length === 0) return write(places[0]!);
  const [size = 0, ...rest] = shape;
  const within = places.length / size;
  const parts = Array.from({ length: size }, (_, k) =>
    nested(places.slice(k * within, (k + 1) * within), rest, write),
  );
  return `[${parts.join(", ")}]`;
}

/** With a point or an exponent: Python makes no double of whole numbers without. */
function numberText(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const text = Object.is(value, -0) ? "-0" : String(value);
  return /[.e]/.test(text) ? text : `${text}.0`;
}

/** Counts are written as whole numbers, and what is true or false as such, where all of them are. */
function writerOf(name: StatisticName, values: Float64Array): (value: number) => string {
  if (name === "divergent" && values.every((value) => Object.is(value, 0) || value === 1))
    return (value) => (value === 1 ? "true" : "false");
  const isCount = name === "treeDepth" || name === "leapfrogSteps";
  return isCount && values.every((value) => Number.isSafeInteger(value) && !Object.is(value, -0))
    ? String
    : numberText;
}

function coordinatesOf(coordinates: ReadonlyMap<string, readonly string[]>) {
  return Object.fromEntries(
    [...coordinates].map(([name, labels]) => [name, areWholeNumbers(labels) ? labels.map(Number) : labels]),
  );
}
