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
 * Columns count code points; long lines are cut around the place; tabs are shown as one space. What the user's texts say is made
 * visible: each of these lines is ours.
 */

import { visible } from "../text/visible.ts";
import type { Place, Problem, Span } from "./problem.ts";

const widestLine = 100;
const before = 40;

/** `source` and `file` are those of the model; problems of data carry their own place. */
export function renderProblem(problem: Problem, source: string, file: string): string {
  const lines = [
    `${problem.severity} ${problem.code}: ${visible(problem.message)}`,
    ...(problem.hint === "" ? [] : [`  ${visible(problem.hint)}`]),
  ];
  const { place } = problem;
  const excerpt = place.kind === "model" ? renderExcerpt(place.span, source) : [];
  const header = renderPlace(place, file);
  return [...(header === null ? [] : [visible(header)]), ...excerpt, ...lines].join("\n");
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
  const characters = [...line].map(shown);
  const column = span.column - 1;
  const marked = [...source.slice(span.start, Math.min(span.end, span.start + line.length))];
  const lineEnd = marked.findIndex((character) => character === "\n" || character === "\r");
  const count = Math.max(1, lineEnd < 0 ? marked.length : lineEnd);
  const isLong = characters.length > widestLine;
  const from = isLong ? Math.max(0, Math.min(column - before, characters.length - widestLine)) : 0;
  const to = Math.min(characters.length, from + widestLine);
  const head = from > 0 ? "…" : "";
  const tail = to < characters.length ? "…" : "";
  const text = `${head}${characters.slice(from, to).join("")}${tail}`;
  const carets = "^".repeat(Math.max(1, widthOf(characters.slice(column, Math.min(column + count, to)))));
  const number = String(span.line);
  const gutter = " ".repeat(number.length);
  const indent = " ".repeat(widthOf(characters.slice(from, column)) + head.length);
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

function shown(character: string): string {
  return character === "\t" ? " " : visible(character);
}

/** Of characters as they are shown; combining marks take no room of their own. */
function widthOf(texts: readonly string[]): number {
  return [...texts.join("")].filter((character) => !/\p{Mn}/u.test(character)).length;
}
