/**
 * Whether numbers are uniform on (0, 1), as standard normal deviates: three ways to fail, each with a name.
 *
 * `shift` and `spread` are the first two components of Neyman's smooth test (1937), the Legendre polynomials of degree 1 and 2,
 * which see most when a posterior lies too high or too low, or is too wide or too narrow. `shape` is Pearson's χ² over equal
 * bins, which sees anything, if there is enough of it.
 */

import { chiSquareDeviate } from "../distributions/goodness-of-fit.ts";

export interface Uniformity {
  /** Positive if the numbers are too large. */
  readonly shift: number;
  /** Positive if they keep to the ends. */
  readonly spread: number;
  /** Positive if the bins differ by more than chance. */
  readonly shape: number;
}

const bins = 16;

export function testUniformity(numbers: readonly number[]): Uniformity {
  const n = numbers.length;
  const sum = (term: (centered: number) => number): number =>
    numbers.reduce((total, number) => total + term(number - 0.5), 0);
  const counts = new Array<number>(bins).fill(0);
  for (const number of numbers) counts[Math.floor(number * bins)]!++;
  return {
    // Σ (u - 1/2) / √(n/12)
    shift: sum((u) => u) / Math.sqrt(n / 12),
    // Σ ((u - 1/2)² - 1/12) / √(n/180)
    spread: sum((u) => u * u - 1 / 12) / Math.sqrt(n / 180),
    shape: chiSquareDeviate(counts, new Array<number>(bins).fill(1 / bins)),
  };
}
