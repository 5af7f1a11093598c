/**
 * Where a symmetric sparse matrix may differ from zero, and an order of its rows in which a Cholesky factor stays sparse.
 *
 * The order is that of least degree: of the elimination graph the node with fewest neighbours is next, and what it leaves is a clique of
 * them, kept as one element and not as its edges. Nodes with very many neighbours come last, as they would anyway. Source: George & Liu
 * (1989), The evolution of the minimum degree ordering algorithm, SIAM Review 31:1; Amestoy, Davis & Duff (1996) for the quotient graph
 * and for dense rows last.
 */

/** Below the diagonal, column by column: the rows of column j are `rows[starts[j] … starts[j + 1] - 1]`, ascending; the diagonal is always there. */
export interface SparsePattern {
  readonly size: number;
  /** `size` + 1. */
  readonly starts: Int32Array;
  readonly rows: Int32Array;
}

/** A pattern of `size` rows with these pairs of different rows, in any order, each as often as one likes. */
export function patternOf(
  size: number,
  pairs: readonly (readonly [Int32Array, Int32Array])[],
): SparsePattern {
  const count = pairs.reduce((sum, [one]) => sum + one.length, 0);
  const keys = new Float64Array(count);
  let filled = 0;
  for (const [one, other] of pairs) {
    for (let k = 0; k < one.length; k++) {
      const [a, b] = [one[k]!, other[k]!];
      if (a >= 0 && b >= 0 && a !== b) keys[filled++] = Math.min(a, b) * size + Math.max(a, b);
    }
  }
  const sorted = keys.subarray(0, filled).sort();
  const starts = new Int32Array(size + 1);
  const rows = new Int32Array(filled);
  let kept = 0;
  let last = -1;
  for (const key of sorted) {
    if (key === last) continue;
    last = key;
    const column = Math.floor(key / size);
    rows[kept++] = key - column * size;
    starts[column + 1]!++;
  }
  for (let j = 0; j < size; j++) starts[j + 1]! += starts[j]!;
  return { size, starts, rows: rows.slice(0, kept) };
}

/** Where the element of two different rows is among `rows`; -1 if it is not in the pattern. */
export function placeIn({ starts, rows }: SparsePattern, one: number, other: number): number {
  const [column, row] = one < other ? [one, other] : [other, one];
  let [low, high] = [starts[column]!, starts[column + 1]!];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rows[middle]! < row) low = middle + 1;
    else high = middle;
  }
  return low < starts[column + 1]! && rows[low] === row ? low : -1;
}

/** The neighbours of each row. */
export function neighboursOf({ size, starts, rows }: SparsePattern): Int32Array[] {
  const degrees = new Int32Array(size);
  for (let j = 0; j < size; j++) {
    for (let k = starts[j]!; k < starts[j + 1]!; k++) {
      degrees[j]!++;
      degrees[rows[k]!]!++;
    }
  }
  const lists = Array.from(degrees, (degree) => new Int32Array(degree));
  degrees.fill(0);
  for (let j = 0; j < size; j++) {
    for (let k = starts[j]!; k < starts[j + 1]!; k++) {
      const i = rows[k]!;
      lists[j]![degrees[j]!++] = i;
      lists[i]![degrees[i]!++] = j;
    }
  }
  return lists;
}

/** With more neighbours than this times the root of the size, and than 16, a row is last. */
const manyNeighbours = 10;
const someNeighbours = 16;
/** Of so few at once the degrees are found anew as they change. */
const fewNeighbours = 8;

/** Orders that were found, by the pattern and what comes last: it takes longer than to factor a matrix. */
const knownOrders = new WeakMap<SparsePattern, Map<string, Int32Array>>();

/** The rows in the order of elimination. Rows of `last` come after all others, in their own order. */
export function minimumDegreeOrder(
  pattern: SparsePattern,
  last: ReadonlySet<number> = new Set(),
): Int32Array {
  const ofPattern = knownOrders.get(pattern) ?? new Map<string, Int32Array>();
  knownOrders.set(pattern, ofPattern);
  const name = [...last].join(" ");
  const order = ofPattern.get(name) ?? findOrder(pattern, last);
  ofPattern.set(name, order);
  return order.slice();
}

function findOrder(pattern: SparsePattern, last: ReadonlySet<number>): Int32Array {
  const { size } = pattern;
  const lists = neighboursOf(pattern);
  const most = Math.max(someNeighbours, manyNeighbours * Math.sqrt(size));
  const isLast = (i: number): boolean => last.has(i) || lists[i]!.length > most;
  const all = Array.from({ length: size }, (_, i) => i);
  const dense = all.filter((i) => isLast(i) && !last.has(i));
  const eliminated = eliminate(lists, all.map(isLast));
  dense.sort((a, b) => lists[a]!.length - lists[b]!.length || a - b);
  return Int32Array.from([...eliminated, ...dense, ...last]);
}

/** The nodes that are not `left`, the one of least degree among them first. */
function eliminate(lists: readonly Int32Array[], left: readonly boolean[]): number[] {
  const size = lists.length;
  const nodes = lists.map((list, i) => new Set(left[i] ? [] : [...list].filter((j) => !left[j])));
  /** Cliques that eliminated nodes have left, and which of them a node is in. */
  const cliques = new Map<number, Set<number>>();
  const memberOf: Set<number>[] = Array.from({ length: size }, () => new Set());
  const total = left.filter((one) => !one).length;
  const queue = new DegreeQueue(size);
  nodes.forEach((own, i) => {
    if (!left[i]) queue.put(i, own.size);
  });
  const order: number[] = [];
  /** Nodes of large cliques whose neighbours have changed since their degree was found: it is found anew when their turn has come. */
  const isStale = new Uint8Array(size);
  for (let next = queue.take(); next !== -1; next = queue.take()) {
    if (isStale[next] === 1) {
      isStale[next] = 0;
      queue.put(next, degreeOf(next, nodes[next]!, memberOf[next]!, cliques));
      continue;
    }
    order.push(next);
    const reached = new Set(nodes[next]);
    for (const clique of memberOf[next]!) {
      for (const one of cliques.get(clique)!) reached.add(one);
      cliques.delete(clique);
    }
    reached.delete(next);
    // All that are left are neighbours of each other: any order is as good.
    if (order.length + reached.size === total) return [...order, ...[...reached].sort((a, b) => a - b)];
    for (const one of reached) {
      for (const clique of memberOf[next]!) memberOf[one]!.delete(clique);
      nodes[one]!.delete(next);
      memberOf[one]!.add(next);
    }
    cliques.set(next, reached);
    for (const one of reached) {
      // An edge within the clique is told by the clique.
      deleteAll(nodes[one]!, reached);
      if (reached.size > fewNeighbours) isStale[one] = 1;
      else queue.put(one, degreeOf(one, nodes[one]!, memberOf[one]!, cliques));
    }
  }
  return order;
}

function deleteAll(from: Set<number>, others: ReadonlySet<number>): void {
  const [few, many] = from.size < others.size ? [from, others] : [others, from];
  for (const one of few) if (many.has(one)) from.delete(one);
}

/** An upper bound: cliques may overlap. */
function degreeOf(
  node: number,
  own: ReadonlySet<number>,
  memberOf: ReadonlySet<number>,
  cliques: ReadonlyMap<number, ReadonlySet<number>>,
): number {
  let degree = own.size;
  for (const clique of memberOf) degree += cliques.get(clique)!.size - Number(cliques.get(clique)!.has(node));
  return degree;
}

/** Nodes by degree; of equal ones the one that was put first. */
class DegreeQueue {
  private readonly byDegree: Set<number>[] = [];
  private readonly degrees: Int32Array;
  private least = 0;

  constructor(size: number) {
    this.degrees = new Int32Array(size).fill(-1);
  }

  put(node: number, degree: number): void {
    const before = this.degrees[node]!;
    if (before >= 0) this.byDegree[before]!.delete(node);
    while (this.byDegree.length <= degree) this.byDegree.push(new Set());
    this.byDegree[degree]!.add(node);
    this.degrees[node] = degree;
    this.least = Math.min(this.least, degree);
  }

  /** -1 if there is none. */
  take(): number {
    while (this.least < this.byDegree.length) {
      const [node] = this.byDegree[this.least]!;
      if (node !== undefined) {
        this.byDegree[this.least]!.delete(node);
        this.degrees[node] = -1;
        return node;
      }
      this.least++;
    }
    return -1;
  }
}
