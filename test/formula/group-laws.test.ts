/** What `gr(…)` behind a bar stands for, and that fits are those of models by hand. */

import { describe, expect, test } from "vitest";
import { fit, formula, parseModel } from "../../src/index.ts";
import { table } from "./table.ts";

type Options = Omit<Parameters<typeof formula>[1], "data">;

/** The statements of a model, without blanks that align them. */
async function statementsOf(text: string, options: Options = {}): Promise<string[]> {
  const { source } = await formula(text, { data: table, ...options });
  return source.split("\n").map((line) => line.replaceAll(/ +/g, " ").trim());
}

const labels = [...new Set(table.g)];
/** Relatives that are the less alike the farther apart they are. */
const kinship = {
  g: labels,
  ...Object.fromEntries(
    labels.map((one, i) => [one, labels.map((_, j) => 0.5 ** Math.abs(i - j) * (i === j ? 1.1 : 1))]),
  ),
};

/** Where the draws of a formula are those of another text of the model. */
async function expectSameFit(
  text: string,
  byHand: string,
  names: readonly string[],
  data: typeof table = table,
): Promise<void> {
  const own = await formula(text, { data });
  const options = { data, groups: { A: kinship }, draws: 200, workers: 0, exactDraws: true } as const;
  const groups = own.source.includes("matrix A") ? options : { ...options, groups: {} };
  const [one, other] = [await fit(own, groups), await fit(parseModel(byHand), groups)];
  expect(one.record.plan.method).toBe("marginal");
  expect(other.record.plan.method).toBe("marginal");
  for (const name of names) {
    const [first, second] = [one.get(name), other.get(name)];
    expect(first.length).toBe(second.length);
    first.forEach((value, i) => {
      expect(Math.abs(value - second[i]!), name).toBeLessThan(1e-6 * (1 + Math.abs(value)));
    });
  }
  // What is printed is what is fitted, to the bit.
  const printed = await fit(parseModel(own.source), groups);
  expect(printed.draws.values).toEqual(one.draws.values);
}

describe("groups with a known covariance", () => {
  test.each([
    [
      "y ~ x + (1 | gr(g, cov = A))",
      ["matrix A[g, g]", "u_g[g] ~ multi_normal(0, τ_g, A)", "y ~ normal(X * β + u_g[g], σ)"],
    ],
    ["y ~ (1 | gr(g, precision = Q))", ["matrix Q[g, g] inverse", "u_g[g] ~ multi_normal(0, τ_g, Q)"]],
    [
      "y ~ (0 + x | gr(g, cov = A))",
      [
        "Z_g = design(0 + x)",
        "z_g_x[g] ~ multi_normal(0, 1, A)",
        "u_g[g, Z_g] = τ_g[Z_g] * z_g_x[g]",
        "y ~ normal(X * β + Z_g * u_g[g], σ)",
      ],
    ],
    [
      "y ~ (x || gr(g, cov = A))",
      ['u_g[g, Z_g] = τ_g[Z_g] * if(Z_g == "intercept", z_g_intercept[g], z_g_x[g])'],
    ],
    [
      "y ~ (x | gr(g, cov = A))",
      [
        "Ω_g[Z_g, Z_g] ~ lkj(2)",
        'u_g[g, Z_g] = τ_g[Z_g] * if(Z_g == "intercept", z_g_intercept[g], Ω_g["x", "intercept"] * z_g_intercept[g] + sqrt(1 - square(Ω_g["x", "intercept"])) * z_g_x[g])',
      ],
    ],
    [
      "y ~ (x + s | gr(g, cov = A))",
      [
        'L_g_2_1 = Ω_g["x", "intercept"]',
        "L_g_2_2 = sqrt(1 - square(L_g_2_1))",
        'L_g_3_2 = (Ω_g["s", "x"] - L_g_3_1 * L_g_2_1) / L_g_2_2',
        "L_g_3_3 = sqrt(1 - square(L_g_3_1) - square(L_g_3_2))",
      ],
    ],
    // Beside the effects of relatives there are those of the same individuals that have nothing to do with kin.
    [
      "y ~ (1 | gr(g, cov = A)) + (1 | g)",
      ["u_g[g] ~ multi_normal(0, τ_g, A)", "u_g_2[g] ~ normal(0, τ_g_2)"],
    ],
    ["y ~ x; sigma ~ (1 | gr(g, cov = A))", ["u_g_σ[g] ~ multi_normal(0, τ_g_σ, A)"]],
    // The name is that of `--data A=FILE`, and gives way to none of the model's own.
    ["y ~ x + (1 | gr(g, cov = X))", ["matrix X[g, g]", "X_2 = design(1 + x)"]],
  ])("%s", async (text, lines) => {
    expect(await statementsOf(text)).toEqual(expect.arrayContaining(lines));
  });

  test.each([
    ["y ~ (x | gr(g, cov = A, cor = FALSE))", "y ~ (x || gr(g, cov = A))"],
    ["y ~ (1 | gr(g, cov = A, id = p)) + (0 + x | p | gr(g, cov = A))", "y ~ (x | gr(g, cov = A))"],
    ["y ~ (x | gr(g, cor = FALSE))", "y ~ (x || g)"],
  ])("%s is %s", async (text, other) => {
    const [one, two] = [await statementsOf(text), await statementsOf(other)];
    expect(one.slice(1)).toEqual(two.slice(1));
  });

  test("are fitted as the model by hand, exactly", async () => {
    const text = "y ~ x + (1 | gr(g, cov = A))";
    const { source } = await formula(text, { data: table });
    const [β, τ, σ] = ["β[X]", "τ_g", "σ"].map(
      (name) =>
        source
          .split("\n")
          .find((line) => line.startsWith(name))!
          .split("~")[1]!
          .split('"')[0]!,
    );
    const byHand = `data {
      y: real
      x: real
      g: factor
    }
    matrix A[g, g]
    X = design(1 + x)
    β[X] ~ ${β}
    τ ~ ${τ}
    effect[g] ~ multi_normal(0, τ, A)
    σ ~ ${σ}
    y ~ normal(X * β + effect[g], σ)
    `;
    await expectSameFit(text, byHand, ["β[x]", "σ"]);
  });

  test("slopes are correlated with intercepts as by the conditional distribution of one given the other", async () => {
    const text = "y ~ x + (x | gr(g, cov = A))";
    const { source } = await formula(text, { data: table });
    // Given the first column u of Ω ⊗ A, the second has the mean ρ τ₂ / τ₁ u and the sd τ₂ √(1 - ρ²).
    const byHand = source
      .replace(/^z_g_intercept.*$/m, 'a[g] ~ multi_normal(0, τ_g["intercept"], A)')
      .replace(
        /^z_g_x.*$/m,
        'b[g] ~ multi_normal(Ω_g["intercept", "x"] * τ_g["x"] / τ_g["intercept"] * a[g], τ_g["x"] * sqrt(1 - square(Ω_g["intercept", "x"])), A)',
      )
      .replace(/^u_g\[g, Z_g\].*$/m, 'u_g[g, Z_g] = if(Z_g == "intercept", a[g], b[g])');
    await expectSameFit(text, byHand, ["β[x]", "τ_g[intercept]", "Ω_g[intercept,x]", "u_g[g3,x]", "σ"]);
  });

  test("three columns are a vector as those of equal groups are, where the matrix is the identity", async () => {
    const identity = {
      g: labels,
      ...Object.fromEntries(labels.map((one) => [one, labels.map((other) => (one === other ? 1 : 0))])),
    };
    const own = await formula("y ~ x + s + (x + s | gr(g, cov = A))", { data: table });
    const plain = await formula("y ~ x + s + (x + s | g)", { data: table });
    const options = { data: table, draws: 100, workers: 0, exactDraws: true } as const;
    const one = await fit(own, { ...options, groups: { A: identity } });
    const other = await fit(plain, options);
    for (const name of ["τ_g[s]", "Ω_g[x,s]", "σ"])
      one.get(name).forEach((value, i) => {
        expect(value, name).toBeCloseTo(other.get(name)[i]!, 6);
      });
  });

  test("have priors by the factor, and by what is said of it", async () => {
    const priors = ["sd(gr(g, cov = A)) = half_normal(3)", "sd(g) = half_normal(5)"];
    const lines = await statementsOf("y ~ (1 | gr(g, cov = A)) + (1 | g)", { priors });
    expect(lines.join("\n")).toMatch(/τ_g ~ half_normal\(3\)[\s\S]*τ_g_2 ~ half_normal\(5\)/);
    const slopes = ["sd(g, x) = half_normal(7)", "cor(g) = lkj(4)"];
    const own = await statementsOf("y ~ (x | gr(g, cov = A))", { priors: slopes });
    expect(own.join("\n")).toMatch(/τ_g\[Z_g\] ~ half_normal\(\[.*, 7\]\)[\s\S]*~ lkj\(4\)/);
  });

  test.each([
    ["y ~ (1 | gr(g:h, cov = A))", "HP0965"],
    ["y ~ (1 | gr(g, h))", "HP0965"],
    ["y ~ (1 | gr(cov = A))", "HP0965"],
    ["y ~ (1 | gr(g, cov = 3))", "HP0965"],
    ["y ~ (1 | gr(g, cov = A, precision = Q))", "HP0965"],
    ["y ~ (x | gr(g, cov = A, cor = 2))", "HP0965"],
    ["y ~ x + (1 | gr(g, cov = x))", "HP0966"],
    ["y ~ (1 | gr(g, cov = data))", "HP0966"],
    ['y ~ (1 | gr(g, cov = "my matrix"))', "HP0966"],
    ["y ~ (1 | gr(g, cov = A)) + (1 | gr(h, cov = A))", "HP0966"],
    ["y ~ (1 | gr(g, cov = A)) + (1 | gr(g, precision = A))", "HP0966"],
    ["y ~ (1 | gr(g, cov = A)) + (x | gr(g, cov = A))", "HP0934"],
    ["y ~ (1 | p | gr(g, cov = A)) + (0 + x | p | g)", "HP0935"],
    ["y ~ (1 | gr(g, sparse = TRUE))", "HP0932"],
    ["y ~ gr(g, cov = A)", "HP0905"],
    ["y ~ (1 | h / gr(g, cov = A))", "HP0905"],
  ])("%s is refused by %s", async (text, code) => {
    await expect(formula(text, { data: table })).rejects.toThrow(code);
  });
});

const nested = { ...table, arm: table.g.map((label) => (label < "g3" ? "a" : "b")) };

describe("groups that vary by a factor", () => {
  test.each([
    ["y ~ (1 | gr(g, by = arm))", ["arm: factor", "u_g[g] ~ normal(0, τ_g[arm])"]],
    ["y ~ (x || gr(g, by = arm))", ["u_g[g, Z_g] ~ normal(0, τ_g[arm, Z_g])"]],
    ["y ~ (0 + x | gr(g, by = arm))", ["u_g[g, Z_g] ~ normal(0, τ_g[arm, Z_g])"]],
    [
      "y ~ (x | gr(g, by = arm))",
      [
        "Ω_g_a[Z_g, Z_g] ~ lkj(2)",
        'L_g_2_1[arm] = if(arm == "a", Ω_g_a["x", "intercept"], Ω_g_b["x", "intercept"])',
        "L_g_2_2[arm] = sqrt(1 - square(L_g_2_1[arm]))",
        "z_g[g, Z_g] ~ normal(0, 1)",
      ],
    ],
  ])("%s", async (text, lines) => {
    const { source } = await formula(text, { data: nested });
    const found = source.split("\n").map((line) => line.replaceAll(/ +/g, " ").trim());
    expect(found).toEqual(expect.arrayContaining(lines));
    const { record } = await fit(parseModel(source), { data: nested, draws: 20, workers: 0 });
    expect(record.plan.method).toBe("marginal");
  });

  test("vectors have in each level the correlation that is its own", async () => {
    const text = "y ~ x + (x | gr(g, by = arm))";
    const { source } = await formula(text, { data: nested });
    const ρ = (place: string): string => `if(arm == "a", Ω_g_a[${place}], Ω_g_b[${place}])`;
    // The second number given the first, by the level's own sds and correlation.
    const byHand = source
      .replace(/^z_g\[.*$/m, 'a[g] ~ normal(0, τ_g[arm, "intercept"])')
      .replace(/^L_g_2_1.*$/m, `r[arm] = ${ρ('"intercept", "x"')}`)
      .replace(
        /^L_g_2_2.*$/m,
        'b[g] ~ normal(r[arm] * τ_g[arm, "x"] / τ_g[arm, "intercept"] * a[g], τ_g[arm, "x"] * sqrt(1 - square(r[arm])))',
      )
      .replace(/^u_g\[g, Z_g\].*$/m, 'u_g[g, Z_g] = if(Z_g == "intercept", a[g], b[g])');
    const options = { data: nested, draws: 100, workers: 0, exactDraws: true } as const;
    const [one, other] = [await fit(parseModel(source), options), await fit(parseModel(byHand), options)];
    for (const name of ["τ_g[a,intercept]", "τ_g[b,x]", "Ω_g_a[intercept,x]", "Ω_g_b[intercept,x]", "σ"])
      one.get(name).forEach((value, i) => {
        expect(Math.abs(value - other.get(name)[i]!), name).toBeLessThan(1e-6 * (1 + Math.abs(value)));
      });
  });

  test.each([
    ["y ~ (1 | gr(g, by = f))", "y ~ (1 | gr(h, by = g))", "HP0969"],
    ["y ~ (1 | gr(g, by = 3))", "y ~ (1 | gr(g, by = arm, cov = A))", "HP0965"],
  ])("%s and %s are refused by %s", async (_, text, code) => {
    await expect(formula(text, { data: nested })).rejects.toThrow(code);
  });
});

describe("groups with Student t effects", () => {
  test.each([
    [
      'y ~ (1 | gr(g, dist = "student"))',
      ['ν_g ~ gamma(2, 0.1) "degrees of freedom of g"', "u_g[g] ~ student_t(ν_g, 0, τ_g)"],
    ],
    ['y ~ (0 + x | gr(g, dist = "student"))', ["u_g[g, Z_g] ~ student_t(ν_g, 0, τ_g[Z_g])"]],
    [
      'y ~ (x | gr(g, dist = "student"))',
      [
        "w_g[g] ~ inverse_gamma(ν_g / 2, ν_g / 2)",
        "v_g[g, Z_g] ~ multi_normal(0, τ_g, Ω_g)",
        "u_g[g, Z_g] = sqrt(w_g[g]) * v_g[g, Z_g]",
      ],
    ],
    ['y ~ (x || gr(g, dist = "student"))', ["v_g[g, Z_g] ~ normal(0, τ_g[Z_g])"]],
    ["y ~ (1 | gr(g, dist = gaussian))", ["u_g[g] ~ normal(0, τ_g)"]],
  ])("%s", async (text, lines) => {
    expect(await statementsOf(text)).toEqual(expect.arrayContaining(lines));
    const own = await formula(text, { data: table });
    const { draws } = await fit(own, { data: table, draws: 20, warmup: 50, chains: 1, workers: 0 });
    expect(draws.drawCount).toBe(20);
  });

  test("have a prior of their degrees of freedom", async () => {
    const priors = ["df(g) = gamma(3, 0.2)"];
    const lines = await statementsOf('y ~ (1 | gr(g, dist = "student"))', { priors });
    expect(lines).toContain('ν_g ~ gamma(3, 0.2) "degrees of freedom of g"');
    await expect(formula('y ~ (1 | gr(g, dist = "cauchy"))', { data: table })).rejects.toThrow("HP0965");
  });
});
