/**
 * Models with priors so wide that nothing can be computed in the middle of them, or that the way out is too steep to climb: their chains
 * begin where the posterior is. "A model with wide uniform priors finds no start since only the middle of the ranges is tried."
 */

import { describe, expect, it } from "vitest";
import { compile, instantiate } from "../../../src/density/compile.ts";
import type { LogDensity } from "../../../src/density/log-density.ts";
import { createRandomStream } from "../../../src/numeric/random-stream.ts";
import { startBoxOfJoint } from "../../../src/samplers/exploration/start-box.ts";
import { findFarPlace, searchByCoordinates } from "../../../src/samplers/hamiltonian/far-places.ts";
import { findInitialPosition } from "../../../src/samplers/hamiltonian/initial-position.ts";
import { requireBound } from "../../density/harness.ts";

const x = Array.from({ length: 40 }, (_, i) => Math.sin(3 * i));
const g = x.map((_, i) => `g${i % 5}`);
const k = x.map((one, i) => Math.round(Math.exp(1.5 + 0.5 * one) + (i % 3) - 1));
const t = x.map((one, i) => 2 + one + Math.cos(11 * i));
const y = x.map((one, i) => (one + Math.cos(7 * i) > 0 ? 1 : 0));
const head = "data { x: real\ng: factor\nk: int\nt: real\ny: int in 0..1 }\n";

/** Where each of twelve chains begins, with its log density, and the highest that any climb from these comes to. */
function startsOf(lines: string) {
  const bound = requireBound(head + lines, { x, g, k, t, y });
  const { recipe, joint } = compile(bound);
  const { density } = instantiate(recipe);
  const box = startBoxOfJoint(bound, joint.inputs)!;
  const gradient = new Float64Array(density.dimension);
  const starts = Array.from({ length: 12 }, (_, c) =>
    findInitialPosition(density, createRandomStream(1, c + 1), c + 1, { places: [], box }),
  );
  const values = starts.map(({ position }) => density.evaluate(position, gradient));
  return { density, box, starts, values };
}

const wide = "a ~ uniform(-1000, 1000)\nb ~ uniform(-1000, 1000)\n";
const effects = "s ~ uniform(0, 1000)\nu[g] ~ normal(0, s)\n";

describe("chains of models with very wide priors", () => {
  it.each([
    ["counts with a logarithmic link", `${wide}k ~ poisson(exp(a + b * x))`],
    [
      "counts whose coefficients may not be 0",
      "a ~ uniform(0, 1000)\nb ~ uniform(0, 1000)\nk ~ poisson(exp(a + b * x))",
    ],
    ["counts of groups", `${wide}${effects}k ~ poisson(exp(a + b * x + u[g]))`],
    ["a logit of hundreds", `${wide}${effects}y ~ bernoulli(inv_logit(a + b * x + u[g]))`],
    ["a probit of hundreds", `${wide}${effects}y ~ bernoulli(normal_cdf(a + b * x + u[g]))`],
    [
      "a complementary log-log of hundreds",
      `${wide}${effects}y ~ bernoulli(1 - exp(-exp(a + b * x + u[g])))`,
    ],
    ["an sd of e^-1000", "m ~ uniform(0, 1000)\ns ~ uniform(0, 1000)\nt ~ normal(m * exp(-s * x), exp(-s))"],
    [
      "a logarithm that is defined in a corner",
      "a ~ uniform(0, 1000)\nq ~ uniform(0, 1000)\nt ~ normal(log(a - 995), q)",
    ],
    ["a root that is defined in a corner", "a ~ uniform(0, 1000)\nt ~ normal(sqrt(a - 990), 1)"],
  ])("begin within reach of the posterior: %s", (_, lines) => {
    const { starts, values } = startsOf(lines);
    for (const { kind } of starts) expect(kind).toBe("found");
    // Chance takes 4.5 away for each number, of at most 8; an sd at the end of its range, from which chains come back, some hundreds.
    const best = Math.max(...values);
    for (const value of values) expect(value).toBeGreaterThan(best - 300);
  });

  it("could not begin where they would have: in the middle the density is nowhere near", () => {
    const { density, box, values } = startsOf(
      "a ~ uniform(0, 1000)\nb ~ uniform(0, 1000)\nk ~ poisson(exp(a + b * x))",
    );
    const gradient = new Float64Array(2);
    expect(density.evaluate(box.center, gradient)).toBeLessThan(Math.min(...values) - 1e100);
  });
});

describe("a place far out", () => {
  const box = { center: Float64Array.of(1, 2, 3), halfWidth: Float64Array.of(1, 10, 0.1) };
  it("is found where all coordinates must be far from the center, or one of them", () => {
    const distance = (position: Float64Array, i: number) =>
      (position[i]! - box.center[i]!) / box.halfWidth[i]!;
    const all = findFarPlace(box, createRandomStream(1, 1), (p) =>
      [0, 1, 2].every((i) => distance(p, i) > 6),
    );
    expect([0, 1, 2].every((i) => distance(all!, i) > 6)).toBe(true);
    const one = findFarPlace(
      box,
      createRandomStream(1, 1),
      (p) => distance(p, 1) > 20 && Math.abs(distance(p, 0)) < 1,
    );
    expect(distance(one!, 1)).toBeGreaterThan(20);
  });

  it("is none where no place is of use", () => {
    expect(findFarPlace(box, createRandomStream(1, 1), () => false)).toBeNull();
  });
});

describe("a search by coordinates", () => {
  const density = (
    of: (x: number, y: number) => number,
    slope: (x: number, y: number) => [number, number],
  ): LogDensity => ({
    dimension: 2,
    evaluate(position, gradient) {
      gradient.set(slope(position[0]!, position[1]!));
      return of(position[0]!, position[1]!);
    },
  });

  it("comes to the top of a plateau's edge that has no slope to climb", () => {
    const steps = density(
      (a, b) => -Math.floor(Math.abs(a - 50) / 7) - Math.floor(Math.abs(b + 3) / 7),
      () => [0, 0],
    );
    const { position, value } = searchByCoordinates(steps, Float64Array.of(0, 0), Float64Array.of(1, 1), 0.5);
    expect(value === 0).toBe(true);
    expect(Math.abs(position[0]! - 50)).toBeLessThan(7);
  });

  it("does not stop where the gradient is not finite", () => {
    const cliff = density(
      (a) => (a > 3 ? 100 : -((a - 2) ** 2)),
      (a) => (a > 3 ? [Infinity, 0] : [-2 * (a - 2), 0]),
    );
    const { position } = searchByCoordinates(cliff, Float64Array.of(0, 0), Float64Array.of(1, 1), 1e-9);
    expect(position[0]!).toBeCloseTo(2, 3);
  });
});
