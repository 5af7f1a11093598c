/**
 * What samplers keep in a record, as far as it must be right for them to go on: a width of 0 or a text among numbers would not fail there,
 * but never end. Whether lengths fit is seen when a chain is made of it.
 */

import type { ChainAdaptation } from "../../samplers/chain.ts";
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

/** Of any sampler: each has some of these. */
const parts: { readonly [name: string]: Decode<unknown> } = {
  stepSize: positive,
  metric: text,
  inverseMassMatrix: list(finite),
  lowRankTerms: list(fields({ variance: positive, vector: list(finite) })),
  steps: positive,
  components: list(
    fields({ weight: positive, degreesOfFreedom: positive, location: list(finite), factor: list(finite) }),
  ),
  tries: positive,
  given: fields({ inner: list(finite), anchor: list(finite), widths: list(positive) }),
  mixingRate: number,
  drawsJointly: flag,
  moves: list(
    fields({
      coordinates: list(finite),
      kind: text,
      widths: list(positive),
      mean: list(finite),
      scale: list(finite),
    }),
  ),
  updates: list(fields({ block: text, kind: text, values: list(positive) })),
};

const decodeParts = fields<Record<string, unknown>>(
  Object.fromEntries(Object.entries(parts).map(([name, decode]) => [name, absentAs(undefined, decode)])),
);

/** What it has; names of other samplers are left out, those that are not known here are kept. */
export const decodeAdaptation: Decode<ChainAdaptation> = (value, path) => {
  const entries = Object.entries(decodeParts(value, path)).filter(([, part]) => part !== undefined);
  const revived = entries.map(([name, part]) => [
    name,
    Object.hasOwn(parts, name) ? part : reviveNumbers(part),
  ]);
  // The chain that is made of it is told by its name what it must have.
  return Object.fromEntries(revived) as ChainAdaptation;
};
