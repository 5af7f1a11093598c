/** Verdicts on whole fits: of answers that were right and failed once, and of answers that were wrong and good once. */

import { describe, expect, it } from "vitest";
import { fit } from "../../src/api/fit.ts";
import { Fitted } from "../../src/api/fitted.ts";
import { parseModel } from "../../src/api/model.ts";

type Method = "auto" | "gibbs" | "nuts";

function fitText(
  text: string,
  data: Record<string, readonly (number | string)[]>,
  method: Method,
  seed = 1,
): Promise<Fitted> {
  return fit(parseModel(text), { data, method, workers: 0, seed });
}
const rules = (fitted: Fitted): string[] => fitted.diagnose().problems.map(({ rule }) => rule);

describe("counts of a rare case in ten groups", () => {
  it("are right (α -7.35, τ 1.45) and good, though one of 4,000 transitions diverged: failed once", async () => {
    const text = `data {
  id: factor
  n: int >= 1
  y: int in 0..n
}
α ~ normal(-5, 3)
τ ~ half_normal(2)
b[id] ~ normal(0, τ)
y ~ binomial_logit(n, α + b[id])`;
    const n = [286, 517, 149, 34, 55, 7, 105, 14, 105, 6];
    const y = [2, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    const fitted = await fitText(text, { id: n.map((_, i) => `${i + 1}`), n, y }, "auto");
    expect(fitted.diagnose()).toMatchObject({ verdict: "good" });
  });
});

describe("a constant outcome under a prior of log σ that is all but flat (a flat one is refused: HP0465)", () => {
  const text = "data { y: real }\nm ~ normal(0, 10)\nls ~ normal(0, 1000000000)\ny ~ normal(m, exp(ls))";

  it.each<Method>(["auto", "gibbs"])(
    "fails by %s, at the ends of what numbers can hold: good once",
    async (method) => {
      const fitted = await fitText(text, { y: [1, 1, 1, 1] }, method);
      expect(rules(fitted).slice(0, 2)).toEqual(["runaway", "stuck"]);
      expect(fitted.summary().rows.map(({ breaksRule }) => breaksRule)).toEqual([true, true]);
    },
  );
});

describe("an outcome that is constant in each group", () => {
  it("fails for a σ of next to 0, and not with advice about funnels alone (a half-normal σ is refused: HP0465)", async () => {
    const text =
      "data { y: real\n g: factor }\nμ ~ normal(0, 5)\nτ ~ half_normal(5)\nσ ~ lognormal(0, 1000)\nb[g] ~ normal(0, τ)\n" +
      "y ~ normal(μ + b[g], σ)";
    const fitted = await fitText(text, { y: [1, 1, 2, 2, 4, 4], g: ["a", "a", "b", "b", "c", "c"] }, "auto");
    const { problems } = fitted.diagnose();
    expect(problems[0]!.rule).toBe("runaway");
    expect(problems[0]!.remedy).toContain(
      "whether the outcome is the same in all rows, or in all rows of each group",
    );
    for (const { remedy } of problems.slice(1)) expect(remedy).toBe("a consequence of 1: mend that first");
  });
});

describe("a funnel", () => {
  it("fails where it is sampled centered, though steps that are divided no longer diverge", async () => {
    const text =
      "data { y: real\n g: factor }\nμ ~ normal(0, 10)\nτ ~ half_normal(5)\ncentered b[g] ~ normal(0, τ)\ny ~ normal(μ + b[g], 1)";
    const fitted = await fitText(
      text,
      { y: [1.2, 2.4, 1.9, 2.8, 2.1], g: ["a", "b", "c", "d", "e"] },
      "nuts",
      2,
    );
    expect(fitted.diagnose().verdict).toBe("failed");
    expect(rules(fitted)).not.toContain("divergences");
  });
});

describe("a flat prior of τ with three groups and a free mean, whose tail is 1/τ²", () => {
  it("is good without a mean of τ, where one was printed once", async () => {
    const text =
      "data { y: real\n g: factor }\nμ ~ flat()\nτ ~ flat(lower: 0)\nb[g] ~ normal(0, τ)\ny ~ normal(μ + b[g], 0.3)";
    const data = { y: [1, 1.4, 2, 2.5, 4, 4.1], g: ["a", "a", "b", "b", "c", "c"] };
    const fitted = await fitText(text, data, "auto");
    expect(fitted.diagnose().verdict).toBe("good");
    const τ = fitted.summary().rows.find(({ variable }) => variable === "τ")!;
    expect(τ).toMatchObject({ mean: Number.NaN, sd: Number.NaN, mcse: Number.NaN });
    expect(["no_mean", "mean_not_known"]).toContain(τ.moments);
    expect(fitted.variance().components[0]!.variance.moments).toBe("no_mean");
    expect(fitted.variance().components[0]!.share!.moments).toBe("known");
  });
});

describe("advice", () => {
  it("names the options of a script to a script, where the command line names flags", async () => {
    const text = "data { y: real }\nm ~ normal(0, 10)\ns ~ half_normal(10)\ny ~ normal(m, s)";
    const options = {
      method: "nuts",
      chains: 2,
      warmup: 5,
      draws: 20,
      exactDraws: true,
      workers: 0,
    } as const;
    const fitted = await fit(parseModel(text), { ...options, data: { y: [1, 2, 4, 3] } });
    const remedies = ({ problems }: ReturnType<Fitted["diagnose"]>): string =>
      problems.map(({ remedy }) => remedy).join("\n");
    expect(remedies(fitted.diagnose())).toContain("`draws: 1000`");
    expect(remedies(fitted.diagnose())).not.toContain("--");
    const onCommandLine = new Fitted({ record: fitted.record, draws: fitted.draws }, [], {
      isInFlagWords: true,
    });
    expect(remedies(onCommandLine.diagnose())).toContain("--draws 1000");
  });
});
