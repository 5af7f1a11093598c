import { describe, expect, it } from "vitest";
import { createRandomStream } from "../../../src/numeric/random-stream.ts";
import { TrajectoryTree } from "../../../src/samplers/nuts/trajectory-tree.ts";
import { growRecursively, type IntegerLine, IntegerTrajectory } from "./integer-trajectory.ts";

const level = () => 0;
const never = () => false;
const flat: IntegerLine = { energyError: level, isTurning: never };

function grow(line: IntegerLine, uniforms: readonly number[], maxTreeDepth: number, maxEnergyError = 1000) {
  const trajectory = new IntegerTrajectory(line);
  let next = 0;
  const uniform = () => uniforms[next++ % uniforms.length];
  const tree = new TrajectoryTree(trajectory, { uniform }, maxTreeDepth, maxEnergyError).grow();
  return { ...tree, proposal: trajectory.integers[tree.proposal], visited: trajectory.visited };
}

/** A pseudo-random decision that depends on the interval only, of probability about `share`. */
function isMarked(low: number, high: number, salt: number, share: number): boolean {
  const mixed = Math.imul(Math.imul(low + 1000 * salt, 0x9e3779b1) ^ (high + 77), 0x85ebca6b);
  return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32 < share;
}

describe("the tree on the integers", () => {
  it("goes forward when the uniform number is above one half", () => {
    expect(grow(flat, [0.9], 3).visited).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(grow(flat, [0.1], 3).visited).toEqual([-1, -2, -3, -4, -5, -6, -7]);
  });

  it("extends whichever end it doubles at, away from the start", () => {
    // Numbers are asked for the direction, for the choice at the top, and for the second direction.
    expect(grow(flat, [0.9, 0.5, 0.9, 0.5], 2).visited).toEqual([1, 2, 3]);
    expect(grow(flat, [0.9, 0.5, 0.1, 0.5], 2).visited).toEqual([1, -1, -2]);
    expect(grow(flat, [0.1, 0.5, 0.9, 0.5], 2).visited).toEqual([-1, 1, 2]);
  });

  it.each([1, 2, 3, 4, 5, 6, 7])("takes 2^d - 1 leapfrog steps to depth d = %d", (depth) => {
    const stream = createRandomStream(1, depth);
    const trajectory = new IntegerTrajectory(flat);
    const tree = new TrajectoryTree(trajectory, stream, depth, 1000).grow();
    expect(tree.treeDepth).toBe(depth);
    expect(tree.leapfrogSteps).toBe(2 ** depth - 1);
    const all = [0, ...trajectory.visited].sort((a, b) => a - b);
    expect(all).toEqual(Array.from({ length: 2 ** depth }, (_, i) => all[0] + i));
  });

  it("stops as soon as the whole makes a U-turn, and may choose from the last subtree", () => {
    const line = { energyError: level, isTurning: (low: number, high: number) => high - low === 7 };
    const tree = grow(line, [0.9], 10);
    expect(tree.treeDepth).toBe(3);
    expect(tree.leapfrogSteps).toBe(7);
    expect(tree.proposal).toBe(4);
  });

  it("chooses nothing from a subtree with a U-turn within, and stops in its midst", () => {
    const line = { energyError: level, isTurning: (low: number, high: number) => low === 4 && high === 5 };
    const tree = grow(line, [0.9], 10);
    expect(tree.visited).toEqual([1, 2, 3, 4, 5]);
    expect(tree.treeDepth).toBe(2);
    expect(Math.abs(tree.proposal)).toBeLessThan(4);
    expect(tree.divergent).toBe(false);
  });

  it("chooses nothing from a subtree that diverges, and says so", () => {
    const line = { energyError: (integer: number) => (integer === 6 ? Infinity : 0), isTurning: never };
    const tree = grow(line, [0.9], 10);
    expect(tree.visited).toEqual([1, 2, 3, 4, 5, 6]);
    expect(tree).toMatchObject({ treeDepth: 2, leapfrogSteps: 6, divergent: true });
    expect(tree.proposal).toBeLessThan(4);
    expect(tree.acceptanceRate).toBe(5 / 6);
  });

  it("diverges above the largest energy error and not at it", () => {
    const steep = (height: number) => ({
      energyError: (i: number) => (i === 1 ? height : 0),
      isTurning: never,
    });
    expect(grow(steep(1000), [0.9], 1).divergent).toBe(false);
    expect(grow(steep(1000.001), [0.9], 1).divergent).toBe(true);
  });

  it("stays at the start when the first step diverges", () => {
    const line = { energyError: (integer: number) => (integer === 0 ? 0 : Infinity), isTurning: never };
    expect(grow(line, [0.9], 10)).toMatchObject({ proposal: 0, proposalOffset: 0, treeDepth: 0 });
  });

  it("counts symmetric acceptance alike above and below the start's energy", () => {
    const at = (error: number) => ({ energyError: (i: number) => (i === 0 ? 0 : error), isTurning: never });
    const above = grow(at(0.7), [0.9], 1);
    const below = grow(at(-0.7), [0.9], 1);
    expect(above.symmetricAcceptanceRate).toBeCloseTo(2 / (1 + Math.exp(0.7)), 14);
    expect(below.symmetricAcceptanceRate).toBeCloseTo(2 / (1 + Math.exp(0.7)), 14);
    expect(above.acceptanceRate).toBeCloseTo(Math.exp(-0.7), 14);
    expect(below.acceptanceRate).toBe(1);
  });

  it("is the recursion of the papers, on 500 lines with turns and divergences at random", () => {
    for (let salt = 0; salt < 500; salt++) {
      const line: IntegerLine = {
        energyError: (i) => (isMarked(i, 0, salt, 0.02) ? 2000 : 3 * Math.sin(i + salt)),
        isTurning: (low, high) => isMarked(low, high, salt, 0.06),
      };
      const trajectory = new IntegerTrajectory(line);
      const tree = new TrajectoryTree(trajectory, createRandomStream(salt, 0), 8, 1000).grow();
      const stream = createRandomStream(salt, 0);
      const expected = growRecursively(line, () => stream.uniform(), 8, 1000);
      expect(trajectory.visited).toEqual(expected.visited);
      expect(trajectory.integers[tree.proposal]).toBe(expected.proposal);
      expect(tree.proposalOffset).toBe(expected.proposal);
      expect(tree.treeDepth).toBe(expected.treeDepth);
      expect(tree.divergent).toBe(expected.divergent);
      expect(tree.acceptanceRate).toBeCloseTo(expected.acceptanceRate, 12);
    }
  });

  it("chooses each state of a subtree in proportion to its weight", () => {
    // In trees that went forward thrice the states 4..7 outweigh 0..3, so that the choice is among them alone.
    const logWeights = [-9, -9, -9, -9, 0, 1, 2, 0.5];
    const line = { energyError: (i: number) => -(logWeights[i] ?? -9), isTurning: never };
    const stream = createRandomStream(5, 0);
    const counts = new Array<number>(8).fill(0);
    for (let i = 0; i < 20_000; i++) {
      const trajectory = new IntegerTrajectory(line);
      const tree = new TrajectoryTree(trajectory, stream, 3, 1000).grow();
      if (trajectory.visited.at(-1) === 7) counts[trajectory.integers[tree.proposal]]++;
    }
    const total = counts.reduce((a, b) => a + b);
    expect(counts.slice(4).reduce((a, b) => a + b)).toBe(total);
    expect(total).toBeGreaterThan(2000);
    const weights = logWeights.slice(4).map(Math.exp);
    const sum = weights.reduce((a, b) => a + b);
    for (let state = 4; state < 8; state++) {
      const share = weights[state - 4] / sum;
      const error = Math.sqrt((share * (1 - share)) / total);
      expect(Math.abs(counts[state] / total - share) / error).toBeLessThan(4);
    }
  });

  it("leaves a distribution on the integers invariant, whatever turns", () => {
    const weights = [1, 4, 2, 8, 1, 6, 3, 3, 5, 2];
    const line: IntegerLine = {
      energyError: (i) => (i < 0 || i > 9 ? Infinity : -Math.log(weights[i])),
      isTurning: (low, high) => isMarked(low, high, 3, 0.3),
    };
    const stream = createRandomStream(17, 0);
    const trajectory = new IntegerTrajectory(line, 3);
    const tree = new TrajectoryTree(trajectory, stream, 5, 1000);
    const blocks = 50;
    const blockLength = 1000;
    const total = weights.reduce((a, b) => a + b);
    const shares = weights.map(() => new Array<number>(blocks).fill(0));
    for (let block = 0; block < blocks; block++) {
      for (let i = 0; i < blockLength; i++) {
        trajectory.integers[0] = trajectory.integers[tree.grow().proposal];
        shares[trajectory.integers[0]][block] += 1 / blockLength;
      }
    }
    for (let state = 0; state < weights.length; state++) {
      const mean = shares[state].reduce((a, b) => a + b) / blocks;
      const squares = shares[state].reduce((sum, share) => sum + (share - mean) ** 2, 0);
      const error = Math.sqrt(squares / (blocks - 1) / blocks);
      expect(Math.abs(mean - weights[state] / total) / error).toBeLessThan(4);
    }
  });
});
