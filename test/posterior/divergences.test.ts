import { describe, expect, it } from "vitest";
import { diagnose } from "../../src/posterior/diagnose.ts";
import type { Diagnosis } from "../../src/posterior/diagnosis.ts";
import { findDivergences } from "../../src/posterior/divergences.ts";
import type { Draws } from "../../src/posterior/draws.ts";
import { makeDraws, normalDraws, type Shape } from "./make-draws.ts";

const shape: Shape = { chainCount: 4, drawCount: 1000 };
const total = 4000;
const μ = normalDraws(shape, 1);
const τ = normalDraws(shape, 2).map((x) => Math.exp(x));
const slow = normalDraws(shape, 3, { rho: 0.97 });
/** Places of the draws of τ, the smallest first. */
const byτ = Array.from(τ.keys()).sort((a, b) => τ[a]! - τ[b]!);

function withDivergences(places: readonly number[], rest: Record<string, Float64Array> = {}): Draws {
  const divergent = new Float64Array(total);
  for (const place of places) divergent[place] = 1;
  return makeDraws(shape, { μ, τ, ...rest }, { statistics: { divergent } });
}
const judge = (places: readonly number[]): Diagnosis => diagnose(withDivergences(places));

describe("divergences", () => {
  it("are a note where one of 4,000 lies in the midst of the posterior, as in counts of rare cases: right, but failed once", () => {
    const diagnosis = judge([byτ[2200]!]);
    expect(diagnosis).toMatchObject({ verdict: "good", problems: [], divergences: 1 });
    expect(diagnosis.notes.map(({ rule }) => rule)).toEqual(["divergences"]);
    expect(diagnosis.notes[0]!.message).toContain("1 of 4000 transitions diverged, in no corner");
  });

  it("are a note where four of 4,000 are scattered", () => {
    const diagnosis = judge([byτ[710]!, byτ[1720]!, byτ[2630]!, byτ[3300]!]);
    expect(diagnosis.verdict).toBe("good");
    expect(diagnosis.notes[0]!.message).toContain("scattered over the posterior");
  });

  it.each([[1], [2], [3], [4], [5]])("fail where %i are at the smallest draws of an sd", (count) => {
    const diagnosis = judge(byτ.slice(20, 20 + count));
    expect(diagnosis.verdict).toBe("failed");
    expect(diagnosis.problems.map(({ rule }) => rule)).toEqual(["divergences"]);
    expect(diagnosis.problems[0]!.variables[0]).toMatchObject({ name: "τ" });
    expect(diagnosis.problems[0]!.message).toMatch(/they gather where τ is small$/);
  });

  it("fail where more than 1 of 1,000 diverged, wherever they are", () => {
    expect(judge([1, 1001, 2001, 3001, 3501].map((i) => byτ[i]!)).verdict).toBe("failed");
  });

  it("fail where few gather at one end of a variable that may be negative, from three on", () => {
    const byμ = Array.from(μ.keys()).sort((a, b) => μ[a]! - μ[b]!);
    expect(
      findDivergences(withDivergences(byμ.slice(10, 12)))!.gathered.map(({ name }) => name),
    ).not.toContain("μ");
    expect(judge(byμ.slice(10, 13)).problems[0]!.message).toContain("μ is small");
    expect(judge(byμ.slice(3980, 3983)).problems[0]!.message).toContain("μ is large");
  });

  it("are not excused where other evidence is not clean", () => {
    const { problems } = diagnose(withDivergences([byτ[2200]!], { slow }));
    expect(problems.map(({ rule }) => rule)).toContain("divergences");
    expect(problems.map(({ rule }) => rule)).toContain("ess_bulk");
  });

  it("that are a few by chance are called gathered in about 1 of 10 runs for each sd", () => {
    let called = 0;
    for (let run = 0; run < 400; run++) {
      if (findDivergences(withDivergences([(run * 997) % total]))!.gathered.length > 0) called++;
    }
    expect(called / 400).toBeGreaterThan(0.06);
    expect(called / 400).toBeLessThan(0.14);
  });

  it("are not told of draws that carry none", () => {
    expect(findDivergences(makeDraws(shape, { μ }))).toBeNull();
    expect(findDivergences(withDivergences([]))).toMatchObject({ count: 0, gathered: [] });
  });
});
