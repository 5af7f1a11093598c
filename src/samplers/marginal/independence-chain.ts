/**
 * An independence sampler with several tries: each transition draws a few positions from the proposal and chooses among them and
 * the present one with probabilities in proportion to target over proposal.
 *
 * With one try that is Barker's rule; with more the chain forgets faster. The kernel is reversible, and uniformly ergodic where
 * target over proposal is bounded: iterated sampling importance resampling (Andrieu, Lee & Vihola 2018, theorem 1; Tjelmeland 2004).
 */

import { exp } from "../../numeric/exponential.ts";
import type { RandomStream } from "../../numeric/random-stream.ts";
import type { TransitionStatistics } from "../chain.ts";
import { type Evaluate, type Proposal, ProposalSampler } from "./proposal.ts";

/** Transitions from a draw of the proposal to the first that counts. */
const approach = 30;

export class IndependenceChain {
  readonly position: Float64Array;
  private readonly evaluate: Evaluate;
  private readonly sampler: ProposalSampler;
  private readonly stream: RandomStream;
  private readonly tries: readonly Float64Array[];
  private readonly logWeights: Float64Array;
  private readonly logDensities: Float64Array;
  private logDensity: number;
  private logWeight: number;
  private readonly statistics: TransitionStatistics = { logDensity: 0, acceptanceRate: 0 };

  /** Null if the proposal's draws have no finite density. */
  static create(
    evaluate: Evaluate,
    proposal: Proposal,
    tries: number,
    stream: RandomStream,
  ): IndependenceChain | null {
    const chain = new IndependenceChain(evaluate, proposal, tries, stream);
    return chain.logWeight > -Infinity ? chain : null;
  }

  private constructor(evaluate: Evaluate, proposal: Proposal, tries: number, stream: RandomStream) {
    const size = proposal.location.length;
    this.evaluate = evaluate;
    this.sampler = new ProposalSampler(proposal);
    this.stream = stream;
    this.position = proposal.location.slice();
    this.tries = Array.from({ length: tries }, () => new Float64Array(size));
    this.logWeights = new Float64Array(tries);
    this.logDensities = new Float64Array(tries);
    this.logDensity = evaluate(this.position);
    this.logWeight = weightOf(this.logDensity, this.sampler.logDensity(this.position));
    for (let i = 0; i < approach; i++) this.transition();
  }

  transition(): TransitionStatistics {
    const { tries, logWeights, logDensities, sampler, stream } = this;
    let greatest = this.logWeight;
    for (let k = 0; k < tries.length; k++) {
      const logProposal = sampler.draw(stream, tries[k]!);
      logDensities[k] = this.evaluate(tries[k]!);
      logWeights[k] = weightOf(logDensities[k]!, logProposal);
      greatest = Math.max(greatest, logWeights[k]!);
    }
    const own = exp(this.logWeight - greatest);
    let total = own;
    for (let k = 0; k < tries.length; k++) total += exp(logWeights[k]! - greatest);
    this.statistics.acceptanceRate = 1 - own / total;
    let rest = stream.uniform() * total - own;
    for (let k = 0; k < tries.length && rest > 0; k++) {
      rest -= exp(logWeights[k]! - greatest);
      if (rest > 0) continue;
      this.position.set(tries[k]!);
      this.logDensity = logDensities[k]!;
      this.logWeight = logWeights[k]!;
    }
    this.statistics.logDensity = this.logDensity;
    return this.statistics;
  }
}

/** log(target / proposal); a density that is not a number counts as zero. */
function weightOf(logDensity: number, logProposal: number): number {
  return Number.isNaN(logDensity) ? -Infinity : logDensity - logProposal;
}
