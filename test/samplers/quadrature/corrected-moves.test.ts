/** The second stage: chains whose first stage has a density that is wrong, and visibly so, have the right one. */

import { describe, expect, it } from "vitest";
import { createRandomStream, restoreRandomStream } from "../../../src/numeric/random-stream.ts";
import { mcseMean } from "../../../src/posterior/mcse.ts";
import { MixtureSampler } from "../../../src/samplers/exploration/t-mixture.ts";
import { IndependenceChain } from "../../../src/samplers/kernels/independence-chain.ts";
import { CorrectedMoves } from "../../../src/samplers/quadrature/corrected-moves.ts";

const proposal = new MixtureSampler([
  { weight: 1, degreesOfFreedom: 5, location: Float64Array.of(0), factor: Float64Array.of(1.3) },
]);
const use = { tries: 2, great: 5 };
/** Standard normal, and what the first stage takes for it. */
const exact = (at: Float64Array): number => -0.5 * at[0]! * at[0]!;

function corrected(wrong: (x: number) => number, seed: number) {
  const stream = createRandomStream(seed, 1);
  const coarse = (at: Float64Array): number => exact(at) - wrong(at[0]!);
  const chain = IndependenceChain.create(coarse, proposal, use, stream)!;
  let looks = 0;
  const moves = new CorrectedMoves(
    chain,
    stream,
    (at, logDensity) => {
      looks++;
      return exact(at) - logDensity;
    },
    0.01,
  );
  return { moves, chain, stream, looks: () => looks, coarse };
}

const draws = 25_000;

function moments(moves: { readonly position: Float64Array; transition(): unknown }) {
  const values = Float64Array.from({ length: draws }, () => {
    moves.transition();
    return moves.position[0]!;
  });
  const squares = values.map((one) => one * one);
  const cubes = values.map((one) => one ** 3);
  return [values, squares, cubes].map((one) => ({
    mean: one.reduce((sum, value) => sum + value, 0) / draws,
    error: mcseMean(one, 1),
  }));
}

describe("a first stage that is wrong", () => {
  const wrong = (x: number): number => 0.4 * Math.sin(2 * x) + 0.2 * x;

  it("would be seen", () => {
    const [first] = moments(corrected(wrong, 3).chain);
    expect(Math.abs(first!.mean) / first!.error).toBeGreaterThan(8);
  });

  it("is put right", () => {
    const { moves, looks } = corrected(wrong, 3);
    const [first, second, third] = moments(moves);
    expect(Math.abs(first!.mean) / first!.error).toBeLessThan(4);
    expect(Math.abs(second!.mean - 1) / second!.error).toBeLessThan(4);
    expect(Math.abs(third!.mean) / third!.error).toBeLessThan(4);
    // Once the bound has failed, at nearly every move.
    expect(looks()).toBeGreaterThan(0.5 * draws);
  });
});

describe("a first stage that is nearly right", () => {
  it("is looked at seldom, and put right all the same", () => {
    const { moves, looks } = corrected((x) => 0.009 * Math.tanh(3 * x), 4);
    const [first, second] = moments(moves);
    expect(Math.abs(first!.mean) / first!.error).toBeLessThan(4);
    expect(Math.abs(second!.mean - 1) / second!.error).toBeLessThan(4);
    expect(looks()).toBeLessThan(0.1 * draws);
    expect(looks()).toBeGreaterThan(0.005 * draws);
  });

  it("goes on from its state with the same bits, whatever is known there", () => {
    const wrong = (x: number): number => 0.02 * Math.sin(x);
    const { moves, stream, coarse } = corrected(wrong, 5);
    for (let i = 0; i < 400; i++) {
      moves.transition();
      if (i % 20 !== 0) continue;
      const state = JSON.parse(JSON.stringify(moves.state())) as number[];
      const other = restoreRandomStream(stream.state());
      const { chain, own } = CorrectedMoves.ownOf(state);
      const again = new CorrectedMoves(
        IndependenceChain.resume(coarse, proposal, use, other, chain),
        other,
        (at, logDensity) => exact(at) - logDensity,
        0.01,
      ).resume(own);
      const [one, two] = [moves, again].map((chainOf) =>
        Array.from({ length: 15 }, () => {
          const { logDensity, acceptanceRate } = chainOf.transition();
          return [logDensity, acceptanceRate, ...chainOf.state()];
        }),
      );
      expect(two).toEqual(one);
    }
  });
});
