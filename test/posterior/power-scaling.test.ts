/**
 * Power-scaling beside the measures of the R package priorsense (priorsense.json, made by test/reference/power-scaling.R), and beside
 * posteriors whose power-scaled form is known.
 */

import { describe, expect, it } from "vitest";
import { createRandomStream } from "../../src/numeric/random-stream.ts";
import { orderDraws, powerScale, sensitivityOf } from "../../src/posterior/power-scaling.ts";
import { quantile, sortDraws } from "../../src/posterior/quantile.ts";
import { sensitivityTable } from "../../src/posterior/sensitivity-table.ts";
import { weightedMean, weightedQuantiles, weightedSd } from "../../src/posterior/weighted.ts";
import { sensitivityJson } from "../../src/report/sensitivity-json.ts";
import { renderSensitivity } from "../../src/report/sensitivity-text.ts";
import cases from "./priorsense.json" with { type: "json" };

describe("sensitivity to a component", () => {
  it.each(cases)("is that of the functions of priorsense, with the weights of loo 2.5.1: %#", (one) => {
    const component = powerScale(Float64Array.from(one.logDensity))!;
    const { distance, changes } = sensitivityOf(orderDraws(Float64Array.from(one.x)), component, 0.9);
    expect(distance / one.expected.distance).toBeCloseTo(1, 8);
    const { mean, sd, lower, median, upper } = changes;
    for (const [k, change] of [mean, sd, lower, median, upper].entries())
      expect(change / one.expected.changes[k]!).toBeCloseTo(1, 7);
  });
});

/** Draws of N(mean, sd²). */
function normalDraws(mean: number, sd: number, count: number): Float64Array {
  const random = createRandomStream(7, 1);
  return Float64Array.from({ length: count }, () => mean + sd * random.normal());
}

describe("a normal mean with a normal prior", () => {
  // Prior N(0, 1), 4 observations of mean 2 with sd 2: precision 1 + 1, mean 1; with the prior to the power α precision α + 1, mean 2/(α + 1).
  const x = normalDraws(1, Math.SQRT1_2, 40_000);
  const logPrior = x.map((one) => -0.5 * one * one);
  const logLikelihood = x.map((one) => -0.5 * (one - 2) * (one - 2));
  const draws = orderDraws(x);
  const ofPrior = sensitivityOf(draws, powerScale(logPrior)!, 0.9);
  const ofLikelihood = sensitivityOf(draws, powerScale(logLikelihood)!, 0.9);

  it("changes as its power-scaled posterior does, in mean and in sd", () => {
    // d mean / d log₂ α = -ln 2 · 2/(α + 1)² = -ln 2 / 2; d sd / d log₂ α = -ln 2 (α + 1)^(-3/2) / 2
    // Four standard errors with 40,000 draws: 0.015 for mean and sd, by the covariance with the log density; the median has more.
    const exact = { mean: Math.LN2 / 2, sd: Math.LN2 / (2 * 2 ** 1.5) };
    for (const [found, sign] of [
      [ofPrior.changes, -1],
      [ofLikelihood.changes, 1],
    ] as const) {
      expect(Math.abs(found.mean - sign * exact.mean)).toBeLessThan(0.015);
      expect(Math.abs(found.median - sign * exact.mean)).toBeLessThan(0.06);
      expect(Math.abs(found.sd + exact.sd)).toBeLessThan(0.015);
    }
  });

  it("has the distance of the distribution functions themselves, by quadrature between the extremes of the draws", () => {
    const { sorted } = draws;
    const [from, to] = [sorted[0]!, sorted[sorted.length - 1]!];
    const both = [0.99, 1.01].map((power) => {
      const changed = (at: number): number => cdf((at - 2 / (power + 1)) * Math.sqrt(power + 1));
      const here = (at: number): number => cdf((at - 1) * Math.SQRT2);
      const [forth, back] = [1, -1].map((sign) => {
        const of = (f: (at: number) => number) => (at: number) => (sign > 0 ? f(at) : 1 - f(at));
        return jensenShannon(of(here), of(changed), from, to);
      });
      return Math.max(forth!, back!);
    });
    const exact = (both[0]! + both[1]!) / (2 * Math.log2(1.01));
    expect(ofPrior.distance / exact).toBeCloseTo(1, 1);
    // A conflict of prior and data, as the diagnosis has it: both above 0.05, and far above the noise.
    expect(exact).toBeGreaterThan(0.05);
    expect(ofPrior.noise).toBeLessThan(0.01);
  });

  it("tells that a component says nothing of a quantity that is independent of it, but for noise", () => {
    const other = orderDraws(normalDraws(0, 1, 80_000).slice(40_000));
    const { distance, noise } = sensitivityOf(other, powerScale(logPrior)!, 0.9);
    expect(distance).toBeLessThan(0.01);
    expect(distance / noise).toBeLessThan(4);
  });
});

/** Φ by the series of its density, accurate to 1e-12 for |z| < 7. */
function cdf(z: number): number {
  let [term, sum] = [z, z];
  for (let k = 3; k < 400; k += 2) {
    term *= (z * z) / k;
    sum += term;
  }
  return 0.5 + (sum * Math.exp(-0.5 * z * z)) / Math.sqrt(2 * Math.PI);
}

function jensenShannon(
  p: (at: number) => number,
  q: (at: number) => number,
  from: number,
  to: number,
): number {
  const steps = 4000;
  let [sum, area] = [0, 0];
  for (let i = 0; i < steps; i++) {
    const at = from + ((i + 0.5) * (to - from)) / steps;
    const [a, b] = [Math.max(p(at), 1e-300), Math.max(q(at), 1e-300)];
    const middle = (a + b) / 2;
    sum += a * Math.log2(a / middle) + b * Math.log2(b / middle);
    area += a + b;
  }
  return Math.sqrt(Math.max(0, sum) / area);
}

describe("nothing to scale", () => {
  it("is a component that is the same at all draws, or not finite at one", () => {
    expect(powerScale(new Float64Array(100).fill(-3))).toBeNull();
    expect(powerScale(Float64Array.of(1, 2, Number.NEGATIVE_INFINITY))).toBeNull();
    expect(powerScale(Float64Array.of(1, 2, Number.NaN))).toBeNull();
  });

  it("changes nothing of a quantity that is one number", () => {
    const component = powerScale(normalDraws(0, 1, 200))!;
    const { distance, changes } = sensitivityOf(orderDraws(new Float64Array(200).fill(4)), component, 0.9);
    expect(distance).toBe(0);
    expect(Math.abs(changes.median)).toBeLessThan(1e-10);
  });
});

describe("a table of sensitivities", () => {
  it("names quantities that are not finite at some draws, and why a component is not scaled", () => {
    const [x, y] = [normalDraws(0, 1, 200), normalDraws(1, 1, 200)];
    const infinite = y.map((value, i) => (i === 7 ? Infinity : value));
    const table = sensitivityTable(
      [
        { name: "x", values: x },
        { name: "odd", values: infinite },
      ],
      {
        prior: { name: "prior", written: null, logDensity: x.map((value) => -value * value) },
        likelihood: { name: "likelihood", written: null, logDensity: new Float64Array(200) },
        priors: [
          { name: "a", written: "flat()", logDensity: x.map((value, i) => (i === 3 ? -Infinity : value)) },
        ],
        areAll: true,
      },
    );
    expect(table.leftOut).toEqual(["odd"]);
    expect(table.rows.map(({ variable }) => variable)).toEqual(["x"]);
    expect([table.prior, table.likelihood, ...table.priors].map(({ unscaled }) => unscaled)).toEqual([
      null,
      "flat",
      "not finite",
    ]);
    const text = renderSensitivity(table);
    expect(text).toContain("left out, as they are not finite at some draws: odd");
    expect(text).toContain("the likelihood is the same at all draws");
    expect(text).toContain("not scaled, as the log prior is not finite at some draws: a");
    expect(sensitivityJson(table)).toMatchObject({ left_out: ["odd"], refit_draws: null });
  });
});

describe("weighted draws", () => {
  it("with equal weights are draws", () => {
    const x = normalDraws(3, 2, 101);
    const weights = new Float64Array(101).fill(1 / 101);
    const sorted = sortDraws(x);
    const probabilities = [0.05, 0.5, 0.93];
    for (const [k, q] of weightedQuantiles(sorted, weights, probabilities).entries())
      expect(q).toBeCloseTo(quantile(sorted, probabilities[k]!), 10);
    const mean = x.reduce((sum, one) => sum + one, 0) / 101;
    expect(weightedMean(x, weights)).toBeCloseTo(mean, 12);
    const squares = x.reduce((sum, one) => sum + (one - mean) ** 2, 0);
    expect(weightedSd(x, weights)).toBeCloseTo(Math.sqrt(squares / 100), 12);
  });
});
