/** Pictures of shares of the variance, of intraclass correlations, and of priors beside posteriors. */

import { describe, expect, it } from "vitest";
import { normalCdf } from "../../../src/numeric/error-function.ts";
import { icc } from "../../../src/pictures/kinds/icc.ts";
import { massBetween, priorPosterior } from "../../../src/pictures/kinds/prior-posterior.ts";
import { variance } from "../../../src/pictures/kinds/variance.ts";
import type { Roles } from "../../../src/posterior/draws.ts";
import { quantile, sortDraws } from "../../../src/posterior/quantile.ts";
import { makeDraws, normalDraws } from "../../posterior/make-draws.ts";
import { groupRole, inputOf, marksOf, requirePicture, requireReason, runInput } from "./input.ts";

const shape = { chainCount: 2, drawCount: 500 };
const square = (seed: number, scale: number) =>
  normalDraws(shape, seed, { map: (value) => (scale * (1 + value / 10)) ** 2 });
const [tau, sigma] = [square(1, 3), square(2, 4)];
const draws = makeDraws(shape, { "variance g": tau, residual: sigma, "g[a]": normalDraws(shape, 3) });
const residual = { variance: "residual", definition: "variance of y about its linear predictor" };
const definition = {
  group: "g",
  definition: "correlation of two values of y of the same g",
  pairs: 4,
  covariance: { variances: [{ variance: "variance g", factor: 1 }], covariances: [] },
  first: {
    variances: [
      { variance: "variance g", factor: 1 },
      { variance: "residual", factor: 1 },
    ],
    covariances: [],
  },
  second: null,
};
const roles: Partial<Roles> = { ...groupRole("g", ["a"]), residual, intraclass: [definition] };
const share = sortDraws(tau.map((value, i) => value / (value + sigma[i]!)));

describe("a picture of the variance", () => {
  it("has shares with their intervals, and standard deviations", () => {
    const picture = requirePicture(variance, runInput(draws, roles));
    expect(picture.panels.map(({ title }) => title)).toEqual([
      "share of the variance of y",
      "standard deviation",
    ]);
    expect(picture.panels[0]!.y.names).toEqual(["g", "residual"]);
    const [interval, half] = marksOf(picture, "segments");
    expect([interval!.x1[0], interval!.x2[0]]).toEqual([quantile(share, 0.05), quantile(share, 0.95)]);
    expect([half!.x1[0], half!.x2[0]]).toEqual([quantile(share, 0.25), quantile(share, 0.75)]);
    const ofSds = marksOf(picture, "dots", 1)[0]!;
    expect(ofSds.x[0]).toBe(quantile(sortDraws(tau.map(Math.sqrt)), 0.5));
    expect(picture.description).toMatch(/Shares of the variance: g \d.*%.*residual/);
  });

  it("has no density that goes beyond 0 and 1, or below its row", () => {
    const wide = makeDraws(shape, {
      "variance g": normalDraws(shape, 5, { map: (value) => value ** 2 }),
      residual: normalDraws(shape, 6, { map: (value) => value ** 2 }),
      "g[a]": normalDraws(shape, 3),
    });
    const picture = requirePicture(variance, runInput(wide, roles));
    for (const [row, area] of marksOf(picture, "area").entries()) {
      expect(Math.min(...Array.from(area.x))).toBeGreaterThanOrEqual(0);
      expect(Math.max(...Array.from(area.x))).toBeLessThanOrEqual(1);
      expect(Math.max(...Array.from(area.upper))).toBeLessThanOrEqual(row);
    }
  });

  it("has one share for correlated terms together, and only sds where the residual is not known, with the reason", () => {
    const [own, slope] = [groupRole("g", ["a"]), groupRole("g", ["a"], { term: "x", variance: "slope" })];
    const components = [...own.components, ...slope.components];
    const correlations = [
      { group: "g", terms: ["intercept", "x"] as const, correlation: "rho", meanProduct: 0.5 },
    ];
    const more = makeDraws(shape, {
      ...namedOf(),
      slope: square(7, 1),
      rho: normalDraws(shape, 8).map((value) => value / 10),
    });
    const both = requirePicture(variance, runInput(more, { components, correlations, residual }));
    expect(both.panels[0]!.y.names).toEqual(["g: intercept, x", "residual"]);
    expect(both.panels[1]!.y.names).toEqual(["g", "g: x", "residual"]);
    const unknown = runInput(draws, { components: own.components, remarks: ["no share: y has no variance"] });
    const picture = requirePicture(variance, unknown);
    expect(picture.panels).toHaveLength(1);
    expect(picture.subtitle).toBe("No share: y has no variance.");
  });

  it("says what to do where there is none", () => {
    expect(requireReason(variance, inputOf(draws))).toContain("draw a `density`");
    expect(requireReason(variance, runInput(draws, { remarks: ["the outcome has no sd"] }))).toContain(
      "no variance components (the outcome has no sd)",
    );
    const none = makeDraws(shape, {
      "variance g": tau.map(() => Number.NaN),
      residual: sigma.map(() => Number.NaN),
    });
    expect(
      requireReason(variance, runInput(none, { components: groupRole("g", ["a"]).components, residual })),
    ).toContain("no variance component has finite draws");
  });
});

function namedOf(): Record<string, Float64Array> {
  return { "variance g": tau, residual: sigma };
}

describe("a picture of intraclass correlations", () => {
  it("has the density, the interval of the draws, and the definition in words", () => {
    const picture = requirePicture(icc, runInput(draws, roles));
    expect(picture.subtitle).toBe("g: correlation of two values of y of the same g.");
    const [bar] = marksOf(picture, "segments");
    expect([bar!.x1[0], bar!.x2[0]]).toEqual([quantile(share, 0.05), quantile(share, 0.95)]);
    expect(picture.panels[0]!.x.domain).toEqual([0, 1]);
  });

  it("has several in one panel, with numbers that their definitions have, and from below 0 where they go there", () => {
    const minus = {
      ...definition,
      covariance: { variances: [{ variance: "variance g", factor: -0.4 }], covariances: [] },
    };
    const picture = requirePicture(icc, runInput(draws, { ...roles, intraclass: [definition, minus] }));
    expect(picture.panels).toHaveLength(1);
    expect(picture.panels[0]!.y.names).toEqual(["1 g", "2 g"]);
    const [from, to] = picture.panels[0]!.x.domain!;
    expect(from).toBeLessThan(-0.1);
    expect(to).toBe(1);
    expect(picture.subtitle).toContain("2 g: correlation");
  });

  it("is of the group that is asked for, and says what to do where there is none", () => {
    expect(requirePicture(icc, runInput(draws, roles, { group: "g" })).panels).toHaveLength(1);
    expect(requireReason(icc, runInput(draws, roles, { group: "h" }))).toContain("name one of `g`");
    expect(requireReason(icc, inputOf(draws))).toContain("fit the model with `hyperprior fit`");
    expect(requireReason(icc, runInput(draws, {}))).toContain("the model has no group effects");
    expect(requireReason(icc, runInput(draws, { ...roles, intraclass: [] }))).toContain(
      "draw its `variance`",
    );
  });
});

describe("priors beside posteriors", () => {
  const density = (value: number): number => Math.exp((-value * value) / 8) / Math.sqrt(8 * Math.PI);
  const posterior = makeDraws(shape, { a: normalDraws(shape, 4), b: normalDraws(shape, 5) });
  const withPrior = (prior: ReadonlyMap<string, (value: number) => number>) => {
    const input = runInput(posterior, {});
    return { ...input, run: { ...input.run!, prior } };
  };

  it("have the prior's curve over the density, and its probability of the interval", () => {
    const picture = requirePicture(priorPosterior, withPrior(new Map([["a", density]])));
    expect(picture.panels.map(({ title }) => title)).toEqual(["a"]);
    expect(picture.subtitle).toContain("Not shown");
    const [curve] = marksOf(picture, "line");
    expect(curve!.y[7]).toBe(density(curve!.x[7]!));
    const sorted = sortDraws(posterior.values[0]!);
    const exact = normalCdf(quantile(sorted, 0.95) / 2) - normalCdf(quantile(sorted, 0.05) / 2);
    expect(picture.description).toContain(
      `to which the prior gives ${Number((100 * exact).toPrecision(2))}%`,
    );
    expect(massBetween(density, -3, 1)).toBeCloseTo(normalCdf(0.5) - normalCdf(-1.5), 9);
  });

  it("do not let a prior that is infinite at its end press the posterior down", () => {
    const steep = (value: number): number => 1 / Math.abs(value);
    const picture = requirePicture(priorPosterior, withPrior(new Map([["a", steep]])));
    const area = marksOf(picture, "area")[0]!;
    const most = Math.max(...Array.from(area.upper));
    const heights = Array.from(marksOf(picture, "line")[0]!.y).filter(Number.isFinite);
    expect(Math.max(...heights)).toBeLessThanOrEqual(2.1 * most);
  });

  it("are told apart from draws that have none", () => {
    expect(requireReason(priorPosterior, inputOf(posterior))).toContain("draw a `density`");
    expect(requireReason(priorPosterior, runInput(posterior, {}))).toContain(
      "the prior of a and b is not one of fixed numbers",
    );
    const still = makeDraws(shape, { a: posterior.values[0]!.map(() => 3) });
    const input = runInput(still, {});
    const picture = requirePicture(priorPosterior, {
      ...input,
      run: { ...input.run!, prior: new Map([["a", density]]) },
    });
    expect(marksOf(picture, "texts")[0]!.texts).toEqual(["all draws are 3"]);
  });
});
