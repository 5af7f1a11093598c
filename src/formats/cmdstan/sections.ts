/**
 * A stream of CmdStan CSV cut into sections, one for each header line: comments, header, rows. A file of one chain is one section; several files
 * written one behind the other to a pipe are as many.
 */

import { type CmdStanConfig, readConfig } from "./config.ts";
import { FieldMarks, NumberRowReader } from "./number-row.ts";
import { RowStore } from "./row-store.ts";
import { isNameComment } from "./written-names.ts";

/** The columns of which the numbers are kept. */
export interface ColumnRange {
  readonly first: number;
  readonly last: number;
}

export interface Section<Rows extends RowSink = RowStore> {
  readonly header: readonly string[];
  readonly config: CmdStanConfig;
  /** Those of the range that was asked for. */
  readonly rows: Rows;
  /** Where in the file the columns behind the range are, row by row; null where there are none. */
  readonly marks: FieldMarks | null;
  /** Rows before the comments of the adaptation, or null where there are no such comments. */
  readonly rowsBeforeAdaptation: number | null;
  readonly faults: readonly RowFault[];
  readonly faultCount: number;
  /** The last line is a row without its end: the file was cut off, or is being written. */
  readonly isCut: boolean;
}

/** A row that does not fit the header, or has a field that is no number. */
export interface RowFault {
  readonly line: number;
  readonly fields: number;
  /** From 0, or -1. */
  readonly wrongField: number;
}

const [newline, carriage, quote, hash] = [10, 13, 34, 35] as const;
const mostFaults = 20;
/** Fields between two places in a row that are remembered: two kilobytes, about. */
const markStep = 256;

class SectionBuilder<Rows extends RowSink> {
  readonly comments: string[] = [];
  header: string[] | null = null;
  rows: Rows;
  marks: FieldMarks | null = null;
  range: ColumnRange = { first: 0, last: 0 };
  rowsBeforeAdaptation: number | null = null;
  readonly faults: RowFault[] = [];
  faultCount = 0;
  isCut = false;

  constructor(rows: Rows) {
    this.rows = rows;
  }

  build(): Section<Rows> {
    const { header, rows, marks, rowsBeforeAdaptation, faults, faultCount, isCut } = this;
    const config = readConfig(this.comments);
    return { header: header ?? [], config, rows, marks, rowsBeforeAdaptation, faults, faultCount, isCut };
  }
}

/** What a stream holds, and why it broke off before its end; null if it did not. */
export interface ReadSections {
  readonly sections: readonly Section[];
  readonly failure: unknown;
}

/** Cuts a stream; `choose` says which columns of a header are kept. `onBytes` is told what has been read. */
export async function readSections(
  pieces: AsyncIterable<Uint8Array>,
  choose: (header: readonly string[], config: CmdStanConfig) => ColumnRange,
  onBytes: (bytes: number) => void = () => {},
): Promise<ReadSections> {
  const stream = new SectionStream(choose, (width) => new RowStore(width));
  let bytes = 0;
  let failure: unknown = null;
  try {
    for await (const piece of pieces) {
      stream.add(piece);
      bytes += piece.length;
      onBytes(bytes);
    }
  } catch (error) {
    failure = error;
  }
  stream.end();
  return { sections: stream.sections(), failure };
}

/** Where rows are put as they come. */
export interface RowSink {
  readonly rowCount: number;
  /** `into[at…]` takes the numbers of a row, which counts once `keep` is called. */
  readonly next: () => { readonly into: Float64Array; readonly at: number };
  readonly keep: () => void;
  /** Told when the adaptation is over: the rows so far were warm-up. */
  readonly endWarmup?: () => void;
}

/** Cuts bytes as they come; what there is so far can be looked at any time. A line counts when its end has come. */
export class SectionStream<Rows extends RowSink> {
  private readonly reader: SectionReader<Rows>;
  private rest: Uint8Array = new Uint8Array(0);
  private bytes = 0;

  constructor(
    choose: (header: readonly string[], config: CmdStanConfig) => ColumnRange,
    makeRows: (width: number) => Rows,
  ) {
    this.reader = new SectionReader(choose, makeRows);
  }

  add(piece: Uint8Array): void {
    const whole = this.rest.length === 0 ? piece : concatenated(this.rest, piece);
    this.reader.base = this.bytes - this.rest.length;
    this.rest = whole.slice(this.reader.readLines(whole));
    this.bytes += piece.length;
  }

  /** No more bytes come: what is left is a line without its end. */
  end(): void {
    this.reader.base = this.bytes - this.rest.length;
    this.reader.readRest(this.rest);
    this.rest = new Uint8Array(0);
  }

  sections(): Section<Rows>[] {
    return this.reader.sections.map((section) => section.build());
  }
}

function concatenated(one: Uint8Array, other: Uint8Array): Uint8Array {
  const both = new Uint8Array(one.length + other.length);
  both.set(one);
  both.set(other, one.length);
  return both;
}

class SectionReader<Rows extends RowSink> {
  readonly sections: SectionBuilder<Rows>[];
  /** Where in the file the bytes begin. */
  base = 0;
  private readonly choose: (header: readonly string[], config: CmdStanConfig) => ColumnRange;
  private readonly makeRows: (width: number) => Rows;
  private readonly numbers = new NumberRowReader();
  private readonly decoder = new TextDecoder();
  private line = 0;

  constructor(choose: SectionReader<Rows>["choose"], makeRows: (width: number) => Rows) {
    this.choose = choose;
    this.makeRows = makeRows;
    this.sections = [new SectionBuilder(makeRows(0))];
  }

  /** All whole lines; gives where the last one ends. */
  readLines(bytes: Uint8Array): number {
    this.numbers.load(bytes);
    let start = 0;
    for (let end = bytes.indexOf(newline); end >= 0; end = bytes.indexOf(newline, start)) {
      this.readLine(bytes, start, end, true);
      start = end + 1;
    }
    return start;
  }

  /** The last line of a file that does not end with a newline. */
  readRest(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.numbers.load(bytes);
    this.readLine(bytes, 0, bytes.length, false);
  }

  private readLine(bytes: Uint8Array, start: number, lineEnd: number, isEnded: boolean): void {
    this.line++;
    const end = lineEnd > start && bytes[lineEnd - 1] === carriage ? lineEnd - 1 : lineEnd;
    if (end === start) return;
    const first = bytes[start]!;
    if (first === hash) this.readComment(bytes, start, end);
    // A name begins with a letter; `nan` and `inf` do not begin a row, of which the log density is the first.
    else if (first === quote || (first >= 65 && !this.beginsWithNumber(bytes, start, end)))
      this.readHeader(bytes, start, end);
    else this.readRow(start, end, isEnded);
  }

  private beginsWithNumber(bytes: Uint8Array, start: number, end: number): boolean {
    return /^(nan|inf|na)(,|$)/i.test(
      String.fromCharCode(...bytes.subarray(start, Math.min(end, start + 4))),
    );
  }

  private readComment(bytes: Uint8Array, start: number, end: number): void {
    const text = this.decoder.decode(bytes.subarray(start + 1, end));
    const current = this.sections.at(-1)!;
    // Arguments after rows belong to the next chain of a pipe.
    const section = current.rows.rowCount > 0 && /stan_version_major/.test(text) ? this.begin() : current;
    if (/Adaptation terminated/.test(text)) {
      section.rowsBeforeAdaptation = section.rows.rowCount;
      section.rows.endWarmup?.();
    }
    // Matrices of large models are long, and nothing is read of them.
    if (text.length < 1000 || isNameComment(text)) section.comments.push(text);
  }

  private begin(): SectionBuilder<Rows> {
    const section = new SectionBuilder(this.makeRows(0));
    this.sections.push(section);
    return section;
  }

  private readHeader(bytes: Uint8Array, start: number, end: number): void {
    // Bytes that are no text are no names.
    if (/[\ufffd\p{Cc}]/u.test(this.decoder.decode(bytes.subarray(start, end)))) return;
    const current = this.sections.at(-1)!;
    const section = current.header === null ? current : this.begin();
    const names = this.decoder.decode(bytes.subarray(start, end)).split(",");
    section.header = names.map((name) => name.trim().replace(/^"(.*)"$/, "$1"));
    section.range = this.choose(section.header, readConfig(section.comments));
    const { first, last } = section.range;
    section.rows = this.makeRows(last - first);
    const fields = section.header.length;
    section.marks = last < fields ? new FieldMarks(last, markStep, fields) : null;
  }

  private readRow(start: number, end: number, isEnded: boolean): void {
    const section = this.sections.at(-1)!;
    if (section.header === null) return;
    const { first, last } = section.range;
    const { into, at } = section.rows.next();
    const { marks } = section;
    if (marks !== null) marks.base = this.base;
    this.numbers.readRow([start, end], [first, last], into, at, marks);
    const { fields, wrongField } = this.numbers;
    // CmdStan ends each row: the last number of one that has no end may lack digits.
    const isCut =
      !isEnded && (fields !== section.header.length || readConfig(section.comments).samples !== null);
    const isWhole = fields === section.header.length && !isCut;
    if (isCut) section.isCut = true;
    else if (!isWhole || wrongField >= 0) {
      section.faultCount++;
      if (section.faults.length < mostFaults) section.faults.push({ line: this.line, fields, wrongField });
    }
    if (isWhole) {
      section.rows.keep();
      marks?.keep();
    }
  }
}
