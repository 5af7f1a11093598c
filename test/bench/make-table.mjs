/** Tables for people: what all of them have in common. */

import Table from "cli-table3";

/** The first column is text, the others are numbers. */
export function makeTable(head) {
  const colAligns = head.map((_, i) => (i === 0 ? "left" : "right"));
  return new Table({ head, colAligns, style: { head: [], border: [], compact: true } });
}

export function round(value) {
  return Math.round(value).toLocaleString("en-US");
}

/** "8.4 (6.2 to 8.6)" of a spread. */
export function describeRatio({ median, least, greatest }) {
  const [middle, ...ends] = [median, least, greatest].map(significant);
  return least === greatest ? middle : `${middle} (${ends.join(" to ")})`;
}

/** Two digits, or all before the point. */
export function significant(value) {
  return value >= 10 ? round(value) : value.toPrecision(2);
}
