/** Which levels are equal: those whose products are the same numbers, every bit of them, are one pattern. */

/** Levels of equal products with themselves. */
export interface LevelPatterns {
  /** The pattern of each level. */
  readonly patternOf: Int32Array;
  readonly patternCounts: Int32Array;
  /** For each pattern the products of one of its levels. */
  readonly patternProducts: Float64Array;
}

/** Numbers patterns in the order in which they first come. */
export class PatternNumbers {
  /** Of each pattern what came first: its shape, and its products from a place of an array. */
  private readonly shapes: string[] = [];
  private readonly products: Float64Array[] = [];
  private readonly firsts: number[] = [];
  /** The latest pattern of each hash, and of each pattern the one before it with the same hash, or -1. */
  private readonly latest = new Map<number, number>();
  private readonly previous: number[] = [];

  /** The number of the pattern of this shape that has the products at `first` to before `first + size`, which are not to change. */
  numberOf(products: Float64Array, shape = "", first = 0, size = products.length): number {
    const hash = hashOf(products, first, size);
    const latest = this.latest.get(hash) ?? -1;
    for (let k = latest; k >= 0; k = this.previous[k]!) {
      if (this.shapes[k] === shape && areEqual(this.products[k]!, this.firsts[k]!, products, first, size))
        return k;
    }
    this.latest.set(hash, this.previous.length);
    this.shapes.push(shape);
    this.products.push(products);
    this.firsts.push(first);
    return this.previous.push(latest) - 1;
  }
}

const numbers = new Float64Array(1);
const words = new Int32Array(numbers.buffer);

/** Of the bits without signs, so that 0 and -0 have the same. */
function hashOf(values: Float64Array, first: number, size: number): number {
  let hash = size;
  for (let i = first; i < first + size; i++) {
    numbers[0] = Math.abs(values[i]!);
    hash = Math.imul(hash ^ words[0]!, 0x85ebca6b);
    hash = Math.imul(hash ^ words[1]! ^ (hash >>> 15), 0xc2b2ae35);
    hash ^= hash >>> 13;
  }
  return hash & 0x3fffffff;
}

function areEqual(a: Float64Array, firstA: number, b: Float64Array, firstB: number, size: number): boolean {
  for (let i = 0; i < size; i++) if (a[firstA + i] !== b[firstB + i]) return false;
  return true;
}

/** Sorts levels by the `size` products that each has. */
export function findPatterns(products: Float64Array, size: number): LevelPatterns {
  const numbers = new PatternNumbers();
  const patternOf = new Int32Array(products.length / size);
  const counts: number[] = [];
  const firsts: number[] = [];
  for (let j = 0; j < patternOf.length; j++) {
    const pattern = numbers.numberOf(products, "", j * size, size);
    if (pattern === counts.length) {
      counts.push(0);
      firsts.push(j * size);
    }
    counts[pattern]!++;
    patternOf[j] = pattern;
  }
  const patternProducts = new Float64Array(counts.length * size);
  for (const [k, first] of firsts.entries())
    patternProducts.set(products.subarray(first, first + size), k * size);
  return { patternOf, patternCounts: Int32Array.from(counts), patternProducts };
}
