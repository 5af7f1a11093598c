/** Whether a function is worth being made WebAssembly, too. */

import type { Schedule } from "../code/schedule.ts";
import { isPaired } from "./call-forms.ts";

/** Nanoseconds that a row saves, and each function that is computed for two rows at once (test/bench/row-loops.mjs), rather too few. */
const savedByRow = 0.15;
const savedByFunction = 4;
/**
 * What has to be saved by one evaluation. To make the module takes a few milliseconds, those of some ten thousand evaluations, as a short fit
 * has them, at this rate; to copy position and target and to change over takes some tens of nanoseconds each time.
 */
const worthwhileNs = 240;

/** By the lengths of its loops and what is in them; functions that stay in JavaScript save nothing. */
export function isWorthwhile({ levels }: Schedule): boolean {
  let saved = 0;
  for (const { loops } of levels) {
    for (const { domain, nodes } of loops) {
      const functions = nodes.filter((node) => node.kind === "call" && isPaired(node.function));
      saved += domain.size * (savedByRow + savedByFunction * functions.length);
    }
  }
  return saved >= worthwhileNs;
}
