/** Sums of numbers that are known by their logarithms. */

import { exp } from "../../numeric/exponential.ts";
import { log } from "../../numeric/logarithm.ts";

/** So many sums, none of which over- or underflows. */
export class LogSums {
  readonly largest: Float64Array;
  readonly totals: Float64Array;

  constructor(size: number) {
    this.largest = new Float64Array(size);
    this.totals = new Float64Array(size);
  }

  clear(): void {
    this.largest.fill(Number.NEGATIVE_INFINITY);
    this.totals.fill(0);
  }

  add(at: number, logValue: number): void {
    const largest = this.largest[at]!;
    if (logValue <= largest) {
      if (logValue > Number.NEGATIVE_INFINITY) this.totals[at] = this.totals[at]! + exp(logValue - largest);
      return;
    }
    if (Number.isNaN(logValue)) return;
    this.totals[at] =
      largest === Number.NEGATIVE_INFINITY ? 1 : this.totals[at]! * exp(largest - logValue) + 1;
    this.largest[at] = logValue;
  }

  value(at: number): number {
    return this.largest[at]! + log(this.totals[at]!);
  }
}
