import { describe, expect, it } from "vitest";
import { createRandomStream } from "../../src/numeric/random-stream.ts";
import { built } from "../run/built.ts";
import { judgeSet } from "./judge-set.ts";
import { drawSet, trialOf } from "./one-way-sets.ts";
import { cumulative, gridPosterior, type OneWay } from "./one-way-truth.ts";

const { fit, model } = built;

/** Narrow lognormal priors of both scales: τ = 4.3 was called good, with every seed and by every program. */
const narrow: OneWay = {
  outcomes: [
    [-10.64, -9.58],
    [4.91, 8.22],
    [-20.67, -23.54],
  ],
  meanSd: 10,
  tau: { kind: "lognormal", location: -2.3341, scale: 0.4351 },
  sigma: { kind: "lognormal", location: -2.3706, scale: 0.3971 },
};

describe("a posterior of the scales with two modes", () => {
  it("has both in its draws where narrow priors and data disagree: τ is .053, .151 and 5.09 at 5, 50 and 95 %", async () => {
    const truth = gridPosterior(narrow);
    expect(truth.modeCount).toBe(2);
    for (const [x, p] of [
      [0.053, 0.05],
      [0.151, 0.5],
      [5.09, 0.95],
    ] as const)
      expect(Math.abs(cumulative(truth, "tau", x) - p)).toBeLessThan(0.01);
    expect(await judgeSet(built, trialOf({ data: narrow, truth }), "auto")).toMatchObject({
      isGood: true,
      isWrong: false,
    });
  });

  it.each([1, 2, 4, 5])(
    "is found with the right weights in random set %i, and its evidence is that of quadrature",
    async (seed) => {
      const set = drawSet(createRandomStream(seed, 7), true);
      const judged = await judgeSet(built, trialOf(set), "auto");
      expect(Math.abs(judged.logEvidence - set.truth.logEvidence)).toBeLessThan(0.1);
      expect(judged).toMatchObject({ isGood: true, isWrong: false });
    },
  );

  it("has both by gibbs, which jumps between them", async () => {
    const truth = gridPosterior(narrow);
    expect(await judgeSet(built, trialOf({ data: narrow, truth }), "gibbs")).toMatchObject({
      isGood: true,
      isWrong: false,
    });
  });

  it("fails by methods whose chains agree on one mode", async () => {
    const set = drawSet(createRandomStream(2, 7), true);
    for (const method of ["nuts", "gibbs"] as const) {
      const { isGood, isWrong } = await judgeSet(built, trialOf(set), method);
      expect(isGood && isWrong).toBe(false);
    }
  });

  it("is told where a cubic has three roots: x is .061 below -2", async () => {
    const text = `data { y: real }
x ~ normal(0, 3)
c ~ normal(0, 0.1)
f = (x - 1) * (x - 4) * (x + 5) / 20
y ~ normal(c + f, 0.3)
`;
    const fitted = await fit(model(Object.assign([text], { raw: [text] })), { data: { y: [0] } });
    expect(fitted.diagnose().verdict).toBe("good");
    const x = fitted.get("x");
    expect(Math.abs(x.filter((one) => one < -2).length / x.length - 0.061)).toBeLessThan(0.02);
    expect(fitted.record.plan.exploration!.modes).toBe(3);
  });

  describe("of roots 39 apart, of which nothing is integrated out", () => {
    const text = "data { y: real }\nx ~ normal(0, 30)\nf = (x - 1) * (x - 40) / 39\ny ~ normal(f, 0.3)\n";
    const roots = model(Object.assign([text], { raw: [text] }));

    it("is told as it is: x has the mean 12.4 and the sd 17.7", async () => {
      const fitted = await fit(roots, { data: { y: [0] } });
      expect(fitted.diagnose().verdict).toBe("good");
      const x = fitted.get("x");
      expect(Math.abs(x.filter((one) => one > 20).length / x.length - 0.29)).toBeLessThan(0.03);
      const [row] = fitted.summary().rows;
      expect(Math.abs(row!.mean - 12.4)).toBeLessThan(1.2);
      expect(Math.abs(row!.sd - 17.7)).toBeLessThan(0.6);
    });

    it.each(["nuts", "hmc", "gibbs"] as const)("fails honestly by %s", async (method) => {
      const fitted = await fit(roots, { data: { y: [0] }, method });
      expect(fitted.diagnose().verdict).toBe("failed");
      expect(Math.max(...fitted.get("x"))).toBeGreaterThan(30);
    });
  });
});
