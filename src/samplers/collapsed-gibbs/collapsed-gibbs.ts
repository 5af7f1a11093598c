/**
 * The collapsed Gibbs sampler for large crossed factors. A sweep, for each large factor k in turn, given the effects of the others:
 *
 *     1. hyperparameters that factor k depends on, with its effects b_k and the dense block γ integrated out
 *     2. hyperparameters that only the dense block depends on, likewise
 *     3. γ and b_k exactly
 *
 * and then the residual standard deviation with everything given, and hyperparameters that the outcome knows through others only. So
 * standard deviations are drawn without the effects that they are the scale of: there is no funnel, and no choice between centered and
 * non-centered. Where the factors are so confounded that drawing them in turn mixes badly, all effects are drawn
 * jointly at the end of each sweep.
 *
 * Source: Papaspiliopoulos, Roberts & Zanella (2020), Biometrika 107, 25-40, with two departures: all that is small is
 * integrated out and not the mean alone, and so are the effects when their standard deviation is drawn.
 */

import { CollapsedDensity } from "../../linear-gaussian/collapsed-density.ts";
import type { CollapsedGibbsRecipe } from "../../linear-gaussian/collapsed-model.ts";
import { CrossedEffectsDraw, jointDrawRefusal } from "../../linear-gaussian/crossed-effects-draw.ts";
import type { RandomStream } from "../../numeric/random-stream.ts";
import type { ShapeOf } from "../adaptation-shape.ts";
import type { ChainMaker, ChainObserver, ChainState, TransitionStatistics } from "../chain.ts";
import type { StartBox } from "../exploration/start-box.ts";
import { sideOf } from "../hamiltonian/initial-position.ts";
import type { CollapsedBlocks } from "./block-names.ts";
import { groupCoordinates } from "./coordinate-groups.ts";
import { type CoordinateAdaptation, CoordinateMoves } from "./coordinate-moves.ts";
import { mixingRate, worstMixingRate } from "./mixing-rate.ts";
import { evaluationIsCheap } from "./sweep-cost.ts";

export interface CollapsedGibbsInput {
  readonly recipe: CollapsedGibbsRecipe;
  /** The chain's own: all its chance comes from here. */
  readonly stream: RandomStream;
  /** Sweeps that adapt. */
  readonly warmup: number;
  /** Where φ begins, where the prior is finite, first on the sides that are the chain's; without it within 2 of 0 in each coordinate. */
  readonly box?: StartBox | null;
  /** Draw all effects jointly whatever the mixing rate; without it only where that is bad. */
  readonly drawsJointly?: boolean;
  /** The chain's number, from 1: of two neighbours each begins on another side of each coordinate. Without it anywhere. */
  readonly chain?: number | undefined;
  /** Is told of each block that was updated, by these names. */
  readonly observer?: ChainObserver | undefined;
  readonly blocks?: CollapsedBlocks;
}

/** Sweeps of a chain's beginning that go from anywhere to where the posterior is, by slices alone. */
const approach = 10;
/** Shares of warm-up at which what was learned on the way is forgotten, and proposals are adapted. */
const forgettingTurn = 0.15;
const proposalTurns = [0.5, 0.75, 0.9];
/** How often slices take the place of proposals while these are learned. */
const learningSliceShare = 0.25;

/** How a collapsed Gibbs sampler moves its hyperparameters, and how its effects mix. */
export interface CollapsedGibbsAdaptation {
  /** ρ² given the hyperparameters, from 0 to 1: the largest of those that warm-up met; NaN before there is one. */
  readonly mixingRate: number;
  /** Whether every sweep ends with a joint draw of all effects. */
  readonly drawsJointly: boolean;
  readonly moves: readonly CoordinateAdaptation[];
}

/** The shapes of its fields. */
export const collapsedGibbsAdaptationShape: ShapeOf<CollapsedGibbsAdaptation> = {
  mixingRate: "number",
  drawsJointly: "flag",
  moves: [
    { coordinates: ["finite"], kind: "text", widths: ["positive"], mean: ["finite"], scale: ["finite"] },
  ],
};

/** What chains of one model are made from. */
export interface CollapsedGibbsChainRecipe {
  readonly model: CollapsedGibbsRecipe;
  readonly blocks: CollapsedBlocks;
  /** Where the hyperparameters begin. */
  readonly box: StartBox | null;
}

/** Makes the chains of a recipe; each has workspaces of its own. */
export function collapsedGibbsChains({
  model: recipe,
  blocks,
  box,
}: CollapsedGibbsChainRecipe): ChainMaker<CollapsedGibbsAdaptation> {
  return {
    width: recipe.hyperparameterDensity.width,
    start: ({ stream, number, warmup }, observer) => {
      const given = { recipe, stream, warmup, observer, blocks, box, chain: number };
      const chain = createCollapsedGibbsChain(given);
      if (chain !== null) return { chain, failedPosition: null };
      return { chain: null, failedPosition: new Float64Array(recipe.hyperparameterDensity.dimension) };
    },
    resume: (stream, state, observer) => {
      const input = { recipe, stream, warmup: 0, observer, blocks };
      const chain = new CollapsedGibbsChain(new CollapsedDensity(recipe), input);
      chain.restore(state);
      return chain;
    },
  };
}

/** A chain, ready for the first sweep; null if no place was found where the prior is finite. */
export function createCollapsedGibbsChain(input: CollapsedGibbsInput): CollapsedGibbsChain | null {
  const density = new CollapsedDensity(input.recipe);
  if (!findStart(density, input)) return null;
  return new CollapsedGibbsChain(density, input);
}

export class CollapsedGibbsChain {
  /** φ on the unconstrained scale; owned by the chain, changed by `transition`. */
  readonly position: Float64Array;
  private readonly input: CollapsedGibbsInput;
  private readonly density: CollapsedDensity;
  private readonly whole: Float64Array;
  private readonly approaching: readonly CoordinateMoves[];
  private readonly collapsed: readonly CoordinateMoves[];
  private readonly dense: CoordinateMoves;
  private readonly residual: CoordinateMoves;
  private readonly remote: CoordinateMoves;
  /** All that adapt. */
  private readonly moves: readonly CoordinateMoves[];
  private jointDraw: CrossedEffectsDraw | null = null;
  private rate = Number.NaN;
  private sweeps = 0;
  private readonly statistics: TransitionStatistics = { logDensity: 0, acceptanceRate: 1 };

  constructor(density: CollapsedDensity, input: CollapsedGibbsInput) {
    const { recipe, stream, drawsJointly } = input;
    const { position } = density.hyperparameters;
    if (drawsJointly === true) this.jointDraw = new CrossedEffectsDraw(density);
    this.input = input;
    this.density = density;
    this.whole = new Float64Array(recipe.hyperparameterDensity.dimension);
    this.position = position;
    const groups = groupCoordinates(density.hyperparameters, recipe.collapsed);
    const moves = (coordinates: readonly number[], evaluate: () => number, tries: number) =>
      new CoordinateMoves(position, coordinates, { evaluate }, stream, tries);
    const evaluate = () => density.evaluate();
    // Where an evaluation costs little beside a sweep, a second proposal is worth it.
    this.collapsed = groups.collapsed.map((coordinates, k) =>
      moves(coordinates, evaluate, evaluationIsCheap(recipe.collapsed, k) ? 2 : 1),
    );
    this.approaching = groups.collapsed.map((coordinates) =>
      moves([...new Set([...coordinates, ...groups.residual])], evaluate, 0),
    );
    this.dense = moves(groups.dense, () => density.evaluateDense(), 2);
    this.residual = moves(groups.residual, () => density.evaluateGivenAll(), 0);
    this.remote = moves(groups.remote, () => density.evaluatePrior(), 0);
    this.moves = [...this.collapsed, this.dense, this.residual, this.remote];
  }

  /** One sweep. The record is reused: read it before the next one. */
  transition(): TransitionStatistics {
    const { density, statistics } = this;
    const { stream, warmup, blocks } = this.input;
    const moves = this.sweeps < approach ? this.approaching : this.collapsed;
    let acceptance = 0;
    for (let k = 0; k < moves.length; k++) {
      density.condition(k);
      moves[k]!.move();
      acceptance += moves[k]!.acceptance / moves.length;
      if (this.dense.coordinates.length > 0) this.dense.move();
      const names = blocks?.factors[k];
      this.tell(names?.[0], "proposals and slices");
      density.draw(stream);
      this.tell(names?.[1], "normal");
      this.tell(names?.[2], "normal");
    }
    this.jointDraw?.draw(stream);
    if (this.residual.coordinates.length > 0) this.residual.move();
    if (this.remote.coordinates.length > 0) this.remote.move();
    this.tell(blocks?.residual, "slices");
    this.sweeps++;
    if (this.sweeps <= warmup) this.adapt();
    statistics.logDensity = density.jointLogDensity();
    statistics.acceptanceRate = acceptance;
    return statistics;
  }

  private tell(block: string | undefined, kind: string): void {
    if (block !== undefined) this.input.observer?.onUpdate?.({ block, kind, position: this.position });
  }

  /** The whole position of the model at the state: φ, and all that is integrated out. `whole` is the caller's. */
  drawInto(whole: Float64Array): void {
    this.density.drawInto(whole, this.input.stream);
  }

  /** The numbers of a draw at the state. */
  save(draw: Float64Array): void {
    this.drawInto(this.whole);
    this.density.hyperparameters.constrain(this.whole, draw);
  }

  /** Call after warm-up. */
  adaptation(): CollapsedGibbsAdaptation {
    const moves = this.movable.map((one) => one.adaptation());
    return { mixingRate: this.rate, drawsJointly: this.jointDraw !== null, moves };
  }

  /** How many of the first sweeps are over, φ, and what is conditioned on. */
  state(): ChainState<CollapsedGibbsAdaptation> {
    const beginning = Math.min(this.sweeps, approach);
    return {
      position: [beginning, ...this.position, ...this.density.state()],
      adaptation: this.adaptation(),
    };
  }

  /** Takes the state of a chain of the same recipe. */
  restore({ position: numbers, adaptation }: ChainState<CollapsedGibbsAdaptation>): void {
    const { mixingRate: rate, drawsJointly, moves } = adaptation;
    const { position, density } = this;
    this.sweeps = numbers[0]!;
    position.set(numbers.slice(1, position.length + 1));
    density.restore(numbers, position.length + 1);
    this.rate = rate;
    this.jointDraw = drawsJointly ? new CrossedEffectsDraw(density) : null;
    this.movable.forEach((one, m) => {
      one.restore(moves[m]!);
    });
  }

  /** Moves of at least one coordinate. */
  private get movable(): CoordinateMoves[] {
    return this.moves.filter(({ coordinates }) => coordinates.length > 0);
  }

  /**
   * Learning begins when the chain has arrived. Proposals are made of draws by slices, and learned on with slices among
   * them: a chain that sticks to bad proposals would only learn to stick.
   */
  private adapt(): void {
    const { sweeps } = this;
    const { warmup } = this.input;
    if (sweeps <= approach) return;
    const isTurn = proposalTurns.some((share) => sweeps === Math.floor(share * warmup));
    for (const moves of this.moves) {
      moves.learn();
      if (isTurn) moves.adaptProposals(learningSliceShare);
      else if (sweeps === 2 * approach) moves.adaptWidths();
      if (sweeps === Math.floor(forgettingTurn * warmup)) moves.forget();
      if (sweeps === warmup) moves.freeze();
    }
    if (isTurn || sweeps === 2 * approach || sweeps === warmup) this.certify();
  }

  /** Finds how fast the chain mixes here; where that is slow, effects are drawn jointly from now on. */
  private certify(): void {
    const { recipe } = this.input;
    const rate = mixingRate(recipe, this.position);
    if (!(rate <= this.rate)) this.rate = rate;
    if (this.rate > worstMixingRate && jointDrawRefusal(recipe) === null) {
      this.jointDraw ??= new CrossedEffectsDraw(this.density);
    }
  }
}

/** Places φ where the prior is finite; false if there is no such place to be found. */
function findStart(density: CollapsedDensity, { stream, chain, box }: CollapsedGibbsInput): boolean {
  const { hyperparameters } = density;
  const { position, values } = hyperparameters;
  const isUsable = (): boolean =>
    Number.isFinite(hyperparameters.evaluate()) && values.every((value) => Number.isFinite(value));
  let part = 1;
  for (let attempt = 0; attempt < 200; attempt++) {
    for (let i = 0; i < position.length; i++) {
      const isOnSide = attempt === 0 && chain !== undefined;
      const share = isOnSide ? sideOf(i, chain) * stream.uniform() : 2 * stream.uniform() - 1;
      position[i] = (box?.center[i] ?? 0) + part * (box?.halfWidth[i] ?? 2) * share;
    }
    if (isUsable()) return true;
    if (attempt % 20 === 19) part /= 2;
  }
  position.fill(0);
  return isUsable();
}
