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
  for (let row = 0; row < parts.length; row++) parts[row] = numberOf(numbers, values[row]!);
  return { parts, size: numbers.size };
}

/** Rows are together where they are in both. */
export function refine(first: Partition, second: Partition): Partition {
  if (first.size <= 1) return second;
  const numbers = new Map<number, number>();
  const parts = new Int32Array(first.parts.length);
  for (let row = 0; row < parts.length; row++) {
    parts[row] = numberOf(numbers, first.parts[row]! * second.size + second.parts[row]!);
  }
  return { parts, size: numbers.size };
}

/** Whether rows that are together in the first are so in the second. */
export function implies(first: Partition, second: Partition): boolean {
  return refine(first, second).size === first.size;
}

function numberOf(numbers: Map<number, number>, key: number): number {
  const known = numbers.get(key);
  if (known !== undefined) return known;
  const made = numbers.size;
  numbers.set(key, made);
  return made;
}
