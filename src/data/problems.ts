/**
 * Every message of the room: what can be wrong with a table, a factor or a group-level table.
 *
 * One small function per message. Words of the user are shown as they stand, clipped and with control characters made
 * visible. Codes: HP0401–HP0419 reading, HP0420–HP0429 tables in memory, HP0430–HP0439 group-level tables,
 * `problems-labels.ts` has HP0440–HP0449, labels; `problems-design.ts` HP0450–HP0469, designs.
 */

import { type Fix, inFile, listed, problem, warning } from "../problems/make-problem.ts";
import { nearestName } from "../problems/nearest-name.ts";
import type { Place, Problem } from "../problems/problem.ts";
import { problemKind } from "../problems/problem-kind.ts";
import { visible } from "../text/visible.ts";
import { missingTexts, type NumberFault } from "./cell.ts";
import type { Occurrence } from "./column-collector.ts";
import type { ColumnRequest } from "./table.ts";

/** Where rows come from: `name` is a file or `<data>`; rows of a file are named by their line (header is 1). */
export interface TableSource {
  readonly name: string;
  readonly unit: "line" | "row";
}

/** A place in a table: tables in memory have no lines. */
export function atRow(source: TableSource, row: number | null, column: string | null): Place {
  return inFile(source.name, source.unit === "line" ? row : null, column);
}

/** A user's word in backquotes: at most 40 characters, as it can be seen. */
export function quote(word: string): string {
  const clipped = word.length > 40 ? `${word.slice(0, 39)}…` : word;
  return `\`${visible(clipped)}\``;
}

/** `a`, `b` and 3 more. */
export function quoteList(words: readonly string[], most = 6): string {
  const shown = words.slice(0, most).map(quote);
  if (words.length > most) return `${shown.join(", ")} and ${words.length - most} more`;
  return shown.length < 2 ? shown.join("") : `${shown.slice(0, -1).join(", ")} and ${shown.at(-1)}`;
}

/** `1 row`, `3 rows`. */
export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** The beginning of a hint: the name that was probably meant, or nothing. */
export function suggestion(wanted: string, known: readonly string[]): string {
  const nearest = nearestName(wanted, known);
  return nearest === null ? "" : `did you mean ${quote(nearest)}? `;
}

// Files

export const fileNotFound = problemKind(
  "HP0401",
  (code, path: string): Problem =>
    problem(code, inFile(path), [
      `expected a table in ${quote(path)}, but there is no such file`,
      "check the path after --data; it is taken relative to the current directory",
    ]),
);

export const fileIsDirectory = (path: string) =>
  problem("HP0402", inFile(path), [
    `expected a CSV file, but ${quote(path)} is a directory`,
    "name the file itself, such as --data results/data.csv",
  ]);

export const fileUnreadable = (path: string, reason: string) =>
  problem("HP0403", inFile(path), [
    `${quote(path)} could not be read (${reason})`,
    "check that the file exists and that you may read it",
  ]);

export const notText = (file: string, line: number) =>
  problem("HP0404", inFile(file, line), [
    `expected a table as text, but line ${line} has bytes that no text has`,
    "save the table as CSV in UTF-8, or in UTF-16 with its byte order mark; spreadsheets (.xlsx) and compressed files are not read",
  ]);

export const emptyFile = (file: string) =>
  problem("HP0405", inFile(file), [
    "expected a line of column names and rows below it, but the file is empty",
    "check that the right file was named",
  ]);

export const noRows = (source: TableSource) =>
  problem("HP0406", inFile(source.name), [
    "expected at least one row of data, but there is none",
    source.unit === "line" ? "the file ends after its line of column names" : "give at least one row",
  ]);

export const missingColumn = problemKind(
  "HP0407",
  (code, request: ColumnRequest, headers: readonly string[], source: TableSource): Problem => {
    const { name, from } = request;
    const wanted = name === from ? quote(from) : `${quote(from)} (for ${quote(name)})`;
    const found = headers.length === 0 ? "no columns at all" : quoteList(headers);
    return problem(code, atRow(source, 1, from), [
      `expected a column ${wanted}, but the table has ${found}`,
      missingColumnHint(request, headers, source),
    ]);
  },
);

function missingColumnHint(request: ColumnRequest, headers: readonly string[], source: TableSource): string {
  const isFile = source.unit === "line";
  if (isFile && headers.length === 1 && /\S[\s/:]+\S/.test(headers[0]!)) {
    return "the first line has a single column: separate columns by commas, semicolons, tabs or `|`";
  }
  if (isFile && headers.length > 0 && headers.every((header) => /^[-+.\d][-+.,\deE]*$/.test(header))) {
    return "the first line of the file must hold the names of the columns, and this one holds numbers";
  }
  const hint = suggestion(request.from, headers);
  if (request.isUndeclared === true)
    return `${hint}write the header of a column; one that is no name stands in quotes, ${quote('"Body Mass"')}`;
  return `${hint}a column of another name is declared as ${quote(`${request.name}: ${request.type} from "Its Name"`)}`;
}

export const duplicateHeader = (header: string, positions: readonly number[], source: TableSource) =>
  problem("HP0408", atRow(source, 1, header), [
    `expected one column ${quote(header)}, but columns ${positions.join(" and ")} both have this name`,
    "rename one of them in the file",
  ]);

export function raggedRows(expected: number, found: number, seen: Occurrence, file: string): Problem {
  const others = seen.count === 1 ? "" : `; ${plural(seen.count, "line")} of the file differ from the header`;
  const hint =
    found === expected + 1
      ? "a field that contains the separator must be in quotes; row names need a name in the header too"
      : "give every row as many fields as the header has; an empty field is a missing value";
  return problem("HP0409", inFile(file, seen.row), [
    `expected ${plural(expected, "field")} as in the header, but line ${seen.row} has ${found}${others}`,
    hint,
  ]);
}

export const unclosedQuote = (file: string, line: number) =>
  problem("HP0410", inFile(file, line), [
    `a quotation mark that opens on line ${line} is not closed as it should be`,
    'close it before the next separator; inside quotes, a quotation mark is written twice: ""',
  ]);

// Cells

/** That a word may stand for a missing value, if it is one that can be written. */
function withNa(word: string): string {
  return /^[^"`\\\p{C}]{1,20}$/u.test(word) ? `, and ${quote(word)} with \`--na "${word}"\`` : "";
}

const faultWords: { readonly [K in NumberFault]: (value: string, column: string) => Fix } = {
  text: (value, column) => [
    `${quote(value)} is not a number`,
    `correct it, leave the cell empty if it is missing (${missingTexts.slice(1).join(", ")} count as missing too${withNa(value)}), or declare labels as ${quote(`${column}: factor`)}`,
  ],
  comma: (value) => [
    `${quote(value)} has a comma inside a number`,
    "write numbers without thousands separators; a decimal comma needs columns separated by semicolons or tabs",
  ],
  infinite: (value) => [`${quote(value)} is not finite`, "correct it, or mark it as missing: NA"],
  overflow: (value) => [
    `${quote(value)} is larger than any double (1.8e308)`,
    "correct it, or rescale the column",
  ],
  underflow: (value) => [
    `${quote(value)} is nearer to zero than any double (4.9e-324)`,
    "correct it, or rescale the column",
  ],
  fraction: (value, column) => [
    `${quote(value)} is not a whole number`,
    `declare ${quote(`${column}: real`)}, or correct it`,
  ],
  inexact: (value, column) => [
    `${quote(value)} is beyond 2^53 and would not be stored exactly`,
    `declare ${quote(`${column}: factor`)} if it is an identifier, or ${quote(`${column}: real`)}`,
  ],
  stringForNumber: (value) => [
    `${quote(value)} is a text, not a number`,
    "convert texts first, as with Number(x); null stands for a missing value",
  ],
  wrongType: (value) => [
    `${value} is not a number`,
    "give numbers or booleans; null stands for a missing value",
  ],
};

export function badNumber(
  request: ColumnRequest,
  fault: NumberFault,
  seen: Occurrence,
  source: TableSource,
): Problem {
  const [what, hint] = faultWords[fault](seen.value, request.name);
  const expected = request.type === "int" ? "whole numbers" : "numbers";
  const more = seen.count === 1 ? "" : `; ${seen.count} cells of this column are like it`;
  const code = fault === "fraction" || fault === "inexact" ? "HP0412" : "HP0411";
  return problem(code, atRow(source, seen.row, request.from), [
    `expected ${expected} in column ${quote(request.from)}, but ${what} (${source.unit} ${seen.row})${more}`,
    hint,
  ]);
}

function whenMissing({ name, from, type, per, within, order, ifAdmitted, inFormula }: ColumnRequest): string {
  if (per !== undefined) return `fill them in, or leave these levels of ${quote(per)} out of both tables`;
  const others = "leave such rows out with --drop-missing (`dropMissing: true` in a script), or fill them in";
  if (inFormula === "outcome") return `write ${quote(`${from} | mi()`)} to have them predicted, ${others}`;
  if (inFormula === "term")
    return `write ${quote(`mi(${from})`)} in place of ${quote(from)}, and ${quote(`; mi(${from}) ~ 1`)} or its own predictors behind the formula, to have them estimated; ${others}`;
  if (ifAdmitted === "predicted")
    return `declare ${quote(`${name}: ${type}${order == null ? "" : " ordered […]"}?`)} to have them predicted, ${others}`;
  if (ifAdmitted === "levels") {
    const admitted = within === null ? `${name}: factor?` : `${name}: factor in ${within}?`;
    return `declare ${quote(admitted)} to have each such row at a level of its own, ${others}`;
  }
  if (ifAdmitted !== "sampled") return others;
  const own = `declare ${quote(`${name}: real?`)} and give it a distribution of its own, ${quote(`${name} ~ normal(…, …)`)}`;
  return `${own}, ${others}`;
}

export const missingValues = (request: ColumnRequest, seen: Occurrence, source: TableSource) =>
  problem("HP0413", atRow(source, seen.row, request.from), [
    `expected a value in every row of column ${quote(request.from)}, but ${plural(seen.count, "value")} ${seen.count === 1 ? "is" : "are"} missing, ${seen.count === 1 ? "in" : "first in"} ${source.unit} ${seen.row}`,
    whenMissing(request),
  ]);

export const nothingLeft = (dropped: number, source: TableSource) =>
  problem("HP0414", inFile(source.name), [
    `expected at least one complete row, but all ${plural(dropped, "row")} had a missing value and were dropped`,
    "check which of the columns are empty",
  ]);

export const withinUnknown = (request: ColumnRequest, source: TableSource) =>
  problem("HP0415", inFile(source.name, null, request.from), [
    `${quote(request.name)} is declared as a factor in ${quote(request.within ?? "")}, which is not a factor of this table that stands by itself`,
    `declare ${quote(`${request.within ?? ""}: factor`)}, not within ${quote(request.name)} in turn`,
  ]);

/** Rows that were dropped for a missing value, of all that were read. */
export interface DroppedRows {
  readonly dropped: number;
  readonly read: number;
  /** How many of them lack a value in a column; one may lack several. */
  readonly by: ReadonlyMap<string, number>;
  /** Levels that no row has any more. */
  readonly lost: readonly { readonly factor: string; readonly labels: readonly string[] }[];
}

export const rowsWereDropped = ({ dropped, read, by, lost }: DroppedRows, { name }: TableSource) => {
  const causes = [...by].map(([column, count]) => `${count} without ${quote(column)}`);
  const gone = lost.map(
    ({ factor, labels }) =>
      `; ${plural(labels.length, "level")} of ${quote(factor)} went with them: ${listed(labels, 5)}`,
  );
  return warning("HP0419", inFile(name), [
    `${dropped} of ${plural(read, "row")} ${dropped === 1 ? "was" : "were"} dropped, ${causes.join(", ")}${gone.join("")}`,
    "fill values in, or leave a column that lacks many out of the model, if rows are not to be lost",
  ]);
};

/** `isGrouped`: the number has its thousands apart, `1.234,5`. */
export const decimalComma = (
  seen: Occurrence & { readonly column: string; readonly reading: string },
  isGrouped: boolean,
  file: string,
) =>
  warning("HP0416", inFile(file, seen.row, seen.column), [
    `numbers are written with a decimal comma${isGrouped ? " and their thousands apart" : ""}: ${quote(seen.value)} in line ${seen.row} was read as ${seen.reading}`,
    isGrouped
      ? "if something else is meant, write numbers with a decimal point and without thousands separators"
      : "if commas separate thousands here, remove them from the file",
  ]);

export const mixedDecimals = (comma: Occurrence, point: Occurrence, column: string, file: string) =>
  problem("HP0417", inFile(file, comma.row, column), [
    `expected one way to write decimals, but line ${comma.row} has ${quote(comma.value)} and line ${point.row} has ${quote(point.value)}`,
    "write all numbers with a decimal point, without thousands separators",
  ]);

export const undecodableLabel = (request: ColumnRequest, seen: Occurrence, source: TableSource) =>
  problem("HP0418", atRow(source, seen.row, request.from), [
    `a label of column ${quote(request.from)} is not UTF-8 text: ${quote(seen.value)} (${source.unit} ${seen.row})`,
    "save the file as UTF-8, as with iconv -f latin1 -t utf-8; labels could otherwise not be told apart",
  ]);

// Tables in memory

export const unequalLengths = (
  column: string,
  length: number,
  other: string,
  otherLength: number,
  file: string,
) =>
  problem("HP0420", inFile(file, null, column), [
    `expected columns of one length, but ${quote(other)} has ${plural(otherLength, "value")} and ${quote(column)} has ${length}`,
    "give every column one value per row",
  ]);

export const notAColumn = (column: string, found: string, file: string) =>
  problem("HP0421", inFile(file, null, column), [
    `expected an array or typed array for column ${quote(column)}, but found ${found}`,
    "give a list of values, one per row",
  ]);

export const notARow = (row: number, found: string, file: string) =>
  problem("HP0422", inFile(file), [
    `expected an object with one key per column in row ${row}, but found ${found}`,
    'give rows such as { y: 1.5, sample: "A" }',
  ]);

export const badLabel = (request: ColumnRequest, seen: Occurrence, source: TableSource) =>
  problem("HP0423", atRow(source, seen.row, request.from), [
    `expected labels in column ${quote(request.from)}, but ${source.unit} ${seen.row} has ${seen.value}`,
    "labels are texts, numbers or booleans; null stands for a missing one",
  ]);

export const notATable = (found: string, file: string) =>
  problem("HP0424", inFile(file), [
    `expected a table as an object of columns or a list of row objects, but found ${found}`,
    "give { y: [1.5, 2.5], sample: ['A', 'B'] } or [{ y: 1.5, sample: 'A' }, …]",
  ]);

// Group-level tables

export const levelsMissing = (factor: string, levels: readonly string[], file: string, hasNearest: string) =>
  problem("HP0430", inFile(file, null, factor), [
    `expected one row for each level of ${quote(factor)}, but there is none for ${quoteList(levels)}`,
    `${hasNearest}add ${levels.length === 1 ? "a row" : "rows"} with ${levels.length === 1 ? "this label" : "these labels"}, spelled as in the main table, or leave the rows of ${levels.length === 1 ? "this level" : "these levels"} out of that`,
  ]);

/** `rows` says where the two values are, such as `lines 3 and 7`. */
export const conflictingRows = (
  place: { readonly file: string; readonly line: number | null; readonly column: string },
  factor: string,
  level: string,
  values: readonly [string, string],
  rows: string,
) =>
  problem("HP0431", inFile(place.file, place.line, place.column), [
    `expected one value of ${quote(place.column)} for ${quote(factor)} = ${quote(level)}, but found ${quote(values[0])} and ${quote(values[1])} in ${rows}`,
    `make them equal, or declare ${quote(place.column)} as a column of the rows, without \`per\``,
  ]);

export const extraLevels = (factor: string, levels: readonly string[], file: string) =>
  warning("HP0432", inFile(file, null, factor), [
    `${plural(levels.length, "level")} of ${quote(factor)} in this table ${levels.length === 1 ? "does" : "do"} not occur in the main table: ${quoteList(levels)}`,
    "these rows are not used; check the spelling if they should be",
  ]);

export const keyMissing = (factor: string, count: number, file: string) =>
  warning("HP0433", inFile(file, null, factor), [
    `${plural(count, "row")} of this table ${count === 1 ? "has" : "have"} no label of ${quote(factor)}`,
    "such rows are not used; give them a label if they should be",
  ]);
