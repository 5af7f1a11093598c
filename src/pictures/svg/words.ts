/** Words in the room that they have. */

import { visible } from "../../text/visible.ts";

/** Pixels of a letter, on average, at the size of axes. */
export const letterWidth = 6.3;

/** At most so many letters, the last one an ellipsis where some are left out. */
export function shortened(text: string, most: number): string {
  const letters = Array.from(visible(text));
  return letters.length <= most
    ? letters.join("")
    : `${letters.slice(0, Math.max(1, Math.floor(most) - 1)).join("")}…`;
}
