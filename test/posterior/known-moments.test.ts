import { describe, expect, it } from "vitest";
import { createRandomStream, type RandomStream } from "../../src/numeric/random-stream.ts";
import { estimate } from "../../src/posterior/estimate.ts";
import { judgeMoments, type Moments } from "../../src/posterior/known-moments.ts";

const drawTotal = 4000;
const runs = 60;

type Draw = (stream: RandomStream) => number;
const studentT =
  (df: number): Draw =>
  (stream) =>
    stream.normal() / Math.sqrt(stream.gamma(df / 2, df / 2));
const inverseGamma =
  (shape: number): Draw =>
  (stream) =>
    1 / stream.gamma(shape, 1);
const lognormal =
  (sd: number): Draw =>
  (stream) =>
    Math.exp(sd * stream.normal());

/** The share of runs with each judgement. */
function judge(draw: Draw): Record<Moments, number> {
  const shares = { known: 0, sd_not_known: 0, mean_not_known: 0, no_mean: 0 };
  for (let run = 0; run < runs; run++) {
    const stream = createRandomStream(11, run);
    const sorted = Float64Array.from({ length: drawTotal }, () => draw(stream)).sort();
    shares[judgeMoments(sorted, drawTotal).moments] += 1 / runs;
  }
  return shares;
}

describe("mean and sd of 4,000 draws", () => {
  it.each<[string, Draw]>([
    ["normal", (stream) => stream.normal()],
    ["half-normal", (stream) => Math.abs(stream.normal())],
    ["exponential", (stream) => stream.exponential()],
    ["gamma of shape 0.5", (stream) => stream.gamma(0.5, 1)],
    ["lognormal of sd 0.5", lognormal(0.5)],
    ["t with 10 degrees of freedom", studentT(10)],
    ["t with 5 degrees of freedom", studentT(5)],
    ["t with 4 degrees of freedom", studentT(4)],
    ["inverse gamma of shape 5", inverseGamma(5)],
    ["two modes, 2 % of the draws far off", (s) => (s.uniform() < 0.02 ? 20 : 0) + s.normal()],
    ["two modes, 6 % of the draws far off", (s) => (s.uniform() < 0.06 ? 20 : 0) + s.normal()],
    ["whole numbers", (stream) => Math.floor(stream.gamma(2, 0.5))],
  ])("are known of %s", (_name, draw) => {
    expect(judge(draw).known).toBeGreaterThan(0.97);
  });

  it.each<[string, Draw]>([
    ["lognormal of sd 1", lognormal(1)],
    ["t with 3 degrees of freedom", studentT(3)],
    ["inverse gamma of shape 3", inverseGamma(3)],
  ])("are nearly always known of %s, whose sd is hard to tell", (_name, draw) => {
    expect(judge(draw).known).toBeGreaterThan(0.8);
  });

  it.each<[string, Draw]>([
    ["t with 2 degrees of freedom", studentT(2)],
    ["inverse gamma of shape 2", inverseGamma(2)],
    ["lognormal of sd 1.5, which would take ten million draws", lognormal(1.5)],
  ])("are hardly ever taken for known of %s", (_name, draw) => {
    expect(judge(draw).known).toBeLessThan(0.3);
  });

  it.each<[string, Draw]>([
    ["Cauchy", studentT(1)],
    ["half-Cauchy", (stream) => Math.abs(studentT(1)(stream))],
    ["1/x² in the tail", (stream) => 1 / stream.uniform()],
    ["inverse gamma of shape 1", inverseGamma(1)],
    ["inverse gamma of shape 0.5", inverseGamma(0.5)],
    ["Cauchy to the left", (stream) => -Math.abs(studentT(1)(stream))],
  ])("are never taken for known of %s, which has neither", (_name, draw) => {
    const shares = judge(draw);
    expect(shares.known + shares.sd_not_known).toBeLessThan(0.03);
    expect(shares.no_mean).toBeGreaterThan(0.8);
  });

  it("are judged by dependent draws as by fewer independent ones", () => {
    const stream = createRandomStream(3, 0);
    const distinct = Array.from({ length: 800 }, () => 1 / stream.uniform());
    const sorted = Float64Array.from({ length: 4000 }, (_, i) => distinct[i % 800]!).sort();
    expect(judgeMoments(sorted, 800).moments).toBe("no_mean");
  });

  it("are not judged of few draws, of infinite ones, and of one value", () => {
    const stream = createRandomStream(3, 0);
    const cauchy = (count: number) => Float64Array.from({ length: count }, () => 1 / stream.uniform()).sort();
    expect(judgeMoments(cauchy(50), 50).moments).toBe("known");
    expect(judgeMoments(cauchy(1000).fill(Number.POSITIVE_INFINITY, 999), 1000).moments).toBe("known");
    expect(judgeMoments(new Float64Array(1000).fill(2), Number.NaN).moments).toBe("known");
  });
});

describe("an estimate", () => {
  const stream = createRandomStream(5, 0);

  it("has no mean, sd nor error of these where the tails leave none, and its quantiles", () => {
    const values = Float64Array.from({ length: 4000 }, () => 1 / stream.uniform());
    const found = estimate(values, 4);
    expect(found).toMatchObject({ mean: Number.NaN, sd: Number.NaN, moments: "no_mean" });
    expect(found.errors).toMatchObject({ mean: Number.NaN, sd: Number.NaN });
    expect(found.median).toBeCloseTo(2, 0);
    expect(found.errors.upper).toBeGreaterThan(0);
  });

  it("has a mean without an error where the tails leave no sd", () => {
    const values = Float64Array.from({ length: 4000 }, () => 1 / Math.sqrt(stream.uniform()));
    const found = estimate(values, 4);
    expect(found).toMatchObject({ sd: Number.NaN, moments: "sd_not_known" });
    expect(found.errors.mean).toBeNaN();
    expect(found.mean).toBeCloseTo(2, 0);
  });
});
