import { describe, expect, it } from "vitest";
import { diagnose } from "../../src/posterior/diagnose.ts";
import type { Draws } from "../../src/posterior/draws.ts";
import { collectDraws, type DrawsSource, sourceOf } from "../../src/posterior/draws-source.ts";
import { judgeSource } from "../../src/posterior/judge-source.ts";
import { summarize } from "../../src/posterior/summary.ts";
import { makeDraws, normalDraws } from "./make-draws.ts";

const shape = { chainCount: 4, drawCount: 200 };
const arrays = Object.fromEntries(
  Array.from({ length: 7 }, (_, v) => [
    `x${v}`,
    normalDraws(shape, v + 1, {
      rho: v / 8,
      map: v === 3 ? (z) => Math.exp(z) : (z, chain) => z + (v === 5 ? chain : 0),
    }),
  ]),
);
const divergent = Float64Array.from({ length: 800 }, (_, i) => (arrays.x3![i]! < 0.2 ? 1 : 0));
const energy = normalDraws(shape, 99);
const draws: Draws = makeDraws(shape, arrays, {
  statistics: { divergent, energy },
  flags: { x2: { isHidden: true }, x4: { isConstant: true } },
});

/** Two variables at a time, as those who read a large file have them. */
function inBlocks(whole: Draws): DrawsSource {
  return {
    ...sourceOf(whole),
    async *blocks(isWanted = () => true) {
      const places = [...whole.variables.keys()].filter((v) => isWanted(whole.variables[v]!));
      for (let k = 0; k < places.length; k += 2) {
        const some = places.slice(k, k + 2);
        yield { places: some, values: some.map((v) => whole.values[v]!) };
      }
    },
  };
}

describe("draws that are judged block by block", () => {
  it("have the summary and the verdict of the same draws in memory", async () => {
    for (const source of [sourceOf(draws), inBlocks(draws)]) {
      const { summary, diagnosis } = await judgeSource(source, { prob: 0.8 });
      expect(summary).toEqual(summarize(draws, { prob: 0.8 }));
      expect(diagnosis).toEqual(diagnose(draws));
      expect(diagnosis.problems.map(({ rule }) => rule)).toEqual([
        "divergences",
        "rhat",
        "ess_bulk",
        "ess_tail",
      ]);
    }
  });

  it("are those that were asked for", async () => {
    const { summary } = await judgeSource(inBlocks(draws), { isWanted: ({ name }) => name !== "x5" });
    expect(summary.rows.map(({ variable }) => variable)).toEqual(["x0", "x1", "x3", "x4", "x6"]);
    const { values, variables } = await collectDraws(inBlocks(draws), ({ name }) => name > "x4");
    expect(variables.map(({ name }) => name)).toEqual(["x5", "x6"]);
    expect(values).toEqual([draws.values[5], draws.values[6]]);
  });
});
