/**
 * An independence sampler with several tries: each transition draws a few positions from the proposal, chooses one of them with
 * probabilities in proportion to its weight w = target / proposal, and takes it with probability
 *
 *     min(1, W / (W - w_chosen + w_present)),   W = Σ of the tries' weights
 *
 * which is Metropolis's rule for one try, and forgets faster with more. The kernel is reversible, and uniformly ergodic where the
 * weights are bounded. Source: Liu (2001), §5.4.3, multiple-trial Metropolized independence sampler. Before and after, a chain whose weight
 * is great moves about among great weights (`heavy-moves.ts`): that is reversible, too, and so is the whole, which reads the same backward.
 */

import { exp } from "../../numeric/exponential.ts";
import type { RandomStream } from "../../numeric/random-stream.ts";
import type { TransitionStatistics } from "../chain.ts";
import type { Proposal } from "../exploration/proposal.ts";
import type { Evaluate } from "../exploration/weighted-points.ts";
import { HeavyMoves, type WeighedPosition } from "./heavy-moves.ts";

/** Transitions from the proposal's location to the first that counts: one of two is a move at least, whatever the proposal. */
const approach = 12;

/** How a chain goes about its proposals, the same for all chains; plain data. */
export interface ProposalUse {
  /** Positions that each transition chooses among. */
  readonly tries: number;
  /** The logarithm of a weight above which a chain moves about. */
  readonly great: number;
}

export class IndependenceChain {
  readonly position: Float64Array;
  private readonly evaluate: Evaluate;
  private readonly sampler: Proposal;
  private readonly stream: RandomStream;
  private readonly tries: readonly Float64Array[];
  private readonly logWeights: Float64Array;
  /** In units of the greatest. */
  private readonly weights: Float64Array;
  private readonly logDensities: Float64Array;
  private readonly heavyMoves: HeavyMoves;
  private readonly present: WeighedPosition;
  private readonly statistics: TransitionStatistics = { logDensity: 0, acceptanceRate: 0 };

  /** Null if the proposal's draws have no finite density. */
  static create(
    evaluate: Evaluate,
    proposal: Proposal,
    use: ProposalUse,
    stream: RandomStream,
  ): IndependenceChain | null {
    const chain = new IndependenceChain(evaluate, proposal, use, stream);
    chain.begin();
    return chain.present.logWeight > -Infinity ? chain : null;
  }

  /** The chain whose `state` that was. */
  static resume(
    evaluate: Evaluate,
    proposal: Proposal,
    use: ProposalUse,
    stream: RandomStream,
    state: readonly number[],
  ): IndependenceChain {
    const chain = new IndependenceChain(evaluate, proposal, use, stream);
    chain.restore(state);
    return chain;
  }

  private constructor(
    evaluate: Evaluate,
    proposal: Proposal,
    { tries, great }: ProposalUse,
    stream: RandomStream,
  ) {
    const { size } = proposal;
    this.evaluate = evaluate;
    this.sampler = proposal;
    this.stream = stream;
    this.position = proposal.start();
    this.tries = Array.from({ length: tries }, () => new Float64Array(size));
    this.logWeights = new Float64Array(tries);
    this.weights = new Float64Array(tries);
    this.logDensities = new Float64Array(tries);
    this.present = { position: this.position, logDensity: -Infinity, logWeight: -Infinity };
    this.heavyMoves = new HeavyMoves(this.present, evaluate, proposal, stream, great);
  }

  /** From the proposal's location. */
  private begin(): void {
    const { position, present } = this;
    present.logDensity = this.evaluate(position);
    present.logWeight = weightOf(present.logDensity, this.sampler.logDensity(position));
    for (let i = 0; i < approach; i++) this.transition();
  }

  /** Position, log density and log weight: as it was drawn, a position's weight has other roundings than one computed anew. */
  state(): number[] {
    return [...this.position, this.present.logDensity, this.present.logWeight];
  }

  /** Goes back to where it was in `state`; the stream goes on. */
  restore(state: readonly number[]): void {
    const { position, present } = this;
    for (let i = 0; i < position.length; i++) position[i] = state[i]!;
    present.logDensity = state[position.length]!;
    present.logWeight = state[position.length + 1]!;
  }

  transition(): TransitionStatistics {
    this.heavyMoves.move();
    this.propose();
    this.heavyMoves.move();
    this.statistics.logDensity = this.present.logDensity;
    return this.statistics;
  }

  /** Takes one of several tries, or stays. */
  private propose(): void {
    const { tries, logWeights, weights, stream, present } = this;
    const greatest = this.drawTries();
    let total = 0;
    for (let k = 0; k < tries.length; k++) {
      weights[k] = exp(logWeights[k]! - greatest);
      total += weights[k]!;
    }
    let rest = stream.uniform() * total;
    let chosen = 0;
    while (chosen < tries.length - 1) {
      rest -= weights[chosen]!;
      if (rest < 0) break;
      chosen++;
    }
    const others = total - weights[chosen]! + exp(present.logWeight - greatest);
    const acceptance = total === 0 ? 0 : Math.min(1, total / others);
    this.statistics.acceptanceRate = acceptance;
    if (stream.uniform() < acceptance) {
      const taken = tries[chosen]!;
      for (let i = 0; i < taken.length; i++) this.position[i] = taken[i]!;
      present.logDensity = this.logDensities[chosen]!;
      present.logWeight = logWeights[chosen]!;
    }
  }

  /** Fills the tries; gives the greatest log weight, that of the present position included. */
  private drawTries(): number {
    const { tries, logWeights, logDensities, sampler, stream } = this;
    let greatest = this.present.logWeight;
    for (let k = 0; k < tries.length; k++) {
      const logProposal = sampler.draw(stream, tries[k]!);
      logDensities[k] = this.evaluate(tries[k]!);
      logWeights[k] = weightOf(logDensities[k]!, logProposal);
      greatest = Math.max(greatest, logWeights[k]!);
    }
    return greatest;
  }
}

/** log(target / proposal); a density that is not a number counts as zero. */
function weightOf(logDensity: number, logProposal: number): number {
  return Number.isNaN(logDensity) ? -Infinity : logDensity - logProposal;
}
