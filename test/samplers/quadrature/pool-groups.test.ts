/** Groups that are alike, integrated once: against all of them, each by itself. */

import { describe, expect, it } from "vitest";
import { createRandomStream } from "../../../src/numeric/random-stream.ts";
import type { RuleRecipe } from "../../../src/samplers/quadrature/node-grid.ts";
import { poolDesigns } from "./pool-designs.ts";
import { integralsFor } from "./quadrature-models.ts";

const seeds = [1, 2];

describe.each(seeds.flatMap((seed) => poolDesigns(40, seed).map((one) => [one.name, seed, one] as const)))(
  "the density of %s, seed %i",
  (_, seed, { text, columns, width, isPooled, isOdd }) => {
    const pooled = integralsFor(text, columns);
    const single = integralsFor(text, columns, false);
    const size = single.recipe.sampled.length;
    const rule: RuleRecipe = isOdd
      ? { kind: "sinh", spacing: 0.2, reach: 1e3 }
      : { kind: "hermite", points: width === 1 ? 9 : 5 };
    const stream = createRandomStream(seed, 2);

    it("is over one group of each kind", () => {
      const { groups, members } = pooled.recipe;
      expect(members === null).toBe(!isPooled);
      expect(groups < 0.8 * single.recipe.groups).toBe(isPooled);
      expect(single.recipe.groups).toBe(40);
      expect(members?.counts.reduce((sum, one) => sum + one, 0) ?? 40).toBe(40);
    });

    it("is that of all groups, and has its gradient", () => {
      for (let time = 0; time < 3; time++) {
        const position = Float64Array.from({ length: size }, () => 0.6 * stream.normal());
        const [own, other] = [new Float64Array(size), new Float64Array(size)];
        const value = single.evaluate(position, rule, other);
        const found = pooled.evaluate(position, rule, own);
        expect(Math.abs(found - value) / Math.abs(value)).toBeLessThan(1e-12);
        const scale = Math.max(...other.map(Math.abs), 1);
        for (const [m, one] of own.entries()) expect(Math.abs(one - other[m]!) / scale).toBeLessThan(1e-12);
        expect(pooled.value(position, rule)).toBe(found);
      }
    });
  },
);
