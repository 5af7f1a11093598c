/**
 * A fingerprint of the columns that a model used, so that a run folder can tell whether it is shown the same data again.
 *
 * Two 32-bit lanes of multiply and xor, mixed as in MurmurHash3's finalizer (Appleby, 2011; the lanes are those of bryc's
 * cyrb53). 64 bits tell tables apart by accident of editing, and are no defence against someone who wants a collision.
 */

import type { Table } from "./table.ts";

/** 16 hexadecimal digits. Depends on names, types, levels and values of the columns; not on their order or the file. */
export function fingerprint(table: Table): string {
  const hash = new Hash();
  hash.addWord(table.rowCount);
  for (const name of [...table.columns.keys()].sort()) {
    const column = table.columns.get(name)!;
    hash.addText(name);
    hash.addText(column.kind);
    if (column.kind === "numeric") hash.addNumbers(column.values);
    else {
      hash.addWord(column.levels.length);
      for (const label of column.levels) hash.addText(label);
      hash.addWords(column.codes, column.codes.length);
    }
  }
  return hash.digest();
}

/** Numbers that are taken apart into words at a time. */
const stretch = 512;

/** What is added to it, word by word, in 64 bits. */
export class Hash {
  private high = 0xdeadbeef | 0;
  private low = 0x41c6ce57;
  private readonly words = new Int32Array(2 * stretch);

  addWord(word: number): void {
    this.words[0] = word;
    this.addWords(this.words, 1);
  }

  addWords(words: Int32Array, count: number): void {
    let { high, low } = this;
    for (let i = 0; i < count; i++) {
      const word = words[i]!;
      high = Math.imul(high ^ word, 0x9e3779b1);
      high ^= high >>> 15;
      low = Math.imul(low ^ word, 0x5f356495);
      low ^= low >>> 13;
    }
    this.high = high;
    this.low = low;
  }

  addText(text: string): void {
    this.addWord(text.length);
    const { words } = this;
    for (let start = 0; start < text.length; start += words.length) {
      const count = Math.min(words.length, text.length - start);
      for (let i = 0; i < count; i++) words[i] = text.charCodeAt(start + i);
      this.addWords(words, count);
    }
  }

  /** By their bits, little end first; every NaN counts as the same. */
  addNumbers(values: Float64Array): void {
    const { words } = this;
    const bytes = new DataView(new ArrayBuffer(8));
    for (let start = 0; start < values.length; start += stretch) {
      const count = Math.min(stretch, values.length - start);
      for (let i = 0; i < count; i++) {
        const value = values[start + i]!;
        bytes.setFloat64(0, Number.isNaN(value) ? Number.NaN : value, true);
        words[2 * i] = bytes.getInt32(0, true);
        words[2 * i + 1] = bytes.getInt32(4, true);
      }
      this.addWords(words, 2 * count);
    }
  }

  digest(): string {
    const high = mix(this.high ^ (this.low >>> 16));
    const low = mix(this.low ^ high);
    return hexadecimal(high) + hexadecimal(low);
  }
}

/** fmix32 of MurmurHash3. */
function mix(word: number): number {
  let h = word;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

function hexadecimal(word: number): string {
  return (word >>> 0).toString(16).padStart(8, "0");
}
