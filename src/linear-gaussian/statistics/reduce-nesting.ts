/**
 * From the cross-products of a nesting's innermost levels to patterns.
 *
 * Nested factors are reduced from the inside. Of n children of one parent that have the same pattern, an orthogonal
 * change of variables makes one *mean child*, whose products with the parent are √n times those of one child, and
 * n - 1 *contrasts*, which have no product with the parent and are independent levels for themselves. The parent then has as
 * many children as there are distinct patterns among them.
 */

import { remembered } from "../../model/remembered.ts";
import { sortByNumber } from "../../numeric/sort-by-number.ts";
import type { NestedFactor } from "./arrangement.ts";
import type { CrossProducts } from "./cross-products.ts";
import { findPatterns, PatternNumbers } from "./equal-levels.ts";
import { PatternPool, poolTable } from "./pattern-pool.ts";
import type { Reduction, Stage, StagePattern } from "./patterns.ts";

/** A parent with more rows, those of its distinct children and its own, is no small matrix any more. */
const mostRows = 150;

/** Pools the levels of a nesting; null if some level has too many distinct levels inside it. */
export function reduceNesting(nesting: readonly NestedFactor[], cross: CrossProducts): Reduction | null {
  if (nesting.length === 0) return { tables: [], stages: [] };
  return nesting.length === 1 ? reduceSoleFactor(cross) : new NestingReducer(nesting, cross).reduce();
}

/** A nesting of one factor: no level is made an object. */
function reduceSoleFactor(cross: CrossProducts): Reduction {
  const { levelCount, nestedCount, nestedProducts, crossProducts, classes } = cross;
  const width = cross.rawCount + 1;
  const squareSize = classes.length * nestedCount * nestedCount;
  const rowSize = classes.length * nestedCount * width;
  const { patternOf, patternCounts, patternProducts } = findPatterns(nestedProducts, squareSize);
  const { places, starts } = sortByNumber(patternOf, patternCounts.length);
  const nestedFactors = [0];
  const shape = {
    nestedFactors,
    size: nestedCount,
    products: patternProducts,
    cross: crossProducts,
    width,
    classCount: classes.length,
  };
  const patterns = Array.from(patternCounts, (_, k): StagePattern => {
    const own = patternProducts.subarray(k * squareSize, (k + 1) * squareSize);
    return { key: "0", nestedFactors, size: nestedCount, outer: 0, products: own };
  });
  const rows = Int32Array.from({ length: levelCount }, (_, j) => j * rowSize);
  const stage: Stage = { patterns, patternOf, products: crossProducts, starts: rows };
  const members = places.map((j) => j * rowSize);
  return { tables: [poolTable(shape, starts, members)], stages: [stage] };
}

/** A level on its way from the inside: its rows (inner blocks, its own nested factor, the nested factors outside) and their products. */
interface Node {
  /** Nested factors of the inner blocks and of its own. */
  readonly nestedFactors: readonly number[];
  /** All rows. */
  readonly size: number;
  /** classes × size × size */
  readonly products: Float64Array;
  /** classes × size × width */
  readonly cross: Float64Array;
}

/** Children of one parent that have the same pattern. */
interface Siblings {
  readonly pattern: StagePattern;
  readonly members: readonly Node[];
}

class NestingReducer {
  private readonly nesting: readonly NestedFactor[];
  private readonly cross: CrossProducts;
  private readonly width: number;
  private readonly classCount: number;
  private readonly pool: PatternPool;

  constructor(nesting: readonly NestedFactor[], cross: CrossProducts) {
    this.nesting = nesting;
    this.cross = cross;
    this.width = cross.rawCount + 1;
    this.classCount = cross.classes.length;
    this.pool = new PatternPool(this.width, this.classCount);
  }

  reduce(): Reduction | null {
    const { nesting, pool } = this;
    const stages: Stage[] = [];
    let nodes = this.leaves();
    let outer = this.cross.nestedCount;
    for (const [s, nestedFactor] of nesting.entries()) {
      outer -= nestedFactor.columns.length;
      const stage = this.stageOf(nodes, outer);
      stages.push(stage);
      if (nestedFactor.parents !== null) {
        const joined = this.parentsOf(nodes, stage, nestedFactor.parents, s + 1);
        if (joined === null) return null;
        nodes = joined;
        continue;
      }
      for (const [j, node] of nodes.entries()) {
        const { nestedFactors, size, products } = stage.patterns[stage.patternOf[j]!]!;
        pool.add(nestedFactors, size, products, [node.cross]);
      }
    }
    return { tables: pool.finish(), stages };
  }

  private leaves(): Node[] {
    const { levelCount, nestedCount, nestedProducts, crossProducts } = this.cross;
    const squareSize = this.classCount * nestedCount * nestedCount;
    const rowSize = this.classCount * nestedCount * this.width;
    return Array.from({ length: levelCount }, (_, j) => ({
      nestedFactors: [0],
      size: nestedCount,
      products: nestedProducts.subarray(j * squareSize, (j + 1) * squareSize),
      cross: crossProducts.subarray(j * rowSize, (j + 1) * rowSize),
    }));
  }

  private stageOf(nodes: readonly Node[], outer: number): Stage {
    const numbers = new PatternNumbers();
    const patterns: StagePattern[] = [];
    const patternOf = new Int32Array(nodes.length);
    const starts = new Int32Array(nodes.length + 1);
    for (const [j, { nestedFactors, size, products }] of nodes.entries()) {
      const key = nestedFactors.join();
      const index = numbers.numberOf(products, key);
      if (index === patterns.length)
        patterns.push({ key, nestedFactors, size: size - outer, outer, products });
      patternOf[j] = index;
      starts[j + 1] = starts[j]! + this.classCount * (size - outer) * this.width;
    }
    const products = new Float64Array(starts[nodes.length]!);
    for (const [j, node] of nodes.entries()) products.set(this.ownRows(node, outer), starts[j]!);
    return { patterns, patternOf, products, starts };
  }

  /** The products of a level's own rows with dense columns and outcome: classes × own rows × width. */
  private ownRows({ size, cross }: Node, outer: number): Float64Array {
    if (outer === 0) return cross;
    const { width, classCount } = this;
    const own = (size - outer) * width;
    const rows = new Float64Array(classCount * own);
    for (let c = 0; c < classCount; c++)
      rows.set(cross.subarray(c * size * width, c * size * width + own), c * own);
    return rows;
  }

  /** The levels of the next nested factor, from their children; contrasts among equal children go to the pool. */
  private parentsOf(
    nodes: readonly Node[],
    stage: Stage,
    parents: Int32Array,
    nestedFactor: number,
  ): Node[] | null {
    const families: Map<number, Node[]>[] = Array.from(
      { length: this.nesting[nestedFactor]!.domain.size },
      () => new Map(),
    );
    for (const [j, node] of nodes.entries()) {
      const family = families[parents[j]!]!;
      const pattern = stage.patternOf[j]!;
      remembered(family, pattern, () => []).push(node);
    }
    const inner = stage.patterns.map(({ size }) => size);
    const isTooLarge = families.some((family) => {
      let rows = 0;
      for (const k of family.keys()) rows += inner[k]!;
      return rows > mostRows;
    });
    if (isTooLarge) return null;
    return families.map((family) => {
      const groups = [...family]
        .sort(([a], [b]) => a - b)
        .map(([k, members]): Siblings => ({ pattern: stage.patterns[k]!, members }));
      for (const { pattern, members } of groups) this.addContrasts(pattern, members);
      return this.join(groups, stage.patterns[0]!.outer, nestedFactor);
    });
  }

  /** n - 1 orthonormal contrasts of n siblings (Helmert): (v_1 + … + v_i - i v_{i+1}) / √(i (i + 1)). */
  private addContrasts(
    { nestedFactors, size, outer, products }: StagePattern,
    members: readonly Node[],
  ): void {
    if (members.length < 2) return;
    const rows = members.map((node) => this.ownRows(node, outer));
    const sums = rows[0]!.slice();
    const contrasts = rows.slice(1).map((next, k) => {
      const i = k + 1;
      const length = Math.sqrt(i * (i + 1));
      const contrast = sums.map((sum, e) => (sum - i * next[e]!) / length);
      for (let e = 0; e < sums.length; e++) sums[e]! += next[e]!;
      return contrast;
    });
    this.pool.add(nestedFactors, size, this.ownSquare(products, size, outer), contrasts);
  }

  /** The products of the own rows among each other: classes × size × size. */
  private ownSquare(products: Float64Array, size: number, outer: number): Float64Array {
    const all = size + outer;
    return Float64Array.from({ length: this.classCount * size * size }, (_, e) => {
      const c = Math.floor(e / (size * size));
      const a = Math.floor(e / size) % size;
      return products[(c * all + a) * all + (e % size)]!;
    });
  }

  /** A parent with a mean child for each pattern of its children. */
  private join(groups: readonly Siblings[], outer: number, nestedFactor: number): Node {
    const { classCount, width } = this;
    const inner = groups.reduce((sum, { pattern }) => sum + pattern.size, 0);
    const size = inner + outer;
    const products = new Float64Array(classCount * size * size);
    const cross = new Float64Array(classCount * size * width);
    let first = 0;
    for (const { pattern, members } of groups) {
      const own = pattern.size;
      const begin = first;
      const place = (a: number): number => (a < own ? begin + a : inner + a - own);
      for (let c = 0; c < classCount; c++) {
        this.joinProducts(pattern, members.length, products.subarray(c * size * size), size, c, place);
        this.joinCross(pattern, members, cross.subarray(c * size * width), c, place);
      }
      first += own;
    }
    return {
      nestedFactors: [...groups.flatMap(({ pattern }) => pattern.nestedFactors), nestedFactor],
      size,
      products,
      cross,
    };
  }

  /** Own with own as one child has it, own with outer √n times, outer with outer n times. */
  private joinProducts(
    { size: own, outer, products: from }: StagePattern,
    count: number,
    products: Float64Array,
    size: number,
    c: number,
    place: (a: number) => number,
  ): void {
    const all = own + outer;
    const root = Math.sqrt(count);
    for (let a = 0; a < all; a++) {
      for (let b = 0; b < all; b++) {
        // √n · √n is n exactly only if n is a square.
        const factor = a < own ? (b < own ? 1 : root) : b < own ? root : count;
        products[place(a) * size + place(b)]! += factor * from[(c * all + a) * all + b]!;
      }
    }
  }

  /** Of the mean child Σ E / √n; of the outer rows Σ E. */
  private joinCross(
    { size: own, outer }: StagePattern,
    members: readonly Node[],
    cross: Float64Array,
    c: number,
    place: (a: number) => number,
  ): void {
    const { width } = this;
    const all = own + outer;
    const root = Math.sqrt(members.length);
    for (let a = 0; a < all; a++) {
      for (let e = 0; e < width; e++) {
        let sum = 0;
        for (const member of members) sum += member.cross[(c * all + a) * width + e]!;
        cross[place(a) * width + e]! += a < own ? sum / root : sum;
      }
    }
  }
}
