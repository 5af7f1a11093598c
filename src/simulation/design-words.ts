/**
 * Rows in words: `subject = 12, week = 0..4` has a row for each subject in each week. `treatment = placebo | drug per subject` gives
 * each subject one of the two in turn.
 */

import type { ColumnData } from "../data/from-memory.ts";
import { counted } from "../problems/make-problem.ts";
import type { Problem } from "../problems/problem.ts";
import { composed } from "../text/composed.ts";
import { wordsNotRead } from "./problems.ts";
import { numberIn, splitList, unquoted } from "./words.ts";

interface Term {
  readonly name: string;
  readonly values: readonly (number | string)[];
  /** The column whose levels have one value each, in turn; null where the values are crossed with those of all others. */
  readonly per: string | null;
}

const example = "subject = 12, week = 0..4";
/** More rows than a table of this kind is made of. */
const mostRows = 1e7;

/** Columns with a row for each combination, those of the first column together; `columns` is null with problems. */
export function designInWords(text: string): {
  readonly columns: ColumnData | null;
  readonly problems: readonly Problem[];
} {
  const fail = (reason: string) => ({
    columns: null,
    problems: [wordsNotRead("--design", text, reason, example)],
  });
  const read = splitList(text)
    .filter((part) => part !== "")
    .map(parseTerm);
  const fault = read.find((one) => typeof one === "string");
  if (fault !== undefined) return fail(fault);
  const terms = read.filter((one): one is Term => typeof one !== "string");
  const wrong = faultOf(terms);
  return wrong === null ? { columns: crossed(terms), problems: [] } : fail(wrong);
}

function faultOf(terms: readonly Term[]): string | null {
  const crossing = terms.filter(({ per }) => per === null);
  if (crossing.length === 0) return "no column makes rows";
  const names = terms.map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) < i);
  if (twice !== undefined) return `\`${twice}\` stands twice`;
  const stray = terms.find(({ per }) => per !== null && !crossing.some(({ name }) => name === per));
  if (stray !== undefined)
    return `\`${stray.per}\` of \`${stray.name} … per ${stray.per}\` is no column of it`;
  const size = crossing.reduce((product, { values }) => product * values.length, 1);
  return size > mostRows ? `they are ${counted(size)} rows, more than ${counted(mostRows)}` : null;
}

function crossed(terms: readonly Term[]): ColumnData {
  const crossing = terms.filter(({ per }) => per === null);
  const size = crossing.reduce((product, { values }) => product * values.length, 1);
  const levels = new Map<string, Int32Array>();
  let stride = size;
  for (const { name, values } of crossing) {
    stride /= values.length;
    const own = stride;
    levels.set(
      name,
      Int32Array.from({ length: size }, (_, row) => Math.floor(row / own) % values.length),
    );
  }
  return Object.fromEntries(
    terms.map(({ name, values, per }) => {
      const places = levels.get(per ?? name)!;
      return [name, Array.from(places, (level) => values[level % values.length]!)];
    }),
  );
}

/** A column, or what is wrong with it. */
function parseTerm(part: string): Term | string {
  const [, name, written] = /^("[^"]*"|[^=]*?)\s*=\s*(.*)$/s.exec(part) ?? [];
  if (name === undefined || written === undefined || unquoted(name) === "")
    return `\`${part}\` is no \`column = values\``;
  const [, before = written, per] = /^(.*\S)\s+per\s+("[^"]*"|\S+)$/s.exec(written) ?? [];
  const values = parseValues(before.trim());
  if (typeof values === "string") return values;
  return { name: composed(unquoted(name)), values, per: per === undefined ? null : composed(unquoted(per)) };
}

/** Values, or what is wrong with them: `12` are 1 to 12, `0..4` and `0..1 by 0.25` numbers, `a | b` these. */
function parseValues(text: string): readonly (number | string)[] | string {
  const listed = splitList(text, "|");
  if (listed.some((one) => one === ""))
    return text === "" ? "a value is missing" : `\`${text}\` has an empty place`;
  if (listed.length > 1) {
    const numbers = listed.map(numberIn);
    return numbers.every((one) => one !== null) ? numbers : listed.map((one) => composed(unquoted(one)));
  }
  const [, from, to, by = "1"] = /^(\S+?)\s*\.\.\s*(\S+?)(?:\s+by\s+(\S+))?$/.exec(text) ?? [];
  if (from !== undefined && to !== undefined) return rangeOf(text, [from, to, by].map(numberIn));
  const count = numberIn(text);
  if (count === null)
    return `\`${text}\` is neither a number of levels, nor a range \`0..4\`, nor a list \`a | b\``;
  if (!Number.isInteger(count) || count < 1 || count > mostRows)
    return `\`${text}\` is no number of levels: one value of a column of numbers is \`${text}..${text}\``;
  return Array.from({ length: count }, (_, i) => i + 1);
}

function rangeOf(
  text: string,
  [from, to, by]: readonly (number | null | undefined)[],
): readonly number[] | string {
  if (from == null || to == null || by == null) return `\`${text}\` is no range of numbers`;
  if (!(by > 0) || to < from) return `\`${text}\` is empty`;
  // Steps that do not end at the last number by a rounding error do so.
  const count = Math.floor((to - from) / by + 1e-9) + 1;
  if (count > mostRows) return `\`${text}\` has ${counted(count)} values, more than ${counted(mostRows)}`;
  return Array.from({ length: count }, (_, i) => Number((from + i * by).toPrecision(15)));
}
