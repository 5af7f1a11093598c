/**
 * Where the nodes of each group go: about the mode of its density given φ, in units of the curvature there. Newton steps of all groups at
 * once, from a place that is a function of φ alone, so that a density does not depend on which position was evaluated before.
 *
 * Source: Pinheiro & Bates (1995), Journal of Computational and Graphical Statistics 4, 12-35, section 2.4.
 */

import { type CompiledFunction, instantiateFunction } from "../../density/compile.ts";
import { log } from "../../numeric/logarithm.ts";
import type { GroupedModelRecipe } from "./grouped-model.ts";

/** Where Newton's method begins: at a φ the modes, and how they move with it. Plain data. */
export interface StartRecipe {
  readonly center: Float64Array;
  /** The k-th number of group j: at k · groups + j. */
  readonly modes: Float64Array;
  /** ∂ mode / ∂φ_m: at m · (width · groups) + k · groups + j. */
  readonly slopes: Float64Array;
}

const mostSteps = 50;
/** A mode is found when the step to it is shorter than this, in widths; that step is made. */
const closeEnough = 0.35;
/** Steps in widths at most where the density is curved as it should be, and where it is not; each that led up doubles them. */
const [longStep, shortStep] = [5, 1];
/** A step back that is shorter, in widths, ends the search. */
const littleMove = 0.02;
/** Of how much a start may be beyond the mode that it is reckoned from, in the units of the prior. */
const mostMoved = 4;
/** In units of the prior, about its middle. */
const widest = 2;
/** The least precision along a direction. */
const flat = 1e-6;

export class Placement {
  /** The k-th number of group j: at k · groups + j. */
  readonly modes: Float64Array;
  /** C of the precision C C': of one number √c; of two c₀₀, c₁₀, c₁₁, each for all groups. */
  readonly factors: Float64Array;
  /** Of two numbers 1 / c₀₀, c₁₀ / (c₀₀ c₁₁), 1 / c₁₁, that of C⁻ᵀ without its sign. */
  readonly inverses: Float64Array;
  /** Σ log C_kk of each group. */
  readonly logDeterminants: Float64Array;
  /** Evaluations of the second derivatives, of all positions so far. */
  steps = 0;
  private readonly recipe: GroupedModelRecipe;
  private readonly curved: CompiledFunction;
  private readonly target: Float64Array;
  private readonly heights: Float64Array;
  private readonly moves: Float64Array;
  private readonly stretches: Float64Array;
  private readonly isDone: Uint8Array;
  start: StartRecipe | null;

  constructor(recipe: GroupedModelRecipe, start: StartRecipe | null) {
    const { groups, width, curvedLength } = recipe;
    this.recipe = recipe;
    this.start = start;
    this.curved = instantiateFunction(recipe.curved);
    this.target = new Float64Array(curvedLength);
    this.modes = new Float64Array(width * groups);
    this.moves = new Float64Array(width * groups);
    this.factors = new Float64Array(groups * ((width * (width + 1)) / 2));
    this.inverses = new Float64Array(width === 1 ? 0 : this.factors.length);
    this.logDeterminants = new Float64Array(groups);
    this.heights = new Float64Array(groups);
    this.stretches = new Float64Array(groups);
    this.isDone = new Uint8Array(groups);
  }

  /** Finds modes and widths where `whole` has φ and what depends on it alone; its places of effects are changed. */
  find(whole: Float64Array): void {
    const { groups, places } = this.recipe;
    this.begin(whole);
    for (let step = 0; step < mostSteps; step++) {
      for (let i = 0; i < places.length; i++) whole[places[i]!] = this.modes[i]!;
      this.curved(whole, this.target);
      this.steps++;
      let isMoving = false;
      for (let j = 0; j < groups; j++) if (this.isDone[j] === 0 && !this.improve(j)) isMoving = true;
      if (!isMoving) return;
    }
  }

  private begin(whole: Float64Array): void {
    const { start, modes, heights, stretches, isDone, moves } = this;
    heights.fill(-Infinity);
    stretches.fill(1);
    isDone.fill(0);
    moves.fill(0);
    modes.fill(0);
    if (start === null) return;
    const { sampled } = this.recipe;
    modes.set(start.modes);
    for (let m = 0; m < sampled.length; m++) {
      const by = whole[sampled[m]!]! - start.center[m]!;
      const at = m * modes.length;
      for (let i = 0; i < modes.length; i++) modes[i] = modes[i]! + by * start.slopes[at + i]!;
    }
    for (let i = 0; i < modes.length; i++) {
      const most = Math.abs(start.modes[i]!) + mostMoved;
      // What is no number is at the middle of the prior.
      modes[i] = modes[i]! > -most ? Math.min(modes[i]!, most) : modes[i]! <= -most ? -most : 0;
    }
  }

  /** One step of a group; whether it was the last. */
  private improve(j: number): boolean {
    const { heights, modes, moves, recipe, target, stretches } = this;
    const { groups, width } = recipe;
    const height = target[j]!;
    const before = heights[j]!;
    const isUp = height >= before - 1e-9 * Math.abs(before);
    if (!isUp || !Number.isFinite(height)) {
      stretches[j] = 0.5;
      let isStill = true;
      for (let i = j; i < modes.length; i += groups) {
        // Where nothing has been found yet, half of the way to the middle of the prior.
        moves[i] = before === -Infinity ? modes[i]! / 2 : moves[i]! / 2;
        modes[i] = modes[i]! - moves[i]!;
        // At a kink no step is short enough to lead up.
        if (Math.abs(moves[i]!) * Math.max(this.factors[j]!, 1) > littleMove) isStill = false;
      }
      if (isStill) this.isDone[j] = 1;
      return isStill;
    }
    heights[j] = height;
    const length = width === 1 ? this.stepOfOne(j) : this.stepOfTwo(j);
    for (let i = j; i < modes.length; i += groups) modes[i] = modes[i]! + moves[i]!;
    stretches[j] = 2 * stretches[j]!;
    if (length < closeEnough) this.isDone[j] = 1;
    return length < closeEnough;
  }

  /** Sets the factor and the move of a group of one number; the step's length in widths. */
  private stepOfOne(j: number): number {
    const { target, recipe, factors, moves, logDeterminants } = this;
    const gradient = target[recipe.gradientAt[j]!]!;
    const precision = -this.second(0, j);
    const isCurved = precision > flat;
    const c = Math.max(Math.sqrt(Math.max(Math.abs(precision), flat)), this.leastFactor(j));
    factors[j] = c;
    logDeterminants[j] = log(c);
    const step = gradient / (c * c);
    const length = Math.abs(step) * c;
    moves[j] = finite(step * this.shortened(j, length, isCurved));
    return isCurved ? length : Math.max(length, 2 * closeEnough * Number(length > 1e-6));
  }

  private stepOfTwo(j: number): number {
    const { target, recipe, factors, inverses, moves, logDeterminants } = this;
    const { groups, gradientAt } = recipe;
    let [a, b, d] = [-this.second(0, j), -this.second(1, j), -this.second(3, j)];
    const isCurved = a > flat && a * d - b * b > flat * a;
    if (!isCurved) {
      // Both diagonals turned round, and larger than what is beside them.
      [a, d] = [Math.max(Math.abs(a), flat) + Math.abs(b), Math.max(Math.abs(d), flat) + Math.abs(b)];
    }
    const c00 = Math.sqrt(a);
    const c10 = b / c00;
    const c11 = Math.sqrt(d - c10 * c10);
    factors[j] = c00;
    factors[groups + j] = c10;
    factors[2 * groups + j] = c11;
    inverses[j] = 1 / c00;
    inverses[groups + j] = c10 / (c00 * c11);
    inverses[2 * groups + j] = 1 / c11;
    logDeterminants[j] = log(c00) + log(c11);
    // C x = g, and then C' step = x: the length of x is that of the step in widths.
    const x0 = target[gradientAt[j]!]! / c00;
    const x1 = (target[gradientAt[groups + j]!]! - c10 * x0) / c11;
    const length = Math.sqrt(x0 * x0 + x1 * x1);
    const scale = this.shortened(j, length, isCurved);
    const s1 = x1 / c11;
    moves[j] = finite(((x0 - c10 * s1) / c00) * scale);
    moves[groups + j] = finite(s1 * scale);
    return isCurved ? length : Math.max(length, 2 * closeEnough * Number(length > 1e-6));
  }

  /** Of a prior of unit scale, near its middle: what is not curved there has a kink, and is no wider for it. */
  private leastFactor(j: number): number {
    return this.recipe.isStandard ? 1 / Math.max(widest, Math.abs(this.modes[j]!)) : 0;
  }

  private shortened(j: number, length: number, isCurved: boolean): number {
    const most = this.stretches[j]! * (isCurved ? longStep : shortStep);
    return length > most ? most / length : 1;
  }

  private second(which: number, j: number): number {
    const at = this.recipe.hessianAt[which * this.recipe.groups + j]!;
    return at < 0 ? 0 : this.target[at]!;
  }
}

function finite(step: number): number {
  return Number.isFinite(step) ? step : 0;
}
