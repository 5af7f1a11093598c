/**
 * A problem as the user reads it:
 *
 * ```
 * replicates.model:13:18
 *   13 | y ~ normal(β + b, σ)
 *      |                ^
 * error HP0209: `b` has one value for each `sample`, and one number is wanted
 *   write `b[sample]`
 * ```
 *
 * Columns count code points; long lines are cut around the place; tabs are shown as one space.
 */

import type { Place, Problem, Span } from "./problem.ts";

const widestLine = 100;
const before = 40;

/** `source` and `file` are those of the model; problems of data carry their own place. */
export function renderProblem(problem: Problem, source: string, file: string): string {
  const lines = [
    `${problem.severity} ${problem.code}: ${problem.message}`,
    ...(problem.hint === "" ? [] : [`  ${problem.hint}`]),
  ];
  const { place } = problem;
  const excerpt = place.kind === "model" ? renderExcerpt(place.span, source) : [];
  const header = renderPlace(place, file);
  return [...(header === null ? [] : [header]), ...excerpt, ...lines].join("\n");
}

/** `file:line:column`, as far as they are known. */
function renderPlace(place: Place, file: string): string | null {
  switch (place.kind) {
    case "model":
      return `${file}:${place.span.line}:${place.span.column}`;
    case "data": {
      const line = place.line === null ? "" : `:${place.line}`;
      const column = place.column === null ? "" : `, column \`${place.column}\``;
      return `${place.file}${line}${column}`;
    }
    case "none":
      return null;
  }
}

function renderExcerpt(span: Span, source: string): readonly string[] {
  const line = lineAround(source, span.start);
  const characters = [...line].map(visible);
  const column = span.column - 1;
  const inLine = [...source.slice(span.start, Math.min(span.end, span.start + line.length))];
  const lineEnd = inLine.findIndex((character) => character === "\n" || character === "\r");
  const width = Math.max(1, lineEnd < 0 ? inLine.length : lineEnd);
  const isLong = characters.length > widestLine;
  const from = isLong ? Math.max(0, Math.min(column - before, characters.length - widestLine)) : 0;
  const to = Math.min(characters.length, from + widestLine);
  const head = from > 0 ? "…" : "";
  const tail = to < characters.length ? "…" : "";
  const text = `${head}${characters.slice(from, to).join("")}${tail}`;
  const carets = "^".repeat(Math.max(1, Math.min(width, to - column)));
  const number = String(span.line);
  const gutter = " ".repeat(number.length);
  const indent = " ".repeat(displayWidth(characters.slice(from, column)) + head.length);
  return [`  ${number} | ${text}`.trimEnd(), `  ${gutter} | ${indent}${carets}`];
}

function lineAround(source: string, offset: number): string {
  const isBreak = (index: number) => source[index] === "\n" || source[index] === "\r";
  let start = Math.min(offset, source.length);
  let end = start;
  while (start > 0 && !isBreak(start - 1)) start--;
  while (end < source.length && !isBreak(end)) end++;
  return source.slice(start, end);
}

/** Control characters and halves of surrogate pairs would spoil the line or move the caret. */
function visible(character: string): string {
  if (/\p{Cc}|\p{Zl}|\p{Zp}/u.test(character)) return character === "\t" ? " " : "�";
  return /\p{Cs}/u.test(character) ? "�" : character;
}

/** Combining marks take no room of their own. */
function displayWidth(characters: readonly string[]): number {
  return characters.filter((character) => !/\p{Mn}|\p{Cf}/u.test(character)).length;
}
