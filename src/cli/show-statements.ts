/** What an engine is asked in place of rows: the statements before they are asked, and what came back where they were. */

import type { EngineAnswer, StatisticsNeeded } from "../sources/engine-answer.ts";
import type { EmittedStatements } from "../sources/push-down/emit-statements.ts";
import { wrap } from "../text/lines.ts";
import { visible } from "../text/visible.ts";
import { lineOf, type Terminal } from "./terminal.ts";

/** A script of the engine: what is no statement is a comment. */
export function renderEmitted(
  { ranges, sums, placeholders, needs }: EmittedStatements,
  terminal: Terminal,
): string {
  const { width } = lineOf(terminal);
  const named = placeholders.map(({ name, meaning }) => `--   ${name}  ${meaning}`);
  const comments = named.length === 0 ? [] : ["-- of the numbers of the first answer:", ...named];
  const commented = (text: string) => wrap(`-- ${text}`, width, "-- ");
  return [
    ...needsWords(needs).map(commented),
    "",
    "-- how many rows there are, and the range of each column of numbers",
    `${layOut(ranges, width)};`,
    "",
    "-- the number of rows of each group, and sums of whole numbers, which are exact",
    ...comments,
    `${layOut(sums, width)};`,
    "",
  ].join("\n");
}

/** Which engine was asked what, and how much came back. */
export function renderAnswer(answer: EngineAnswer, terminal: Terminal): string {
  const { width } = lineOf(terminal);
  const { engine, statements, groups, rows, bytes, needs } = answer;
  const told = `${engine} added up ${rows} rows; ${groups} groups came back, ${sized(bytes)}`;
  return [
    `${terminal.paint("statements", "header")}`,
    ...needsWords(needs).map((text) => wrap(`  ${text}`, width, "    ")),
    wrap(`  ${told}`, width, "    "),
    ...statements.flatMap((one) => ["", layOut(visible(one.replaceAll("\n", " ")), width, "  ")]),
    "",
    "",
  ].join("\n");
}

/** What is asked of the rows, and why. */
function needsWords({ groupedBy, oneValueOf, sumsOf }: StatisticsNeeded): string[] {
  const keys = groupedBy.map(({ name, because }) => `${visible(name)} (${because})`);
  const grouped = keys.length === 0 ? "all rows are one group" : `rows are grouped by ${keys.join(", ")}`;
  const sums = sumsOf.map(visible).join(", ");
  const kept =
    sumsOf.length === 0
      ? "groups are counted"
      : `of each group: its number of rows, and sums and products of ${sums}`;
  const constant = oneValueOf.map(
    ({ name, per }) =>
      `of each group: the least and the greatest ${visible(name)}, since a level of ${visible(per)} is to have one`,
  );
  return [grouped, kept, ...constant];
}

function sized(bytes: number): string {
  return bytes < 10_000
    ? `${bytes} bytes`
    : bytes < 1e7
      ? `${Math.round(bytes / 1000)} kB`
      : `${Math.round(bytes / 1e6)} MB`;
}

/** A statement in lines: each part of it begins one, and columns go on as far as there is room. */
function layOut(statement: string, width: number, indent = ""): string {
  const lines: string[] = [];
  let depth = 0;
  // What stands in quotes stays as it is.
  const whole = statement.replaceAll(quoted, (text) => text.replaceAll(" ", kept));
  for (const part of whole.split(/(?= from \(?| group by | limit )|(?<=\()(?=select )/)) {
    const text = `${indent}${"  ".repeat(depth)}${part.trim()}`;
    lines.push(wrap(text, width, `${indent}${"  ".repeat(depth + 1)}`));
    depth = Math.max(0, depth + count(part, "(") - count(part, ")"));
  }
  return lines.join("\n").replaceAll(kept, " ");
}

const quoted = /'(?:[^']|'')*'|"(?:[^"]|"")*"|`[^`]*`/g;
/** A letter that no text has. */
const kept = "\uE000";

function count(text: string, mark: string): number {
  return text.split(mark).length - 1;
}
