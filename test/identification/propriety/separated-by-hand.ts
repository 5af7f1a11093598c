/**
 * The slow obvious twin of the test for separation: the cone of directions along which no likelihood falls is pointed
 * where the columns are independent, so that it is {0} unless it has an edge, which keeps p - 1 independent rows at 0;
 * all of them are tried.
 */

/** Rows are s x, of 1 to 3 whole numbers; whether some direction has s x·d ≥ 0 in all of them, and > 0 in one. */
export function isSeparatedByHand(rows: readonly (readonly number[])[]): boolean {
  const width = rows[0]!.length;
  const edges =
    width === 1
      ? [[1]]
      : width === 2
        ? rows.map(([a, b]) => [-b!, a!])
        : pairsOf(rows).map(([a, b]) => cross(a, b));
  return edges.some((edge) =>
    [1, -1].some((sign) =>
      isDirection(
        rows,
        edge.map((value) => sign * value),
      ),
    ),
  );
}

function isDirection(rows: readonly (readonly number[])[], direction: readonly number[]): boolean {
  const gains = rows.map((row) => row.reduce((sum, value, k) => sum + value * direction[k]!, 0));
  return gains.every((gain) => gain >= 0) && gains.some((gain) => gain > 0);
}

function pairsOf<T>(list: readonly T[]): [T, T][] {
  return list.flatMap((a, i) => list.slice(i + 1).map((b): [T, T] => [a, b]));
}

function cross(a: readonly number[], b: readonly number[]): number[] {
  return [a[1]! * b[2]! - a[2]! * b[1]!, a[2]! * b[0]! - a[0]! * b[2]!, a[0]! * b[1]! - a[1]! * b[0]!];
}
