/** Leave-one-out, WAIC, differences and weights, with those of R's loo on loo.json, made by test/reference/loo.R. */

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { rankModels } from "../../src/posterior/compare-models.ts";
import { largestTrustedK, looPoint, sumElpd, waicPoint } from "../../src/posterior/elpd.ts";
import { pseudoBmaWeights, stackingWeights } from "../../src/posterior/model-weights.ts";

interface OfModel {
  readonly logLikelihood: readonly (readonly number[])[];
  readonly elpd: readonly number[];
  readonly p: readonly number[];
  readonly mcse: readonly number[];
  readonly k: readonly number[];
  readonly effective: readonly number[];
  readonly estimates: readonly (readonly [number, number])[];
  readonly waic: readonly number[];
  readonly pWaic: readonly number[];
  readonly waicEstimates: readonly (readonly [number, number])[];
}

const reference = JSON.parse(readFileSync(new URL("loo.json", import.meta.url), "utf8")) as {
  readonly chains: number;
  readonly models: readonly OfModel[];
  readonly compared: {
    readonly order: readonly string[];
    readonly diff: readonly number[];
    readonly error: readonly number[];
  };
  readonly stacking: readonly number[];
  readonly pseudoBma: readonly number[];
};
const elpds = reference.models.map(({ elpd }) => Float64Array.from(elpd));

function expectNear(found: ArrayLike<number>, wanted: readonly number[], error: number): void {
  expect(found.length).toBe(wanted.length);
  wanted.forEach((one, i) => {
    expect(Math.abs(found[i]! - one), `number ${i}: ${found[i]} against ${one}`).toBeLessThan(error);
  });
}

describe("the expected log predictive density", () => {
  it.for(reference.models.map((_, i) => i))("is that of loo and of waic, model %i", (m) => {
    const model = reference.models[m]!;
    const columns = model.logLikelihood.map((one) => Float64Array.from(one));
    const found = columns.map((one) => looPoint(one, reference.chains));
    const of = (name: keyof (typeof found)[number]) => found.map((one) => one[name]);
    expectNear(of("elpd"), model.elpd, 1e-8);
    expectNear(of("p"), model.p, 1e-8);
    expectNear(of("paretoK"), model.k, 1e-7);
    expectNear(of("mcse"), model.mcse, 1e-8);
    expectNear(of("effective"), model.effective, 1e-5);
    const { elpd, elpdSe, p, pSe } = sumElpd(Float64Array.from(of("elpd")), Float64Array.from(of("p")));
    expectNear([elpd, elpdSe, p, pSe], model.estimates.slice(0, 2).flat(), 1e-8);
    const waic = columns.map(waicPoint);
    const [own, numbers] = [waic.map((one) => one.elpd), waic.map((one) => one.p)];
    expectNear(own, model.waic, 1e-9);
    expectNear(numbers, model.pWaic, 1e-9);
    const sums = sumElpd(Float64Array.from(own), Float64Array.from(numbers));
    expectNear([sums.elpd, sums.elpdSe], model.waicEstimates[0]!, 1e-8);
  });

  it("needs no weights where all draws say the same, and is NaN where a draw is", () => {
    expect(looPoint(new Float64Array(100).fill(-2), 4)).toMatchObject({ elpd: -2, p: 0, mcse: 0 });
    const broken = Float64Array.from({ length: 100 }, (_, d) => (d === 3 ? Number.NaN : -d / 10));
    expect(looPoint(broken, 4).elpd).toBeNaN();
    expect(waicPoint(broken).elpd).toBeNaN();
  });

  it("trusts a Pareto k by the number of draws, as loo 2.7 does", () => {
    expect(largestTrustedK(4000)).toBe(0.7);
    expect(largestTrustedK(100)).toBeCloseTo(0.5, 12);
  });
});

describe("models compared", () => {
  it("differ as loo_compare says, the best first", () => {
    const { order, differences } = rankModels(elpds);
    expect(order.map((k) => `model${k + 1}`)).toEqual(reference.compared.order);
    expectNear(
      order.map((k) => differences[k]!.difference),
      reference.compared.diff,
      1e-7,
    );
    expectNear(
      order.map((k) => differences[k]!.error),
      reference.compared.error,
      1e-7,
    );
  });

  it("are called alike, not told apart, or worse", () => {
    const flat = (of: (i: number) => number) => Float64Array.from({ length: 50 }, (_, i) => of(i));
    const verdict = (of: (i: number) => number) =>
      rankModels([flat(() => 0), flat(of)]).differences[1]!.verdict;
    expect(verdict(() => -0.05)).toBe("alike");
    expect(verdict((i) => (i % 2 === 0 ? -5 : 4.7))).toBe("unclear");
    expect(verdict((i) => -0.2 - (i % 3) / 10)).toBe("worse");
  });

  it("are stacked as by loo, and better than any other weights", () => {
    const found = stackingWeights(elpds);
    expectNear(found, reference.stacking, 2e-3);
    const score = (weights: ArrayLike<number>): number =>
      elpds[0]!.reduce(
        (sum, _, i) =>
          sum + Math.log(elpds.reduce((mix, own, k) => mix + weights[k]! * Math.exp(own[i]!), 0)),
        0,
      );
    expect(score(found)).toBeGreaterThanOrEqual(score(reference.stacking) - 1e-9);
    for (let a = 0; a <= 20; a++)
      for (let b = 0; a + b <= 20; b++)
        expect(score(found)).toBeGreaterThanOrEqual(score([a / 20, b / 20, (20 - a - b) / 20]) - 1e-8);
  });

  it("share the weight where observations are split between them: 3 to 1 by hand", () => {
    // Three observations only the first can predict, one only the second: weights 3/4 and 1/4.
    const [one, other] = [Float64Array.of(0, 0, 0, -800), Float64Array.of(-800, -800, -800, 0)];
    expectNear(stackingWeights([one, other]), [0.75, 0.25], 1e-9);
    expectNear(stackingWeights([one, one]), [0.5, 0.5], 1e-12);
  });

  it("have the weights of pseudo-BMA+ up to its own chance", () => {
    const found = pseudoBmaWeights(elpds);
    expectNear(found, reference.pseudoBma, 0.03);
    expect(found.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 12);
  });
});
