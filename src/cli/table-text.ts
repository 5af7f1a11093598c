/** Tables in the place of models, which is what one does who forgets `--data`. */

const linesLookedAt = 5;

/** Whether a file is a table by its name. */
export function isTableName(path: string): boolean {
  return /\.(?:csv|tsv|tab)$/i.test(path);
}

/** Whether a text that is no model is a table: its first lines have one number of separators each, and no `~`. */
export function isTableText(path: string, text: string): boolean {
  if (isTableName(path)) return true;
  const lines = text.split(/\r\n|\n|\r/).filter((line) => line.trim() !== "");
  const head = lines.slice(0, linesLookedAt);
  if (head.length < 2 || head.some((line) => line.includes("~"))) return false;
  return [",", ";", "\t"].some((separator) => {
    const counts = head.map((line) => line.split(separator).length - 1);
    return counts[0]! > 0 && counts.every((count) => count === counts[0]);
  });
}
