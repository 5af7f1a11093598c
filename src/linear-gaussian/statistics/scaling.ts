/**
 * Units and centres of columns and outcome. They are centred and brought to the order of one (by powers of two, which lose nothing) before
 * they are multiplied, so that digits are kept whatever the units; columns are centred only where an intercept takes up what is subtracted.
 */

import type { LinearGaussian, OutcomeFamily } from "../../structure/linear-gaussian.ts";
import { one } from "../../structure/row-column.ts";
import type { Arrangement, Coefficient, RawColumn } from "./arrangement.ts";

/** Units and centres, of as many raw columns as there are dense ones and columns of the nesting. */
export interface Scaling {
  /** What each dense raw column was divided by; in number as the raw columns. */
  readonly rawScales: Float64Array;
  /** What was subtracted from each, after division; zero for all that are not scalars. */
  readonly rawCentres: Float64Array;
  /** The dense raw column of ones that centres are absorbed by; -1 if there is none, and nothing was centred. */
  readonly intercept: number;
  /** What each raw column of the nesting was divided by; innermost factor first. */
  readonly nestedScales: Float64Array;
  /** The outcome was divided by this, after `outcomeCentre` was subtracted. */
  readonly outcomeScale: number;
  readonly outcomeCentre: number;
}

/** The scaling that suits the data. */
export function chooseScaling(arrangement: Arrangement): Scaling {
  const { structure, scalars, nesting } = arrangement;
  const intercept = structure.families.length === 1 ? (interceptOf(scalars)?.raw ?? -1) : -1;
  return {
    ...scaleDense(arrangement, intercept),
    intercept,
    nestedScales: Float64Array.from(
      nesting.flatMap(({ columns }) => columns),
      scaleOf,
    ),
    ...scaleOutcomes(structure, intercept >= 0),
  };
}

function scaleDense(
  { scalars, dense }: Arrangement,
  intercept: number,
): Pick<Scaling, "rawScales" | "rawCentres"> {
  const positions = scalars.columns.map(({ column, family }, a) => {
    const { centre, spread } = positionOf((i) => column.at(i), family.domain.size);
    const isCentred = intercept >= 0 && a !== intercept;
    const size = isCentred ? spread || Math.abs(centre) : Math.max(Math.abs(centre), spread);
    const scale = powerOfTwo(size);
    return { scale, centre: isCentred ? centre / scale : 0 };
  });
  const scales = dense.flatMap(({ domain, columns }) => {
    const own = columns.map(scaleOf);
    return Array.from({ length: domain.size }, () => own).flat();
  });
  const rawScales = Float64Array.from([...positions.map(({ scale }) => scale), ...scales]);
  const rawCentres = new Float64Array(rawScales.length);
  for (const [a, { centre }] of positions.entries()) rawCentres[a] = centre;
  return { rawScales, rawCentres };
}

function scaleOutcomes(
  { families }: LinearGaussian,
  isCentred: boolean,
): Pick<Scaling, "outcomeScale" | "outcomeCentre"> {
  const positions = families.map((family) => {
    const offset = offsetOf(family);
    return positionOf((i) => family.outcome[i]! - offset(i), family.domain.size);
  });
  if (isCentred) {
    const { centre, spread } = positions[0]!;
    return { outcomeScale: powerOfTwo(spread || Math.abs(centre)), outcomeCentre: centre };
  }
  const sizes = positions.map(({ centre, spread }) => Math.max(Math.abs(centre), spread));
  return { outcomeScale: powerOfTwo(Math.max(...sizes)), outcomeCentre: 0 };
}

/** What is known of a mean: Σ of its terms without latent and multiplier. */
export function offsetOf({ mean }: OutcomeFamily): (i: number) => number {
  const known = mean.filter(({ latent, multiplier }) => latent === null && multiplier === null);
  if (known.length === 0) return () => 0;
  return (i) => known.reduce((sum, { scale, column }) => sum + scale * column.at(i), 0);
}

/** The power of two at or below a column's largest size. */
export function scaleOf({ column, family }: RawColumn): number {
  let largest = 0;
  for (let i = 0; i < family.domain.size; i++) largest = Math.max(largest, Math.abs(column.at(i)));
  return powerOfTwo(largest);
}

/** How a population effect of its own, without any other part, acts on the raw column of ones; undefined if there is none. */
export function interceptOf({ columns, coefficients }: Arrangement["scalars"]): Coefficient | undefined {
  return coefficients.find(
    ({ raw, latent, scale, multiplier }) =>
      columns[raw]!.column === one &&
      latent >= 0 &&
      scale > 0 &&
      multiplier === null &&
      coefficients.filter((other) => other.latent === latent).length === 1,
  );
}

/** Mean and standard deviation, without overflow. */
function positionOf(value: (i: number) => number, size: number): { centre: number; spread: number } {
  let largest = 0;
  for (let i = 0; i < size; i++) largest = Math.max(largest, Math.abs(value(i)));
  const unit = powerOfTwo(largest);
  let mean = 0;
  for (let i = 0; i < size; i++) mean += (value(i) / unit - mean) / (i + 1);
  let squares = 0;
  for (let i = 0; i < size; i++) {
    const deviation = value(i) / unit - mean;
    squares += deviation * deviation;
  }
  return { centre: mean * unit, spread: Math.sqrt(squares / Math.max(size, 1)) * unit };
}

/** The power of two at or below a positive number; 1 for zero. */
function powerOfTwo(value: number): number {
  if (!(value > 0) || value === Infinity) return 1;
  let power = 1;
  while (power > value) power /= 2;
  while (power * 2 <= value) power *= 2;
  return power;
}
