/** Problems of quantities that would be larger than memory and time allow: HP0425 to HP0427. */

import { counted, inModel, problem } from "../problems/make-problem.ts";
import type { Span } from "../problems/problem.ts";

/** `a[g, h]` and `b[g, h]`; of many the largest, and how many others. */
function named(targets: readonly string[]): string {
  const shown = targets.slice(0, 3).map((target) => `\`${target}\``);
  const rest = targets.length - shown.length;
  if (rest > 0) return `${shown.join(", ")} and ${counted(rest)} more`;
  return `${shown.slice(0, -1).join(", ")} and ${shown.at(-1)}`;
}

const sumOf = (sizes: readonly number[]): string => counted(sizes.reduce((sum, size) => sum + size, 0));

export const gridTooLarge = (target: string, size: number, most: number, span: Span) =>
  problem("HP0425", inModel(span), [
    `\`${target}\` would have ${counted(size)} values, one for each combination of levels, and ${counted(most)} are the most`,
    "for the combinations that occur in the data write one bracket with `:`, as in `b[lab:day]`",
  ]);

/** Grids, the largest first, none of which is too large by itself. */
export const gridsTooLarge = (
  targets: readonly string[],
  sizes: readonly number[],
  most: number,
  span: Span,
) =>
  problem("HP0425", inModel(span), [
    `${named(targets)} would have ${sumOf(sizes)} values together, one for each combination of levels, and ` +
      `${counted(most)} are the most`,
    "for the combinations that occur in the data write one bracket with `:`, as in `b[lab:day]`",
  ]);

export const correlationTooLarge = (target: string, levels: number, most: number, span: Span) =>
  problem("HP0426", inModel(span), [
    `\`${target}\` would be a correlation matrix of ${counted(levels)} levels, and ${most} are the most`,
    "give the effects of so many levels an sd in common, `b[g] ~ normal(0, τ)`, or correlate fewer of them",
  ]);

/** Matrices, the largest first, none of which is too large by itself. */
export const correlationsTooLarge = (
  targets: readonly string[],
  levels: readonly number[],
  most: number,
  span: Span,
) =>
  problem("HP0426", inModel(span), [
    `${named(targets)} would be correlation matrices of ${levels.slice(0, 3).map(counted).join(", ")}${levels.length > 3 ? ", …" : ""} ` +
      `levels, which together cost more than one of ${most}, and that is the most`,
    "give the effects of so many levels an sd in common, `b[g] ~ normal(0, τ)`, or correlate fewer of them",
  ]);

export const vectorTooLong = (target: string, length: number, most: number, span: Span) =>
  problem("HP0427", inModel(span), [
    `\`${target}\` would be a vector of ${counted(length)} elements that depend on each other, and ${counted(most)} are the most`,
    "join levels, or give each element a distribution of its own, as `normal(0, τ)`",
  ]);

/** Vectors, the longest first, none of which is too long by itself. */
export const vectorsTooLong = (
  targets: readonly string[],
  lengths: readonly number[],
  most: number,
  span: Span,
) =>
  problem("HP0427", inModel(span), [
    `${named(targets)} would be vectors of ${sumOf(lengths)} elements together that depend on each other, and ` +
      `${counted(most)} are the most`,
    "join levels, or give each element a distribution of its own, as `normal(0, τ)`",
  ]);
