/** JSON as it is printed: indented, with a newline at its end, and nothing in it that a terminal would act on. */

import { visibleJson } from "../text/visible.ts";
import type { Terminal } from "./terminal.ts";

/** The text of what is printed as JSON. */
export function jsonText(value: object): string {
  return `${visibleJson(JSON.stringify(value, null, 2))}\n`;
}

/** Prints the result of a command that was asked for JSON. */
export function printJson({ print, takeResult }: Terminal, result: object): void {
  if (takeResult === undefined) print(jsonText(result));
  else takeResult(result);
}
