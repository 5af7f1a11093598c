/**
 * A stream of CmdStan CSV cut into sections, one for each header line: comments, header, rows. A file of one chain is one section; several files
 * written one behind the other to a pipe are as many.
 */

import { Buffer } from "node:buffer";
import type { FileWindow } from "../input-file.ts";
import { type CmdStanConfig, readConfig } from "./config.ts";
import { type ByteRange, FieldMarks } from "./field-marks.ts";
import { NumbersApart } from "./number-code.ts";
import { NumberRowReader } from "./number-row.ts";
import type { RowSink } from "./row-sink.ts";
import { mostShareApart, RowStore } from "./row-store.ts";
import { isNameComment } from "./written-names.ts";

/** The columns of which the numbers are kept. */
export interface ColumnRange {
  readonly first: number;
  readonly last: number;
}

/** Which columns of a header are kept, where most of their numbers are of few digits (`isShort`) or not; asked when the first row is there. */
export type ChooseColumns = (
  header: readonly string[],
  config: CmdStanConfig,
  isShort: boolean,
) => ColumnRange;

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
/** Bytes that are read at once. */
const pieceSize = 1 << 20;

class SectionBuilder<Rows extends RowSink> {
  readonly comments: string[] = [];
  header: string[] | null = null;
  rows: Rows;
  marks: FieldMarks | null = null;
  range: ColumnRange = { first: 0, last: 0 };
  /** Whether the range has been chosen. */
  hasRange = false;
  rowsBeforeAdaptation: number | null = null;
  readonly faults: RowFault[] = [];
  faultCount = 0;
  isCut = false;

  constructor(rows: Rows) {
    this.rows = rows;
  }

  build(): Section<Rows> {
    const { header, rows, marks, rowsBeforeAdaptation, faults, faultCount, isCut } = this;
    rows.end?.();
    const config = readConfig(this.comments);
    return { header: header ?? [], config, rows, marks, rowsBeforeAdaptation, faults, faultCount, isCut };
  }
}

/** What a stream holds, and why it broke off before its end; null if it did not. */
export interface ReadSections {
  readonly sections: readonly Section[];
  readonly failure: unknown;
}

/** Cuts a stream. `onBytes` is told what has been read. */
export async function readSections(
  pieces: AsyncIterable<Uint8Array>,
  choose: ChooseColumns,
  onBytes: (bytes: number) => void = () => {},
): Promise<ReadSections> {
  const stream = new SectionStream(choose, makeStore);
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

/** The same of a file that is open, without a copy of its bytes. */
export function readSectionsOf(
  file: FileWindow,
  choose: ChooseColumns,
  onBytes: (bytes: number) => void = () => {},
): ReadSections {
  const stream = new SectionStream(choose, makeStore);
  let bytes = 0;
  let failure: unknown = null;
  try {
    for (let count = 1; count > 0; ) {
      count = file.read(stream.room(pieceSize), bytes, bytes + pieceSize);
      stream.fill(count);
      bytes += count;
      onBytes(bytes);
    }
  } catch (error) {
    failure = error;
  }
  stream.end();
  return { sections: stream.sections(), failure };
}

const makeStore = (width: number, isShort: boolean): RowStore => new RowStore(width, isShort);

/** Makes what takes rows of so many numbers, most of them of few digits or not. */
export type MakeRows<Rows> = (width: number, isShort: boolean) => Rows;

/** Cuts bytes as they come; what there is so far can be looked at any time. A line counts when its end has come. */
export class SectionStream<Rows extends RowSink> {
  private readonly reader: SectionReader<Rows>;
  /** Bytes of the line that has no end yet. */
  private kept = 0;
  private bytes = 0;

  constructor(choose: ChooseColumns, makeRows: MakeRows<Rows>) {
    this.reader = new SectionReader(choose, makeRows);
  }

  add(piece: Uint8Array): void {
    this.room(piece.length).set(piece);
    this.fill(piece.length);
  }

  /** Room for the next bytes. */
  room(size: number): Uint8Array {
    return this.reader.numbers.room(this.kept, size);
  }

  /** Takes so many bytes, which were put into the room. */
  fill(count: number): void {
    const { reader, kept } = this;
    const size = kept + count;
    reader.base = this.bytes - kept;
    this.bytes += count;
    reader.numbers.fill(size);
    const read = reader.readLines(size);
    reader.numbers.bytes.copyWithin(0, read, size);
    this.kept = size - read;
  }

  /** No more bytes come: what is left is a line without its end. */
  end(): void {
    this.reader.base = this.bytes - this.kept;
    this.reader.numbers.fill(this.kept);
    this.reader.readRest(this.kept);
    this.kept = 0;
  }

  sections(): Section<Rows>[] {
    return this.reader.sections.map((section) => section.build());
  }
}

class SectionReader<Rows extends RowSink> {
  readonly sections: SectionBuilder<Rows>[];
  /** Where in the file the bytes begin. */
  base = 0;
  readonly numbers = new NumberRowReader();
  private readonly choose: ChooseColumns;
  private readonly makeRows: MakeRows<Rows>;
  private readonly decoder = new TextDecoder();
  private line = 0;

  constructor(choose: ChooseColumns, makeRows: MakeRows<Rows>) {
    this.choose = choose;
    this.makeRows = makeRows;
    this.sections = [new SectionBuilder(makeRows(0, false))];
  }

  /** All whole lines of the first `size` bytes; gives where the last one ends. */
  readLines(size: number): number {
    let start = 0;
    for (;;) {
      // Where there is none left, the one behind the last byte is found. The method of arrays looks at one byte after another.
      const { buffer, byteOffset, length } = this.numbers.bytes;
      const end = Buffer.from(buffer, byteOffset, length).indexOf(newline, start);
      if (end < 0 || end >= size) return start;
      this.readLine(start, end, true);
      start = end + 1;
    }
  }

  /** The last line of a file that does not end with a newline, of `size` bytes. */
  readRest(size: number): void {
    if (size > 0) this.readLine(0, size, false);
  }

  private readLine(start: number, lineEnd: number, isEnded: boolean): void {
    const { bytes } = this.numbers;
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
    // The room that its rows are in is for others from now on.
    this.sections.at(-1)!.rows.end?.();
    const section = new SectionBuilder(this.makeRows(0, false));
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
    section.hasRange = false;
  }

  /** Chooses columns by what the first row is like. */
  private beginRows(section: SectionBuilder<Rows>, header: readonly string[], row: ByteRange): void {
    const fields = header.length;
    const apart = new NumbersApart();
    this.numbers.readCodes(row, [0, fields], { numbers: new Int32Array(fields), at: 0, step: 1, apart });
    const isShort = apart.count <= mostShareApart * fields;
    section.hasRange = true;
    section.range = this.choose(header, readConfig(section.comments), isShort);
    const { first, last } = section.range;
    section.rows = this.makeRows(last - first, isShort);
    section.marks = last < fields ? new FieldMarks(last, markStep, fields) : null;
  }

  private readRow(start: number, end: number, isEnded: boolean): void {
    const section = this.sections.at(-1)!;
    const { header } = section;
    if (header === null) return;
    if (!section.hasRange) this.beginRows(section, header, [start, end]);
    const { range, marks } = section;
    if (marks !== null) marks.base = this.base;
    section.rows.take(this.numbers, [start, end], [range.first, range.last], marks);
    const { fields, wrongField } = this.numbers;
    // CmdStan ends each row: the last number of one that has no end may lack digits.
    const isCut = !isEnded && (fields !== header.length || readConfig(section.comments).samples !== null);
    const isWhole = fields === header.length && !isCut;
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
