import { describe, expect, it } from "vitest";
import type { Draws } from "../../../src/posterior/draws.ts";
import { assembleDraws, type ChainDraws, cutDraws, pieceOf } from "../../../src/run/chains/assemble.ts";

const variables = ["α", "β"].map((name) => ({
  name,
  quantity: name,
  levels: [],
  isHidden: false,
  isConstant: false,
}));

/** Draw `d` of variable `v` of the chain is chain · 1000 + d + v / 10; in pieces of two draws. */
function chainOf(chain: number, drawCount: number): ChainDraws {
  const pieces = [];
  for (let start = 0; start < drawCount; start += 2) {
    const count = Math.min(2, drawCount - start);
    const values = Float64Array.from(
      { length: 2 * count },
      (_, i) => chain * 1000 + start + Math.floor(i / 2) + (i % 2) / 10,
    );
    const logDensity = Float64Array.from({ length: count }, (_, i) => start + i);
    pieces.push({
      drawCount: count,
      values,
      statistics: { logDensity, energy: new Float64Array(count).fill(chain) },
    });
  }
  return { chain, drawCount, pieces };
}

function assemble(...lengths: number[]): Draws {
  const chains = lengths.map((length, i) => chainOf(i + 1, length));
  return assembleDraws(variables, chains, cutDraws(chains));
}

describe("draws of several chains", () => {
  it("stand chain after chain, variable by variable, with their statistics", () => {
    const { values, statistics } = assemble(2, 2);
    expect(values.map((column) => [...column])).toEqual([
      [1000, 1001, 2000, 2001],
      [1000.1, 1001.1, 2000.1, 2001.1],
    ]);
    expect([...statistics.energy!]).toEqual([1, 1, 2, 2]);
  });

  it("are put together from pieces, and taken apart again", () => {
    const { values, statistics } = assemble(5, 3);
    expect([...values[0]!]).toEqual([1000, 1001, 1002, 2000, 2001, 2002]);
    expect([...statistics.logDensity!]).toEqual([0, 1, 2, 0, 1, 2]);
    const whole = assemble(4, 4);
    const chains = [0, 1].map((c) => ({ chain: c + 1, drawCount: 4, pieces: [pieceOf(whole, c)] }));
    expect(assembleDraws(variables, chains, cutDraws(chains))).toEqual(whole);
  });

  it("are of the chains that the cut names", () => {
    expect(cutDraws([3, 0, 4].map((length, i) => chainOf(i + 1, length)))).toEqual({
      chains: [1, 3],
      drawCount: 3,
    });
  });

  it.each([
    [[10, 9, 10, 8], 4, 8],
    [[10, 10, 1, 0], 2, 10],
    [[6, 3], 2, 3],
    [[7, 3], 1, 7],
    [[0, 0, 5], 1, 5],
    [[0, 0], 0, 0],
  ])("of lengths %j are cut to what keeps the most: %i × %i", (lengths, chainCount, drawCount) => {
    const draws = assemble(...lengths);
    expect([draws.chainCount, draws.drawCount]).toEqual([chainCount, drawCount]);
    expect(draws.values.map(({ length }) => length)).toEqual([
      chainCount * drawCount,
      chainCount * drawCount,
    ]);
  });
});
