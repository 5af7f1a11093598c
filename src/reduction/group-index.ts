/** Numbers the distinct rows of a few codes each, in the order in which they come: a hash table with linear probing. */

export class GroupIndex {
  /** Groups so far. */
  count = 0;
  private readonly width: number;
  private codes: Int32Array;
  /** A group number, or -1; a power of two of slots, at least half of them empty. */
  private slots = new Int32Array(1024).fill(-1);
  private last = -1;

  /** `width` codes make a group; 0 for one group in all. */
  constructor(width: number) {
    this.width = width;
    this.codes = new Int32Array(512 * Math.max(width, 1));
  }

  /** The number of the group of these codes, a new one if there was none. */
  numberOf(codes: ArrayLike<number>): number {
    // Rows that follow each other are often of one group.
    if (this.last >= 0 && this.isGroup(this.last, codes)) return this.last;
    const mask = this.slots.length - 1;
    let slot = hashOf(codes, this.width) & mask;
    while (this.slots[slot]! >= 0 && !this.isGroup(this.slots[slot]!, codes)) slot = (slot + 1) & mask;
    if (this.slots[slot]! < 0) {
      this.slots[slot] = this.push(codes);
      this.last = this.count - 1;
      if (2 * this.count > this.slots.length) this.grow();
      return this.last;
    }
    this.last = this.slots[slot]!;
    return this.last;
  }

  /** Code k of each group. */
  column(k: number): Int32Array {
    return Int32Array.from({ length: this.count }, (_, group) => this.codes[group * this.width + k]!);
  }

  private isGroup(group: number, codes: ArrayLike<number>): boolean {
    const start = group * this.width;
    for (let k = 0; k < this.width; k++) if (this.codes[start + k] !== codes[k]) return false;
    return true;
  }

  private push(codes: ArrayLike<number>): number {
    const start = this.count * this.width;
    if (start + this.width > this.codes.length) {
      const longer = new Int32Array(2 * this.codes.length);
      longer.set(this.codes);
      this.codes = longer;
    }
    for (let k = 0; k < this.width; k++) this.codes[start + k] = codes[k]!;
    return this.count++;
  }

  private grow(): void {
    this.slots = new Int32Array(2 * this.slots.length).fill(-1);
    const mask = this.slots.length - 1;
    for (let group = 0; group < this.count; group++) {
      const start = group * this.width;
      let slot = hashOf(this.codes.subarray(start, start + this.width), this.width) & mask;
      while (this.slots[slot]! >= 0) slot = (slot + 1) & mask;
      this.slots[slot] = group;
    }
  }
}

/** The mixing of MurmurHash3 (Appleby 2011), a word for each code. */
function hashOf(codes: ArrayLike<number>, width: number): number {
  let hash = 0x9747b28c | 0;
  for (let k = 0; k < width; k++) {
    let word = Math.imul(codes[k]!, 0xcc9e2d51);
    word = Math.imul((word << 15) | (word >>> 17), 0x1b873593);
    hash ^= word;
    hash = Math.imul((hash << 13) | (hash >>> 19), 5) + 0xe6546b64;
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
