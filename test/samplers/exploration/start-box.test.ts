/** Chains begin where prior and data are, in units of any size. */

import { describe, expect, it } from "vitest";
import { compile, instantiate } from "../../../src/density/compile.ts";
import { createRandomStream } from "../../../src/numeric/random-stream.ts";
import { startBoxOfJoint } from "../../../src/samplers/exploration/start-box.ts";
import { findInitialPosition } from "../../../src/samplers/hamiltonian/initial-position.ts";
import type { Columns } from "../../correctness/calibration.ts";
import { requireBound } from "../../density/harness.ts";

function boxOf(text: string, columns: Columns) {
  const bound = requireBound(text, columns);
  const { joint } = compile(bound);
  const { center, halfWidth } = startBoxOfJoint(bound, joint.inputs)!;
  const at = (name: string): readonly [number, number] => {
    const { offset } = joint.inputs.find((input) => input.name === name)!.node;
    return [center[offset]! - halfWidth[offset]!, center[offset]! + halfWidth[offset]!];
  };
  return { bound, at, box: { center, halfWidth } };
}

/** Five groups of three about 1,000, a hundred apart. */
const y = Array.from({ length: 15 }, (_, i) => 1000 + 100 * (i % 5) + 30 * Math.sin(7 * i));
const g = Array.from({ length: 15 }, (_, i) => `g${i % 5}`);
const oneWay = (β: string, σ: string): string =>
  `data { y: real\ng: factor }\nβ ~ ${β}\nσ_b ~ half_normal(300)\nσ ~ ${σ}\nb[g] ~ normal(0, σ_b)\ny ~ normal(β + b[g], σ)`;

describe("the box that chains begin in", () => {
  it("is the bulk of the prior: two standard deviations", () => {
    const { at } = boxOf(oneWay("normal(900, 50)", "half_normal(300)"), { y, g });
    const [lower, upper] = at("β");
    expect(lower).toBeCloseTo(800, -1);
    expect(upper).toBeCloseTo(1000, -1);
  });

  it("is no wider than the outcomes where the prior is, flat or far", () => {
    for (const prior of ["flat()", "normal(0, 1e6)"]) {
      const [lower, upper] = boxOf(oneWay(prior, "half_normal(300)"), { y, g }).at("β");
      expect(lower).toBeGreaterThan(-1500);
      expect(upper).toBeLessThan(1500);
      expect(upper - lower).toBeGreaterThan(1500);
    }
  });

  it("has sds from a twentieth of the data's to three times it, whatever a prior in another unit says", () => {
    for (const prior of ["half_normal(300)", "half_normal(1e-3)", "flat(lower: 0)"]) {
      const [lower, upper] = boxOf(oneWay("flat()", prior), { y, g }).at("σ");
      expect(Math.exp(lower)).toBeGreaterThan(5);
      expect(Math.exp(upper)).toBeLessThan(600);
    }
  });

  it("is 2 about 0 for effects of groups", () => {
    const [lower, upper] = boxOf(oneWay("flat()", "half_normal(300)"), { y, g }).at("b");
    expect(lower).toBeCloseTo(-2, 0);
    expect(upper).toBeCloseTo(2, 0);
  });

  it("does not go by outcomes that are counts", () => {
    const k = y.map(Math.round);
    const text = "data { k: int }\nη ~ normal(0, 100)\nk ~ poisson(exp(η))";
    const [lower, upper] = boxOf(text, { k }).at("η");
    expect([lower, upper]).toEqual([-2, 2]);
  });
});

describe("the place that a chain begins at", () => {
  it("is on both sides of the posterior and within its reach, though the prior is a thousand times as wide", () => {
    const { bound, box } = boxOf(oneWay("normal(0, 1e5)", "half_normal(300)"), { y, g });
    const { density } = instantiate(compile(bound).recipe);
    const gradient = new Float64Array(density.dimension);
    const found = Array.from({ length: 20 }, (_, c) => {
      const start = findInitialPosition(density, createRandomStream(1, c + 1), c + 1, { places: [], box });
      return { β: start.position[0]!, logDensity: density.evaluate(start.position, gradient) };
    });
    const best = Math.max(...found.map(({ logDensity }) => logDensity));
    // 8 numbers, 4.5 for each of them, and as much as the places differ that climbs ended at
    for (const { logDensity } of found) expect(logDensity).toBeGreaterThan(best - 60);
    const sd = Math.sqrt(found.reduce((sum, { β }) => sum + (β - 1200) ** 2, 0) / found.length);
    expect(sd).toBeGreaterThan(20);
    expect(found.some(({ β }) => β > 1200)).toBe(true);
    expect(found.some(({ β }) => β < 1200)).toBe(true);
  });

  it("is spread like the prior where the data say nothing", () => {
    const { bound, box } = boxOf(
      "data { y: real }\na ~ normal(0, 1000)\nb ~ normal(0, 1)\ny ~ normal(b, 1)",
      {
        y: [1500, -1400, 30],
      },
    );
    const { density } = instantiate(compile(bound).recipe);
    const places = Array.from(
      { length: 40 },
      (_, c) =>
        findInitialPosition(density, createRandomStream(1, c + 1), c + 1, { places: [], box }).position[0]!,
    );
    expect(Math.max(...places)).toBeGreaterThan(600);
    expect(Math.min(...places)).toBeLessThan(-600);
  });
});
