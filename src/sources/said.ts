/** What an engine says, as it stands in a message. */

import { visible } from "../text/visible.ts";

/** On one line and not too long. */
export function said(message: string): string {
  const line = visible(message.trim().replaceAll(/\s+/g, " "));
  return line.length > 300 ? `${line.slice(0, 299)}…` : line;
}
