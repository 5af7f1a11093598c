/** Chains that are given twice fail the verdict; equal indicators, constants and chains that stand still do not. */

import { describe, expect, it } from "vitest";
import { diagnose } from "../../src/posterior/diagnose.ts";
import type { Draws } from "../../src/posterior/draws.ts";
import { type DrawsSource, sourceOf } from "../../src/posterior/draws-source.ts";
import { judgeSource } from "../../src/posterior/judge-source.ts";
import { makeDraws, normalDraws, type Shape } from "./make-draws.ts";

const shape: Shape = { chainCount: 4, drawCount: 1000 };
const rulesOf = (draws: Draws) => diagnose(draws).problems.map(({ rule }) => rule);

/** The chains of `from`, each as often as it is named. */
const taken = (from: Float64Array, chains: readonly number[], drawCount = shape.drawCount) =>
  Float64Array.from(
    chains.flatMap((chain) => [...from.subarray(chain * drawCount, (chain + 1) * drawCount)]),
  );
const [a, b] = [normalDraws(shape, 1), normalDraws(shape, 2, { map: Math.exp })];
const copied = (chains: readonly number[]): Draws =>
  makeDraws({ ...shape, chainCount: chains.length }, { a: taken(a, chains), b: taken(b, chains) });

/** One variable at a time. */
function inBlocks(whole: Draws): DrawsSource {
  return {
    ...sourceOf(whole),
    async *blocks() {
      for (const [v, values] of whole.values.entries()) yield { places: [v], values: [values] };
    },
  };
}

describe("chains that are given twice", () => {
  it("fail, and are named", () => {
    const { verdict, problems } = diagnose(copied([0, 1, 0, 2]));
    expect(verdict).toBe("failed");
    expect(problems.map(({ rule }) => rule)).toEqual(["copies"]);
    expect(problems[0]!.variables).toEqual([{ name: "chain 3", value: 1 }]);
    expect(problems[0]!.message).toMatch(/: chains 1 and 3$/);
    expect(problems[0]!.remedy).toMatch(/name each file once.*seed of its own/);
  });

  it("are told by groups", () => {
    expect(diagnose(copied([0, 0])).problems[0]!.message).toMatch(/: chains 1 and 2$/);
    expect(diagnose(copied([0, 1, 1, 0, 0, 2])).problems[0]!.message).toMatch(
      /: chains 1, 4 and 5; chains 2 and 3$/,
    );
  });

  it("are found block by block as in memory", async () => {
    const draws = copied([0, 1, 1, 2]);
    const { diagnosis } = await judgeSource(inBlocks(draws));
    expect(diagnosis).toEqual(diagnose(draws));
    expect(diagnosis.problems.map(({ rule }) => rule)).toEqual(["copies"]);
  });

  it("are found beside constants, and where only a discrete variable is judged", () => {
    const n = normalDraws(shape, 3, { map: (x) => (x > 1 ? 1 : 0) });
    const ones = new Float64Array(4000).fill(1);
    expect(rulesOf(makeDraws(shape, { a: taken(a, [0, 1, 2, 0]), ones }))).toEqual(["copies"]);
    expect(rulesOf(makeDraws(shape, { n: taken(n, [0, 1, 2, 0]) }))).toEqual(["copies"]);
  });
});

describe("no copies are", () => {
  it("chains that differ in one draw of one variable", () => {
    const draws = copied([0, 1, 0, 2]);
    draws.values[1]![2500]! += 1e-9;
    expect(rulesOf(draws)).toEqual([]);
  });

  it("chains of which one variable is equal, or that are equal in a constant", () => {
    expect(rulesOf(makeDraws(shape, { a: taken(a, [0, 1, 0, 2]), b }))).toEqual([]);
    expect(rulesOf(makeDraws(shape, { a, ones: new Float64Array(4000).fill(1) }))).toEqual([]);
  });

  it("chains that stand still, which is said of them already, nor rare events that never came", () => {
    expect(rulesOf(copied([0, 1, 2]))).toEqual([]);
    expect(rulesOf(makeDraws(shape, { ones: new Float64Array(4000).fill(1.5) }))).not.toContain("copies");
    const rare = Float64Array.from(a, (_, i) => (i === 3500 ? 1 : 0));
    expect(rulesOf(makeDraws(shape, { rare }))).not.toContain("copies");
  });
});
