import { describe, expect, it } from "vitest";
import type { Draws } from "../../src/posterior/draws.ts";
import { assembleDraws } from "../../src/run/assemble.ts";
import type { ChainOutcome } from "../../src/run/chain-run.ts";

const variables = ["α", "β"].map((name) => ({
  name,
  quantity: name,
  levels: [],
  isHidden: false,
  isConstant: false,
}));

/** Draw `d` of variable `v` of the chain is chain · 1000 + d + v / 10. */
function outcome(chain: number, drawCount: number): ChainOutcome {
  const values = Float64Array.from(
    { length: 2 * drawCount },
    (_, i) => chain * 1000 + Math.floor(i / 2) + (i % 2) / 10,
  );
  const column = () => new Float64Array(drawCount).fill(chain);
  return {
    chain,
    drawCount,
    values,
    statistics: {
      logDensity: column(),
      acceptanceRate: column(),
      stepSize: column(),
      treeDepth: column(),
      leapfrogSteps: column(),
      divergent: column(),
      energy: column(),
    },
    adaptation: null,
    failedPosition: null,
    warmupMs: 0,
    samplingMs: 0,
    randomState: new Uint32Array(0),
  };
}

const assemble = (...lengths: number[]): Draws =>
  assembleDraws(
    variables,
    lengths.map((length, i) => outcome(i + 1, length)),
  );

describe("draws of several chains", () => {
  it("stand chain after chain, variable by variable, with their statistics", () => {
    const { values, statistics } = assemble(2, 2);
    expect(values.map((column) => [...column])).toEqual([
      [1000, 1001, 2000, 2001],
      [1000.1, 1001.1, 2000.1, 2001.1],
    ]);
    expect([...statistics.energy!]).toEqual([1, 1, 2, 2]);
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
