/**
 * Which columns of a sparse symmetric matrix can be told from one difference of gradients: columns that have no row in common
 * are probed together.
 *
 * Columns with many entries (population effects) are probed alone, and give their rows as well; among the rest, the columns of one
 * probe must not meet in a row. Source: Curtis, Powell & Reid (1974); Coleman & Moré (1984) for the use of symmetry.
 */

/** Columns that are moved at once. */
export interface CurvatureProbe {
  readonly columns: Int32Array;
  /** A column alone, of which every row is read; otherwise rows among the columns that are not probed alone. */
  readonly isAlone: boolean;
}

/** The fewest probes among those with the fullest columns alone. `pattern[i * size + j]` is 1 where the matrix has an entry. */
export function planProbes(pattern: Uint8Array, size: number): CurvatureProbe[] {
  const entries = Array.from({ length: size }, (_, j) => countEntries(pattern, size, j));
  let best: CurvatureProbe[] | null = null;
  for (const most of [...new Set(entries), 0].sort((a, b) => a - b)) {
    const alone = indicesWhere(entries, (count) => count > most);
    const rest = indicesWhere(entries, (count) => count <= most);
    const probes = [
      ...alone.map((column) => ({ columns: Int32Array.of(column), isAlone: true })),
      ...groupColumns(pattern, size, rest).map((columns) => ({
        columns: Int32Array.from(columns),
        isAlone: false,
      })),
    ];
    if (best === null || probes.length < best.length) best = probes;
  }
  return best ?? [];
}

function countEntries(pattern: Uint8Array, size: number, column: number): number {
  let count = 0;
  for (let i = 0; i < size; i++) count += pattern[i * size + column]!;
  return count;
}

function indicesWhere(counts: readonly number[], isWanted: (count: number) => boolean): number[] {
  return counts.flatMap((count, i) => (isWanted(count) ? [i] : []));
}

/** Greedy: each column goes to the first group with which it shares no row among `columns`. */
function groupColumns(pattern: Uint8Array, size: number, columns: readonly number[]): number[][] {
  const groups: { readonly members: number[]; readonly rows: Set<number> }[] = [];
  for (const column of columns) {
    const rows = columns.filter((row) => pattern[row * size + column] === 1);
    let group = groups.find((one) => rows.every((row) => !one.rows.has(row)));
    if (group === undefined) {
      group = { members: [], rows: new Set() };
      groups.push(group);
    }
    group.members.push(column);
    for (const row of rows) group.rows.add(row);
  }
  return groups.map((group) => group.members);
}
