/** The text of JSON that is printed. */

/** JSON as it is printed: indented, with a newline at its end. */
export function jsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
