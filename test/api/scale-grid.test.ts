/** Refits over a grid of scales, beside fits of models that were written with these scales. */

import { describe, expect, it } from "vitest";
import { fit, sensitivityToScale } from "../../src/api/fit.ts";
import { parseModel } from "../../src/api/model.ts";
import { readModel } from "../../src/api/read-model.ts";
import { quantile, sortDraws } from "../../src/posterior/quantile.ts";
import { dataFile, modelFile } from "../run/bundled.ts";

const data = dataFile("dyestuff");
const model = await readModel(modelFile("dyestuff"));
const run = await fit(model, { data, draws: 400, workers: 0 });
const median = (values: Float64Array) => quantile(sortDraws(values), 0.5);

describe("refits over the scale of a prior", () => {
  it("are those of the model written with that scale, and the run itself in the middle", async () => {
    const grid = await sensitivityToScale(run, "sigma_b", { points: 3 });
    expect(grid).toMatchObject({ parameter: "σ_b", written: "half_normal(100)", scale: 100 });
    expect(grid.points.map(({ factor }) => factor)).toEqual([0.25, 1, 4]);
    for (const [k, scale] of [25, 100, 400].entries()) {
      const text = model.source.replace("σ_b ~ half_normal(100)", `σ_b ~ half_normal(${scale})`);
      const written = await fit(parseModel(text), { data, draws: 400, workers: 0 });
      for (const { variable, estimates } of grid.curves)
        expect(estimates[k]!.median, `${variable} at ${scale}`).toBe(median(written.get(variable)));
    }
    expect(grid.curves.map(({ variable }) => variable)).toEqual(["β", "σ_b", "σ", "icc"]);
  });

  it("move by so many posterior sds", async () => {
    const grid = await sensitivityToScale(run, "σ_b", { points: 2, from: 0.1, to: 1, variables: ["icc"] });
    const [{ estimates, own, move }] = grid.curves as [(typeof grid.curves)[0]];
    expect(move.inSds).toBeCloseTo((estimates[1]!.median - estimates[0]!.median) / own.sd, 12);
    expect(move.inSds).toBeGreaterThan(0.5);
    expect(move.error).toBeLessThan(0.2);
  });

  it("have the values of constants that the run has, and its data", async () => {
    const text = "constant s = 1\ndata { y: real }\nμ ~ normal(0, s * 2)\ny ~ normal(μ, 1)\n";
    const own = await fit(parseModel(text), {
      data: { y: [1, 2, 3] },
      constants: { s: 0.25 },
      draws: 200,
      workers: 0,
    });
    const grid = await sensitivityToScale(own, "mu", { points: 2, from: 1, to: 100 });
    expect(grid.scale).toBe(0.5);
    // Precision 3 + 1/0.25 and 3 + 1/2500.
    expect(grid.curves[0]!.estimates[0]!.mean).toBeCloseTo(6 / 7, 1);
    expect(grid.curves[0]!.estimates[1]!.mean).toBeCloseTo(2, 0);
  });

  it.each([
    ["sigma_c", {}, /HP0885.*did you mean `σ_b`/s],
    ["b", {}, /HP0886.*name that: `σ_b`/s],
    ["σ_b", { from: 2, to: 1 }, "HP0888"],
    ["σ_b", { from: 0 }, "HP0888"],
    ["σ_b", { points: 1 }, "HP0888"],
    ["σ_b", { points: 2.5 }, "HP0888"],
    ["σ_b", { point: 3 }, "did you mean `points`?"],
  ])("of %s with %j are refused", async (name, options, message) => {
    await expect(sensitivityToScale(run, name, options as object)).rejects.toThrow(message);
  });

  it("of a prior without a scale are refused", async () => {
    const own = await fit(parseModel("data { y: real }\nμ ~ uniform(0, 9)\ny ~ normal(μ, 1)\n"), {
      data: { y: [1, 2] },
      draws: 20,
      workers: 0,
    });
    await expect(sensitivityToScale(own, "μ")).rejects.toThrow("HP0887");
  });
});
