/** Models that look as if an update suited them, and it does not: each was sampled wrongly once, or could have been. */

import { describe, expect, it } from "vitest";
import type { ColumnData } from "../../../src/data/from-memory.ts";
import { scheduleUpdates } from "../../../src/samplers/gibbs/blocks.ts";
import { GibbsGraph } from "../../../src/samplers/gibbs/gibbs-graph.ts";
import { requireBound } from "../../density/harness.ts";

const columns: ColumnData = {
  y: [0.3, 1.2, -0.8, 2.5, 0.1, 0.6],
  x: [0.5, -1, 2, 0.3, -0.4, 1.1],
  k: [1, 2, 3, 1, 2, 2],
  z: [1, 0, 1, 1, 0, 0],
  g: ["A", "A", "B", "B", "B", "C"],
};
const data = "data {\n  y: real\n  x: real\n  k: int in 1..3\n  z: int in 0..1\n  g: factor\n}\n";

function kindsOf(text: string, table: ColumnData = columns): readonly string[] {
  return scheduleUpdates(new GibbsGraph(requireBound(data + text, table))).map(({ recipe }) => recipe.kind);
}

const effects = "μ ~ normal(0, 2)\nb[g] ~ normal(0, 1)\n";

describe("there is no shift between a mean and its effects", () => {
  const lookalikes: readonly (readonly [string, string])[] = [
    ["where the mean is compared with a number far from where it was looked at", "if(μ > 2.5, 3, 0)"],
    ["where the mean counts twice beyond such a number", "max(μ, 2.5)"],
    ["where the mean times a centered column is compared", "if((x - 0.4166666666666667) * μ > 2, 1, 0)"],
  ];
  for (const [title, term] of lookalikes) {
    it(title, () => expect(kindsOf(`${effects}y ~ normal(μ + b[g] + ${term}, 1)`)).not.toContain("shift"));
  }

  it("where another outcome of far smaller scores knows the mean", () => {
    const large = { ...columns, y: [3e11, 1.2e12, -8e11, 2.5e12, 1e11, 6e11] };
    const text =
      "γ ~ normal(0, 1)\nμ ~ normal(0, 1e12)\nb[g] ~ normal(0, 1e11)\n" +
      "y ~ normal(μ + b[g], 1)\nz ~ bernoulli_logit(γ * μ / 1e12)";
    expect(kindsOf(text, large)).not.toContain("shift");
  });

  it("but there is one where jumps and corners look at the sum only, or at neither", () => {
    expect(kindsOf(`${effects}y ~ laplace(max(μ + b[g], 0.5), 1)`)).toContain("shift");
    expect(kindsOf(`${effects}y ~ normal(μ + b[g] + if(x > 0, 1, 0), 1)`)).toContain("shift");
  });
});

describe("standard deviations and correlations are not drawn from cross-products", () => {
  const vectors = (mean: string): string =>
    "Z = design(1 + x)\nτ[Z] ~ half_normal(2)\nm[Z] = 2 * τ[Z]\nΩ[Z,Z] ~ lkj(2)\n" +
    `u[g,Z] ~ multi_normal(${mean}, τ, Ω)\ny ~ normal(Z * u[g], 1)`;

  it("where the means of the vectors are made of them, directly or by a definition", () => {
    expect(kindsOf(vectors("0"))).toContain("covariance slice");
    expect(kindsOf(vectors("τ"))).not.toContain("covariance slice");
    expect(kindsOf(vectors("m"))).not.toContain("covariance slice");
  });
});

describe("probabilities of categories are not drawn from counts", () => {
  const categories = "levels K = 1..3\nθ[K] ~ dirichlet(2)\nk ~ categorical(θ)\n";

  it("where they are the bound of a truncation, of a parameter or of an outcome", () => {
    expect(kindsOf(categories)).toContain("dirichlet");
    const parameter = "a ~ truncated(normal(0, 1), lower: θ[1])\ny ~ normal(a, 1)";
    expect(kindsOf(categories.replace("categorical(θ)", "weighted(categorical(θ), 2)"))).not.toContain(
      "dirichlet",
    );
    expect(kindsOf(categories + parameter)).not.toContain("dirichlet");
    expect(kindsOf(`${categories}y ~ truncated(normal(0, 1), lower: -θ[1] - 3)`)).not.toContain("dirichlet");
  });
});
