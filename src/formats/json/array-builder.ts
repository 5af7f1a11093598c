/** An array of JSON as it grows: its leaves in one piece, and what sizes its dimensions have. */

import type { JsonArray } from "./value.ts";

export class ArrayBuilder {
  private numbers: Float64Array | null = new Float64Array(16);
  private strings: string[] | null = null;
  private length = 0;
  /** Elements so far of the open array of each depth. */
  private readonly counts: number[] = [];
  /** Of each depth, that of the first array that was closed; -1 before. */
  private readonly sizes: number[] = [];
  private leafDepth = -1;
  private isRectangular = true;
  private hasObjects = false;
  private depth = 0;

  /** Whether the outermost array is closed. */
  get isClosed(): boolean {
    return this.depth === 0;
  }

  open(): void {
    if (this.depth > 0) this.counts[this.depth - 1]!++;
    if (this.leafDepth >= 0 && this.depth >= this.leafDepth) this.isRectangular = false;
    this.counts[this.depth] = 0;
    if (this.sizes.length === this.depth) this.sizes.push(-1);
    this.depth++;
  }

  close(): void {
    this.depth--;
    const count = this.counts[this.depth]!;
    if (this.sizes[this.depth]! < 0) this.sizes[this.depth] = count;
    else if (this.sizes[this.depth] !== count) this.isRectangular = false;
  }

  /** A number; `true` and `false` are 1 and 0, `null` is NaN. */
  addNumber(value: number): void {
    this.addLeaf();
    if (this.numbers === null) {
      this.strings!.push(String(value));
      return;
    }
    if (this.length === this.numbers.length) {
      const larger = new Float64Array(2 * this.length);
      larger.set(this.numbers);
      this.numbers = larger;
    }
    this.numbers[this.length++] = value;
  }

  addString(value: string): void {
    this.addLeaf();
    if (this.numbers !== null) {
      this.strings = Array.from(this.numbers.subarray(0, this.length), String);
      this.numbers = null;
    }
    this.strings!.push(value);
  }

  /** An object stands where a leaf might. */
  passObject(): void {
    this.hasObjects = true;
    this.counts[this.depth - 1]!++;
  }

  build(): JsonArray {
    const { isRectangular, strings, hasObjects } = this;
    const shape = this.sizes.map((size, depth) => (size < 0 ? this.counts[depth]! : size));
    const numbers = this.numbers === null ? null : this.numbers.slice(0, this.length);
    return { shape, isRectangular, numbers, strings, hasObjects, isWhole: this.isClosed };
  }

  private addLeaf(): void {
    this.counts[this.depth - 1]!++;
    if (this.leafDepth < 0) {
      this.leafDepth = this.depth;
      // Empty arrays may have stood deeper before.
      if (this.sizes.length > this.depth) this.isRectangular = false;
    } else if (this.leafDepth !== this.depth) this.isRectangular = false;
  }
}
