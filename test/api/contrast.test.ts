/** Marginal means, contrasts, slopes and hypotheses beside the same from the coefficients, draw by draw, and closed forms. */

import { describe, expect, it } from "vitest";
import { type ContrastOptions, contrastModel } from "../../src/api/contrast-model.ts";
import { fit } from "../../src/api/fit.ts";
import { parseModel } from "../../src/api/model.ts";
import { ProblemError } from "../../src/api/problem-error.ts";
import { readCsv } from "../../src/data/read-csv.ts";
import { createRandomStream } from "../../src/numeric/random-stream.ts";

const node = { readFile: readCsv, isPath: true };
const stream = createRandomStream(3, 1);
const effects: Readonly<Record<string, number>> = { a: 0, b: 1, c: 2.5 };
// Unbalanced: the later groups have fewer weeks.
const rows = Array.from({ length: 60 }, (_, i) => {
  const [g, week] = [Math.floor(i / 5), i % 5];
  const trt = "abc"[g % 3]!;
  return { g: `s${g}`, trt, week, y: effects[trt]! + 0.3 * week + stream.normal() };
}).filter(({ week }, i) => week < 5 - i / 20);

const fitted = await fit(
  parseModel(`data { y: real
trt: factor
week: real
g: factor }
X = design(1 + trt * week)
β[X] ~ normal(0, 5)
τ ~ half_normal(2)
σ ~ half_normal(2)
b[g] ~ normal(0, τ)
y ~ normal(X * β + b[g], σ)`),
  { data: rows, seed: 1, workers: 0, chains: 2, draws: 400 },
);
const β = (name: string) => fitted.get(`β[${name}]`);
const mean = (values: ArrayLike<number>) =>
  Array.from(values).reduce((sum, one) => sum + one, 0) / values.length;
const compare = (options: ContrastOptions) => contrastModel(fitted, options, node);

/** The mean over the draws of the linear predictor at a treatment and a week. */
function at(trt: string, week: number): number {
  const own = trt === "a" ? 0 : mean(β(`trt=${trt}`)) + week * mean(β(`trt=${trt}:week`));
  return mean(β("intercept")) + week * mean(β("week")) + own;
}

describe("marginal means", () => {
  it("over a balanced grid are those of the average group at the mean of numbers", async () => {
    const { means, notes } = await compare({ by: "trt" });
    const week = mean(rows.map((row) => row.week));
    expect(means.map(({ name }) => name)).toEqual(["a", "b", "c"]);
    for (const { name, estimate } of means) expect(estimate.mean).toBeCloseTo(at(name, week), 9);
    expect(notes[0]).toContain("its mean over the rows of the run");
    const average = await compare({ by: "week = 0, 4" });
    const both = average.means.map(({ estimate }) => estimate.mean);
    // Over all treatments, each the same weight, whatever the number of its rows.
    expect(both[0]).toBeCloseTo(mean(["a", "b", "c"].map((trt) => at(trt, 0))), 9);
    expect(both[1]).toBeCloseTo(mean(["a", "b", "c"].map((trt) => at(trt, 4))), 9);
  });

  it("over the rows of the run put each row at each value, with the effect of its own group", async () => {
    const { means } = await compare({ by: "trt", over: "observed" });
    for (const { name, estimate } of means) {
      const wanted = mean(rows.map((row) => at(name, row.week) + mean(fitted.get(`b[${row.g}]`))));
      expect(estimate.mean).toBeCloseTo(wanted, 9);
    }
    const averaged = await compare({ by: "trt", over: "observed", groups: { g: "average" } });
    const own = averaged.means[1]!.estimate.mean;
    expect(own).toBeCloseTo(mean(rows.map((row) => at("b", row.week))), 9);
  });

  it("have differences of each kind, with their direction and what counts as none", async () => {
    const pairwise = await compare({
      by: "trt",
      at: "week = 2",
      contrast: "pairwise",
      equivalence: [-1.5, 1.5],
    });
    expect(pairwise.contrasts.map(({ name }) => name)).toEqual(["b - a", "c - a", "c - b"]);
    const draws = β("trt=b").map((value, i) => value + 2 * β("trt=b:week")[i]!);
    const [first] = pairwise.contrasts;
    expect(first!.estimate.mean).toBeCloseTo(mean(draws), 9);
    expect(first!.direction).toBe(
      Math.max(...[1, -1].map((sign) => draws.filter((one) => sign * one > 0).length)) / draws.length,
    );
    expect(first!.equivalent).toBe(draws.filter((one) => Math.abs(one) <= 1.5).length / draws.length);
    const names = async (contrast: NonNullable<ContrastOptions["contrast"]>) =>
      (await compare({ by: "trt", contrast })).contrasts.map(({ name }) => name);
    expect(await names("reference")).toEqual(["b - a", "c - a"]);
    expect(await names("sequential")).toEqual(["b - a", "c - b"]);
    expect(await names("mean")).toEqual(["a - mean", "b - mean", "c - mean"]);
  });

  it("have slopes", async () => {
    const { means, contrasts } = await compare({ by: "trt", slope: "week", contrast: "reference" });
    expect(means[0]!.estimate.mean).toBeCloseTo(mean(β("week")), 6);
    expect(contrasts[0]!.estimate.mean).toBeCloseTo(mean(β("trt=b:week")), 6);
  });

  it("say what cannot be compared", async () => {
    const told = async (options: ContrastOptions): Promise<string> =>
      compare(options).then(
        () => "",
        (error: unknown) => {
          if (error instanceof ProblemError) return error.message;
          throw error;
        },
      );
    expect(await told({})).toContain("say what is compared");
    expect(await told({ by: "tret" })).toContain("did you mean `trt`?");
    expect(await told({ by: "trt", slope: "g" })).toContain("no numeric column");
    expect(await told({ by: "trt = d" })).toContain("no level");
    expect(await told({ by: ["trt", "week = 0, 4"], contrast: "polynomial" })).toContain("of one column");
    expect(await told({ by: "week = 0, 1, 4", contrast: "polynomial" })).toContain("not 0, 1, 4");
    expect(await told({ by: "week = 0, 2, 4", contrast: "polynomial" })).toBe("");
    expect(await told({ hypotheses: ["σ"] })).toContain("two sides");
    expect(await told({ hypotheses: ["σ > τt"] })).toContain("HP086");
  });
});

describe("hypotheses", () => {
  it("have the share of the draws that they hold in", async () => {
    const [one] = (await compare({ hypotheses: ["sigma > tau"] })).hypotheses;
    const [σ, τ] = [fitted.get("σ"), fitted.get("τ")];
    const share = σ.filter((value, i) => value > τ[i]!).length / σ.length;
    expect(one!.probability).toBe(share);
    expect(one!.odds).toBeCloseTo(share / (1 - share), 9);
  });

  it("of points have the Bayes factor of the conjugate model", async () => {
    // ȳ ~ N(μ, 1/n), μ ~ N(0, 2²): the evidence of μ = 0 over that of the model is N(ȳ; 0, 1/n) / N(ȳ; 0, 4 + 1/n).
    const y = [0.9, -0.4, 0.3, 1.1, 0.2, 0.6, -0.1, 0.5];
    const [n, average] = [y.length, mean(y)];
    const density = (x: number, variance: number) =>
      Math.exp((-x * x) / (2 * variance)) / Math.sqrt(variance);
    const wanted = density(average, 1 / n) / density(average, 4 + 1 / n);
    const normal = await fit(
      parseModel("data { y: real }\nμ ~ normal(0, 2)\nν ~ normal(1, 2)\ny ~ normal(μ, 1)"),
      {
        data: { y },
        seed: 2,
        workers: 0,
        draws: 4000,
      },
    );
    for (const text of ["μ = 0", "3 * μ = 0", "0 = -μ"]) {
      const [found] = (await contrastModel(normal, { hypotheses: [text] }, node)).hypotheses;
      const { factor, relativeError, isKnown, priorIs } = found!.bayesFactor!;
      expect(priorIs).toBe("exact");
      expect(isKnown).toBe(true);
      expect(relativeError).toBeLessThan(0.05);
      expect(Math.abs(factor / wanted - 1)).toBeLessThan(4 * relativeError + 0.02);
    }
    // The difference of two parameters has a prior that is simulated: N(-1, 8); its posterior is N(ȳ' - 1, v + 4).
    const [found] = (await contrastModel(normal, { hypotheses: ["μ = ν"] }, node)).hypotheses;
    const v = 1 / (n + 1 / 4);
    const ratio = density(v * n * average - 1, v + 4) / density(-1, 8);
    expect(found!.bayesFactor!.priorIs).toBe("simulated");
    expect(Math.abs(found!.bayesFactor!.factor / ratio - 1)).toBeLessThan(
      4 * found!.bayesFactor!.relativeError + 0.05,
    );
    // Far from where there are draws.
    const [far] = (await contrastModel(normal, { hypotheses: ["μ = 5"] }, node)).hypotheses;
    expect(far!.bayesFactor!.isKnown).toBe(false);
  });
});
