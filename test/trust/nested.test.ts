import { describe, expect, it } from "vitest";
import { createRandomStream } from "../../src/numeric/random-stream.ts";
import { built } from "../run/built.ts";
import { judgeSet } from "./judge-set.ts";
import { drawNestedSet, nestedTrialOf } from "./nested-sets.ts";
import { cumulativeOf, type Nested, nestedPosterior } from "./nested-truth.ts";
import { cumulative, gridPosterior } from "./one-way-truth.ts";

describe("the quadrature of three standard deviations", () => {
  it("is that of two where the inner one is hardly above 0", () => {
    const wide = { kind: "half_student_t", degrees: 3, scale: 5 } as const;
    // As narrow as the sets have them
    const narrow = { kind: "lognormal", location: 0.5, scale: 0.1 } as const;
    // log τ = -9 ± .1 is no variance at all.
    const tiny = { kind: "lognormal", location: -9, scale: 0.1 } as const;
    const groups = [
      [1.2, 3.1],
      [7.5, 6.2],
      [-4.4, -2.1],
    ];
    const nested: Nested = {
      outcomes: groups.map((values) => values.map((y) => [y])),
      meanSd: 10,
      priors: [wide, tiny, narrow],
    };
    const three = nestedPosterior(nested);
    const two = gridPosterior({ outcomes: groups, meanSd: 10, tau: wide, sigma: narrow }, 0.02);
    expect(Math.abs(three.logEvidence - two.logEvidence)).toBeLessThan(1e-3);
    for (const x of [0.5, 1.4, 1.5, 1.6, 1.7, 1.8, 5, 12]) {
      expect(Math.abs(cumulativeOf(three.marginals[0], x) - cumulative(two, "tau", x))).toBeLessThan(0.01);
      expect(Math.abs(cumulativeOf(three.marginals[2], x) - cumulative(two, "sigma", x))).toBeLessThan(0.01);
    }
  });
});

describe("a posterior of nested scales", () => {
  // In sets 38 and 45 rounding made spikes where σ is tiny: rows that are nearly equal within cells, and a floor that did not see them.
  it.each([1, 3, 38, 45])(
    "is right and good in random set %i, and its evidence is that of quadrature",
    async (seed) => {
      const set = drawNestedSet(createRandomStream(seed, 8), seed % 3 !== 0);
      const judged = await judgeSet(built, nestedTrialOf(set), "auto");
      expect(judged).toMatchObject({ isGood: true, isWrong: false });
      expect(Math.abs(judged.logEvidence - set.truth.logEvidence)).toBeLessThan(0.1);
    },
  );
});
