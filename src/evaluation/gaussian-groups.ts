/**
 * Group effects integrated out where all they are in is normal: the log density is then a quadratic function of them, which its values at a few
 * points tell exactly, and log ∫ is in closed form. So log p(y_g | θ) of a group, and log p(y_i | y_g without i, θ) of a row.
 *
 * Each term of the density is in one level of each effect, so that one evaluation of all terms moves a number of every level at once:
 * 1 + 2d + d(d - 1)/2 evaluations for d numbers, however many groups there are. Source of the use: Vehtari, Mononen, Tolvanen, Sivula & Winther
 * (2016), "Bayesian leave-one-out cross-validation approximations for Gaussian latent variable models", JMLR 17, section 3.3; Merkle, Furr &
 * Rabe-Hesketh (2019), Psychometrika 84.
 */

import { choleskyFactor, solveLower, solveLowerTransposed } from "../numeric/cholesky.ts";
import { halfLogTwoPi, log } from "../numeric/logarithm.ts";
import type { GroupedEffect, GroupTerms, TermBlock } from "./group-terms.ts";

/** A number of every level of an effect. */
interface Direction {
  readonly effect: number;
  readonly component: number;
  /** Elements of the effect, and their levels. */
  readonly elements: Int32Array;
  readonly levels: Int32Array;
}

/** A block of terms with the numbers that each of them is in. */
interface LocalBlock {
  readonly block: TermBlock;
  /** Numbers of directions. */
  readonly own: readonly number[];
  /** Of each term and each of these, its place in the vector of its group. */
  readonly places: Int32Array;
  /** Of each term: its value, gradient (negative of the linear part where 0 is the origin) and curvature. */
  readonly constants: Float64Array;
  readonly gradients: Float64Array;
  readonly precisions: Float64Array;
}

/** The step of the first look; the next ones have the sd of what was found. */
const firstStep = 1;
/** Looks before the first draw that find where effects are, and how wide. */
const looks = 3;

export class GaussianGroups {
  private readonly terms: GroupTerms;
  private readonly directions: readonly Direction[];
  private readonly steps: Float64Array;
  /** By effect, of each level and component. */
  private readonly origins: readonly Float64Array[];
  private readonly blocks: readonly LocalBlock[];
  private readonly points: readonly (readonly [number, number])[];
  private readonly evaluated: readonly Float64Array[];
  /** Numbers of each group, and where its vector and its matrix begin. */
  private readonly sizes: Int32Array;
  private readonly baseOf: readonly Int32Array[];
  private readonly vectorAt: Int32Array;
  private readonly matrixAt: Int32Array;
  private readonly constants: Float64Array;
  private readonly vectors: Float64Array;
  private readonly matrices: Float64Array;
  private readonly factor: Float64Array;
  private readonly solution: Float64Array;
  private isReady = false;

  constructor(terms: GroupTerms) {
    this.terms = terms;
    const { effects, labels } = terms;
    this.directions = effects.flatMap(directionsOf);
    this.steps = new Float64Array(this.directions.length).fill(firstStep);
    this.origins = effects.map(({ levels, width }) => new Float64Array(levels.size * width));
    const { sizes, baseOf } = layOut(effects, labels.length);
    this.sizes = sizes;
    this.baseOf = baseOf;
    this.vectorAt = startsOf(sizes);
    this.matrixAt = startsOf(sizes.map((one) => one * one));
    this.blocks = terms.blocks.map((block) => localBlock(block, this.directions, baseOf));
    this.points = pointsOf(this.directions.length);
    this.evaluated = this.points.map(() => new Float64Array(terms.size));
    const last = labels.length - 1;
    this.constants = new Float64Array(labels.length);
    this.vectors = new Float64Array(this.vectorAt[last]! + sizes[last]!);
    this.matrices = new Float64Array(this.matrixAt[last]! + sizes[last]! * sizes[last]!);
    const largest = sizes.reduce((most, one) => Math.max(most, one), 0);
    this.factor = new Float64Array(largest * largest);
    this.solution = new Float64Array(largest);
  }

  /** Numbers of the largest group. */
  get largest(): number {
    return this.solution.length;
  }

  /**
   * At draw `draw`: log p(y_g | θ) of each group in `groups`, and, in `rows` if it is given, log p(y_i | y_g without i, θ) of each
   * likelihood's element, block after block. NaN where the integral is infinite.
   */
  fill(draw: number, groups: Float64Array, rows: Float64Array | null = null): void {
    this.terms.load(draw);
    this.integrate(groups, rows);
  }

  /** The same at what is given. */
  integrate(groups: Float64Array, rows: Float64Array | null = null): void {
    if (!this.isReady) for (let k = 0; k < looks; k++) this.look();
    this.isReady = true;
    this.takeApart();
    this.sizes.forEach((size, g) => {
      this.copyGroup(g, size);
      groups[g] = this.constants[g]! + this.integral(size);
    });
    if (rows === null) return;
    let at = 0;
    for (const local of this.blocks) {
      if (!local.block.isLikelihood) continue;
      for (let t = 0; t < local.block.size; t++) rows[at++] = this.given(local, t, groups);
    }
  }

  /** log p(y_i | y_g without i, θ): the integral with all terms over that without the term. */
  private given(
    { block, own, places, constants, gradients, precisions }: LocalBlock,
    t: number,
    groups: Float64Array,
  ): number {
    const g = block.groupOf[t]!;
    const size = this.sizes[g]!;
    const width = own.length;
    this.copyGroup(g, size);
    for (let a = 0; a < width; a++) {
      const i = places[t * width + a]!;
      this.solution[i] = this.solution[i]! - gradients[t * width + a]!;
      for (let b = 0; b < width; b++) {
        const at = i * size + places[t * width + b]!;
        this.factor[at] = this.factor[at]! - precisions[(t * width + a) * width + b]!;
      }
    }
    return groups[g]! - (this.constants[g]! - constants[t]! + this.integral(size));
  }

  private copyGroup(g: number, size: number): void {
    const [vector, matrix] = [this.vectorAt[g]!, this.matrixAt[g]!];
    for (let i = 0; i < size; i++) this.solution[i] = this.vectors[vector + i]!;
    for (let i = 0; i < size * size; i++) this.factor[i] = this.matrices[matrix + i]!;
  }

  /** log ∫ exp(cᵀx - xᵀAx / 2) of c in `solution` and A in `factor`, which are overwritten: cᵀA⁻¹c / 2 - log|A| / 2 + n log(2π) / 2. */
  private integral(size: number): number {
    const { factor, solution } = this;
    if (!choleskyFactor(factor, size)) return Number.NaN;
    solveLower(factor, size, solution);
    let result = size * halfLogTwoPi;
    for (let i = 0; i < size; i++) result += 0.5 * solution[i]! * solution[i]! - log(factor[i * size + i]!);
    return result;
  }

  /** Values, gradients and curvatures of all terms about the origin, and of each group their sums. */
  private takeApart(): void {
    const { directions, points, evaluated, terms } = this;
    points.forEach(([a, b], k) => {
      directions.forEach((direction, d) => {
        this.place(direction, this.steps[d]! * (d === a || d === b ? 1 : d === -a - 2 ? -1 : 0));
      });
      terms.evaluate(evaluated[k]!);
    });
    this.constants.fill(0);
    this.vectors.fill(0);
    this.matrices.fill(0);
    for (const local of this.blocks) {
      this.differentiate(local);
      this.addUp(local);
    }
  }

  private place({ effect, component, elements, levels }: Direction, step: number): void {
    const { offset, width } = this.terms.effects[effect]!;
    const origin = this.origins[effect]!;
    const { given } = this.terms;
    for (let i = 0; i < elements.length; i++)
      given[offset + elements[i]!] = origin[levels[i]! * width + component]! + step;
  }

  /** Central differences, which have no error of a quadratic function. */
  private differentiate({ block, own, constants, gradients, precisions }: LocalBlock): void {
    const { evaluated, steps } = this;
    const count = this.directions.length;
    const width = own.length;
    for (let t = 0; t < block.size; t++) {
      const at = block.offset + (block.isShared ? 0 : t);
      const middle = evaluated[0]![at]!;
      constants[t] = middle;
      for (let a = 0; a < width; a++) {
        const i = own[a]!;
        const [up, down] = [evaluated[1 + 2 * i]![at]!, evaluated[2 + 2 * i]![at]!];
        gradients[t * width + a] = (up - down) / (2 * steps[i]!);
        precisions[(t * width + a) * width + a] = (2 * middle - up - down) / (steps[i]! * steps[i]!);
        for (let b = 0; b < a; b++) {
          const j = own[b]!;
          const both = evaluated[pairPlace(count, j, i)]![at]!;
          const other = evaluated[1 + 2 * j]![at]!;
          const mixed = (up + other - middle - both) / (steps[i]! * steps[j]!);
          precisions[(t * width + a) * width + b] = mixed;
          precisions[(t * width + b) * width + a] = mixed;
        }
      }
    }
  }

  private addUp({ block, own, places, constants, gradients, precisions }: LocalBlock): void {
    const width = own.length;
    for (let t = 0; t < block.size; t++) {
      const g = block.groupOf[t]!;
      const [size, vector, matrix] = [this.sizes[g]!, this.vectorAt[g]!, this.matrixAt[g]!];
      this.constants[g] = this.constants[g]! + constants[t]!;
      for (let a = 0; a < width; a++) {
        const i = places[t * width + a]!;
        this.vectors[vector + i] = this.vectors[vector + i]! + gradients[t * width + a]!;
        for (let b = 0; b < width; b++) {
          const at = matrix + i * size + places[t * width + b]!;
          this.matrices[at] = this.matrices[at]! + precisions[(t * width + a) * width + b]!;
        }
      }
    }
  }

  /** Moves the origin to where the density of the effects is largest, and makes the steps as wide as they are, so that differences keep their digits. */
  private look(): void {
    this.takeApart();
    const { vectors, vectorAt } = this;
    const widths = new Float64Array(vectors.length);
    this.sizes.forEach((size, g) => {
      this.copyGroup(g, size);
      if (!choleskyFactor(this.factor, size)) return;
      solveLower(this.factor, size, this.solution);
      solveLowerTransposed(this.factor, size, this.solution);
      for (let i = 0; i < size; i++) {
        vectors[vectorAt[g]! + i] = this.solution[i]!;
        widths[vectorAt[g]! + i] = 1 / this.factor[i * size + i]!;
      }
    });
    this.directions.forEach(({ effect, component, levels }, d) => {
      const { groupOf, width } = this.terms.effects[effect]!;
      let widest = 0;
      for (const level of levels) {
        const at = vectorAt[groupOf[level]!]! + this.baseOf[effect]![level]! + component;
        if (widths[at] === 0) continue;
        const place = level * width + component;
        this.origins[effect]![place] = this.origins[effect]![place]! + vectors[at]!;
        widest = Math.max(widest, widths[at]!);
      }
      if (widest > 0 && widest < Number.POSITIVE_INFINITY) this.steps[d] = widest;
    });
  }
}

function directionsOf({ width, levelOf, componentOf }: GroupedEffect, effect: number): Direction[] {
  return Array.from({ length: width }, (_, component) => {
    const elements = levelOf
      .map((_, element) => element)
      .filter((element) => componentOf[element] === component);
    return { effect, component, elements, levels: elements.map((element) => levelOf[element]!) };
  });
}

/** How many numbers each group has, and of each level of each effect where its first stands among them. */
function layOut(effects: readonly GroupedEffect[], groups: number) {
  const sizes = new Int32Array(groups);
  const baseOf = effects.map(({ levels, width, groupOf }) =>
    Int32Array.from({ length: levels.size }, (_, level) => {
      const group = groupOf[level]!;
      const base = sizes[group]!;
      sizes[group] = base + width;
      return base;
    }),
  );
  return { sizes, baseOf };
}

function startsOf(sizes: Int32Array): Int32Array {
  let next = 0;
  return sizes.map((size) => {
    const start = next;
    next += size;
    return start;
  });
}

function localBlock(
  block: TermBlock,
  directions: readonly Direction[],
  baseOf: readonly Int32Array[],
): LocalBlock {
  const own = directions.flatMap(({ effect }, d) => (block.levelOf[effect] === null ? [] : [d]));
  const width = own.length;
  const places = new Int32Array(block.size * width);
  for (let t = 0; t < block.size; t++)
    own.forEach((d, a) => {
      const { effect, component } = directions[d]!;
      places[t * width + a] = baseOf[effect]![block.levelOf[effect]![t]!]! + component;
    });
  return {
    block,
    own,
    places,
    constants: new Float64Array(block.size),
    gradients: new Float64Array(block.size * width),
    precisions: new Float64Array(block.size * width * width),
  };
}

/** Which directions are moved at each point: none, one up, one down (as -d - 2), two up. */
function pointsOf(count: number): readonly (readonly [number, number])[] {
  const points: [number, number][] = [[-1, -1]];
  for (let d = 0; d < count; d++) points.push([d, d], [-d - 2, -1]);
  for (let i = 1; i < count; i++) for (let j = 0; j < i; j++) points.push([j, i]);
  return points;
}

/** Where the point with both of two directions stands, j < i. */
function pairPlace(count: number, j: number, i: number): number {
  return 1 + 2 * count + (i * (i - 1)) / 2 + j;
}
