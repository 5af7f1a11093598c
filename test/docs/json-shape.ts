/** The shape of JSON, for readers: its names, and the types of its values. An array shows its first element. */

import type { Json } from "../../src/report/json.ts";

/** From the last JSON object in a text to what a page shows; ends with a newline. */
export function renderShape(printed: string): string {
  const json = printed.slice(printed.indexOf("{\n"), printed.lastIndexOf("}") + 1);
  // The text is what the program printed as JSON.
  return `${shape(JSON.parse(json) as Json, "")}\n`;
}

function shape(value: Json, indent: string): string {
  if (value === null) return "null";
  if (typeof value !== "object") return typeof value;
  const deeper = `${indent}  `;
  if (Array.isArray(value)) {
    return value.length === 0 ? "[]" : `[${shape(value[0], indent)}${value.length > 1 ? ", …" : ""}]`;
  }
  const entries = Object.entries(value);
  const inOneLine = `{ ${entries.map(([name, one]) => `"${name}": ${shape(one, deeper)}`).join(", ")} }`;
  if (entries.length === 0) return "{}";
  if (inOneLine.length + indent.length <= 110 && !inOneLine.includes("\n")) return inOneLine;
  const lines = entries.map(([name, one]) => `${deeper}"${name}": ${shape(one, deeper)}`);
  return `{\n${lines.join(",\n")}\n${indent}}`;
}
