/** Draws of group effects given the rest: their distribution, against sums over a dense grid. */

import { describe, expect, it } from "vitest";
import { createRandomStream } from "../../../src/numeric/random-stream.ts";
import { EffectsDraw } from "../../../src/samplers/quadrature/effects-draw.ts";
import type { RuleRecipe } from "../../../src/samplers/quadrature/node-grid.ts";
import { exactShares } from "./exact-shares.ts";
import { integralsFor, quadratureModels } from "./quadrature-models.ts";

const draws = 4000;
const hermite: RuleRecipe = { kind: "hermite", points: 21 };
const lines: RuleRecipe = { kind: "sinh", spacing: 0.1, reach: 1e4 };
const cases: readonly (readonly [string, RuleRecipe])[] = [
  ["answers", { kind: "hermite", points: 5 }],
  ["heavy tails of rows", hermite],
  ["heavy tails of groups", lines],
  ["effects of two kinds of groups", lines],
  ["effects with a kink", { kind: "halves", points: 75, reach: 18 }],
  ["counts with two effects that are correlated", { kind: "hermite", points: 5 }],
];

describe.each(cases)("the effects drawn of %s", (name, rule) => {
  const { text, columns, width } = quadratureModels(3, 4).find((one) => one.name === name)!;
  const integrals = integralsFor(text, columns);
  const { groups, places } = integrals.recipe;
  const position = Float64Array.from(integrals.recipe.sampled, (_, i) => 0.2 - 0.1 * i);
  const effects = new EffectsDraw(integrals);
  const stream = createRandomStream(5, 1);
  const all = Array.from({ length: draws }, () => {
    effects.draw(integrals, position, rule, stream);
    return Array.from(places, (place) => integrals.whole[place]!);
  });

  it("have the distribution of a dense grid", () => {
    const points = [-2, -1, -0.3, 0.3, 1, 2];
    for (let k = 0; k < width; k++) {
      const exact = exactShares(integrals, k, points);
      points.forEach((point, p) => {
        for (let j = 0; j < groups; j++) {
          const share = all.filter((draw) => draw[k * groups + j]! > point).length / draws;
          const wanted = exact[p]![j]!;
          const error = Math.sqrt(Math.max(wanted * (1 - wanted), 1e-4) / draws);
          expect(Math.abs(share - wanted) / error, `${point} of number ${k} of group ${j}`).toBeLessThan(4.5);
        }
      });
    }
  });

  it("are of densities that keep below their bounds", () => {
    expect(effects.violations / effects.proposals).toBeLessThan(1e-4);
    expect(effects.proposals / (draws * groups)).toBeLessThan(width === 1 ? 1.7 : 2.5);
  });
});
