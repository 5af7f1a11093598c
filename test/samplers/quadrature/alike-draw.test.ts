/** Effects of groups that are alike, each drawn by itself: their distribution, against sums over a dense grid of groups that are not pooled. */

import { describe, expect, it } from "vitest";
import { createRandomStream } from "../../../src/numeric/random-stream.ts";
import { fillAliases } from "../../../src/samplers/quadrature/aliases.ts";
import { AlikeDraw } from "../../../src/samplers/quadrature/alike-draw.ts";
import { ClassEnvelopes, nodesOfTables } from "../../../src/samplers/quadrature/class-envelopes.ts";
import { EffectsDraw } from "../../../src/samplers/quadrature/effects-draw.ts";
import type { RuleRecipe } from "../../../src/samplers/quadrature/node-grid.ts";
import { chooseRule } from "../../../src/samplers/quadrature/rule-choice.ts";
import { exactShares } from "./exact-shares.ts";
import { poolDesigns } from "./pool-designs.ts";
import { integralsFor } from "./quadrature-models.ts";

const hermite: RuleRecipe = { kind: "hermite", points: 7 };
const lines: RuleRecipe = { kind: "sinh", spacing: 0.1, reach: 1e4 };
const points = [-2, -1, -0.3, 0.3, 1, 2];

/** Design, groups, rule, and whether a table does it. */
const cases: readonly (readonly [string, number, RuleRecipe, boolean])[] = [
  ["answers", 120, hermite, true],
  ["answers", 300, hermite, true],
  ["parts of trials", 200, hermite, true],
  ["overdispersed counts", 150, hermite, true],
  ["counts", 60, hermite, false],
  ["effects of two kinds of groups", 60, lines, false],
  ["two effects", 30, { kind: "hermite", points: 5 }, false],
];

describe.each(cases)("the effects drawn of %s, %i groups", (name, groups, rule, hasTable) => {
  const { text, columns, width } = poolDesigns(groups, 3).find((one) => one.name === name)!;
  const pooled = integralsFor(text, columns);
  const { size, classOf, counts, places } = pooled.recipe.members!;
  const position = Float64Array.from(pooled.recipe.sampled, (_, i) => 0.3 - 0.2 * i);
  const draws = Math.ceil(30_000 / size);

  it("have the distribution of a dense grid", () => {
    const effects = new EffectsDraw(pooled);
    const stream = createRandomStream(7, 1);
    const above = Array.from({ length: width }, () => points.map(() => new Float64Array(size)));
    for (let d = 0; d < draws; d++) {
      effects.draw(pooled, position, rule, stream);
      for (let k = 0; k < width; k++)
        points.forEach((point, p) => {
          for (let j = 0; j < size; j++)
            if (pooled.whole[places[k * size + j]!]! > point) above[k]![p]![classOf[j]!]!++;
        });
    }
    const single = integralsFor(text, columns, false);
    single.value(position, rule);
    for (let k = 0; k < width; k++) {
      const exact = exactShares(
        single,
        k,
        points,
        width === 1 ? { step: 0.02, far: 9 } : { step: 0.1, far: 5 },
      );
      points.forEach((_, p) => {
        for (let j = 0; j < size; j++) {
          const taken = draws * counts[classOf[j]!]!;
          const wanted = exact[p]![j]!;
          const error = Math.sqrt(Math.max(wanted * (1 - wanted), 1e-4) / taken);
          const found = above[k]![p]![classOf[j]!]! / taken;
          expect(Math.abs(found - wanted) / error, `${points[p]} of group ${j}`).toBeLessThan(4.5);
        }
      });
    }
    if (!hasTable) expect(effects.violations / effects.proposals).toBeLessThan(1e-4);
  });

  it(`${hasTable ? "come" : "do not come"} from tables, and differ within a class`, () => {
    const alike = AlikeDraw.of(pooled.recipe);
    if (hasTable) {
      const drawn = new Float64Array(size);
      pooled.value(position, rule);
      alike!.draw(pooled, drawn, createRandomStream(7, 2));
      expect(new Set(drawn).size).toBe(size);
      expect(alike!.looks).toBeLessThan(0.2 * alike!.proposals);
      expect(alike!.violations).toBe(0);
    } else expect(alike === null || rule.kind !== "hermite").toBe(true);
  });
});

describe("a table", () => {
  const positions = [
    [0.3, 0.2],
    [3, 1.5],
    [-2, -6],
    [-4, 2.5],
  ];

  it.each(["answers", "parts of trials", "overdispersed counts", "heavy tails of rows"])(
    "of %s is above the density, by no more than it says",
    (name) => {
      const { text, columns } = poolDesigns(300, 3).find((one) => one.name === name)!;
      const integrals = integralsFor(text, columns);
      const { groups, sampled } = integrals.recipe;
      const numbers = new Float64Array(groups);
      const heights = new Float64Array(groups);
      for (const alike of [8, 32]) {
        const envelopes = new ClassEnvelopes(groups, nodesOfTables(alike)!);
        const stream = createRandomStream(alike, 1);
        const bounds = new Float64Array(groups);
        const least = new Float64Array(groups);
        let [above, below, count] = [0, 0, 0];
        for (const [first, second] of positions) {
          const position = Float64Array.from(sampled, (_, i) =>
            i === sampled.length - 1 ? second! : first! / (i + 1),
          );
          // Elsewhere another rule is taken, and no table.
          if (chooseRule(integrals, [position])?.finer.kind !== "hermite") continue;
          integrals.value(position, hermite);
          envelopes.build(integrals);
          for (let time = 0; time < 300; time++) {
            for (let c = 0; c < groups; c++) {
              envelopes.propose(c, stream);
              numbers[c] = envelopes.number;
              bounds[c] = envelopes.logEnvelope;
              least[c] = Math.log(envelopes.unseen);
            }
            integrals.heightsAt(numbers, heights);
            for (let c = 0; c < groups; c++) {
              const ratio = heights[c]! - bounds[c]!;
              count++;
              if (ratio > 1e-12) above++;
              if (ratio < least[c]! - 1e-12) below++;
            }
          }
        }
        expect(count).toBeGreaterThan(0);
        expect([above / count, below / count], `${alike} alike`).toEqual([0, 0]);
      }
    },
  );

  it("is not made where few are alike", () => {
    expect(nodesOfTables(7.9)).toBeNull();
  });

  it("chooses its parts by their weights", () => {
    const weights = Float64Array.of(0, 5, 1e-300, 2, 0.5, 2.5, 0);
    const [shares, aliases] = [new Float64Array(9), new Int32Array(9)];
    fillAliases(weights, shares, aliases, 2);
    const found = new Float64Array(7);
    for (let k = 0; k < 7; k++) {
      const share = shares[2 + k]!;
      found[k]! += share / 7;
      found[aliases[2 + k]!]! += (1 - share) / 7;
    }
    for (const [k, one] of found.entries()) expect(one).toBeCloseTo(weights[k]! / 10, 12);
  });
});
