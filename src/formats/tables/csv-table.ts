/** A table of draws from CSV text, read in pieces: which of its columns are texts, and the numbers of the others. */

import Papa from "papaparse";
import type { Problem } from "../../problems/problem.ts";
import type { InputFile } from "../input-file.ts";
import { cellsMissing, cellsNotNumbers, tableRowsLeftOut } from "../problems-tables.ts";
import { cellNumber, sampleCsv } from "./csv-sample.ts";
import { isLong, rolesOf } from "./roles.ts";
import { type DrawTable, LabelCodes, type TableColumn } from "./table.ts";

/** What the delimiter is told by. */
const headSize = 1 << 16;

/** A record longer than this has lost its closing quote. */
const longestRecord = 1 << 24;

/** Reads a table; throws what reading the file throws. `onBytes` is told what has been read of it. */
export async function readCsvTable(
  file: InputFile,
  problems: Problem[],
  onBytes: (bytes: number) => void,
): Promise<DrawTable> {
  const head = sampleCsv(new TextDecoder().decode(await file.head(headSize)));
  const reader = new CsvTableReader(file.name, head?.delimiter ?? ",");
  const decoder = new TextDecoder();
  let bytes = 0;
  for await (const piece of file.pieces()) {
    reader.push(decoder.decode(piece, { stream: true }), false);
    bytes += piece.length;
    onBytes(bytes);
    if (reader.isBroken) break;
  }
  reader.push(decoder.decode(), true);
  return reader.table(problems);
}

/** A column while it grows. */
interface GrowingColumn {
  readonly name: string;
  /** Of a column of texts. */
  readonly labels: LabelCodes | null;
  values: Float64Array;
}

class CsvTableReader {
  isBroken = false;
  private readonly name: string;
  private readonly delimiter: string;
  private rest = "";
  private hasQuotes = false;
  /** The line that `rest` begins on, from 1. */
  private line = 1;
  private header: readonly string[] | null = null;
  /** There from the first row on. */
  private columns: GrowingColumn[] = [];
  private rowCount = 0;
  private lines = new Int32Array(1024);
  private unfit: { readonly line: number; readonly why: string } | null = null;
  private unfitCount = 0;
  private strange: { readonly line: number; readonly column: string; readonly text: string } | null = null;
  private strangeCount = 0;
  private missing: { readonly line: number; readonly column: string } | null = null;
  private missingCount = 0;

  constructor(name: string, delimiter: string) {
    this.name = name;
    this.delimiter = delimiter;
  }

  /** Takes the text that comes next. */
  push(text: string, isLast: boolean): void {
    if (this.isBroken) return;
    // The half of a line's end waits for the other.
    const held = !isLast && (this.rest + text).endsWith("\r") ? "\r" : "";
    const all = this.rest + text;
    const plain = all.slice(0, all.length - held.length).replace(/\r\n?/g, "\n");
    const parser = new Papa.Parser({ delimiter: this.delimiter, newline: "\n" });
    const { data, meta } = parser.parse(plain, 0, !isLast) as Papa.ParseResult<string[]>;
    this.hasQuotes = plain.includes('"');
    const isEnded = !isLast || plain.endsWith("\n");
    for (const [i, fields] of data.entries()) this.take(fields, isEnded || i < data.length - 1);
    this.rest = isLast ? "" : plain.slice(meta.cursor) + held;
    if (this.rest.length > longestRecord) {
      this.isBroken = true;
      this.tellUnfit(this.line, "has a quote that does not end");
    }
  }

  private take(fields: readonly string[], isEnded: boolean): void {
    const { line, header } = this;
    // Only quotes have newlines within a field.
    const newlines = this.hasQuotes ? fields.reduce((count, field) => count + countNewlines(field), 0) : 0;
    this.line += 1 + newlines;
    const isBlank = fields.length === 1 && fields[0]!.trim() === "";
    if (header === null) {
      if (!isBlank) this.header = fields.map((name) => name.trim());
    } else if (isBlank && (header.length > 1 || !isEnded)) return;
    else if (fields.length !== header.length) {
      const many = `has ${fields.length} of ${header.length} fields`;
      this.tellUnfit(line, isEnded ? many : `ends in the middle, it ${many}`);
    } else {
      if (this.columns.length === 0) this.columns = this.columnsOf(header, fields);
      this.readRow(fields, line);
    }
  }

  /** The first row tells which columns are texts, beside those that tell chains and variables. */
  private columnsOf(header: readonly string[], fields: readonly string[]): GrowingColumn[] {
    const roles = rolesOf(header);
    // A variable may be called `variable`, and then its cells are numbers.
    const isLongTable = isLong(roles) && cellNumber(fields[roles.parameter]!, false) === null;
    const numbers: readonly number[] = [roles.iteration, roles.draw, roles.value];
    return header.map((name, i) => {
      const isLevel = isLongTable && !numbers.includes(i);
      const isText = i === roles.chain || isLevel || cellNumber(fields[i]!, this.delimiter !== ",") === null;
      return { name, labels: isText ? new LabelCodes() : null, values: new Float64Array(1024) };
    });
  }

  private readRow(fields: readonly string[], line: number): void {
    const { columns } = this;
    const row = this.rowCount++;
    if (row >= this.lines.length) this.lines = grown(this.lines, new Int32Array(2 * row));
    this.lines[row] = line;
    const hasDecimalComma = this.delimiter !== ",";
    for (let i = 0; i < columns.length; i++) {
      const column = columns[i]!;
      if (row >= column.values.length) column.values = grown(column.values, new Float64Array(2 * row));
      const text = fields[i]!;
      if (column.labels !== null) column.values[row] = codeOf(column.labels, text);
      else {
        const value = cellNumber(text, hasDecimalComma);
        if (value === null) this.tellStrange(line, column.name, text);
        else if (Number.isNaN(value) && isMissing(text)) this.tellMissing(line, column.name);
        column.values[row] = value ?? Number.NaN;
      }
    }
  }

  private tellUnfit(line: number, why: string): void {
    this.unfit ??= { line, why };
    this.unfitCount++;
  }

  private tellStrange(line: number, column: string, text: string): void {
    this.strange ??= { line, column, text };
    this.strangeCount++;
  }

  private tellMissing(line: number, column: string): void {
    this.missing ??= { line, column };
    this.missingCount++;
  }

  table(problems: Problem[]): DrawTable {
    const { name, rowCount, lines, unfit, strange, missing } = this;
    if (unfit !== null)
      problems.push(tableRowsLeftOut(name, `line ${unfit.line}`, unfit.why, this.unfitCount));
    if (strange !== null)
      problems.push(cellsNotNumbers(name, { ...strange, place: `line ${strange.line}` }, this.strangeCount));
    if (missing !== null)
      problems.push(cellsMissing(name, { ...missing, place: `line ${missing.line}` }, this.missingCount));
    const columns = this.columns.map(({ name: column, labels, values }): TableColumn => {
      const own = values.subarray(0, rowCount);
      if (labels === null) return { name: column, cells: { kind: "numbers", values: own } };
      return { name: column, cells: { kind: "texts", codes: Int32Array.from(own), labels: labels.labels } };
    });
    return { file: name, rowCount, columns, placeOf: (row) => `line ${lines[row]}` };
  }
}

/** Empty, or a word for it; `nan` is a number that is none. */
function isMissing(text: string): boolean {
  return text.trim().toLowerCase() !== "nan";
}

function codeOf(labels: LabelCodes, text: string): number {
  const label = text.trim();
  return label === "" || label === "NA" ? -1 : labels.codeOf(label);
}

function grown<T extends Float64Array | Int32Array>(values: T, larger: T): T {
  larger.set(values);
  return larger;
}

function countNewlines(text: string): number {
  return text.includes("\n") ? text.split("\n").length - 1 : 0;
}
