/**
 * Grids in words, `Days = 0..9, Subject = new`: for each name the values that it takes, one after another. A range is `a..b`, or `a..b by s`;
 * a label with a comma, or one that is a word of the grid, stands in quotes.
 */

import { canonicalName } from "../language/names.ts";
import { composed } from "../text/composed.ts";

/** A value as it was written: a number or a label, and whether it was in quotes, so that it is no word. */
export interface GridValue {
  readonly text: string;
  readonly isQuoted: boolean;
}

/** The values of one column. */
export interface GridAxis {
  readonly name: string;
  readonly values: readonly GridValue[];
}

/** `fault` says what is wrong, as a sentence without a full stop. */
export type ReadGrid =
  | { readonly axes: readonly GridAxis[]; readonly fault: null }
  | { readonly axes: null; readonly fault: string };

const mostOfRange = 1_000_000;
const part = /\s*(?:"([^"]*)"|'([^']*)'|([^,=]*?))\s*(=|,|$)/y;

/** Reads the words; texts of several options are one grid. */
export function readGridWords(texts: readonly string[]): ReadGrid {
  const axes: { readonly name: string; readonly values: GridValue[] }[] = [];
  for (const text of texts) {
    const own = composed(text);
    part.lastIndex = 0;
    let isFirst = true;
    while (part.lastIndex < own.length || isFirst) {
      const match = part.exec(own);
      if (match === null) return wrong(`nothing can be made of \`${own}\``);
      const [, double, single, bare, sign] = match;
      const word = double ?? single ?? bare ?? "";
      const isQuoted = bare === undefined;
      if (word === "" && !isQuoted) return wrong(`a name or a value is missing in \`${own}\``);
      if (sign === "=") {
        const isTwice = axes.some(({ name }) => canonicalName(name) === canonicalName(word));
        if (isTwice) return wrong(`\`${word}\` has values twice`);
        axes.push({ name: word, values: [] });
      } else {
        const axis = axes.at(-1);
        if (axis === undefined || isFirst)
          return wrong(`\`${word}\` is the value of no column: write \`column = value\``);
        const values = isQuoted ? [{ text: word, isQuoted }] : expand(word);
        if (values === null) return wrong(`the range \`${word}\` has no end, or more than a million values`);
        axis.values.push(...values);
      }
      isFirst = false;
      if (sign === "") break;
    }
  }
  const empty = axes.find(({ values }) => values.length === 0);
  if (empty !== undefined) return wrong(`\`${empty.name}\` has no values`);
  return { axes, fault: null };
}

function wrong(fault: string): ReadGrid {
  return { axes: null, fault };
}

const range = /^(-?[\d.]+(?:e[-+]?\d+)?)\.\.(-?[\d.]+(?:e[-+]?\d+)?)(?:\s+by\s+([\d.]+(?:e[-+]?\d+)?))?$/i;

/** A range as its values, anything else as it stands; null for a range that makes no sense. */
function expand(word: string): GridValue[] | null {
  const match = range.exec(word);
  if (match === null) return [{ text: word, isQuoted: false }];
  const [from, to, step] = [Number(match[1]), Number(match[2]), Number(match[3] ?? 1)];
  if (![from, to, step].every(Number.isFinite) || step <= 0) return null;
  // A step that does not fit by rounding alone reaches the end.
  const count = Math.floor(Math.abs(to - from) / step + 1e-9) + 1;
  if (count > mostOfRange) return null;
  const sign = to < from ? -1 : 1;
  return Array.from({ length: count }, (_, i) => ({
    text: String(Number((from + sign * i * step).toPrecision(12))),
    isQuoted: false,
  }));
}
