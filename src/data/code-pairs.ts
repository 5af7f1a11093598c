/**
 * The distinct pairs of codes of two factors, in order, in little memory: as bits of the grid of all pairs where the grid is not
 * much larger than the rows, and as a sorted list otherwise.
 *
 * The number of a pair is how many bits stand before its own: those of whole words are counted once, and those within its word
 * by `countBits` (Warren 2013, Hacker's Delight, §5-1).
 */

/** A grid of at most so many pairs for each row (8 bytes a row), or in all (8 MB), is held as bits. */
const mostPairsPerRow = 32;
const mostPairs = 1 << 25;

/** Distinct pairs, numbered by the first code and then the second. */
export interface CodePairs {
  readonly count: number;
  /** Rows in which neither code is missing. */
  readonly rows: number;
  /** The number of a pair that occurs. */
  numberOf(left: number, right: number): number;
  /** Calls `visit` with all pairs, in order. */
  forEach(visit: (left: number, right: number) => void): void;
}

/** Codes of equal length, -1 where missing; `leftSize` and `rightSize` are one more than the largest there may be. */
export function findPairs(
  left: Int32Array,
  leftSize: number,
  right: Int32Array,
  rightSize: number,
): CodePairs {
  const grid = leftSize * rightSize;
  const isSmall = grid <= Math.max(mostPairs, mostPairsPerRow * left.length);
  return isSmall ? new GridPairs(left, leftSize, right, rightSize) : new ListedPairs(left, right, rightSize);
}

class GridPairs implements CodePairs {
  readonly count: number;
  readonly rows: number;
  private readonly width: number;
  private readonly bits: Int32Array;
  /** Bits before each word. */
  private readonly before: Int32Array;

  constructor(left: Int32Array, leftSize: number, right: Int32Array, rightSize: number) {
    this.width = rightSize;
    this.bits = new Int32Array(Math.ceil((leftSize * rightSize) / 32));
    let rows = 0;
    for (let row = 0; row < left.length; row++) {
      if (left[row]! < 0 || right[row]! < 0) continue;
      const key = left[row]! * rightSize + right[row]!;
      const word = Math.floor(key / 32);
      this.bits[word] = this.bits[word]! | (1 << (key % 32));
      rows++;
    }
    this.before = new Int32Array(this.bits.length);
    let count = 0;
    for (let word = 0; word < this.bits.length; word++) {
      this.before[word] = count;
      count += countBits(this.bits[word]!);
    }
    this.count = count;
    this.rows = rows;
  }

  numberOf(left: number, right: number): number {
    const key = left * this.width + right;
    const word = Math.floor(key / 32);
    return this.before[word]! + countBits(this.bits[word]! & ((1 << (key % 32)) - 1));
  }

  forEach(visit: (left: number, right: number) => void): void {
    for (let word = 0; word < this.bits.length; word++) {
      for (let bits = this.bits[word]!; bits !== 0; bits &= bits - 1) {
        const key = 32 * word + 31 - Math.clz32(bits & -bits);
        visit(Math.floor(key / this.width), key % this.width);
      }
    }
  }
}

class ListedPairs implements CodePairs {
  readonly count: number;
  readonly rows: number;
  private readonly width: number;
  /** Distinct, ascending. */
  private readonly keys: Float64Array;

  constructor(left: Int32Array, right: Int32Array, rightSize: number) {
    this.width = rightSize;
    const keys = new Float64Array(left.length);
    let rows = 0;
    for (let row = 0; row < left.length; row++) {
      if (left[row]! >= 0 && right[row]! >= 0) keys[rows++] = left[row]! * rightSize + right[row]!;
    }
    const sorted = keys.subarray(0, rows).sort();
    let count = 0;
    for (const key of sorted) if (count === 0 || key !== sorted[count - 1]) sorted[count++] = key;
    this.keys = sorted.subarray(0, count);
    this.count = count;
    this.rows = rows;
  }

  numberOf(left: number, right: number): number {
    const key = left * this.width + right;
    let low = 0;
    let high = this.count - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.keys[middle]! < key) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  forEach(visit: (left: number, right: number) => void): void {
    for (const key of this.keys) visit(Math.floor(key / this.width), key % this.width);
  }
}

function countBits(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
