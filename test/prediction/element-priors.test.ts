/** Elements with priors of several kinds, simulated and fitted: moments by hand, quadrature, and calibration. */

import { describe, expect, it } from "vitest";
import { parseModel } from "../../src/api/model.ts";
import { fit } from "../../src/index.ts";
import { createRandomStream } from "../../src/numeric/random-stream.ts";
import { GenerativeModel } from "../../src/prediction/simulate.ts";
import { requireBound } from "../density/harness.ts";
import { quadratureNodes } from "../distributions/quadrature.ts";
import { elementData as data, elementText as text } from "./element-priors.ts";

describe("elements with priors of several kinds", () => {
  it("are drawn from their own", () => {
    const { generative } = GenerativeModel.of(requireBound(text, data));
    const stream = createRandomStream(4, 0);
    const draws = Array.from({ length: 20_000 }, () => generative!.simulate(stream).simulation!.draw);
    const mean = (k: number, of: (x: number) => number): number =>
      draws.reduce((sum, draw) => sum + of(draw[k]!), 0) / draws.length;
    const within = (found: number, expected: number, sd: number): void => {
      expect(Math.abs(found - expected) / (sd / Math.sqrt(draws.length))).toBeLessThan(4.5);
    };
    within(
      mean(0, (x) => x),
      0,
      2,
    );
    within(
      mean(0, (x) => x * x),
      4,
      4 * Math.SQRT2,
    );
    // A t distribution of 4 degrees of freedom beyond 1, of what is beyond 0.
    const beyond = (from: number): number =>
      quadratureNodes(from, Infinity).reduce(
        (sum, { x, weight }) => sum + weight * 0.375 * (1 + (x - 0.5) ** 2 / 4) ** -2.5,
        0,
      );
    const share = beyond(1) / beyond(0);
    within(
      mean(1, (x) => (x > 1 ? 1 : 0)),
      share,
      Math.sqrt(share * (1 - share)),
    );
    expect(Math.min(...draws.map((draw) => draw[1]!))).toBeGreaterThan(0);
    within(
      mean(2, (x) => x),
      -0.5,
      0.6 * Math.SQRT2,
    );
    within(
      mean(2, (x) => Math.abs(x + 0.5)),
      0.6,
      0.6,
    );
  });

  it("have the posterior means of a quadrature, whatever samples", async () => {
    const expected = posteriorMeans();
    for (const method of ["auto", "nuts", "gibbs"] as const) {
      const fitted = await fit(parseModel(text), { data, draws: 4000, seed: 2, method });
      const { rows } = fitted.summary();
      expected.forEach((value, k) => {
        const { mean, mcse } = rows.find(({ variable }) => variable === `β[${["intercept", "x", "z"][k]}]`)!;
        expect(Math.abs(mean - value) / mcse).toBeLessThan(4.5);
      });
    }
  }, 60_000);
});

/** The intercept integrated out by hand, the other two by nodes on both sides of the kink. */
function posteriorMeans(): number[] {
  const count = data.y.length + 1 / 4;
  const sums = [0, 0, 0, 0];
  const slopes = quadratureNodes(0, 4, 1, 1 / 24);
  const others = [quadratureNodes(-5, -0.5, 1, 1 / 24), quadratureNodes(-0.5, 4, 1, 1 / 24)].flat();
  for (const b of slopes)
    for (const c of others) {
      const residuals = data.y.map((y, i) => y - b.x * data.x[i]! - c.x * data.z[i]!);
      const sum = residuals.reduce((all, one) => all + one, 0);
      const squares = residuals.reduce((all, one) => all + one * one, 0);
      const prior = Math.exp(-Math.abs(c.x + 0.5) / 0.6) * (1 + (b.x - 0.5) ** 2 / 4) ** -2.5;
      const weight = b.weight * c.weight * prior * Math.exp((sum * sum) / count / 2 - squares / 2);
      [1, sum / count, b.x, c.x].forEach((value, k) => {
        sums[k]! += weight * value;
      });
    }
  return sums.slice(1).map((sum) => sum / sums[0]!);
}
