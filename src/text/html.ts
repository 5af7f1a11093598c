/** Text of others in HTML and XML. */

import { visible } from "./visible.ts";

/** Between tags; what cannot be seen is made visible. */
export function escapedText(text: string): string {
  return visible(text).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** Between tags, and in attributes in double quotes. */
export function escaped(text: string): string {
  return escapedText(text).replaceAll('"', "&quot;");
}

/** Several lines of text, the newlines kept. */
export function escapedLines(text: string): string {
  return text.replaceAll("\r\n", "\n").replaceAll("\t", "  ").split("\n").map(escaped).join("\n");
}

/** Between `script` tags: what would end the script, or begin a comment that hides its end, is written otherwise within its strings. */
export function inScript(script: string): string {
  return script.replaceAll(/<(?=\/script|!--|script)/gi, "\\x3c");
}
