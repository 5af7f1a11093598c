/** Numbers as programs write them: of any number of digits, with and without a point, a sign and an exponent. */

import type { RandomStream } from "../../../src/numeric/random-stream.ts";

/** One more at each call. */
export function numberTexts(stream: RandomStream): () => string {
  const below = (count: number): number => Math.floor(stream.uniform() * count);
  const digits = (count: number): string => Array.from({ length: count }, () => below(10)).join("");
  const sign = (): string => (below(2) === 0 ? "" : "-");
  const value = (): number => stream.normal() * Number(`1e${below(30) - 15}`);
  const kinds: readonly (() => string)[] = [
    () => `${sign()}${digits(1 + below(4))}.${digits(below(22))}`,
    () => `${sign()}${digits(1 + below(20))}`,
    () => `${sign()}0.${digits(1 + below(25))}`,
    () => String(value()),
    () => (4 * stream.uniform() - 2).toPrecision(1 + below(21)),
    () =>
      value()
        .toExponential(below(20))
        .replace(/e([+-])(\d)$/, "e$10$2"),
    () => ["0", "-0", "-0.0", "1e-05", "1.5e-09", "0.00000000000001", "134217727", "134217728"][below(8)]!,
    // Halfway between two doubles, or next to it.
    () => `${9_007_199_254_740_992n + 2n * BigInt(below(1e9)) + BigInt(below(3))}`,
  ];
  return () => kinds[below(kinds.length)]!();
}
