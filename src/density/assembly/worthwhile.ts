/** Whether a function is faster as WebAssembly than as JavaScript. */

import type { Schedule } from "../code/schedule.ts";

/** By the lengths of its loops and what is in them. */
export function isWorthwhile({ levels }: Schedule): boolean {
  return levels.some(({ loops }) => loops.some(({ domain }) => domain.size >= 200));
}
