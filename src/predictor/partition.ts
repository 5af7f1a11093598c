/** Partitions of the rows: which of them have the same level of a factor, or the same levels of several. */

export interface Partition {
  /** For each row its part, numbered from 0 in the order of their first rows. */
  readonly parts: Int32Array;
  readonly size: number;
}

/** The rows in one part. */
export function wholePartition(rowCount: number): Partition {
  return { parts: new Int32Array(rowCount), size: Math.min(rowCount, 1) };
}

/** Rows with equal values are in one part; one value for each row. */
export function partitionBy(values: ArrayLike<number>): Partition {
  const numbers = new Map<number, number>();
  const parts = new Int32Array(values.length);
  for (let row = 0; row < parts.length; row++) {
    const known = numbers.get(values[row]!);
    parts[row] = known ?? numbers.size;
    if (known === undefined) numbers.set(values[row]!, parts[row]!);
  }
  return { parts, size: numbers.size };
}

/** The same for numbers of levels, of which some may have no rows. */
export function partitionByLevel(levels: Int32Array, levelCount: number): Partition {
  if (levelCount > largestTable) return partitionBy(levels);
  // 0 for a level without rows, else the number of its part from 1.
  const numbers = new Int32Array(levelCount);
  const parts = new Int32Array(levels.length);
  let size = 0;
  for (let row = 0; row < parts.length; row++) {
    const level = levels[row]!;
    if (numbers[level] === 0) numbers[level] = ++size;
    parts[row] = numbers[level]! - 1;
  }
  return { parts, size };
}

/** Tables of this many numbers are cheaper than a map. */
const largestTable = 1 << 23;

/** Rows are together where they are in both. */
export function refine(first: Partition, second: Partition): Partition {
  if (first.size <= 1) return second;
  if (second.size <= 1) return first;
  const keyCount = first.size * second.size;
  if (keyCount > largestTable) {
    return partitionBy(
      Float64Array.from(first.parts, (part, row) => part * second.size + second.parts[row]!),
    );
  }
  // 0 for a key without rows, else the number of its part from 1.
  const numbers = new Int32Array(keyCount);
  const parts = new Int32Array(first.parts.length);
  let size = 0;
  for (let row = 0; row < parts.length; row++) {
    const key = first.parts[row]! * second.size + second.parts[row]!;
    if (numbers[key] === 0) numbers[key] = ++size;
    parts[row] = numbers[key]! - 1;
  }
  return { parts, size };
}

/** Whether rows that are together in the first are so in the second. */
export function implies(first: Partition, second: Partition): boolean {
  if (first.size < second.size) return false;
  const partOf = new Int32Array(first.size).fill(-1);
  for (let row = 0; row < first.parts.length; row++) {
    const [part, other] = [first.parts[row]!, second.parts[row]!];
    if (partOf[part] === -1) partOf[part] = other;
    else if (partOf[part] !== other) return false;
  }
  return true;
}
