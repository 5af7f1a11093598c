/** Smoothed weights and leave-one-out places, with those of R's loo on psis.json, made by test/reference/psis.R. */

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { looPit } from "../../src/posterior/loo-pit.ts";
import { smoothWeights } from "../../src/posterior/psis.ts";

interface Reference {
  readonly cases: Readonly<
    Record<
      string,
      { readonly ratios: readonly number[]; readonly k: number; readonly weights: readonly number[] }
    >
  >;
  readonly pit: {
    readonly observed: readonly number[];
    readonly replicated: readonly (readonly number[])[];
    readonly logLikelihood: readonly (readonly number[])[];
    readonly places: readonly number[];
  };
}

const reference = JSON.parse(readFileSync(new URL("psis.json", import.meta.url), "utf8")) as Reference;
const arrays = (lists: readonly (readonly number[])[]): Float64Array[] =>
  lists.map((one) => Float64Array.from(one));

describe("smoothed weights of importance ratios", () => {
  it.for(Object.entries(reference.cases))("are those of loo: %s", ([, { ratios, k, weights }]) => {
    const found = smoothWeights(Float64Array.from(ratios));
    // loo's infinite k is -1 in the file.
    if (k === -1) expect(found.paretoK).toBe(Number.POSITIVE_INFINITY);
    else expect(Math.abs(found.paretoK - k)).toBeLessThan(1e-8);
    weights.forEach((weight, i) => {
      expect(Math.abs(found.weights[i]! - weight)).toBeLessThan(1e-8 * Math.max(weight, 1 / weights.length));
    });
  });

  it("sum to one, keep the order of the ratios, and are NaN where a ratio is", () => {
    const ratios = Float64Array.from(reference.cases.worse!.ratios);
    const { weights } = smoothWeights(ratios);
    expect(weights.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 12);
    const order = [...ratios.keys()].sort((a, b) => ratios[a]! - ratios[b]!);
    order.slice(1).forEach((place, i) => {
      expect(weights[place]).toBeGreaterThanOrEqual(weights[order[i]!]!);
    });
    expect(smoothWeights(Float64Array.of(0, Number.NaN, 1)).weights.every(Number.isNaN)).toBe(true);
  });
});

describe("leave-one-out places", () => {
  const { observed, replicated, logLikelihood, places } = reference.pit;

  it("are those of loo's weights", () => {
    const found = looPit(Float64Array.from(observed), arrays(replicated), arrays(logLikelihood));
    places.forEach((place, i) => {
      expect(Math.abs(found.values[i]! - place)).toBeLessThan(1e-8);
    });
  });

  it("leave out what is missing, and share those that are equal by chance", () => {
    const given = looPit(
      Float64Array.of(Number.NaN, 2),
      [Float64Array.of(0, 0), Float64Array.of(2, 2)],
      [Float64Array.of(-1, -1), Float64Array.of(-1, -1)],
    );
    expect(given.values).toHaveLength(1);
    expect(given.values[0]).toBeGreaterThan(0);
    expect(given.values[0]).toBeLessThan(1);
  });

  it("are uniform for counts that come from what replicates them", () => {
    // 2,000 counts of 0 to 3, replicates of the same distribution.
    const count = 2000;
    const observations = Float64Array.from({ length: count }, (_, i) => (i * 7) % 4);
    const replicates = Array.from({ length: count }, () =>
      Float64Array.from({ length: 40 }, (_, d) => d % 4),
    );
    const flat = replicates.map((one) => one.map(() => -1));
    const { values } = looPit(observations, replicates, flat);
    const mean = values.reduce((sum, one) => sum + one, 0) / count;
    // Mean of uniform numbers: 1/2 ± 1/√(12 n).
    expect(Math.abs(mean - 0.5)).toBeLessThan(4 / Math.sqrt(12 * count));
  });
});
