/**
 * The tree of the no-U-turn sampler, apart from its numbers: which states are visited, when the trajectory stops and
 * which of its states is chosen. The tree knows slots (places of states), log weights and nothing else; positions and
 * momenta live behind `Trajectory`, so the logic can be run, and is tested, on the integers.
 *
 * Multinomial NUTS: Hoffman & Gelman (2014), algorithm 3, with the weights, the generalized criterion and the biased
 * progressive choice of Betancourt (2017, arXiv:1701.02434, appendix A), and the two additional checks across the
 * joint of two subtrees that Stan has since version 2.21. The recursion is unrolled: leaves are pushed on a stack, and
 * after leaf number i as many subtrees are joined as i has trailing zero bits, as a binary counter carries.
 */

import { exp } from "../../numeric/exponential.ts";
import { logSumExp } from "../../numeric/logistic.ts";
import type { TrajectoryEnding } from "../chain.ts";
import { SlotPool } from "./slot-pool.ts";

/** States in numbered slots; slot 0 holds the state that the trajectory starts from and is never written. */
export interface Trajectory {
  /**
   * One step from the state in slot `from`, forward (+1) or backward (-1) in time, into slot `to`. Returns the energy
   * of the new state less that of the start; +Infinity, and never NaN, when it is not finite.
   */
  step(from: number, to: number, direction: number): number;
  /** The energy error of the last step that acceptance is measured by, where it is not that which was returned. */
  readonly attemptedError?: number | undefined;
  /** Whether the last step led nowhere, though without a divergence: the trajectory ends before it. */
  readonly isBroken?: boolean | undefined;
  /** Steps that were taken to make single ones, since the trajectory was made. */
  readonly extraSteps?: number | undefined;
  /** momentumSum[level] = momentum of the state in `slot`. */
  startMomentumSum(level: number, slot: number): void;
  /**
   * Whether the union of two adjacent subtrees makes a U-turn; the momentum sum of one is at `level`, of the other at
   * `level + 1`, and their union's is left at `level`. `outer` and `inner` are the ends of the one away from and at the
   * joint, `nextInner` and `nextOuter` those of the other. The order in time does not matter.
   */
  joinIsTurning(outer: number, inner: number, nextInner: number, nextOuter: number, level: number): boolean;
}

/** What the tree found. */
export interface GrownTree {
  /** Slot of the chosen state. */
  readonly proposal: number;
  /** Steps from the start to the chosen state, negative if backward in time. */
  readonly proposalOffset: number;
  /** Number of doublings that were completed: subtrees that turned or diverged are not counted. */
  readonly treeDepth: number;
  /** Including those of a rejected subtree. */
  readonly leapfrogSteps: number;
  readonly divergent: boolean;
  readonly ending: TrajectoryEnding;
  /** Steps from the start to the states where that was seen, in the order of time. */
  readonly endingFrom: number;
  readonly endingTo: number;
  /** Mean of min(1, exp(-energyError)) over all steps taken. */
  readonly acceptanceRate: number;
  /** Mean of 2 / (1 + exp|energyError|) over all steps taken: what lies above the start counts as what lies below. */
  readonly symmetricAcceptanceRate: number;
}

/** Slots that a tree of at most `maxTreeDepth` doublings needs: three for the tree and for each waiting subtree. */
export function slotsForDepth(maxTreeDepth: number): number {
  return 3 * maxTreeDepth + 5;
}

/** Momentum sums that such a tree needs: its own and one for each waiting subtree. */
export function levelsForDepth(maxTreeDepth: number): number {
  return maxTreeDepth + 2;
}

export class TrajectoryTree {
  private readonly trajectory: Trajectory;
  private readonly stream: { uniform(): number };
  private readonly maxTreeDepth: number;
  private readonly maxEnergyError: number;
  private readonly pool: SlotPool;
  /** Steps from the start, by slot. */
  private readonly offsets: Int32Array;
  // The whole tree: its ends, and the log of the sum of its weights exp(-energyError).
  private backwardEnd = 0;
  private forwardEnd = 0;
  private proposal = 0;
  private logWeight = 0;
  // Subtrees that wait for their sibling, by place in the stack; entry h has its momentum sum at level h + 1.
  private readonly firsts: Int32Array;
  private readonly lasts: Int32Array;
  private readonly proposals: Int32Array;
  private readonly logWeights: Float64Array;
  private height = 0;
  // Sums over the steps taken.
  private steps = 0;
  private extraStepsBefore = 0;
  private acceptanceSum = 0;
  private symmetricAcceptanceSum = 0;
  // Why the tree is grown no further, and between which states that was seen.
  private ending: TrajectoryEnding = "deepest";
  private endingFrom = 0;
  private endingTo = 0;

  constructor(
    trajectory: Trajectory,
    stream: { uniform(): number },
    maxTreeDepth: number,
    maxEnergyError: number,
  ) {
    this.trajectory = trajectory;
    this.stream = stream;
    this.maxTreeDepth = maxTreeDepth;
    this.maxEnergyError = maxEnergyError;
    this.pool = new SlotPool(slotsForDepth(maxTreeDepth));
    this.offsets = new Int32Array(slotsForDepth(maxTreeDepth));
    this.firsts = new Int32Array(maxTreeDepth + 1);
    this.lasts = new Int32Array(maxTreeDepth + 1);
    this.proposals = new Int32Array(maxTreeDepth + 1);
    this.logWeights = new Float64Array(maxTreeDepth + 1);
  }

  /** Doubles the trajectory around the state in slot 0 until it turns, diverges or is as deep as allowed. */
  grow(): GrownTree {
    this.plant();
    let depth = 0;
    for (;;) {
      if (depth === this.maxTreeDepth) {
        this.end("deepest", this.backwardEnd, this.forwardEnd);
        break;
      }
      const isForward = this.stream.uniform() > 0.5;
      // The state of a subtree that turns or diverges within is not accepted: that would break detailed balance.
      if (!this.buildSubtree(depth, isForward)) break;
      depth++;
      if (this.joinSubtree(isForward)) break;
    }
    return this.report(depth);
  }

  /** The tree of one state, the start, of weight exp(0). */
  private plant(): void {
    this.pool.reset();
    this.backwardEnd = 0;
    this.forwardEnd = 0;
    this.proposal = 0;
    for (let reference = 0; reference < 3; reference++) this.pool.retain(0);
    this.logWeight = 0;
    this.trajectory.startMomentumSum(0, 0);
    this.steps = 0;
    this.extraStepsBefore = this.trajectory.extraSteps ?? 0;
    this.acceptanceSum = 0;
    this.symmetricAcceptanceSum = 0;
  }

  /** Why the tree is grown no further, as seen between two states. */
  private end(ending: TrajectoryEnding, one: number, other: number): void {
    const [from, to] = [this.offsets[one], this.offsets[other]];
    this.ending = ending;
    this.endingFrom = Math.min(from, to);
    this.endingTo = Math.max(from, to);
  }

  /** Extends the tree by 2^depth states, left as the only entry of the stack; false if they turn or diverge. */
  private buildSubtree(depth: number, isForward: boolean): boolean {
    const direction = isForward ? 1 : -1;
    let end = isForward ? this.forwardEnd : this.backwardEnd;
    const leaves = 1 << depth;
    this.height = 0;
    for (let leaf = 1; leaf <= leaves; leaf++) {
      // A leaf is the first and the last state of its subtree, and its proposal: three references.
      const slot = this.pool.claim(3);
      this.offsets[slot] = this.offsets[end] + direction;
      const energyError = this.trajectory.step(end, slot, direction);
      if (!this.pushLeaf(slot, energyError)) return false;
      end = slot;
      for (let rest = leaf; rest % 2 === 0; rest /= 2) {
        if (this.joinTopTwo()) return false;
      }
    }
    return true;
  }

  /** Puts one state on the stack; false if it diverges, or there is no step to it. */
  private pushLeaf(slot: number, energyError: number): boolean {
    const { attemptedError = energyError, isBroken } = this.trajectory;
    const weight = exp(-Math.abs(attemptedError));
    this.steps++;
    this.acceptanceSum += attemptedError > 0 ? weight : 1;
    this.symmetricAcceptanceSum += (2 * weight) / (1 + weight);
    if (energyError > this.maxEnergyError) {
      this.end("diverged", slot, slot);
      return false;
    }
    if (isBroken === true) {
      this.end("irreversible", slot, slot);
      return false;
    }
    const place = this.height++;
    this.firsts[place] = slot;
    this.lasts[place] = slot;
    this.proposals[place] = slot;
    this.logWeights[place] = -energyError;
    this.trajectory.startMomentumSum(place + 1, slot);
    return true;
  }

  /** Joins the two subtrees on top of the stack, which are of the same depth; true if their union turns. */
  private joinTopTwo(): boolean {
    const next = --this.height;
    const place = next - 1;
    const inner = this.lasts[place];
    const nextInner = this.firsts[next];
    const nextOuter = this.lasts[next];
    if (this.trajectory.joinIsTurning(this.firsts[place], inner, nextInner, nextOuter, place + 1)) {
      this.end("turning", this.firsts[place], nextOuter);
      return true;
    }
    // Within a subtree the choice is multinomial: each state has its share of the weight.
    const logWeight = logSumExp(this.logWeights[place], this.logWeights[next]);
    const isNextChosen = this.stream.uniform() < exp(this.logWeights[next] - logWeight);
    this.pool.release(isNextChosen ? this.proposals[place] : this.proposals[next]);
    if (isNextChosen) this.proposals[place] = this.proposals[next];
    this.logWeights[place] = logWeight;
    this.lasts[place] = nextOuter;
    this.pool.release(inner);
    this.pool.release(nextInner);
    return false;
  }

  /** Joins the finished subtree to the tree and chooses between their proposals; true if the union turns. */
  private joinSubtree(isForward: boolean): boolean {
    const outer = isForward ? this.backwardEnd : this.forwardEnd;
    const inner = isForward ? this.forwardEnd : this.backwardEnd;
    const nextInner = this.firsts[0];
    const nextOuter = this.lasts[0];
    const logWeight = this.logWeights[0];
    // At the top the choice favours the new subtree: min(1, its weight / the weight of the tree so far).
    const isNextChosen =
      logWeight > this.logWeight || this.stream.uniform() < exp(logWeight - this.logWeight);
    this.pool.release(isNextChosen ? this.proposal : this.proposals[0]);
    if (isNextChosen) this.proposal = this.proposals[0];
    this.logWeight = logSumExp(this.logWeight, logWeight);
    const isTurning = this.trajectory.joinIsTurning(outer, inner, nextInner, nextOuter, 0);
    if (isForward) this.forwardEnd = nextOuter;
    else this.backwardEnd = nextOuter;
    if (isTurning) this.end("turning", outer, nextOuter);
    this.pool.release(inner);
    this.pool.release(nextInner);
    return isTurning;
  }

  private report(treeDepth: number): GrownTree {
    return {
      proposal: this.proposal,
      proposalOffset: this.offsets[this.proposal],
      treeDepth,
      leapfrogSteps: this.steps + (this.trajectory.extraSteps ?? 0) - this.extraStepsBefore,
      divergent: this.ending === "diverged",
      ending: this.ending,
      endingFrom: this.endingFrom,
      endingTo: this.endingTo,
      acceptanceRate: this.acceptanceSum / this.steps,
      symmetricAcceptanceRate: this.symmetricAcceptanceSum / this.steps,
    };
  }
}
