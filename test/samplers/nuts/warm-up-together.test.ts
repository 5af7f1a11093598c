/** Chains that warm up together: what they learn is the posterior's, where they meet; where they do not, each warms up by itself. */

import { describe, expect, it } from "vitest";
import type { LogDensity } from "../../../src/density/log-density.ts";
import { type FitOptions, type Fitted, fit, readModel } from "../../../src/index.ts";
import { nutsOptions } from "../../../src/samplers/nuts/options.ts";
import { warmUpTogether } from "../../../src/samplers/nuts/warm-up-together.ts";
import { dataFile, modelFile } from "../../run/bundled.ts";

const options = nutsOptions.defaults;
const anywhere = { places: [], box: null };

/** Independent normals of these standard deviations. */
function normals(sds: readonly number[]): LogDensity {
  return {
    dimension: sds.length,
    evaluate: (x, gradient) => {
      let value = 0;
      sds.forEach((sd, i) => {
        gradient[i] = -x[i]! / sd / sd;
        value -= (0.5 * x[i]! * x[i]!) / sd / sd;
      });
      return value;
    },
  };
}

/** Two of standard deviation 0.2, at ±4: nobody crosses from one to the other. */
const apart: LogDensity = {
  dimension: 1,
  evaluate: (x, gradient) => {
    const off = x[0]! - (x[0]! > 0 ? 4 : -4);
    gradient[0] = -off / 0.04;
    return (-0.5 * off * off) / 0.04;
  },
};

describe("chains that warm up together", () => {
  it("learn the scales of the posterior, and end in it", () => {
    const sds = [0.01, 1, 300];
    const found = warmUpTogether(normals(sds), options, anywhere, { seed: 1, warmup: 1000 })!;
    found.adaptation.inverseMassMatrix.forEach((variance, i) => {
      expect(Math.sqrt(variance) / sds[i]!).toBeGreaterThan(0.7);
      expect(Math.sqrt(variance) / sds[i]!).toBeLessThan(1.4);
    });
    expect(found.places).toHaveLength(4);
    for (const place of found.places)
      for (const [i, x] of place.entries()) expect(Math.abs(x) / sds[i]!).toBeLessThan(5);
  });

  it("are left to themselves where they do not meet", () => {
    expect(warmUpTogether(apart, options, anywhere, { seed: 1, warmup: 1000 })).toBeNull();
  });

  it("are left to themselves where warm-up is short, and where somebody asked for more", () => {
    for (const warmup of [0, 100, 249, 1001, 5000])
      expect(warmUpTogether(normals([1]), options, anywhere, { seed: 1, warmup }), `${warmup}`).toBeNull();
  });
});

describe("a fit by NUTS", () => {
  const fitted = async (more: Partial<FitOptions>) =>
    fit(await readModel(modelFile("eight-schools")), {
      data: dataFile("eight-schools"),
      method: "nuts",
      draws: 100,
      exactDraws: true,
      seed: 3,
      ...more,
    });
  const stepSizes = (fit: Fitted) =>
    new Set(fit.record.adaptation.map((one) => (one as { stepSize?: number }).stepSize));

  it("has little warm-up of its own after that, and one step size", async () => {
    const together = await fitted({});
    expect(together.record.plan.warmup).toBe(50);
    expect(stepSizes(together).size).toBe(1);
  });

  it("has a longer warm-up chain by chain, as it was asked for", async () => {
    const alone = await fitted({ warmup: 1001 });
    expect(alone.record.plan.warmup).toBe(1001);
    expect(stepSizes(alone).size).toBe(4);
  });

  it("has the same draws of a chain, whatever others there are", async () => {
    const [four, two] = [await fitted({}), await fitted({ chains: 2 })];
    expect(two.get("μ")).toEqual(four.get("μ").slice(0, 200));
  });
});
