/**
 * A typed array that grows: numbers are put into chunks, and joined once, when it is known how many there are. So nothing is
 * copied while it grows, and the join is of the right length; each chunk is let go as soon as it is copied.
 */

type Chunk = Float64Array | Int32Array;

/** Chunks start small, since most tables are, and end at a length that costs nothing to allocate. */
const firstLength = 256;
const longestLength = 1 << 16;

export class GrowingArray<T extends Chunk> {
  length = 0;
  private readonly make: (length: number) => T;
  private readonly full: (T | null)[] = [];
  private current: T;
  private used = 0;

  /** `make` gives an array of a length. */
  constructor(make: (length: number) => T) {
    this.make = make;
    this.current = make(firstLength);
  }

  /** Makes room for so many numbers at once, so that nothing need be joined if there are as many; to be called before the first. */
  reserve(length: number): void {
    if (length > firstLength) this.current = this.make(length);
  }

  push(value: number): void {
    if (this.used === this.current.length) this.startChunk();
    this.current[this.used++] = value;
    this.length++;
  }

  /** Puts numbers behind those that are there. */
  append(values: Chunk): void {
    for (let start = 0; start < values.length; ) {
      if (this.used === this.current.length) this.startChunk();
      const end = Math.min(values.length, start + this.current.length - this.used);
      this.current.set(values.subarray(start, end), this.used);
      this.used += end - start;
      start = end;
    }
    this.length += values.length;
  }

  /** All numbers, in an array that the caller owns. To be called once, and nothing after it. */
  join(): T {
    if (this.full.length === 0 && this.used === this.current.length) return this.current;
    const joined = this.make(this.length);
    let start = 0;
    for (let i = 0; i < this.full.length; i++) {
      const chunk = this.full[i]!;
      joined.set(chunk, start);
      start += chunk.length;
      this.full[i] = null;
    }
    joined.set(this.current.subarray(0, this.used), start);
    this.current = this.make(0);
    return joined;
  }

  /** All numbers so far, in an array that the caller owns; the next one is the first again. */
  take(): T {
    const taken = this.join();
    this.full.length = 0;
    this.current = this.make(firstLength);
    this.used = 0;
    this.length = 0;
    return taken;
  }

  private startChunk(): void {
    this.full.push(this.current);
    this.current = this.make(Math.min(2 * this.current.length, longestLength));
    this.used = 0;
  }
}

/** The same numbers at the beginning of an array of twice the length. */
export function doubled(array: Int32Array): Int32Array<ArrayBuffer> {
  const longer = new Int32Array(2 * array.length);
  longer.set(array);
  return longer;
}
