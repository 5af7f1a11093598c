import { describe, expect, it } from "vitest";
import { recognizeLinearGaussian } from "../../src/structure/linear-gaussian.ts";
import { requireBound } from "../density/harness.ts";

const columns = {
  y: [1, 2, 3, 4],
  k: [0, 1, 1, 0],
  x: [0.1, 0.2, 0.5, 0.7],
  g: ["a", "a", "b", "b"],
};

function integrated(text: string): readonly string[] {
  const data = "data { y: real, k: int in 0..1, x: real, g: factor }\n";
  const { structure } = recognizeLinearGaussian(requireBound(data + text, columns));
  return structure === null ? [] : structure.integrated.map(({ name }) => name);
}

describe("what can be integrated out exactly", () => {
  const effects = "τ ~ half_normal(1)\nσ ~ half_normal(1)\nβ ~ normal(0, 1)\nb[g] ~ normal(0, τ)\n";

  it("is every normal coefficient of a normal outcome", () => {
    expect(integrated(`${effects}y ~ normal(β + b[g], σ)`)).toEqual(["β", "b"]);
  });

  it("does not depend on the spelling", () => {
    expect(integrated(`${effects}μ = b[g] * x - 2 * (β / 3)\ny ~ normal(μ, σ)`)).toEqual(["β", "b"]);
    expect(integrated(`${effects.replace("b[g]", "centered b[g]")}y ~ normal(β + b[g], σ)`)).toEqual([
      "β",
      "b",
    ]);
  });

  it("has the value of one level where a definition of data is named at its label, inside of arithmetic too", () => {
    const text =
      "data { y: real, g: factor }\ndata per g { v: real }\nw[g] = v + 1\nσ ~ half_normal(1)\nβ ~ flat()\n";
    const bound = requireBound(`${text}y ~ normal(β + 2 * w["b"] + w["a"], σ)`, {
      ...columns,
      v: [3, 3, 5, 5],
    });
    const [family] = recognizeLinearGaussian(bound).structure!.families;
    const offsets = family!.mean.filter(({ latent }) => latent === null);
    expect(
      [0, 3].map((i) => offsets.reduce((sum, { scale, column }) => sum + scale * column.at(i), 0)),
    ).toEqual([16, 16]);
  });

  it("is nothing where the outcome is not normal", () => {
    expect(integrated(`${effects}y ~ student_t(4, β + b[g], σ)`)).toEqual([]);
    expect(integrated(`${effects.replace(/σ.*\n/, "")}k ~ bernoulli_logit(β + b[g])`)).toEqual([]);
  });

  it("leaves out what has another prior, and what enters through a function", () => {
    expect(
      integrated(`${effects.replace("normal(0, τ)", "student_t(3, 0, τ)")}y ~ normal(β + b[g], σ)`),
    ).toEqual(["β"]);
    expect(integrated(`${effects}y ~ normal(exp(β) + b[g], σ)`)).toEqual(["b"]);
  });

  it("is only one of two that multiply each other", () => {
    expect(integrated(`${effects}y ~ normal(β * b[g], σ)`)).toEqual(["b"]);
  });

  it("leaves out what the standard deviation depends on", () => {
    expect(integrated(`${effects}y ~ normal(β + b[g], exp(0.1 * β))`)).toEqual(["b"]);
  });
});
