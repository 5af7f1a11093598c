/** Draws as a row of characters: how often values fall into each of some bins between the smallest and the largest. */

const blocks = "▁▂▃▄▅▆▇█";
const plain = "_.:-=+*#";

/** `width` characters; empty for draws that are not all finite or all the same. A bin without draws is a space. */
export function sparkline(values: Float64Array, width: number, isAscii: boolean): string {
  let [least, most] = [Infinity, -Infinity];
  for (const value of values) {
    if (!Number.isFinite(value)) return "";
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  if (!(most > least)) return "";
  const counts = new Array<number>(width).fill(0);
  const scale = width / (most - least);
  for (const value of values) counts[Math.min(width - 1, Math.floor((value - least) * scale))]!++;
  const highest = Math.max(...counts);
  const marks = isAscii ? plain : blocks;
  return counts
    .map((count) => (count === 0 ? " " : marks[Math.ceil((count / highest) * marks.length) - 1]!))
    .join("");
}
