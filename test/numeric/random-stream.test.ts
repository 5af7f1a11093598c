/** Reproduction first, then what the draws are distributed as (50,000 draws; tolerances are 5 standard errors). */

import mersenneTwister from "@stdlib/random-base-mt19937";
import normal from "@stdlib/random-base-normal";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  createDrawStreams,
  createFork,
  createRandomStream,
  type RandomStream,
  restoreRandomStream,
} from "../../src/numeric/random-stream.ts";
import { mean, variance } from "../../src/numeric/sums.ts";

/** A mixture of all kinds of draws, so that each kind moves the state that the others read. */
function mixedDraws(stream: RandomStream, count: number): number[] {
  return Array.from({ length: count }, (_, i) => {
    switch (i % 5) {
      case 0:
        return stream.uniform();
      case 1:
        return stream.normal();
      case 2:
        return stream.gamma(2.5, 3);
      case 3:
        return stream.gamma(0.3, 1);
      default:
        return stream.exponential();
    }
  });
}

const seeds = fc.maxSafeNat();

describe("reproduction", () => {
  it("the same seed and chain give the same draws", () => {
    fc.assert(
      fc.property(seeds, seeds, (seed, chain) => {
        const draws = mixedDraws(createRandomStream(seed, chain), 50);
        expect(mixedDraws(createRandomStream(seed, chain), 50)).toEqual(draws);
      }),
      { numRuns: 20, seed: 1 },
    );
  });

  it("a stream that is restored goes on with the same draws, wherever its state was taken", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2000 }), (before) => {
        const stream = createRandomStream(7, 1);
        mixedDraws(stream, before);
        const state = stream.state();
        const draws = mixedDraws(stream, 800);
        expect(mixedDraws(restoreRandomStream(state), 800)).toEqual(draws);
      }),
      { numRuns: 20, seed: 1 },
    );
  });

  it("a state that was taken does not change as the stream goes on, nor does the stream with the state", () => {
    const stream = createRandomStream(7, 1);
    const state = stream.state();
    const copy = state.slice();
    mixedDraws(stream, 1000);
    expect(state).toEqual(copy);
    const restored = restoreRandomStream(state);
    const next = restoreRandomStream(state).uniform();
    state.fill(0);
    expect(restored.uniform()).toBe(next);
  });

  it("seeds and chains that differ give draws that differ, also above 2^32", () => {
    const pairs: readonly [number, number][] = [
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
      [1, 2],
      [2, 1],
      [2 ** 32 - 1, 1],
      [2 ** 32, 1],
      [2 ** 32 + 1, 1],
      [2 ** 53 - 1, 1],
      [1, 2 ** 32],
    ];
    const first = pairs.map(([seed, chain]) => createRandomStream(seed, chain).uniform());
    expect(new Set(first).size).toBe(pairs.length);
  });

  it("draws are these numbers, in every engine and from now on", () => {
    const stream = createRandomStream(20260401, 3);
    expect(mixedDraws(stream, 10)).toEqual([
      0.6664718438160708, 0.5353054682769904, 0.17283887779155432, 0.007067966326982119, 0.21530500847028203,
      0.32784129820601204, -1.519923146317968, 0.9971566915443255, 0.034423071874235496, 0.11138297328711627,
    ]);
  });

  it("refuses seeds and chains that are not whole numbers from 0 to 2^53 - 1", () => {
    for (const wrong of [-1, 0.5, 2 ** 53, Number.NaN, Infinity]) {
      expect(() => createRandomStream(wrong, 0)).toThrow(`not ${wrong}`);
      expect(() => createRandomStream(0, wrong)).toThrow(`not ${wrong}`);
    }
  });

  it("refuses a state that is none", () => {
    expect(() => restoreRandomStream(new Uint32Array(10))).toThrow();
  });
});

describe("the generator", () => {
  it("is the MT19937 of Matsumoto and Nishimura: its first words for the seed array 0x123, 0x234, 0x345, 0x456", () => {
    // mt19937ar.out, first line: 1000 outputs of genrand_int32
    const generator = mersenneTwister.factory({ seed: [0x123, 0x234, 0x345, 0x456] });
    const words = Array.from({ length: 5 }, () => generator());
    expect(words).toEqual([1067595299, 955945823, 477289528, 4107218783, 4228976476]);
  });

  it("is seeded by the array [seed, chain]", () => {
    const generator = mersenneTwister.factory({ seed: [11, 4] });
    // two words to a number, 27 and 26 bits (genrand_res53)
    const expected = ((generator() >>> 5) * 67108864 + (generator() >>> 6)) / 9007199254740992;
    expect(createRandomStream(11, 4).uniform()).toBe(expected);
  });
});

describe("uniform and normal numbers", () => {
  /** Over the state of a new stream. */
  function packages() {
    const shared = { state: createRandomStream(5, 2).state(), copy: false };
    const generator = mersenneTwister.factory(shared);
    const { normalized } = generator as typeof generator & { readonly normalized: () => number };
    return { uniform: normalized, normal: normal.factory(0, 1, shared) };
  }

  it("are those of the packages, in whatever order they are asked for", () => {
    const [ours, theirs] = [createRandomStream(5, 2), packages()];
    let [differing, inTail] = [0, 0];
    for (let k = 0; k < 200_000; k++) {
      const [one, other] = [ours.normal(), theirs.normal()];
      if (one !== other) differing++;
      if (Math.abs(one) > 3.45) inTail++;
      if (k % 3 === 0 && ours.uniform() !== theirs.uniform()) differing++;
    }
    // In the tail a logarithm of theirs has another last bit than ours once in a thousand times.
    expect(differing).toBeLessThan(3);
    expect(inTail).toBeGreaterThan(50);
  });
});

describe("distributions", () => {
  const count = 50_000;
  const draw = (next: (stream: RandomStream) => number) => {
    const stream = createRandomStream(3, 5);
    return Float64Array.from({ length: count }, () => next(stream));
  };

  /** Within 5 standard errors of a known mean and variance; the error of the variance from the fourth moment. */
  function expectMoments(draws: Float64Array, center: number, spread: number, kurtosis: number): void {
    expect(Math.abs(mean(draws) - center)).toBeLessThan(5 * Math.sqrt(spread / count));
    expect(Math.abs(variance(draws) - spread)).toBeLessThan(5 * spread * Math.sqrt((kurtosis - 1) / count));
  }

  it("uniform numbers lie within (0, 1), are multiples of 2^-53 and have mean 1/2 and variance 1/12", () => {
    const draws = draw((stream) => stream.uniform());
    expect(draws.every((x) => x > 0 && x < 1 && Number.isInteger(x * 2 ** 53))).toBe(true);
    expectMoments(draws, 0.5, 1 / 12, 1.8);
  });

  it("normal numbers have mean 0, variance 1, and 4.55 % of them beyond 2", () => {
    const draws = draw((stream) => stream.normal());
    expectMoments(draws, 0, 1, 3);
    const beyond = draws.filter((x) => Math.abs(x) > 2).length / count;
    expect(Math.abs(beyond - 0.0455)).toBeLessThan(5 * Math.sqrt((0.0455 * 0.9545) / count));
  });

  it("exponential numbers are positive and have mean 1 and variance 1", () => {
    const draws = draw((stream) => stream.exponential());
    expect(draws.every((x) => x > 0)).toBe(true);
    expectMoments(draws, 1, 1, 9);
  });

  for (const [shape, rate] of [
    [0.05, 1],
    [0.5, 2],
    [1, 0.1],
    [7.3, 5],
    [1e6, 1e3],
  ] as const) {
    it(`gamma(${shape}, ${rate}) has mean shape / rate and variance shape / rate²`, () => {
      expectMoments(
        draw((stream) => stream.gamma(shape, rate)),
        shape / rate,
        shape / rate ** 2,
        3 + 6 / shape,
      );
    });
  }

  it("a gamma number is never 0, however small the shape", () => {
    const draws = draw((stream) => stream.gamma(1e-4, 1));
    expect(draws.every((x) => x > 0 && 1 / x < Infinity)).toBe(true);
  });

  it("a gamma number of a shape or rate that is not above 0 is NaN", () => {
    const stream = createRandomStream(1, 1);
    expect([
      stream.gamma(0, 1),
      stream.gamma(1, 0),
      stream.gamma(-1, 1),
      stream.gamma(Number.NaN, 1),
    ]).toEqual([Number.NaN, Number.NaN, Number.NaN, Number.NaN]);
  });
});

describe("the streams of draws", () => {
  const numbersOf = (stream: RandomStream): number[] => [
    stream.uniform(),
    stream.normal(),
    stream.gamma(2, 1),
  ];

  it("are known without those before, and differ by draw, chain and seed", () => {
    const streams = createDrawStreams(7, 1);
    const first = numbersOf(streams(0));
    const later = numbersOf(streams(5));
    expect(numbersOf(streams(0))).toEqual(first);
    expect(numbersOf(createDrawStreams(7, 1)(5))).toEqual(later);
    const all = [first, later, numbersOf(createDrawStreams(7, 2)(0)), numbersOf(createDrawStreams(8, 1)(0))];
    all.push(numbersOf(streams(2 ** 32)), numbersOf(createRandomStream(7, 1)));
    expect(new Set(all.flat()).size).toBe(all.flat().length);
    expect(() => streams(-1)).toThrow(RangeError);
  });

  it("have first numbers that are independent and uniform over draws", () => {
    const streams = createDrawStreams(3, 1);
    const uniform = Array.from({ length: 20_000 }, (_, draw) => streams(draw).uniform() - 0.5);
    // Four standard errors; the variance of a uniform number is 1/12.
    expect(Math.abs(mean(uniform))).toBeLessThan(4 / Math.sqrt(12 * 20_000));
    expect(Math.abs(mean(uniform.map((one) => one * one)) - 1 / 12)).toBeLessThan(
      4 / Math.sqrt(180 * 20_000),
    );
    const lagged = uniform.slice(1).map((one, i) => one * uniform[i]!);
    expect(Math.abs(mean(lagged))).toBeLessThan(4 / (12 * Math.sqrt(20_000)));
  });
});

describe("a fork of a stream", () => {
  it("leaves the stream where it is, and has the same numbers there each time", () => {
    const [stream, same] = [createRandomStream(4, 1), createRandomStream(4, 1)];
    const fork = createFork();
    mixedDraws(stream, 7);
    mixedDraws(same, 7);
    const forked = mixedDraws(fork(stream), 2000);
    expect(mixedDraws(createFork()(stream), 2000)).toEqual(forked);
    expect(mixedDraws(stream, 2000)).toEqual(mixedDraws(same, 2000));
  });

  it("has other numbers at each place, of which no two have to do with each other or with the stream", () => {
    const stream = createRandomStream(4, 1);
    const fork = createFork();
    const count = 400;
    const rows = Array.from({ length: 60 }, () => {
      const forked = fork(stream);
      const row = Array.from({ length: count }, () => forked.normal());
      return { row, own: Array.from({ length: 3 }, () => stream.normal()) };
    });
    const all = rows.flatMap(({ row }) => row);
    expect(new Set(all).size).toBe(all.length);
    expect(Math.abs(mean(all))).toBeLessThan(5 / Math.sqrt(all.length));
    // Σ of products of a place and the next, in units of its standard error.
    for (let k = 1; k < rows.length; k++) {
      const product = rows[k]!.row.reduce((sum, one, i) => sum + one * rows[k - 1]!.row[i]!, 0);
      expect(Math.abs(product) / Math.sqrt(count)).toBeLessThan(5);
    }
    const beside = rows.slice(1).reduce((sum, { own }, k) => sum + own[0]! * rows[k]!.row[0]!, 0);
    expect(Math.abs(beside) / Math.sqrt(rows.length)).toBeLessThan(5);
  });
});
