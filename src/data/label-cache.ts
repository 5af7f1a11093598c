/**
 * Finds the code of a label from its bytes, without making a text of them: to make a text, hash it and let it go took most of
 * the time of reading a long table.
 *
 * A hash table with linear probing. Labels of up to eight bytes, which most are, stand in the table itself as two words; of a
 * longer one the words are hashes, and its bytes stand elsewhere and are compared.
 */

/** A slot has four numbers: two words, the length, and the code, which is -1 where the slot is empty. */
const width = 4;
const log2Width = 2;

const longestInside = 8;

export class LabelCache {
  private count = 0;
  /** A power of two of slots, at least half of them empty. */
  private slots = new Int32Array(128 * width).fill(-1);
  /** Of long labels, by code: where their bytes start. */
  private readonly offsets: number[] = [];
  private bytes = new Uint8Array(1024);
  private byteCount = 0;

  /** The code of the label in `source[start .. end]`; -1 if it was not put in. */
  find(source: Uint8Array, start: number, end: number): number {
    const { slots } = this;
    const length = end - start;
    const low = lowWord(source, start, end);
    const high = highWord(source, start, end);
    const mask = slots.length - 1;
    for (let at = firstSlot(low, high, mask); ; at = (at + width) & mask) {
      const code = slots[at + 3]!;
      if (code < 0) return -1;
      if (slots[at] === low && slots[at + 1] === high && slots[at + 2] === length) {
        if (length <= longestInside || this.isLabel(code, source, start, end)) return code;
      }
    }
  }

  /** Puts in a label that `find` does not find. */
  add(source: Uint8Array, start: number, end: number, code: number): void {
    const length = end - start;
    if (2 * ++this.count * width > this.slots.length) this.grow();
    this.place(lowWord(source, start, end), highWord(source, start, end), length, code);
    if (length <= longestInside) return;
    if (this.byteCount + length > this.bytes.length) {
      const longer = new Uint8Array(2 * (this.byteCount + length));
      longer.set(this.bytes);
      this.bytes = longer;
    }
    this.bytes.set(source.subarray(start, end), this.byteCount);
    this.offsets[code] = this.byteCount;
    this.byteCount += length;
  }

  /** Whether the long label with this code, of the same length, is the same. */
  private isLabel(code: number, source: Uint8Array, start: number, end: number): boolean {
    const { bytes } = this;
    const shift = this.offsets[code]! - start;
    for (let i = start; i < end; i++) if (bytes[i + shift] !== source[i]) return false;
    return true;
  }

  private place(low: number, high: number, length: number, code: number): void {
    const { slots } = this;
    const mask = slots.length - 1;
    let at = firstSlot(low, high, mask);
    while (slots[at + 3]! >= 0) at = (at + width) & mask;
    slots[at] = low;
    slots[at + 1] = high;
    slots[at + 2] = length;
    slots[at + 3] = code;
  }

  private grow(): void {
    const old = this.slots;
    this.slots = new Int32Array(2 * old.length).fill(-1);
    for (let at = 0; at < old.length; at += width) {
      if (old[at + 3]! >= 0) this.place(old[at]!, old[at + 1]!, old[at + 2]!, old[at + 3]!);
    }
  }
}

/** The first four bytes; of a long label the same with all further bytes mixed in. */
function lowWord(source: Uint8Array, start: number, end: number): number {
  let word = 0;
  const inside = Math.min(start + 4, end);
  for (let i = start; i < inside; i++) word = (word << 8) | source[i]!;
  if (end - start > longestInside) {
    for (let i = inside; i < end; i++) word = Math.imul(word ^ source[i]!, 0x01000193);
  }
  return word;
}

/** The bytes from the fifth to the eighth, the last of which are shifted out by those of a long label. */
function highWord(source: Uint8Array, start: number, end: number): number {
  let word = 0;
  for (let i = start + 4; i < end; i++) word = (word << 8) | source[i]!;
  return word;
}

/** Where the search for these words starts: their bits mixed as in the finalizer of MurmurHash3 (Appleby 2011). */
function firstSlot(low: number, high: number, mask: number): number {
  let hash = Math.imul(low ^ Math.imul(high, 0x9e3779b1), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 15), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) << log2Width) & mask;
}
