/** Sds of groups with a distribution of their own, while the means of the groups are integrated out. */

import { describe, expect, it } from "vitest";
import { fit, parseModel } from "../../../src/index.ts";
import { chooseCentering } from "../../../src/samplers/centering/centering.ts";
import { adjustableMarginal } from "../../../src/samplers/marginal/adjustable-marginal.ts";
import { nutsOptions } from "../../../src/samplers/nuts/options.ts";
import { numericalGradient, requireBound, scattered } from "../../density/harness.ts";
import { groupSdsText } from "./group-sds.ts";
import { integrate } from "./integrated-model.ts";

/** 39 rows of six groups, whose sds differ little. */
const rows = {
  g1: [2.566, 1.634, 1.657, 0.41, 2.289, 1.961, 1.494, 3.952],
  g2: [-3.325, -1.576, -1.597, -2.46, -3.046, -1.485],
  g3: [1.586, -1.047, 0.541, 1.116],
  g4: [-0.079, 0.146, 1.275, 0.665, -0.113, 0.674, -0.165, 2.094, 2.361],
  g5: [1.931, 1.48, 0.591, 2.097, -2.176, 1.286, 0.675],
  g6: [-0.445, 0.06, -0.132, -0.803, -0.103],
};
const columns = {
  y: Object.values(rows).flat(),
  g: Object.entries(rows).flatMap(([label, own]) => own.map(() => label)),
};

describe("sds of groups, lognormal with an unknown sd of their logarithms", () => {
  it("leave that sd right in its low tail, where it said .06 for .025", async () => {
    const fitted = await fit(parseModel(groupSdsText), { data: columns, workers: 0, seed: 2 });
    const row = fitted.summary().rows.find(({ variable }) => variable === "ω")!;
    // By quadrature over m, s, λ, ω and each σ
    const right = { mean: 0.3059, lower: 0.0253, median: 0.2477, upper: 0.7851 };
    for (const name of ["mean", "lower", "median", "upper"] as const) {
      expect(Math.abs(row[name] - right[name])).toBeLessThan(4 * row.errors[name]);
    }
    expect(row.essBulk).toBeGreaterThan(1000);
    expect(fitted.diagnose().verdict).toBe("good");
    expect(fitted.record.plan.parameterizations.σ).toBe("noncentered");
    expect(fitted.record.plan.centering.σ).toHaveLength(6);
  });

  it("may be non-centered by a word, as HP0511 denied them", async () => {
    const text = groupSdsText.replace("σ[g] ~", "noncentered σ[g] ~");
    const fitted = await fit(parseModel(text), { data: columns, workers: 0, warmup: 200, draws: 100 });
    expect(fitted.record.plan.parameterizations.σ).toBe("noncentered");
    expect(fitted.record.plan.centering).toEqual({});
  });
});

describe("coordinates of sds of groups in the marginal density", () => {
  const { compiled } = integrate(requireBound(groupSdsText, columns));
  const plain = adjustableMarginal(compiled);
  const centering = chooseCentering(plain, 3, nutsOptions.defaults);
  const chosen = plain.recentered(centering);

  it("follow the degrees of freedom of each group", () => {
    const share = [...centering.get("σ")!.share];
    expect(Math.min(...share)).toBeGreaterThan(0.05);
    expect(Math.max(...share)).toBeLessThan(0.7);
    // Nine rows tell more than four.
    expect(share[3]).toBeGreaterThan(share[2]!);
  });

  it("follow no parameter that is integrated out", () => {
    const names = centering.get("σ")!.slopes.map(({ parameter }) => parameter);
    expect(names.filter((name) => name === "m" || name === "μ")).toEqual([]);
  });

  it("have an exact gradient", () => {
    const { dimension } = chosen.sampled;
    const position = Float64Array.from(scattered(dimension, 0.7, 4));
    const gradient = new Float64Array(dimension);
    chosen.sampled.evaluate(position, gradient);
    const scratch = gradient.slice();
    const expected = numericalGradient((at) => chosen.sampled.evaluate(at, scratch), position);
    expected.forEach((value, i) => {
      expect(gradient[i]! - value).toBeCloseTo(0, 4);
    });
  });
});
