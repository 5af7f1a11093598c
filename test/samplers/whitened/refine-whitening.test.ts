/** The nearest normal density: the density itself where that is normal, what dense sums find elsewhere, and a posterior that is whitened by it. */

import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import type { LogDensity } from "../../../src/density/log-density.ts";
import { type Fitted, fit, parseModel } from "../../../src/index.ts";
import { createRandomStream } from "../../../src/numeric/random-stream.ts";
import { SparseCholesky } from "../../../src/numeric/sparse-cholesky.ts";
import { patternOf } from "../../../src/numeric/sparse-pattern.ts";
import { mcseMean } from "../../../src/posterior/mcse.ts";
import { mean, standardDeviation } from "../../../src/posterior/moments.ts";
import type { PrecisionFinder } from "../../../src/samplers/whitened/precision.ts";
import { refineWhitening } from "../../../src/samplers/whitened/refine-whitening.ts";
import type { Whitening } from "../../../src/samplers/whitened/whitening.ts";

/** A log density of one number with its two derivatives. */
type Curve = (x: number) => { value: number; slope: number; curvature: number };

/** So many numbers, each of which has that density. */
function independent(curve: Curve, size: number): { density: LogDensity; finder: PrecisionFinder } {
  const pattern = patternOf(size, []);
  const finder = {
    pattern,
    cost: 1,
    at: (x: Float64Array) => ({
      pattern,
      below: new Float64Array(0),
      diagonal: x.map((one) => -curve(one).curvature),
    }),
  };
  const evaluate = (x: Float64Array, gradient: Float64Array): number =>
    x.reduce((sum, one, i) => {
      const { value, slope } = curve(one);
      gradient[i] = slope;
      return sum + value;
    }, 0);
  return { density: { dimension: size, evaluate }, finder };
}

function whiteningAbout(size: number, center: number, precision: number): Whitening {
  const cholesky = new SparseCholesky(patternOf(size, []));
  cholesky.update(new Float64Array(0), new Float64Array(size).fill(precision));
  return { center: new Float64Array(size).fill(center), factor: cholesky.factor, maps: [] };
}

const refined = (
  curve: Curve,
  size: number,
  first: Whitening,
): { centers: Float64Array; precisions: number[] } => {
  const { density, finder } = independent(curve, size);
  const { center, factor } = refineWhitening(density, finder, first, [], createRandomStream(1, 1))!;
  return { centers: center, precisions: Array.from(factor.values, (one) => one * one) };
};

describe("the nearest normal density", () => {
  it("is a normal density itself, wherever it is looked for from", () => {
    const normal: Curve = (x) => ({ value: -2 * (x - 3) ** 2, slope: -4 * (x - 3), curvature: -4 });
    const { centers, precisions } = refined(normal, 5, whiteningAbout(5, 1.5, 1));
    for (const center of centers) expect(center).toBeCloseTo(3, 10);
    for (const precision of precisions) expect(precision).toBeCloseTo(4, 12);
  });

  it("is that of two humps which dense sums find, not that of the higher one", () => {
    /** Two thirds of a normal density at 0 and a third of one at 2.2. */
    const humps: Curve = (x) => {
      const [low, high] = [2 * Math.exp(-0.5 * x * x), Math.exp(-0.5 * (x - 2.2) ** 2)];
      const share = high / (low + high);
      return {
        value: Math.log(low + high),
        slope: 2.2 * share - x,
        curvature: 2.2 ** 2 * share * (1 - share) - 1,
      };
    };
    const { center, precision } = bySums(humps);
    const found = refined(humps, 400, whiteningAbout(400, 0.2, 0.9));
    expect(center).toBeGreaterThan(0.6);
    expect(Math.abs(mean(found.centers) - center)).toBeLessThan(0.05);
    expect(mean(Float64Array.from(found.precisions)) / precision).toBeCloseTo(1, 1);
  });

  it("is not there where a slope is not finite", () => {
    const wall: Curve = (x) => ({ value: x > 1 ? -Infinity : -0.5 * x * x, slope: -x, curvature: -1 });
    const { density, finder } = independent(wall, 40);
    const stream = createRandomStream(1, 1);
    expect(refineWhitening(density, finder, whiteningAbout(40, 0, 1), [], stream)).toBeNull();
  });
});

/** By rounds of sums over a grid in place of draws. */
function bySums(curve: Curve): { center: number; precision: number } {
  let [center, precision] = [0.2, 0.9];
  for (let round = 0; round < 200; round++) {
    let [slope, curvature, total] = [0, 0, 0];
    for (let z = -8; z <= 8; z += 0.01) {
      const weight = Math.exp(-0.5 * z * z);
      const at = curve(center + z / Math.sqrt(precision));
      slope += weight * at.slope;
      curvature -= weight * at.curvature;
      total += weight;
    }
    precision = curvature / total;
    center += slope / total / precision;
  }
  return { center, precision };
}

/** Days of sleep deprivation with outcomes of heavy tails: what the data say of some subjects has two humps. */
describe("a growth model with Student-t outcomes", () => {
  const text = `data { Reaction: real, Days: real, Subject: factor }
X = design(1 + Days)
β[X] ~ normal([250, 10], [100, 30])
τ[X] ~ half_normal([50, 20])
Ω[X, X] ~ lkj(2)
σ ~ half_normal(50)
ν ~ gamma(2, 0.1)
b[Subject, X] ~ multi_normal(0, τ, Ω)
Reaction ~ student_t(ν, X * β + X * b[Subject], σ)
`;
  const data = fileURLToPath(new URL("../../../models/sleepstudy/data.csv", import.meta.url));
  const fitted = new Map<string, Fitted>();
  beforeAll(async () => {
    for (const method of ["auto", "nuts"] as const)
      fitted.set(method, await fit(parseModel(text), { data, method, seed: 3, workers: 0 }));
  });

  it("is whitened by it", () => {
    expect(fitted.get("auto")!.record.plan.kernel).toBe("rotation");
    expect(fitted.get("auto")!.diagnose().verdict).toBe("good");
  });

  it("has the posterior that NUTS finds, subjects' effects included", () => {
    const [one, other] = ["auto", "nuts"].map((method) => fitted.get(method)!.draws);
    one!.variables.forEach(({ name, isConstant, isHidden }, v) => {
      if (isConstant || isHidden) return;
      const [a, b] = [one!.values[v]!, other!.values[v]!];
      expect(other!.variables[v]!.name).toBe(name);
      const error = Math.hypot(mcseMean(a, one!.chainCount), mcseMean(b, other!.chainCount));
      expect(Math.abs(mean(a) - mean(b)), name).toBeLessThan(5 * error);
      expect(standardDeviation(a) / standardDeviation(b), name).toBeGreaterThan(0.8);
      expect(standardDeviation(a) / standardDeviation(b), name).toBeLessThan(1.25);
    });
  });
});
