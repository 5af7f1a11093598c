/** What the blocks of a sweep are, for models whose full conditionals are known from textbooks. */

import { describe, expect, it } from "vitest";
import type { ColumnData } from "../../../src/data/from-memory.ts";
import { scheduleUpdates } from "../../../src/samplers/gibbs/blocks.ts";
import { conjugatePairs } from "../../../src/samplers/gibbs/conjugate/index.ts";
import { GibbsGraph } from "../../../src/samplers/gibbs/gibbs-graph.ts";
import { requireBound } from "../../density/harness.ts";
import { conjugateModels } from "./conjugate-models.ts";

/** `block: kind` of each update, pairs by their names. */
function blocksOf(text: string, columns: ColumnData): string[] {
  return scheduleUpdates(new GibbsGraph(requireBound(text, columns))).map(
    ({ recipe }) => `${recipe.block}: ${recipe.kind === "conjugate" ? recipe.pair : recipe.kind}`,
  );
}

const measured: ColumnData = {
  y: [1.2, 0.7, 2.9, 3.1, -0.4, 0.3, 1.8],
  x: [0, 1, 0, 1, 0.5, 2, 1],
  g: ["A", "A", "B", "B", "B", "C", "C"],
  h: ["p", "q", "p", "q", "r", "q", "r"],
};
const head = "data {\n  y: real\n  x: real\n  g: factor\n  h: factor\n}\n";

describe("conjugate pairs", () => {
  for (const { title, text, columns, block, pair } of conjugateModels) {
    it(`are recognized: ${title}`, () => {
      expect(blocksOf(text, columns)).toContain(`${block}: ${pair}`);
    });
  }

  it("each have a model that is recognized as theirs", () => {
    const recognized = new Set(conjugateModels.map(({ pair }) => pair));
    for (const { name } of conjugatePairs) expect(recognized).toContain(name);
  });
});

describe("blocks", () => {
  it("join scalars and population effects that are jointly normal, and a plate's effects for themselves", () => {
    const text = `${head}μ ~ normal(0, 5)
γ ~ normal(0, 2)
τ ~ exponential(1)
σ ~ exponential(1)
b[g] ~ normal(0, τ)
y ~ normal(μ + γ * x + b[g], σ)`;
    expect(blocksOf(text, measured)).toEqual([
      "μ, γ: normal",
      "τ: statistics slice",
      "σ: statistics slice",
      "b[g]: normal",
      "μ against b[g]: shift",
      "τ with b[g] along: interweaving",
    ]);
  });

  it("are normal through definitions, whatever is done to them linearly", () => {
    const text = `${head}α ~ normal(0, 5)
b[g] ~ normal(2 * α - 1, 0.5)
η = (b[g] + 3) / 2 - x
y ~ normal(-η, 1)`;
    expect(blocksOf(text, measured)).toEqual(["α: normal", "b[g]: normal"]);
  });

  it("draw two effects of one factor jointly, and effects of crossed factors in turn", () => {
    const text = `${head}a[g] ~ normal(0, 2)
s[g] ~ normal(0, 1)
c[h] ~ normal(0, 1)
y ~ normal(a[g] + s[g] * x + c[h], 1)`;
    expect(blocksOf(text, measured)).toEqual(["a[g], s[g]: normal", "c[h]: normal"]);
  });

  it("are not normal where the outcome is quadratic in them", () => {
    const text = `${head}θ ~ normal(0, 1)
y ~ normal(θ^2, 1)`;
    expect(blocksOf(text, measured)).toEqual(["θ: plate slice"]);
  });

  it("move what a link ties together along a trajectory, and the effects of a factor side by side", () => {
    const text = `data {
  k: int in 0..1
  x: real
  g: factor
}
α ~ normal(0, 2)
γ ~ normal(0, 1)
τ ~ half_normal(1)
b[g] ~ normal(0, τ)
k ~ bernoulli_logit(α + γ * x + b[g])`;
    const { y: _y, h: _h, ...rest } = measured;
    expect(blocksOf(text, { ...rest, k: [0, 1, 1, 0, 1, 0, 0] })).toEqual([
      "α, γ: trajectory",
      "τ: statistics slice",
      "b[g]: plate slice",
      "α against b[g]: shift",
      "τ with b[g] along: interweaving",
    ]);
  });

  it("do not take elements that meet in a row for independent", () => {
    const text = `${head}b[g] ~ normal(0, 1)
y ~ normal(b[g] * sum(b), 1)`;
    expect(blocksOf(text, measured)).toEqual(["b[g]: trajectory"]);
  });

  it("take standard deviations and correlations of vectors from cross-products", () => {
    const text = `${head}Z = design(1 + x)
τ[Z] ~ lognormal(0, 1)
Ω[Z, Z] ~ lkj(2)
u[g, Z] ~ multi_normal(0, τ, Ω)
y ~ normal(Z * u[g], 1)`;
    expect(blocksOf(text, measured)).toEqual([
      "τ[Z], Ω[Z, Z]: covariance slice",
      "u[g, Z]: normal",
      "τ[Z], Ω[Z, Z] with u[g, Z] along: interweaving",
    ]);
  });

  it("pass over the rows once if rows depend on them, and not at all otherwise", () => {
    const text = `${head}a[g] ~ normal(0, τ)
c[h] ~ normal(0, 1)
τ ~ half_normal(1)
σ ~ half_normal(1)
y ~ normal(a[g] + c[h], σ)`;
    const passes = scheduleUpdates(new GibbsGraph(requireBound(text, measured))).flatMap(({ recipe }) =>
      "statistics" in recipe ? [`${recipe.block}: ${recipe.statistics.text.split("i < 7;").length - 1}`] : [],
    );
    expect(passes.toSorted()).toEqual(["a[g]: 1", "c[h]: 1", "σ: 1", "τ: 0"]);
  });

  it("shift a mean against effects only if no row notices", () => {
    const shared = `${head}μ ~ normal(0, 5)
b[g] ~ normal(0, 1)
`;
    expect(blocksOf(`${shared}y ~ normal(μ + b[g], 1)`, measured)).toContain("μ against b[g]: shift");
    expect(blocksOf(`${shared}y ~ normal(μ + 2 * b[g], 1)`, measured).join()).not.toContain("shift");
    expect(blocksOf(`${shared}y ~ normal(μ + x * b[g], 1)`, measured).join()).not.toContain("shift");
  });
});
