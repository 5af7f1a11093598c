import { describe, expect, it } from "vitest";
import { createRandomStream } from "../../../src/numeric/random-stream.ts";
import { MixtureSampler, type TMixture } from "../../../src/samplers/exploration/t-mixture.ts";
import { HeavyMoves } from "../../../src/samplers/kernels/heavy-moves.ts";
import { IndependenceChain } from "../../../src/samplers/kernels/independence-chain.ts";

/** Two correlated normal numbers, ρ = .8, and a proposal that is too narrow for them. */
const ρ = 0.8;
const narrow: TMixture = [
  {
    weight: 0.98,
    degreesOfFreedom: 5,
    location: Float64Array.of(0, 0),
    factor: Float64Array.of(0.3, 0, 0, 0.3),
  },
  {
    weight: 0.02,
    degreesOfFreedom: 1,
    location: Float64Array.of(0, 0),
    factor: Float64Array.of(3, 0, 0, 3),
  },
];
const evaluate = ([x, y]: Float64Array): number =>
  (-0.5 * (x! * x! - 2 * ρ * x! * y! + y! * y!)) / (1 - ρ * ρ);
/** The evidence is 2π √(1 - ρ²). */
const logEvidence = Math.log(2 * Math.PI * Math.sqrt(1 - ρ * ρ));

/** χ² with 7 degrees of freedom of the rank of a draw of the target among eight states of a chain through it (Gandy & Scott 2020). */
function rankStatistics(great: number, repetitions: number): number[] {
  const stream = createRandomStream(11, 0);
  const sampler = new MixtureSampler(narrow);
  const quantities = [
    ([x]: Float64Array): number => x!,
    ([x, y]: Float64Array): number => x! * y!,
    (at: Float64Array): number => evaluate(at),
  ];
  const counts = quantities.map(() => new Array<number>(8).fill(0));
  for (let repetition = 0; repetition < repetitions; repetition++) {
    const x = stream.normal();
    const start = Float64Array.of(x, ρ * x + Math.sqrt(1 - ρ * ρ) * stream.normal());
    const values = quantities.map((quantity) => quantity(start));
    const [ranks, ties] = [quantities.map(() => 0), quantities.map(() => 0)];
    const place = Math.floor(8 * stream.uniform());
    for (const steps of [place, 7 - place]) {
      const logDensity = evaluate(start);
      const state = [...start, logDensity, logDensity - sampler.logDensity(start)];
      const chain = IndependenceChain.resume(evaluate, sampler, { tries: 3, great }, stream, state);
      for (let step = 0; step < steps; step++) {
        chain.transition();
        quantities.forEach((quantity, q) => {
          const value = quantity(chain.position);
          if (value < values[q]!) ranks[q]!++;
          else if (value === values[q]) ties[q]!++;
        });
      }
    }
    ranks.forEach((rank, q) => {
      counts[q]![rank + Math.floor((ties[q]! + 1) * stream.uniform())]!++;
    });
  }
  const expected = repetitions / 8;
  return counts.map((row) => row.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0));
}

/** The quantile of χ² with 7 degrees of freedom that one in a million exceeds. */
const alarm = 40.52;
const great = logEvidence + Math.log(2);

describe("an independence sampler that moves about among great weights", () => {
  it("leaves the target invariant where its weight is often great, and with no moves at all", () => {
    for (const from of [great, Infinity]) expect(Math.max(...rankStatistics(from, 8000))).toBeLessThan(alarm);
  });

  it("would be found out if its moves left the great weights", () => {
    const { prototype } = HeavyMoves;
    const original = prototype.evaluate;
    prototype.evaluate = function (this: HeavyMoves): number {
      const restricted = original.call(this);
      // Whatever its weight
      const { logDensity } = this as unknown as { readonly logDensity: number };
      return restricted === -Infinity ? logDensity : restricted;
    };
    try {
      expect(Math.max(...rankStatistics(great, 8000))).toBeGreaterThan(alarm);
    } finally {
      prototype.evaluate = original;
    }
  });

  it("does not stay where the proposal has hardly anything", () => {
    const longestStay = (from: number): number => {
      const use = { tries: 3, great: from };
      const proposal = new MixtureSampler(narrow);
      const chain = IndependenceChain.create(evaluate, proposal, use, createRandomStream(3, 1))!;
      let [longest, stay, before] = [0, 0, Number.NaN];
      for (let draw = 0; draw < 4000; draw++) {
        const { logDensity } = chain.transition();
        stay = logDensity === before ? stay + 1 : 1;
        longest = Math.max(longest, stay);
        before = logDensity;
      }
      return longest;
    };
    expect(longestStay(Infinity)).toBeGreaterThan(60);
    expect(longestStay(great)).toBeLessThan(15);
  });

  it("goes on where it was", () => {
    const use = { tries: 3, great };
    const proposal = new MixtureSampler(narrow);
    const stream = createRandomStream(3, 1);
    const chain = IndependenceChain.create(evaluate, proposal, use, stream)!;
    for (let draw = 0; draw < 10; draw++) chain.transition();
    const other = createRandomStream(4, 1);
    const again = IndependenceChain.resume(evaluate, proposal, use, other, chain.state());
    expect(again.state()).toEqual(chain.state());
  });
});
