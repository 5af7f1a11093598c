/** Estimates as cells of tables for a manuscript, with the digits that their Monte Carlo errors support. */

import type { Estimate } from "../posterior/estimate.ts";
import type { DigitsOptions } from "../report/digits.ts";
import { estimateCells } from "../report/estimate-cells.ts";
import { momentsFoot } from "../report/moment-cells.ts";
import { intervalText, numberText, type Phrase } from "./inline.ts";

/** A column: of numbers, or of text. */
export const column = (header: string | Phrase, isText = false) => ({
  header: typeof header === "string" ? [header] : header,
  isText,
});

/** "90 % interval". */
export function intervalName(lowerName: string, upperName: string): string {
  const [lower, upper] = [lowerName, upperName].map((name) => Number(name.slice(1)));
  return `${Number((upper! - lower!).toPrecision(6))} % interval`;
}

/** A cell for each of these numbers. */
export function estimatePhrases(
  estimate: Estimate | null,
  keys: readonly ("mean" | "sd" | "median")[],
  options: DigitsOptions,
): Phrase[] {
  return estimateCells(estimate, keys, options).map((text) => [numberText(text)]);
}

/** The ends of an interval; nothing of what is known. */
export function intervalPhrase(estimate: Estimate, options: DigitsOptions): Phrase {
  // What is known has no interval.
  if (estimate.sd === 0) return [""];
  const [lower, upper] = estimateCells(estimate, ["lower", "upper"], options);
  return [intervalText(lower!, upper!)];
}

/** Notes that explain a cell without a number. */
export function momentNotes(
  estimates: readonly (Estimate | null)[],
  shown: readonly ("mean" | "sd")[],
): Phrase[] {
  const foot = momentsFoot(estimates, shown).trimEnd();
  return foot === "" ? [] : [[foot]];
}
