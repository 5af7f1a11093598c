/** Where columns that are not kept are in a file, so that they can be read without what is before them. */

/** From one byte up to another. */
export type ByteRange = readonly [start: number, end: number];

/** From one field up to another. */
export type FieldRange = readonly [first: number, last: number];

/** What passes commas. */
export interface CommaReader {
  /** Gives where the next field begins, or the end where there are fewer. */
  passFields(start: number, end: number, count: number): number;
  /** How many were passed. */
  readonly passed: number;
}

/** What marks are made of, for another thread. */
export interface MarkParts {
  readonly first: number;
  readonly step: number;
  readonly fields: number;
  readonly count: number;
  readonly offsets: Float64Array;
}

/** Where fields of rows begin in a file: of each row every so manieth from a first one on, and where the row ends. */
export class FieldMarks {
  /** The field of the first mark of a row. */
  readonly first: number;
  /** Fields from one mark to the next. */
  readonly step: number;
  /** Marks of a row, its end included. */
  readonly perRow: number;
  /** Where in the file the bytes begin that rows are read from. */
  base = 0;
  private readonly fields: number;
  private offsets: Float64Array;
  private count = 0;

  /** Of rows of `fields` fields. */
  constructor(first: number, step: number, fields: number) {
    this.first = first;
    this.step = step;
    this.perRow = Math.ceil((fields - first) / step) + 1;
    this.fields = fields;
    this.offsets = new Float64Array(1024 * this.perRow);
  }

  /** The marks of another thread. */
  static of({ first, step, fields, count, offsets }: MarkParts): FieldMarks {
    const marks = new FieldMarks(first, step, fields);
    marks.offsets = offsets;
    marks.count = count;
    return marks;
  }

  parts(): MarkParts {
    const { first, step, fields, count, offsets } = this;
    return { first, step, fields, count, offsets };
  }

  /** Marks the fields of a row from the first one on, which begins at `start`; gives how many there are. The row counts once it is kept. */
  take(reader: CommaReader, start: number, end: number): number {
    if ((this.count + 1) * this.perRow > this.offsets.length) {
      const larger = new Float64Array(2 * this.offsets.length);
      larger.set(this.offsets);
      this.offsets = larger;
    }
    const { offsets, step, base } = this;
    let place = this.count * this.perRow;
    const last = place + this.perRow - 1;
    let fields = 0;
    let i = start;
    while (i < end) {
      if (place < last) offsets[place++] = base + i;
      i = reader.passFields(i, end, step);
      fields += reader.passed;
    }
    offsets[last] = base + end;
    // The last field has no comma behind it.
    return fields + 1;
  }

  keep(): void {
    this.count++;
  }

  /** Where in the file the fields of a row are from one mark up to another. */
  rangeOf(row: number, from: number, to: number): ByteRange {
    const place = row * this.perRow;
    return [this.offsets[place + from]!, this.offsets[place + to]!];
  }
}
