/**
 * Draws of what is integrated out against its exact conditional normal distribution.
 *
 * A draw is an affine function of the standard normal numbers that the stream gives: x = m + Sε. With a stream of zeros it has to
 * be the exact mean, and with ones in one place after another it gives S, so that SS' has to be the exact covariance. That leaves to
 * chance only that each number is used once; the moments of real draws see to that.
 */

import { describe, expect, it } from "vitest";
import type { BoundModel } from "../../src/model/bound-model.ts";
import { createRandomStream, type RandomStream } from "../../src/numeric/random-stream.ts";
import { requireBound, scattered } from "../density/harness.ts";
import { type ConditionalNormal, conditionalNormal } from "../samplers/marginal/conditional-normal.ts";
import { integrate } from "../samplers/marginal/integrated-model.ts";
import { drawer, momentsOf } from "../samplers/marginal/joint-moments.ts";
import { exampleColumns, marginalExamples } from "../samplers/marginal/marginal-models.ts";

/** Standard errors from which on a deviation is printed, and fails: of about 4,000, by chance in one seed of 400. */
const alert = 4;
const failure = 5;
const drawCount = 1000;

function prepare(model: BoundModel) {
  const whole = integrate(model);
  const position = Float64Array.from(scattered(whole.density.dimension, 0.7, 5), (x) => x + 0.4);
  const exact = conditionalNormal(model, whole.integrated, position);
  return { exact, draw: drawer(whole, position, exact.names) };
}

describe.each(marginalExamples)("joint draws of $title", ({ text }) => {
  const { exact, draw } = prepare(requireBound(text, exampleColumns()));
  const count = exact.names.length;
  const sd = (v: number): number => Math.sqrt(exact.covariance[v * (count + 1)]!);

  it("have the exact conditional mean and covariance", () => {
    const { mean, covariance } = momentsOf(draw);
    for (let v = 0; v < count; v++) {
      expect(Math.abs(mean[v]! - exact.mean[v]!)).toBeLessThan(1e-9 * (sd(v) + Math.abs(exact.mean[v]!)));
      for (let w = 0; w < count; w++) {
        const difference = covariance[v * count + w]! - exact.covariance[v * count + w]!;
        expect(Math.abs(difference)).toBeLessThan(1e-9 * sd(v) * sd(w));
      }
    }
  });

  it("have these moments when they come from a random stream", () => {
    const deviations = deviationsOf(exact, draw);
    const excessive = [...deviations].filter(([, deviate]) => Math.abs(deviate) > alert);
    for (const [what, deviate] of excessive) console.warn(`alert: ${what}: ${deviate.toFixed(2)}`);
    expect(excessive.filter(([, deviate]) => !(Math.abs(deviate) < failure))).toEqual([]);
  });
});

/** Means and covariances of draws, in standard errors from the exact ones. */
function deviationsOf(
  { names, mean, covariance }: ConditionalNormal,
  draw: (stream: RandomStream) => Float64Array,
): ReadonlyMap<string, number> {
  const count = names.length;
  const stream = createRandomStream(20, 1);
  const sums = new Float64Array(count);
  const products = new Float64Array(count * count);
  for (let n = 0; n < drawCount; n++) {
    const deviation = draw(stream).map((value, v) => value - mean[v]!);
    for (let v = 0; v < count; v++) {
      sums[v]! += deviation[v]! / drawCount;
      for (let w = 0; w <= v; w++) products[v * count + w]! += (deviation[v]! * deviation[w]!) / drawCount;
    }
  }
  const deviations = new Map<string, number>();
  for (let v = 0; v < count; v++) {
    const own = covariance[v * (count + 1)]!;
    deviations.set(`mean of ${names[v]}`, sums[v]! / Math.sqrt(own / drawCount));
    for (let w = 0; w <= v; w++) {
      const exact = covariance[v * count + w]!;
      // var(xy) = s_x² s_y² + s_xy² for normal x and y
      const error = Math.sqrt((own * covariance[w * (count + 1)]! + exact * exact) / drawCount);
      deviations.set(`covariance of ${names[v]} and ${names[w]}`, (products[v * count + w]! - exact) / error);
    }
  }
  return deviations;
}
