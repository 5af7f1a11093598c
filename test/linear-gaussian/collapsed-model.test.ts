/** Which models the collapsed Gibbs sampler takes, and what it says to the others. */

import { describe, expect, it } from "vitest";
import { splitFactors } from "../../src/linear-gaussian/factor-split.ts";
import { arrange } from "../../src/linear-gaussian/statistics/arrangement.ts";
import { recognizeLinearGaussian } from "../../src/structure/linear-gaussian.ts";
import { requireBound } from "../density/harness.ts";
import { crossedExamples, requireCollapsed } from "../samplers/collapsed-gibbs/crossed-models.ts";
import { exampleColumns, marginalExamples } from "../samplers/marginal/marginal-models.ts";

const columns = exampleColumns();

function refusalOf(title: string): string | null {
  const { text } = marginalExamples.find((one) => one.title === title)!;
  const { structure } = recognizeLinearGaussian(requireBound(text, columns));
  return splitFactors(arrange(structure!)).refusal;
}

describe("a model without crossed factors to draw in turn", () => {
  it.each([
    ["a linear model", "has no factor, and collapsed Gibbs sampling is for two or more"],
    ["one factor", "has one factor, and collapsed Gibbs sampling is for two or more"],
    ["two outcomes with shared effects", "has several outcomes, and collapsed Gibbs sampling is for one"],
    [
      "a residual sd for each method",
      "has several residual standard deviations, and collapsed Gibbs sampling is for one",
    ],
  ])("is refused in words: %s", (title, words) => {
    expect(refusalOf(title)).toBe(words);
  });

  it("is taken where it is nested, as any two factors are", () => {
    expect(refusalOf("nested factors")).toBeNull();
  });
});

describe("the split of factors", () => {
  const partsOf = (text: string, mostDense?: number) => {
    const { collapsed } = requireCollapsed(requireBound(text, columns), mostDense).recipe;
    return {
      large: collapsed.factors.map(({ statistics }) => statistics.levels),
      dense: collapsed.rest.dense.columns,
    };
  };

  it("puts small factors beside the population effects", () => {
    const { text } = crossedExamples.find(({ title }) => title.includes("a small factor"))!;
    expect(partsOf(text)).toEqual({ large: [12, 5], dense: 3 });
    expect(partsOf(text, 2)).toEqual({ large: [12, 5, 2], dense: 1 });
  });

  it("pools levels with equal cross-products", () => {
    const balanced = Object.fromEntries(
      Object.entries({
        y: (i: number) => i % 5,
        row: (i: number) => `r${i % 8}`,
        column: (i: number) => `c${Math.floor(i / 8)}`,
      }).map(([name, value]) => [name, Array.from({ length: 48 }, (_, i) => value(i))]),
    );
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
    const { collapsed } = requireCollapsed(requireBound(text, balanced)).recipe;
    expect(collapsed.factors.map(({ statistics }) => [...statistics.patternCounts])).toEqual([[8], [6]]);
    expect(collapsed.factors.every(({ statistics }) => statistics.squares.length > 0)).toBe(true);
  });
});
