/** The text of JSON that is printed. */

import { visibleJson } from "../text/visible.ts";

/** JSON as it is printed: indented, with a newline at its end, and nothing in it that a terminal would act on. */
export function jsonText(value: unknown): string {
  return `${visibleJson(JSON.stringify(value, null, 2))}\n`;
}
