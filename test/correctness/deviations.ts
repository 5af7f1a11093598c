/** Deviations of many tests at once, in standard errors, and which of them are too large. */

/** For each quantity the deviates of its tests, standard normal where all is right. */
export type Deviations = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** Standard errors from which on a deviation is printed, and fails: 1 in 700 and 1 in 1.7 million by chance. */
export const alert = 3.2;
export const failure = 5;

export interface Deviation {
  readonly quantity: string;
  readonly test: string;
  readonly deviate: number;
}

/** All of them, the largest first; what is not a number is larger than any number. */
export function rankDeviations(deviations: Deviations): Deviation[] {
  return Object.entries(deviations)
    .flatMap(([quantity, tests]) =>
      Object.entries(tests).map(([test, deviate]) => ({ quantity, test, deviate })),
    )
    .sort((a, b) => sizeOf(b) - sizeOf(a));
}

/** Those that exceed `level` standard errors as sentences, the largest first. */
export function findDeviations(deviations: Deviations, level: number): string[] {
  return rankDeviations(deviations)
    .filter((one) => sizeOf(one) > level)
    .map(({ quantity, test, deviate }) => `${quantity}: ${test} ${deviate.toFixed(1)}`);
}

/** Of the shape only what is larger than by chance counts. */
function sizeOf({ test, deviate }: Deviation): number {
  if (Number.isNaN(deviate)) return Infinity;
  return test === "shape of ranks" ? deviate : Math.abs(deviate);
}

/** The mean over its standard error, of independent numbers whose expected value is zero; NaN where all are the same. */
export function meanDeviate(values: readonly number[]): number {
  const n = values.length;
  const mean = values.reduce((total, value) => total + value, 0) / n;
  const squares = values.reduce((total, value) => total + (value - mean) ** 2, 0);
  return squares === 0 ? Number.NaN : mean / Math.sqrt(squares / (n - 1) / n);
}
