/** The independence sampler as a kernel: proposals that do not depend on where the chain is. */

import type { ShapeOf } from "../adaptation-shape.ts";
import { createProposal, type ProposalRecipe } from "../exploration/proposal.ts";
import type { TComponent } from "../exploration/t-mixture.ts";
import { IndependenceChain, type ProposalUse } from "./independence-chain.ts";
import type { Kernel, KernelDensity, Moves } from "./kernel.ts";

/** As a recipe has it. */
export interface IndependenceKernel extends ProposalUse {
  readonly kind: "independence";
  readonly proposal: ProposalRecipe;
}

/** A mixture of multivariate normal and t distributions as proposal, the same for every chain. */
export interface IndependenceAdaptation {
  readonly components: readonly ProposalComponent[];
  /** Positions that each transition chooses among, besides the present one. */
  readonly tries: number;
  /** Where the components are over some numbers only: the others are drawn given them. */
  readonly given?: GivenBlock;
}

/** Numbers that are drawn from a t distribution about their mode given the others, which is climbed to from an anchor. */
export interface GivenBlock {
  /** Their places on the unconstrained scale. */
  readonly inner: readonly number[];
  readonly anchor: readonly number[];
  readonly widths: readonly number[];
}

/** As the record of a run has it. */
export interface ProposalComponent {
  /** Weights sum to one. */
  readonly weight: number;
  /** Infinite of a normal component. */
  readonly degreesOfFreedom: number;
  readonly location: readonly number[];
  /** The Cholesky factor of the scale matrix, row by row. */
  readonly factor: readonly number[];
}

const shape: ShapeOf<IndependenceAdaptation> = {
  components: [{ weight: "positive", degreesOfFreedom: "number", location: ["finite"], factor: ["finite"] }],
  tries: "positive",
  given: { inner: ["finite"], anchor: ["finite"], widths: ["positive"] },
};

/** Begins at the location of the proposal. */
export const independenceKernel: Kernel<IndependenceKernel, IndependenceAdaptation> = {
  adaptation: shape,
  start: (recipe, density, { stream }) => {
    const proposal = createProposal(recipe.proposal, density);
    const chain = IndependenceChain.create(evaluatorOf(density), proposal, recipe, stream);
    if (chain === null) return { moves: null, failedPosition: proposal.start() };
    return { moves: asMoves(chain, recipe), failedPosition: null };
  },
  resume: (recipe, density, stream, { position }) => {
    const proposal = createProposal(recipe.proposal, density);
    const chain = IndependenceChain.resume(evaluatorOf(density), proposal, recipe, stream, position);
    return asMoves(chain, recipe);
  },
};

/** The log density alone. */
function evaluatorOf(density: KernelDensity): (at: Float64Array) => number {
  if (density.value !== undefined) return (at) => density.value!(at);
  const gradient = new Float64Array(density.dimension);
  return (at) => density.evaluate(at, gradient);
}

function asMoves(chain: IndependenceChain, kernel: IndependenceKernel): Moves {
  const adaptation = adaptationOf(kernel);
  return {
    position: chain.position,
    transition: () => chain.transition(),
    adaptation: () => adaptation,
    state: () => chain.state(),
  };
}

/** What the record of a run has of it. */
export function adaptationOf({
  proposal: { mixture, inner },
  tries,
}: Omit<IndependenceKernel, "great">): IndependenceAdaptation {
  const components = mixture.map(describeComponent);
  if (inner === null) return { components, tries };
  return {
    components,
    tries,
    given: { inner: inner.inner, anchor: [...inner.anchor], widths: [...inner.widths] },
  };
}

function describeComponent({ weight, degreesOfFreedom, location, factor }: TComponent): ProposalComponent {
  return { weight, degreesOfFreedom, location: [...location], factor: [...factor] };
}
