/** Words of options that are lists: `σ_b = 2, b = [1, 2]`. */

/** The entries between commas; those in brackets or quotes divide nothing. */
export function splitList(text: string, separator = ","): string[] {
  const entries: string[] = [];
  let [current, depth, isQuoted] = ["", 0, false];
  for (const letter of text) {
    if (letter === '"') isQuoted = !isQuoted;
    else if (!isQuoted && letter === "[") depth++;
    else if (!isQuoted && letter === "]") depth--;
    if (letter === separator && depth <= 0 && !isQuoted) {
      entries.push(current.trim());
      current = "";
    } else current += letter;
  }
  return [...entries, current.trim()];
}

/** The number that a text is, or null. */
export function numberIn(text: string): number | null {
  const value = Number(text);
  return text.trim() !== "" && Number.isFinite(value) ? value : null;
}

/** Without the quotes around it. */
export function unquoted(text: string): string {
  return text.trim().replace(/^"(.*)"$/s, "$1");
}
