import { describe, expect, it } from "vitest";
import { compareDraws } from "../../src/posterior/compare-draws.ts";
import type { Draws } from "../../src/posterior/draws.ts";
import { summarize } from "../../src/posterior/summary.ts";
import { makeDraws, normalDraws, type Shape } from "./make-draws.ts";

const shape: Shape = { chainCount: 4, drawCount: 1000 };
const same = (name: string): string => name;

const compare = (first: Draws, second: Draws, options = {}) =>
  compareDraws(summarize(first).rows, summarize(second).rows, same, options);

const normal = (seed: number, map = (x: number): number => x): Draws =>
  makeDraws(shape, {
    x: normalDraws(shape, seed, { map }),
    y: normalDraws(shape, seed + 500, { map: (z) => Math.exp(z / 3) }),
  });

describe("two sets of draws", () => {
  it("of one posterior are equivalent, in standard errors that are right", () => {
    const scores: number[] = [];
    let different = 0;
    for (let seed = 0; seed < 60; seed++) {
      const { verdict, variables } = compare(normal(seed), normal(seed + 10_000));
      if (verdict === "different") different++;
      scores.push(...Object.values(variables[0]!.differences).map((one) => one!.inErrors));
    }
    expect(different).toBeLessThanOrEqual(3);
    const variance = scores.reduce((sum, z) => sum + z * z, 0) / scores.length;
    expect(variance).toBeGreaterThan(0.7);
    expect(variance).toBeLessThan(1.4);
    expect(compare(normal(1), normal(2)).verdict).toBe("equivalent");
  });

  it("are different where a mean or only a width differs", () => {
    const shifted = compare(
      normal(1),
      normal(2, (x) => x + 0.3),
    );
    expect(shifted.verdict).toBe("different");
    expect(shifted.variables.map(({ verdict }) => verdict)).toEqual(["different", "equivalent"]);
    expect(shifted.variables[0]!.differences.mean!.inSds).toBeCloseTo(0.3, 1);
    const wider = compare(
      normal(1),
      normal(2, (x) => 1.3 * x),
    );
    expect(Math.abs(wider.variables[0]!.differences.sd!.inErrors)).toBeGreaterThan(wider.critical);
    expect(wider.verdict).toBe("different");
  });

  it("may differ by less than the margin, however clear that is", () => {
    const long: Shape = { chainCount: 4, drawCount: 20_000 };
    const of = (seed: number, by: number) =>
      makeDraws(long, { x: normalDraws(long, seed, { map: (x) => x + by }) });
    const { verdict, variables, critical } = compare(of(1, 0), of(2, 0.05));
    expect(Math.abs(variables[0]!.differences.mean!.inErrors)).toBeGreaterThan(critical);
    expect(verdict).toBe("equivalent");
    expect(compare(of(1, 0), of(2, 0.05), { margin: 0.02 }).verdict).toBe("different");
  });

  it("are unknown where there are too few, or where one breaks a rule", () => {
    const few: Shape = { chainCount: 4, drawCount: 150 };
    const of = (seed: number) => makeDraws(few, { x: normalDraws(few, seed) });
    expect(compare(of(1), of(2)).verdict).toBe("unknown");
    const stuck = makeDraws(shape, {
      x: normalDraws(shape, 3).map((x, i) => (i < 1000 ? 0 : x)),
      y: normalDraws(shape, 4),
    });
    expect(compare(normal(1), stuck, { margin: 5 }).variables[0]!.verdict).toBe("unknown");
  });

  it("say which variables only one has, and nothing without a common one", () => {
    const first = makeDraws(shape, { a: normalDraws(shape, 1), b: normalDraws(shape, 2) });
    const second = makeDraws(shape, { B: normalDraws(shape, 2), c: normalDraws(shape, 3) });
    const found = compareDraws(summarize(first).rows, summarize(second).rows, (name) => name.toLowerCase());
    expect(found).toMatchObject({ onlyInFirst: ["a"], onlyInSecond: ["c"], verdict: "equivalent" });
    expect(compare(first, second)).toMatchObject({ verdict: "unknown", variables: [] });
  });

  it("of what does not vary are equivalent if it is one number, and different if not", () => {
    const constant = (value: number) =>
      makeDraws(shape, { c: new Float64Array(4000).fill(value) }, { flags: { c: { isConstant: true } } });
    expect(compare(constant(1), constant(1)).verdict).toBe("equivalent");
    expect(compare(constant(1), constant(2)).verdict).toBe("different");
  });

  it("of a tail without a mean are compared by their medians", () => {
    const cauchy = (seed: number) => {
      const others = normalDraws(shape, seed + 1);
      return makeDraws(shape, { x: normalDraws(shape, seed).map((x, i) => x / others[i]!) });
    };
    const { differences } = compare(cauchy(1), cauchy(5)).variables[0]!;
    expect(differences.mean).toBeNull();
    expect(differences.median).not.toBeNull();
  });
});
