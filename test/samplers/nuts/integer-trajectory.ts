/** A trajectory on the integers, and the tree of the no-U-turn sampler written as the recursion of the papers. */

import type { Trajectory } from "../../../src/samplers/nuts/trajectory-tree.ts";

export interface IntegerLine {
  /** Energy less that of the start, of each integer. */
  readonly energyError: (integer: number) => number;
  /** Whether the integers from `low` to `high` make a U-turn. */
  readonly isTurning: (low: number, high: number) => boolean;
}

/** Integers in slots; throws if the tree asks for slots that do not hold the ends of adjacent intervals. */
export class IntegerTrajectory implements Trajectory {
  readonly visited: number[] = [];
  readonly integers = new Int32Array(100);
  private readonly lows = new Int32Array(100);
  private readonly highs = new Int32Array(100);
  private readonly line: IntegerLine;

  constructor(line: IntegerLine, start = 0) {
    this.line = line;
    this.integers[0] = start;
  }

  step(from: number, to: number, direction: number): number {
    if (to === 0) throw new Error("the start is overwritten");
    const integer = this.integers[from] + direction;
    this.integers[to] = integer;
    this.visited.push(integer);
    return this.line.energyError(integer) - this.line.energyError(this.integers[0]);
  }

  startMomentumSum(level: number, slot: number): void {
    this.lows[level] = this.integers[slot];
    this.highs[level] = this.integers[slot];
  }

  joinIsTurning(outer: number, inner: number, nextInner: number, nextOuter: number, level: number): boolean {
    const ends = [outer, inner, nextInner, nextOuter].map((slot) => this.integers[slot]);
    const intervals = [this.lows[level], this.highs[level], this.lows[level + 1], this.highs[level + 1]];
    const isForward = ends[2] > ends[1];
    const expected = isForward ? intervals : [intervals[1], intervals[0], intervals[3], intervals[2]];
    if (ends.join() !== expected.join() || Math.abs(ends[2] - ends[1]) !== 1) {
      throw new Error(`ends ${ends} of the intervals ${intervals}`);
    }
    this.lows[level] = Math.min(intervals[0], intervals[2]);
    this.highs[level] = Math.max(intervals[1], intervals[3]);
    return this.line.isTurning(this.lows[level], this.highs[level]);
  }
}

interface Subtree {
  readonly low: number;
  readonly high: number;
  readonly proposal: number;
  readonly logWeight: number;
}

export interface RecursiveTree {
  readonly visited: readonly number[];
  readonly proposal: number;
  readonly treeDepth: number;
  readonly divergent: boolean;
  readonly acceptanceRate: number;
}

/** The slow obvious twin: Stan's `transition` and `build_tree`, on integers, with the same uniform numbers. */
export function growRecursively(
  line: IntegerLine,
  uniform: () => number,
  maxTreeDepth: number,
  maxEnergyError: number,
  start = 0,
): RecursiveTree {
  const visited: number[] = [];
  let divergent = false;
  let acceptance = 0;
  const logAdd = (a: number, b: number) => Math.max(a, b) + Math.log1p(Math.exp(-Math.abs(a - b)));
  const build = (depth: number, from: number, direction: number): Subtree | null => {
    if (depth === 0) {
      const integer = from + direction;
      visited.push(integer);
      const error = line.energyError(integer) - line.energyError(start);
      acceptance += Math.min(1, Math.exp(-error));
      divergent = error > maxEnergyError;
      return divergent ? null : { low: integer, high: integer, proposal: integer, logWeight: -error };
    }
    const first = build(depth - 1, from, direction);
    if (first === null) return null;
    const second = build(depth - 1, direction > 0 ? first.high : first.low, direction);
    if (second === null) return null;
    const low = Math.min(first.low, second.low);
    const high = Math.max(first.high, second.high);
    if (line.isTurning(low, high)) return null;
    const logWeight = logAdd(first.logWeight, second.logWeight);
    const isSecond = uniform() < Math.exp(second.logWeight - logWeight);
    return { low, high, proposal: isSecond ? second.proposal : first.proposal, logWeight };
  };
  let tree: Subtree = { low: start, high: start, proposal: start, logWeight: 0 };
  let treeDepth = 0;
  while (treeDepth < maxTreeDepth) {
    const isForward = uniform() > 0.5;
    const next = build(treeDepth, isForward ? tree.high : tree.low, isForward ? 1 : -1);
    if (next === null) break;
    treeDepth++;
    const isNext = next.logWeight > tree.logWeight || uniform() < Math.exp(next.logWeight - tree.logWeight);
    const low = Math.min(tree.low, next.low);
    const high = Math.max(tree.high, next.high);
    const proposal = isNext ? next.proposal : tree.proposal;
    tree = { low, high, proposal, logWeight: logAdd(tree.logWeight, next.logWeight) };
    if (line.isTurning(low, high)) break;
  }
  const acceptanceRate = acceptance / visited.length;
  return { visited, proposal: tree.proposal, treeDepth, divergent, acceptanceRate };
}
