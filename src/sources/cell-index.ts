/**
 * Numbers the different cells of a column as an engine has them in its memory, so that a text is made of each but once: a hash table with linear
 * probing, and for small whole numbers a list. A cell is a length and up to twelve bytes of text, or a whole number of 64 bits.
 */

import type { WordColumn } from "./open-table.ts";

/** A text of more bytes stands elsewhere in memory. Source: DuckDB, `duckdb_string_t`. */
const longestInside = 12;

/** A slot has three words of a cell, and its number above its length, plus one; 0 where it is empty. */
const width = 4;
const lengthBits = 4;
const lengthMask = (1 << lengthBits) - 1;
/** As the length of a whole number, which no text has in the same index. */
const wholeLength = 8;

/** Whole numbers from 0 to this, without it, are looked up in a list. */
const listLength = 1 << 20;

/** What is asked of whoever keeps what the numbers stand for. */
export interface NewCells {
  /** The number of a cell that is met for the first time: below 2^27, or below 0 for a fault. */
  readonly add: (i: number) => number;
  /** Of a cell that is missing, or a text too long to be looked for here. */
  readonly other: (i: number) => number;
}

export class CellIndex {
  private count = 0;
  /** A power of two of slots, at least half of them empty. */
  private slots = new Int32Array(1024 * width);
  /** By whole number its number plus one, or 0; made when it is first used, and doubled as needed. */
  private list = new Int32Array(0);

  /** Numbers of the cells `from` to `to` of a column, all of this index of the same width; false where a cell is at fault. */
  find(column: WordColumn, from: number, to: number, numbers: Int32Array, given: NewCells): boolean {
    return column.width === 4
      ? this.findTexts(column, from, to, numbers, given)
      : this.findWholes(column, from, to, numbers, given);
  }

  private findTexts(
    { words, validity }: WordColumn,
    from: number,
    to: number,
    numbers: Int32Array,
    given: NewCells,
  ): boolean {
    for (let i = from; i < to; i++) {
      const at = 4 * i;
      const length = words[at]!;
      let number: number;
      if (length >>> 0 > longestInside || !isThere(validity, i)) number = given.other(i);
      else number = this.numberOf(length, words[at + 1]!, words[at + 2]!, words[at + 3]!, i, given);
      if (number < 0) return false;
      numbers[i - from] = number;
    }
    return true;
  }

  private findWholes(
    { words, width: ownWidth, validity }: WordColumn,
    from: number,
    to: number,
    numbers: Int32Array,
    given: NewCells,
  ): boolean {
    for (let i = from; i < to; i++) {
      const low = words[ownWidth * i]!;
      const high = ownWidth === 1 ? low >> 31 : words[2 * i + 1]!;
      let number: number;
      if (!isThere(validity, i)) number = given.other(i);
      else if (high === 0 && low >= 0 && low < listLength) {
        number = low < this.list.length ? this.list[low]! - 1 : -1;
        if (number < 0) number = this.addToList(low, given.add(i));
      } else number = this.numberOf(wholeLength, low, high, 0, i, given);
      if (number < 0) return false;
      numbers[i - from] = number;
    }
    return true;
  }

  private addToList(value: number, number: number): number {
    if (value >= this.list.length) {
      let length = Math.max(1024, this.list.length);
      while (length <= value) length *= 2;
      const longer = new Int32Array(length);
      longer.set(this.list);
      this.list = longer;
    }
    this.list[value] = Math.max(number + 1, 0);
    return number;
  }

  private numberOf(
    length: number,
    low: number,
    middle: number,
    high: number,
    i: number,
    given: NewCells,
  ): number {
    const { slots } = this;
    const mask = slots.length - 1;
    let slot = (hashOf(length, low, middle, high) << 2) & mask;
    for (;;) {
      const tag = slots[slot + 3]! - 1;
      if (tag < 0) break;
      const isSame =
        slots[slot] === low &&
        slots[slot + 1] === middle &&
        slots[slot + 2] === high &&
        (tag & lengthMask) === length;
      if (isSame) return tag >>> lengthBits;
      slot = (slot + width) & mask;
    }
    const number = given.add(i);
    if (number < 0) return number;
    if (2 * ++this.count * width > slots.length) this.grow();
    this.put(length, low, middle, high, number);
    return number;
  }

  private put(length: number, low: number, middle: number, high: number, number: number): void {
    const { slots } = this;
    const mask = slots.length - 1;
    let slot = (hashOf(length, low, middle, high) << 2) & mask;
    while (slots[slot + 3] !== 0) slot = (slot + width) & mask;
    slots[slot] = low;
    slots[slot + 1] = middle;
    slots[slot + 2] = high;
    slots[slot + 3] = ((number << lengthBits) | length) + 1;
  }

  private grow(): void {
    const old = this.slots;
    this.slots = new Int32Array(2 * old.length);
    for (let at = 0; at < old.length; at += width) {
      const tag = old[at + 3]! - 1;
      if (tag >= 0) this.put(tag & lengthMask, old[at]!, old[at + 1]!, old[at + 2]!, tag >>> lengthBits);
    }
  }
}

/** Whether cell i is not missing. */
export function isThere(validity: Uint8Array | null, i: number): boolean {
  return validity === null || ((validity[i >> 3]! >> (i & 7)) & 1) === 1;
}

/** Words mixed as in the finalizer of MurmurHash3 (Appleby 2011). */
function hashOf(length: number, low: number, middle: number, high: number): number {
  const hash =
    Math.imul(low, 0x85ebca6b) ^ Math.imul(middle, 0xc2b2ae35) ^ Math.imul(high, 0x9e3779b1) ^ length;
  const mixed = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return mixed ^ (mixed >>> 13);
}
