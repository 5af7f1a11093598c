/**
 * What an independence sampler proposes from: a mixture of t distributions over all numbers, or one over some of them, and given these a t
 * distribution of the others where they are then at their best, as wide as they are there.
 */

import type { LogDensity } from "../../density/log-density.ts";
import type { RandomStream } from "../../numeric/random-stream.ts";
import { InnerBlock, type InnerBlockRecipe } from "./inner-block.ts";
import { MixtureSampler, type TMixture } from "./t-mixture.ts";

/** A distribution over positions that can be drawn from. */
export interface Proposal {
  /** Of a position. */
  readonly size: number;
  /** A draw into `position`; gives its log density there. */
  draw(stream: RandomStream, position: Float64Array): number;
  logDensity(position: Float64Array): number;
  /** Where chains begin; a new one. */
  start(): Float64Array;
  /** How wide it is, by coordinate. */
  widths(): Float64Array;
}

/** Plain data: it goes to every chain. */
export interface ProposalRecipe {
  /** Over all numbers, or over the outer ones. */
  readonly mixture: TMixture;
  /** Null where the mixture is over all. */
  readonly inner: InnerBlockRecipe | null;
}

/** As of the components of mixtures. */
const degreesOfFreedom = 5;
const widening = 1.1;

/** The density is asked for the inner numbers only. */
export function createProposal({ mixture, inner }: ProposalRecipe, density: LogDensity): Proposal {
  return inner === null ? new MixtureSampler(mixture) : new NestedProposal(mixture, inner, density);
}

/** q(outer) q(inner | outer) */
export class NestedProposal implements Proposal {
  readonly size: number;
  private readonly recipe: InnerBlockRecipe;
  private readonly outer: MixtureSampler;
  private readonly block: InnerBlock;
  private readonly outerPosition: Float64Array;
  private readonly innerPosition: Float64Array;

  constructor(mixture: TMixture, recipe: InnerBlockRecipe, density: LogDensity) {
    this.size = recipe.outer.length + recipe.inner.length;
    this.recipe = recipe;
    this.outer = new MixtureSampler(mixture);
    this.block = new InnerBlock(density, recipe);
    this.outerPosition = new Float64Array(recipe.outer.length);
    this.innerPosition = new Float64Array(recipe.inner.length);
  }

  draw(stream: RandomStream, position: Float64Array): number {
    const { outer, inner } = this.recipe;
    const { outerPosition, innerPosition } = this;
    const logOuter = this.outer.draw(stream, outerPosition);
    const logInner = this.given(outerPosition).draw(stream, innerPosition);
    for (let k = 0; k < outer.length; k++) position[outer[k]!] = outerPosition[k]!;
    for (let k = 0; k < inner.length; k++) position[inner[k]!] = innerPosition[k]!;
    return logOuter + logInner;
  }

  logDensity(position: Float64Array): number {
    const outer = Float64Array.from(this.recipe.outer, (at) => position[at]!);
    const inner = Float64Array.from(this.recipe.inner, (at) => position[at]!);
    return this.outer.logDensity(outer) + this.given(outer).logDensity(inner);
  }

  start(): Float64Array {
    const position = new Float64Array(this.size);
    const outer = this.outer.start();
    this.given(outer);
    this.recipe.outer.forEach((at, k) => {
      position[at] = outer[k]!;
    });
    this.recipe.inner.forEach((at, k) => {
      position[at] = this.block.location[k]!;
    });
    return position;
  }

  /** Of the inner numbers as they are at their best. */
  widths(): Float64Array {
    const { outer, inner, widths } = this.recipe;
    const outerWidths = this.outer.widths();
    const all = new Float64Array(this.size);
    outer.forEach((at, k) => {
      all[at] = outerWidths[k]!;
    });
    inner.forEach((at, k) => {
      all[at] = widths[k]!;
    });
    return all;
  }

  /** Of the inner numbers; it holds until the next one is made. */
  private given(outer: Float64Array): MixtureSampler {
    const { block } = this;
    block.place(outer);
    const factor = block.factor.map((one) => widening * one);
    return new MixtureSampler([{ weight: 1, degreesOfFreedom, location: block.location, factor }]);
  }
}
