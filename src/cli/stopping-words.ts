/** What became of a stopping rule, in words. */

import { formatSignificant } from "../report/digits.ts";
import type { Stopping } from "../run/run.ts";

/** `ess of b[A] is 745`; empty where there is nothing to tell. */
export function describeShortfall({ shortfall }: Stopping): string {
  if (shortfall === null || shortfall.variable === "") return "";
  const { condition, variable, value } = shortfall;
  const measure = /^\w+/.exec(condition)?.[0] ?? "";
  return `${measure} of ${variable} is ${Number.isNaN(value) ? "not defined" : formatSignificant(value, 3)}`;
}

/** One line for the head of a report. */
export function describeStopping(stopping: Stopping, drawCount: number): string {
  const { rule, isMet } = stopping;
  if (isMet) return `stopped after ${drawCount} draws per chain: ${rule}`;
  const shortfall = describeShortfall(stopping);
  return `the rule ${rule} does not hold${shortfall === "" ? "" : `: ${shortfall}`}`;
}
