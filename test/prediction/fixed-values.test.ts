/** Values that are given to parameters in place of draws: scalars, vectors over plates, matrices, and what cannot be given. */

import { describe, expect, it } from "vitest";
import { parseModel } from "../../src/api/model.ts";
import { tableFromColumns } from "../../src/data/from-memory.ts";
import { bindModel } from "../../src/identification/bind-model.ts";
import { requestColumns } from "../../src/model/column-requests.ts";
import { createRandomStream } from "../../src/numeric/random-stream.ts";
import { fixValues, type GivenValues } from "../../src/prediction/fixed-values.ts";
import { GenerativeModel } from "../../src/prediction/simulate.ts";

const slopes = `data {
  y: real
  x: real
  g: factor
}
Z = design(1 + x)
β[Z] ~ normal(0, 3)
τ[Z] ~ half_normal(2)
Ω[Z, Z] ~ lkj(2)
b[g, Z] ~ multi_normal(0, τ, Ω)
p[g] ~ dirichlet(1)
σ ~ half_normal(1)
total = sum(p)
y ~ normal(Z * β + Z * b[g], σ)
`;
const data = {
  y: [0, 1, 2, 3, 4, 5],
  x: [0, 1, 0, 1, 0, 1],
  g: ["a", "a", "c", "c", "e", "e"],
};

function bound(text = slopes) {
  const { checked } = parseModel(text);
  const { table } = tableFromColumns(data, requestColumns(checked, new Set()).main, { dropMissing: false });
  const { model, problems } = bindModel(checked, { main: table!, groups: new Map() }, { isLayout: true });
  expect(problems.filter(({ severity }) => severity === "error")).toEqual([]);
  return model!;
}

/** Draws of one model with what is given, by name. */
function drawerOf(given: GivenValues, text = slopes) {
  const model = bound(text);
  const { fixed, problems } = fixValues(model, given);
  expect(problems).toEqual([]);
  const generative = GenerativeModel.of(model, { fixed }).generative!;
  return (seed: number): Readonly<Record<string, number>> => {
    const { simulation } = generative.simulate(createRandomStream(seed, 1));
    return Object.fromEntries(generative.variables.map(({ name }, i) => [name, simulation!.draw[i]!]));
  };
}

const draw = (given: GivenValues, seed = 1, text = slopes) => drawerOf(given, text)(seed);

const codesOf = (given: GivenValues, text = slopes): string[] => {
  const model = bound(text);
  const { problems } = fixValues(model, given);
  return problems.map(({ code, message, hint }) => `${code}: ${message} → ${hint}`);
};

describe("given values", () => {
  it("are those of the draw: a number, an element, all elements, a vector", () => {
    const drawn = draw({ sigma: 0.25, "beta[x]": 2, tau: [1, 0.5], p: [0.5, 0.25, 0.25] });
    expect(drawn).toMatchObject({ σ: 0.25, "β[x]": 2, "τ[intercept]": 1, "τ[x]": 0.5 });
    expect(drawn).toMatchObject({ "p[a]": 0.5, "p[c]": 0.25, "p[e]": 0.25, total: 1 });
    expect(drawn["β[intercept]"]).not.toBe(2);
  });

  it("of a correlation matrix are its correlations, and effects are drawn with them", () => {
    const spellings: readonly GivenValues[] = [
      { "Ω[intercept,x]": 0.9 },
      { "Omega[x, intercept]": 0.9 },
      { Ω: 0.9 },
      { Ω: [1, 0.9, 0.9, 1] },
    ];
    for (const given of spellings) expect(draw(given)["Ω[intercept,x]"]).toBeCloseTo(0.9, 14);
    const drawn = drawerOf({ Ω: 0.9, τ: [1, 2] });
    const pairs = Array.from({ length: 800 }, (_, k) => drawn(k));
    const product = pairs.map((one) => one["b[a,intercept]"]! * one["b[a,x]"]!);
    const mean = product.reduce((sum, one) => sum + one, 0) / product.length;
    // Cov = ρ τ₁ τ₂ = 1.8; of bivariate normals var(xy) = τ₁² τ₂² (1 + ρ²)
    const error = Math.sqrt((4 * (1 + 0.81)) / product.length);
    expect(Math.abs(mean - 1.8) / error).toBeLessThan(4.5);
  });

  it("of some vectors leave the others to be drawn", () => {
    const drawn = draw({ "b[c,intercept]": 7, "b[c,x]": -7 });
    expect(drawn).toMatchObject({ "b[c,intercept]": 7, "b[c,x]": -7 });
    expect(drawn["b[a,x]"]).not.toBe(drawn["b[e,x]"]);
  });

  it("count in the order in which they stand", () => {
    expect(draw({ β: 0, "β[x]": 1 })).toMatchObject({ "β[intercept]": 0, "β[x]": 1 });
  });

  it("take the place of an improper prior, which needs them all", () => {
    const text = slopes.replace("normal(0, 3)", "flat()");
    expect(draw({ β: [1, 2] }, 1, text)).toMatchObject({ "β[x]": 2 });
    const { fixed } = fixValues(bound(text), { "β[x]": 1 });
    const { problems } = GenerativeModel.of(bound(text), { fixed });
    expect(problems.map(({ code, hint }) => `${code} ${hint}`)).toEqual([
      'HP0815 give it one, `--truth "β = 0"`, or a prior that says which values are plausible, as `normal(0, 10)`',
    ]);
    expect(GenerativeModel.of(bound(text)).problems.map(({ code }) => code)).toEqual(["HP0801"]);
  });

  it("give the same data for the same seed", () => {
    expect(draw({ σ: 1 }, 5)).toEqual(draw({ σ: 1 }, 5));
    expect(draw({ σ: 1 }, 5)).not.toEqual(draw({ σ: 1 }, 6));
  });
});

describe("what cannot be given", () => {
  it.each<[GivenValues, RegExp]>([
    [{ sgima: 1 }, /HP0812.*did you mean `σ`/],
    [{ "β[z]": 1 }, /HP0812.*β\[z\]/],
    [{ total: 1 }, /HP0812.*defined.*`p`/],
    [{ y: 1 }, /HP0812.*outcome/],
    [{ σ: -1 }, /HP0813.*half_normal\(1\).*numbers of at least 0|HP0813.*positive numbers/],
    [{ σ: Number.POSITIVE_INFINITY }, /HP0813/],
    [{ p: 0.4 }, /HP0813.*sum to 1/],
    [{ Ω: 1.5 }, /HP0813.*possible together/],
    [{ Ω: [0.5, 0.1, 0.1, 1] }, /HP0813.*ones on the diagonal/],
    [{ β: [1, 2, 3] }, /HP0814.*2 numbers.*3 were given/],
    [{ "β[x]": [1, 2] }, /HP0814.*one number/],
    [{ "b[c,x]": 1 }, /HP0814.*`b\[c,intercept\]` was not given/],
  ])("%j", (given, expected) => {
    const told = codesOf(given);
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(expected);
  });
});
