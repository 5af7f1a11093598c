/**
 * Pooling: levels of a factor whose own cross-products Z'Z are equal share everything in a marginal density but their
 * products with the dense columns, and these enter through Σ_j E_j' M E_j only. So a balanced design costs one small
 * Cholesky factor, whatever the number of levels, and an unbalanced one a factor for each distinct pattern.
 *
 * Nested factors are reduced from the inside. Of n children of one parent that have the same pattern, an orthogonal
 * change of variables makes one *mean child*, whose products with the parent are √n times those of one child, and
 * n - 1 *contrasts*, which have no product with the parent and are independent levels for themselves. The parent then has as
 * many children as there are distinct patterns among them.
 */

import type { ChainLink } from "./arrangement.ts";
import type { CrossProducts } from "./cross-products.ts";

/** Levels with equal cross-products. */
export interface Pattern {
  /** For each block of rows the link of the chain whose effects it belongs to; the outermost comes last. */
  readonly links: readonly number[];
  /** Rows: columns of the chain, block by block. */
  readonly size: number;
  /** How many levels (or contrasts) there are. */
  readonly count: number;
  /** For each class the size × size products of the rows. */
  readonly products: readonly Float64Array[];
  readonly evidence: Evidence;
}

/**
 * What the levels of a pattern say of the dense columns. `single`: for each level and class the size × width products
 * E. `pooled`: Σ_j E_j' ⊗ E_j, for each pair a ≥ b of rows (over rows and classes, class by class) the lower triangle of the symmetric
 * part, width (width + 1) / 2 numbers: of E_a'E_b + E_b'E_a, or E_a'E_a where a = b.
 */
export type Evidence =
  | { readonly kind: "single"; readonly products: readonly Float64Array[] }
  | { readonly kind: "pooled"; readonly squares: Float64Array };

/** The levels of one link, for drawing its effects given those outside of it. */
export interface Stage {
  readonly patterns: readonly StagePattern[];
  /** The pattern of each level. */
  readonly patternOf: Int32Array;
  /** For each level and class its rows' products with dense columns and outcome: `classes` × size × width, from `starts`. */
  readonly products: Float64Array;
  readonly starts: Float64Array;
}

/** The cross-products of a level with itself and with the columns of the links outside of it. */
export interface StagePattern {
  readonly links: readonly number[];
  readonly size: number;
  /** Columns of the links outside. */
  readonly outer: number;
  /** For each class (size + outer)² products. */
  readonly products: readonly Float64Array[];
}

export interface Reduction {
  /** Over these the marginal density is a sum. */
  readonly patterns: readonly Pattern[];
  /** One for each link, innermost first. */
  readonly stages: readonly Stage[];
}

/** Pools the levels of a chain. */
export function reduceChain(chain: readonly ChainLink[], cross: CrossProducts): Reduction {
  const width = cross.rawCount + 1;
  const classCount = cross.classes.length;
  const columnCounts = chain.map(({ columns }) => columns.length);
  const pool = new PatternPool(width, classCount);
  const stages: Stage[] = [];
  let nodes = leafNodes(cross, classCount);
  chain.forEach((link, s) => {
    const outer = columnCounts.slice(s + 1).reduce((sum, count) => sum + count, 0);
    const { stage, groups } = classifyNodes(nodes, columnCounts[s]!, outer, classCount, width);
    stages.push(stage);
    if (link.parents === null) {
      groups.forEach((members, k) =>
        pool.add(
          stage.patterns[k]!,
          members.map((j) => ownRows(nodes[j]!, stage.patterns[k]!, width)),
        ),
      );
    } else {
      nodes = parentNodes(
        nodes,
        stage,
        link.parents,
        chain[s + 1]!.domain.size,
        s + 1,
        classCount,
        width,
        pool,
      );
    }
  });
  return { patterns: pool.finish(), stages };
}

/** A level on its way from the inside: its rows (inner blocks, its own link, the links outside) and their products. */
interface Node {
  /** Links of the inner blocks and of its own. */
  readonly links: readonly number[];
  /** All rows. */
  readonly size: number;
  /** For each class size × size. */
  readonly products: readonly Float64Array[];
  /** For each class size × width. */
  readonly cross: readonly Float64Array[];
}

function leafNodes(cross: CrossProducts, classCount: number): Node[] {
  const { levelCount, chainCount, chainProducts, crossProducts } = cross;
  const width = cross.rawCount + 1;
  const take = (from: Float64Array, level: number, size: number): Float64Array[] =>
    Array.from({ length: classCount }, (_, c) => {
      const start = (level * classCount + c) * size;
      return from.subarray(start, start + size);
    });
  return Array.from({ length: levelCount }, (_, level) => ({
    links: [0],
    size: chainCount,
    products: take(chainProducts, level, chainCount * chainCount),
    cross: take(crossProducts, level, chainCount * width),
  }));
}

/** Sorts levels by their products; the key holds every bit of them. */
function classifyNodes(
  nodes: readonly Node[],
  ownColumns: number,
  outer: number,
  classCount: number,
  width: number,
): { stage: Stage; groups: number[][] } {
  const known = new Map<string, number>();
  const patterns: StagePattern[] = [];
  const groups: number[][] = [];
  const patternOf = new Int32Array(nodes.length);
  const starts = new Float64Array(nodes.length);
  let length = 0;
  nodes.forEach((node, j) => {
    const key = `${node.links.join()}:${node.products.map((products) => products.join()).join(";")}`;
    let index = known.get(key);
    if (index === undefined) {
      index = patterns.length;
      known.set(key, index);
      const { links, products } = node;
      patterns.push({ links, size: node.size - outer, outer, products });
      groups.push([]);
    }
    groups[index]!.push(j);
    patternOf[j] = index;
    starts[j] = length;
    length += classCount * (node.size - outer) * width;
  });
  if (ownColumns === 0) throw new Error("a link of a chain has no columns");
  const products = new Float64Array(length);
  nodes.forEach((node, j) => {
    const size = (node.size - outer) * width;
    for (const [c, cross] of node.cross.entries())
      products.set(cross.subarray(0, size), starts[j]! + c * size);
  });
  return { stage: { patterns, patternOf, products, starts }, groups };
}

/** For each class the products of a level's own rows with dense columns and outcome. */
function ownRows(node: Node, { size }: StagePattern, width: number): Float64Array[] {
  return node.cross.map((cross) => cross.subarray(0, size * width));
}

/** The levels of the next link, from their children; contrasts among equal children go to the pool. */
function parentNodes(
  nodes: readonly Node[],
  stage: Stage,
  parents: Int32Array,
  parentCount: number,
  link: number,
  classCount: number,
  width: number,
  pool: PatternPool,
): Node[] {
  const children: number[][] = Array.from({ length: parentCount }, () => []);
  for (const j of nodes.keys()) children[parents[j]!]!.push(j);
  return children.map((list) => {
    const byPattern = new Map<number, number[]>();
    for (const j of list) {
      const pattern = stage.patternOf[j]!;
      const group = byPattern.get(pattern);
      if (group === undefined) byPattern.set(pattern, [j]);
      else group.push(j);
    }
    const groups = [...byPattern].sort(([a], [b]) => a - b);
    for (const [k, members] of groups) {
      const pattern = stage.patterns[k]!;
      if (members.length > 1)
        pool.add(pattern, contrasts(members.map((j) => ownRows(nodes[j]!, pattern, width))));
    }
    const outer = stage.patterns[0]!.outer;
    return joinChildren(
      nodes,
      groups.map(([k, members]) => ({ pattern: stage.patterns[k]!, members })),
      outer,
      link,
      classCount,
      width,
    );
  });
}

/**
 * n - 1 orthonormal contrasts of n vectors (Helmert): (v_1 + … + v_i - i v_{i+1}) / √(i (i + 1)).
 */
function contrasts(members: readonly (readonly Float64Array[])[]): Float64Array[][] {
  const sums = members[0]!.map((rows) => rows.slice());
  return members.slice(1).map((next, k) => {
    const i = k + 1;
    const length = Math.sqrt(i * (i + 1));
    return next.map((rows, c) => {
      const sum = sums[c]!;
      const contrast = sum.map((total, e) => (total - i * rows[e]!) / length);
      rows.forEach((value, e) => {
        sum[e]! += value;
      });
      return contrast;
    });
  });
}

/** A parent with a mean child for each pattern of its children. */
function joinChildren(
  nodes: readonly Node[],
  groups: readonly { readonly pattern: StagePattern; readonly members: readonly number[] }[],
  outer: number,
  link: number,
  classCount: number,
  width: number,
): Node {
  const inner = groups.reduce((sum, { pattern }) => sum + pattern.size, 0);
  const size = inner + outer;
  const products = Array.from({ length: classCount }, () => new Float64Array(size * size));
  const cross = Array.from({ length: classCount }, () => new Float64Array(size * width));
  let first = 0;
  for (const { pattern, members } of groups) {
    const root = Math.sqrt(members.length);
    const own = pattern.size;
    const all = own + outer;
    const place = (a: number): number => (a < own ? first + a : inner + a - own);
    for (let c = 0; c < classCount; c++) {
      const from = pattern.products[c]!;
      for (let a = 0; a < all; a++) {
        for (let b = 0; b < all; b++) {
          // own with own as one child has it, own with outer √n times, outer with outer n times
          const factor = (a < own ? 1 : root) * (b < own ? 1 : root);
          products[c]![place(a) * size + place(b)]! += factor * from[a * all + b]!;
        }
      }
      for (const j of members) {
        const its = nodes[j]!.cross[c]!;
        for (let a = 0; a < all; a++) {
          const factor = a < own ? 1 / root : 1;
          for (let e = 0; e < width; e++) cross[c]![place(a) * width + e]! += factor * its[a * width + e]!;
        }
      }
    }
    first += own;
  }
  const links = [...groups.flatMap(({ pattern }) => pattern.links), link];
  return { links, size, products, cross };
}

/** Collects levels and contrasts by pattern, and chooses how to keep what they say. */
class PatternPool {
  private readonly width: number;
  private readonly classCount: number;
  private readonly entries = new Map<
    string,
    {
      readonly pattern: StagePattern;
      readonly own: Float64Array[];
      readonly members: (readonly Float64Array[])[];
    }
  >();

  constructor(width: number, classCount: number) {
    this.width = width;
    this.classCount = classCount;
  }

  add(pattern: StagePattern, members: readonly (readonly Float64Array[])[]): void {
    const { size, outer, links } = pattern;
    const own = pattern.products.map((products) => leadingBlock(products, size + outer, size));
    const key = `${links.join()}:${own.map((products) => products.join()).join(";")}`;
    let entry = this.entries.get(key);
    if (entry === undefined) {
      entry = { pattern, own, members: [] };
      this.entries.set(key, entry);
    }
    // Level by level: a spread of a million arguments would not fit on the stack.
    for (const member of members) entry.members.push(member);
  }

  finish(): Pattern[] {
    const { width, classCount } = this;
    return [...this.entries.values()].map(({ pattern, own, members }): Pattern => {
      const { links, size } = pattern;
      const rows = size * classCount;
      const pooledCost = (rows * (rows + 1) * width * (width + 1)) / 4;
      const singleCost = members.length * (size * size * width + (size * width * (width + 1)) / 2);
      const evidence: Evidence =
        pooledCost <= singleCost
          ? { kind: "pooled", squares: poolSquares(members, size, classCount, width) }
          : { kind: "single", products: members.map((member) => concatenate(member)) };
      return { links, size, count: members.length, products: own, evidence };
    });
  }
}

function leadingBlock(products: Float64Array, size: number, block: number): Float64Array {
  if (size === block) return products;
  return Float64Array.from(
    { length: block * block },
    (_, e) => products[Math.floor(e / block) * size + (e % block)]!,
  );
}

function concatenate(parts: readonly Float64Array[]): Float64Array {
  if (parts.length === 1) return parts[0]!;
  const joined = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

function poolSquares(
  members: readonly (readonly Float64Array[])[],
  size: number,
  classCount: number,
  width: number,
): Float64Array {
  const rows = size * classCount;
  const triangle = (width * (width + 1)) / 2;
  const squares = new Float64Array(((rows * (rows + 1)) / 2) * triangle);
  for (const member of members) {
    let at = 0;
    for (let a = 0; a < rows; a++) {
      for (let b = 0; b <= a; b++) {
        const [first, second] = [member[Math.floor(a / size)]!, member[Math.floor(b / size)]!];
        const [fromA, fromB] = [(a % size) * width, (b % size) * width];
        for (let k = 0; k < width; k++) {
          for (let l = 0; l <= k; l++) {
            const ab = first[fromA + k]! * second[fromB + l]!;
            squares[at++]! += a === b ? ab : ab + first[fromA + l]! * second[fromB + k]!;
          }
        }
      }
    }
  }
  return squares;
}
