/** What stands in a table in place of a mean or sd that heavy tails leave unknown, and the line below that says so. */

import type { Estimate } from "../posterior/estimate.ts";
import type { Moments } from "../posterior/known-moments.ts";
import { missing } from "./digits.ts";
import { noPaint, type Paint } from "./table.ts";

/** Of a number that exists, or may exist, and is not known. */
const notKnown = "?";
const noMean = "no mean";

/** By what is known; null where the number is. */
const cells: { readonly [M in Moments]: { readonly mean: string | null; readonly sd: string | null } } = {
  known: { mean: null, sd: null },
  sd_not_known: { mean: null, sd: notKnown },
  mean_not_known: { mean: notKnown, sd: notKnown },
  no_mean: { mean: noMean, sd: missing },
};

/** The text for the mean of an estimate, or for its sd or an error of these; null where the number is known. */
export function momentCell({ moments }: Pick<Estimate, "moments">, of: "mean" | "sd"): string | null {
  return cells[moments][of];
}

/** A line that explains those texts, where the table has one; `shown` is what it shows of the estimates. Otherwise nothing. */
export function momentsFoot(
  estimates: readonly (Estimate | null)[],
  shown: readonly ("mean" | "sd")[],
  paint: Paint = noPaint,
): string {
  const found = new Set(estimates.flatMap((one) => (one ? shown.map((of) => momentCell(one, of)) : [])));
  const parts: string[] = [];
  if (found.has(noMean)) parts.push("no mean: the tails are too heavy to have one");
  if (found.has(notKnown)) parts.push("?: not known from these draws, whose tails are heavy");
  return parts.length === 0 ? "" : `${paint(`${parts.join("; ")}; use the quantiles`, "muted")}\n`;
}
