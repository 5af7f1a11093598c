/** The canonical form of a text, as edits. */

import { format } from "../language/format.ts";
import type { TextEdit } from "./problems-of.ts";

/** What makes the canonical form of a text: nothing, or one edit of the lines that differ. Text that cannot be read stays as it is. */
export function formatText(text: string): readonly TextEdit[] {
  const formatted = format(text);
  if (formatted === text) return [];
  let start = 0;
  const shorter = Math.min(text.length, formatted.length);
  while (start < shorter && text[start] === formatted[start]) start++;
  let tail = 0;
  while (tail < shorter - start && text.at(-1 - tail) === formatted.at(-1 - tail)) tail++;
  // Whole lines, so that no edit begins or ends within a character or a line break.
  start = start === 0 ? 0 : text.lastIndexOf("\n", start - 1) + 1;
  const next = text.indexOf("\n", text.length - tail);
  const kept = next < 0 ? 0 : text.length - next - 1;
  return [{ start, end: text.length - kept, text: formatted.slice(start, formatted.length - kept) }];
}
