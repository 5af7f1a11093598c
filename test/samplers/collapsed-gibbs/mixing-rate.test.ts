/** The mixing rate on designs where it is known in closed form, and what a chain does about a bad one. */

import { describe, expect, it } from "vitest";
import type { ColumnData } from "../../../src/data/from-memory.ts";
import { CollapsedDensity } from "../../../src/linear-gaussian/collapsed-density.ts";
import type { CollapsedGibbsRecipe } from "../../../src/linear-gaussian/collapsed-model.ts";
import { createCollapsedGibbsChain } from "../../../src/samplers/collapsed-gibbs/collapsed-gibbs.ts";
import { mixingRate } from "../../../src/samplers/collapsed-gibbs/mixing-rate.ts";
import { requireBound } from "../../density/harness.ts";
import { requireCollapsed, testStream } from "./crossed-models.ts";

const text = `data {
  y: real
  row: factor
  column: factor
}
β ~ normal(0, 2)
σ_r ~ half_normal(5)
σ_c ~ half_normal(5)
σ ~ half_normal(5)
r[row] ~ normal(0, σ_r)
c[column] ~ normal(0, σ_c)
y ~ normal(β + r[row] + c[column], σ)`;

/** Rows of the table by their levels. */
function columnsOf(levels: readonly (readonly [number, number])[]): ColumnData {
  return {
    y: levels.map(([row, column], i) => ((row * 7) % 5) + ((column * 3) % 7) + ((i * 5) % 11) / 20),
    row: levels.map(([row]) => `r${row}`),
    column: levels.map(([, column]) => `c${column}`),
  };
}

const complete = (rows: number, columns: number): [number, number][] =>
  Array.from({ length: rows * columns }, (_, i) => [Math.floor(i / columns), i % columns]);

/** A recipe and φ with these standard deviations, in the order σ_r, σ_c, σ. */
function modelAt(
  levels: readonly (readonly [number, number])[],
  deviations: readonly number[],
): { recipe: CollapsedGibbsRecipe; position: Float64Array } {
  const { recipe } = requireCollapsed(requireBound(text, columnsOf(levels)));
  return { recipe, position: Float64Array.from(deviations, Math.log) };
}

describe("the mixing rate", () => {
  it("of a complete table is that of its means, which only the prior of the intercept confounds", () => {
    const [rows, columns] = [7, 5];
    const [first, second, sigma] = [0.8, 1.7, 0.6];
    const { recipe, position } = modelAt(complete(rows, columns), [first, second, sigma]);
    const weight = 1 / sigma / sigma;
    const prior = 1 / 4;
    const total = weight * rows * columns + prior;
    // With the intercept integrated out, W = ωI - ω² 11'/(ωn + 1/s²).
    const shared = (weight * prior) / total;
    const own = (levels: number, others: number, deviation: number): number =>
      weight * others + 1 / deviation / deviation - (weight * weight * others * others * levels) / total;
    const expected =
      (shared * shared * rows * columns) / own(rows, columns, first) / own(columns, rows, second);
    expect(mixingRate(recipe, position)).toBeCloseTo(expected, 10);
  });

  it("of two factors with the same levels is that of two effects of which the sum is known", () => {
    const levels = Array.from({ length: 24 }, (_, i): [number, number] => [i % 8, i % 8]);
    const [first, second, sigma] = [0.8, 1.7, 0.6];
    const { recipe, position } = modelAt(levels, [first, second, sigma]);
    const information = 3 / sigma / sigma;
    const share = (deviation: number): number => information / (information + 1 / deviation / deviation);
    expect(mixingRate(recipe, position)).toBeCloseTo(share(first) * share(second), 6);
  });

  it("is the rate at which means of effects are forgotten by the draws", () => {
    const levels = Array.from({ length: 60 }, (_, i): [number, number] => [i % 12, (i * i + 3 * i) % 7]);
    const { recipe, position } = modelAt(levels, [1, 1, 0.5]);
    const rate = mixingRate(recipe, position);
    const forgetting = [1, 2].map((seed) => {
      const density = new CollapsedDensity(recipe);
      density.hyperparameters.position.set(position);
      const sweep = (stream: Parameters<CollapsedDensity["draw"]>[0]): void => {
        for (let k = 0; k < 2; k++) {
          density.condition(k);
          density.evaluate();
          density.draw(stream);
        }
      };
      sweep(testStream(seed));
      for (let i = 0; i < 10; i++) sweep(null);
      const tenth = density.factors[1]!.effects.slice();
      sweep(null);
      const eleventh = density.factors[1]!.effects.slice();
      return { tenth, eleventh };
    });
    const [a, b] = forgetting;
    const distance = (x: Float64Array, y: Float64Array): number =>
      Math.hypot(...x.map((value, i) => value - y[i]!));
    expect(distance(a!.eleventh, b!.eleventh) / distance(a!.tenth, b!.tenth)).toBeCloseTo(rate, 3);
  });
});

describe("a chain", () => {
  const adaptationOn = (levels: readonly (readonly [number, number])[]) => {
    const { recipe } = requireCollapsed(requireBound(text, columnsOf(levels)));
    const chain = createCollapsedGibbsChain({ recipe, stream: testStream(4), warmup: 60 })!;
    for (let i = 0; i < 60; i++) chain.transition();
    return chain.adaptation();
  };

  it("begins on other sides than its neighbour, in each coordinate: both began anywhere once", () => {
    const { recipe } = requireCollapsed(requireBound(text, columnsOf(complete(12, 9))));
    const sides = (chain: number): number[] => {
      const made = createCollapsedGibbsChain({ recipe, stream: testStream(chain), warmup: 60, chain })!;
      return Array.from(made.position, Math.sign);
    };
    for (const first of [1, 3, 5]) {
      const [one, other] = [sides(first), sides(first + 1)];
      expect(one).toEqual(other.map((side) => -side));
    }
  });

  it("draws effects in turn where that mixes well", () => {
    const { mixingRate: rate, drawsJointly } = adaptationOn(complete(12, 9));
    expect(rate).toBeLessThan(0.5);
    expect(drawsJointly).toBe(false);
  });

  it("draws effects jointly where they are confounded, as those of nested factors are", () => {
    const { mixingRate: rate, drawsJointly } = adaptationOn(
      Array.from({ length: 640 }, (_, i): [number, number] => [i % 16, Math.floor((i % 16) / 2)]),
    );
    expect(rate).toBeGreaterThan(0.95);
    expect(drawsJointly).toBe(true);
  });
});
