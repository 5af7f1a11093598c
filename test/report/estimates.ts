/** Typed results for tests of tables: numbers chosen by hand. */

import type { Estimate } from "../../src/posterior/estimate.ts";
import type { SummaryRow } from "../../src/posterior/summary.ts";

/** An estimate whose numbers all have the same Monte Carlo error. */
export function makeEstimate(mean: number, sd: number, error: number): Estimate {
  return {
    mean,
    sd,
    lower: mean - 1.6 * sd,
    median: mean,
    upper: mean + 1.7 * sd,
    errors: { mean: error, sd: error, lower: error, median: error, upper: error },
    moments: "known",
  };
}

export function makeSummaryRow(
  variable: string,
  estimate: Estimate,
  rest: Partial<SummaryRow> = {},
): SummaryRow {
  return {
    variable,
    ...estimate,
    mcse: estimate.errors.mean,
    essBulk: 3904.7,
    essTail: 2871.2,
    rhat: 1.0007,
    mad: estimate.sd,
    highestDensity: [estimate.lower, estimate.upper],
    breaksRule: false,
    ...rest,
  };
}

/** The lines of a text that ends with a newline. */
export function lines(text: string): string[] {
  return text.replace(/\n$/, "").split("\n");
}
