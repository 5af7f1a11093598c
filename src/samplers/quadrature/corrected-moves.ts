/**
 * An independence sampler of π by a rule of few nodes, made one of π by about twice as many: a transition that moved is a proposal, which is
 * taken with probability
 *
 *     min(1, exp(D(y) - D(x))),   D = log π by the finer rule - log π by the coarser one
 *
 * Source: Christen & Fox (2005), Journal of Computational and Graphical Statistics 14, 795-810 (delayed acceptance), with a kernel that is
 * reversible under the coarser density as its first stage. The number that decides is drawn first. As long as |D| has never been more than a
 * bound, numbers below exp(-2 · bound) take the proposal whatever D is, and D is not computed; the others show whether the bound holds. Where
 * it does not, D is computed at every move from then on.
 */

import { exp } from "../../numeric/exponential.ts";
import type { RandomStream } from "../../numeric/random-stream.ts";
import type { TransitionStatistics } from "../chain.ts";
import type { IndependenceChain } from "../kernels/independence-chain.ts";

export class CorrectedMoves {
  private readonly chain: IndependenceChain;
  private readonly stream: RandomStream;
  /** Of |D|, and the numbers below which a proposal is taken for sure as long as it holds. */
  private readonly bound: number;
  private readonly certain: number;
  /** D at a position of the coarser log density. */
  private readonly differenceAt: (position: Float64Array, logDensity: number) => number;
  /** D where the chain is; null where it has not been computed. */
  private difference: number | null = null;
  private isDoubtful = false;

  constructor(
    chain: IndependenceChain,
    stream: RandomStream,
    differenceAt: (position: Float64Array, logDensity: number) => number,
    bound: number,
  ) {
    this.bound = bound;
    this.certain = exp(-2 * bound);
    this.chain = chain;
    this.stream = stream;
    this.differenceAt = differenceAt;
  }

  get position(): Float64Array {
    return this.chain.position;
  }

  transition(): TransitionStatistics {
    const { chain, stream } = this;
    const before = chain.state();
    const statistics = chain.transition();
    const number = stream.uniform();
    const logDensity = before[before.length - 2]!;
    const hasMoved = chain.position.some((value, i) => value !== before[i]);
    if (!hasMoved || (number < this.certain && !this.isDoubtful)) {
      if (hasMoved) this.difference = null;
      return statistics;
    }
    const from = this.difference ?? this.look(Float64Array.from(before.slice(0, -2)), logDensity);
    const to = this.look(chain.position, statistics.logDensity);
    if (number < exp(to - from)) this.difference = to;
    else {
      chain.restore(before);
      statistics.logDensity = logDensity;
      this.difference = from;
    }
    return statistics;
  }

  private look(position: Float64Array, logDensity: number): number {
    const found = this.differenceAt(position, logDensity);
    if (!(Math.abs(found) <= this.bound)) this.isDoubtful = true;
    return found;
  }

  /** Position, log density and log weight; whether the bound has failed, and D if it is known. */
  state(): number[] {
    const own = [Number(this.isDoubtful), Number(this.difference !== null), this.difference ?? 0];
    return [...this.chain.state(), ...own];
  }

  /** The state that `state` gave, without what the chain has of it. */
  static ownOf(state: readonly number[]): {
    readonly chain: readonly number[];
    readonly own: readonly number[];
  } {
    return { chain: state.slice(0, -3), own: state.slice(-3) };
  }

  resume([isDoubtful, isKnown, difference]: readonly number[]): this {
    this.isDoubtful = isDoubtful === 1;
    this.difference = isKnown === 1 ? difference! : null;
    return this;
  }
}
