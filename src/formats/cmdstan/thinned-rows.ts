/**
 * Rows of a chain that is being written, of which not more than some are held: where they become too many, every other one is let go, and
 * from then on one of so many is kept. What is held is evenly spaced at any time.
 */

import type { ByteRange, FieldMarks, FieldRange } from "./field-marks.ts";
import type { NumberRowReader } from "./number-row.ts";
import type { RowSink } from "./row-sink.ts";

export class ThinnedRows implements RowSink {
  /** All rows that came. */
  rowCount = 0;
  /** Those of them that are draws. */
  drawCount = 0;
  /** Draws that are held: 0, `every`, 2 `every`, … */
  heldCount = 0;
  every = 1;
  /** Sum of the summed column over all draws. */
  sum = 0;
  readonly width: number;
  private readonly options: ThinnedRowsOptions;
  private values: Float64Array;

  constructor(width: number, options: ThinnedRowsOptions) {
    this.width = width;
    this.options = options;
    this.values = new Float64Array(width * Math.min(options.most + 1, 64));
  }

  take(reader: NumberRowReader, range: ByteRange, fields: FieldRange, marks: FieldMarks | null): void {
    const at = this.heldCount * this.width;
    if (at + this.width > this.values.length) {
      const size = Math.min(2 * this.values.length, (this.options.most + 1) * this.width);
      const larger = new Float64Array(Math.max(size, at + this.width));
      larger.set(this.values);
      this.values = larger;
    }
    reader.readRow(range, fields, { numbers: this.values, at, step: 1 }, marks);
  }

  keep(): void {
    this.rowCount++;
    if (this.rowCount <= this.options.warmup) return;
    const { summed } = this.options;
    if (summed >= 0) this.sum += this.values[this.heldCount * this.width + summed]!;
    if (this.drawCount % this.every === 0) this.heldCount++;
    this.drawCount++;
    if (this.heldCount > this.options.most) this.letGo();
  }

  endWarmup(): void {
    if (!this.options.heedsAdaptation) return;
    this.heldCount = 0;
    this.every = 1;
    this.drawCount = 0;
    this.sum = 0;
  }

  /** Column `column` of the first `count` of every `step`th held row, to `out[at…]`. */
  copyColumn(column: number, { step, count }: HeldRows, out: Float64Array, at: number): void {
    for (let k = 0; k < count; k++) out[at + k] = this.values[k * step * this.width + column]!;
  }

  private letGo(): void {
    const { width, values } = this;
    const left = Math.ceil(this.heldCount / 2);
    for (let k = 1; k < left; k++) values.copyWithin(k * width, 2 * k * width, (2 * k + 1) * width);
    this.heldCount = left;
    this.every *= 2;
  }
}

export interface ThinnedRowsOptions {
  /** Rows that are held, at least two. */
  readonly most: number;
  /** The first rows, which are warm-up. */
  readonly warmup: number;
  /** Whether the comments of the adaptation say what was warm-up, too. */
  readonly heedsAdaptation: boolean;
  /** A column, or -1 for none. */
  readonly summed: number;
}

/** Which of the rows that are held. */
export interface HeldRows {
  readonly step: number;
  readonly count: number;
}
