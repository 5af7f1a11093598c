/** Sums over rows and levels, and the names that draws have, for models that are written by hand. */

import type { DrawFrom } from "./calibration.ts";

export function sum<T>(items: readonly T[], term: (item: T, i: number) => number): number {
  return items.reduce((total, item, i) => total + term(item, i), 0);
}

/** A column of which it is known that it holds numbers. */
export function numbers(column: readonly (number | string)[] | undefined): readonly number[] {
  return column as readonly number[];
}

/** A number for each level, by the names of draws: `b[A]`. */
export function drawLevels(
  quantity: string,
  levels: readonly string[],
  draw: (level: string) => number,
): Record<string, number> {
  return Object.fromEntries(levels.map((level) => [`${quantity}[${level}]`, draw(level)]));
}

/** Shares that add up to one, from the Dirichlet distribution with this concentration for each. */
export function drawShares(draw: DrawFrom, count: number, concentration: number): readonly number[] {
  const parts = Array.from({ length: count }, () => draw("gamma", concentration, 1));
  const total = sum(parts, (part) => part);
  return parts.map((part) => part / total);
}

/** The number of a category, counted from 1, by its probabilities. */
export function drawCategory(draw: DrawFrom, probabilities: readonly number[]): number {
  let rest = draw("uniform", 0, 1);
  for (const [k, probability] of probabilities.entries()) {
    rest -= probability;
    if (rest < 0) return k + 1;
  }
  return probabilities.length;
}
