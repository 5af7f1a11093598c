/** Effects of known spread: which are of groups, with components, shares and effects, and which are coefficients. */

import { describe, expect, test } from "vitest";
import { effectsTables } from "../../src/posterior/effects.ts";
import { varianceTable } from "../../src/posterior/variance.ts";
import { type CompiledText, compileText, constrainAt, scattered } from "../density/harness.ts";
import { makeDraws } from "../posterior/make-draws.ts";

const columns = {
  y: [1, 3, 2, 5, 4, 6, 2, 1],
  g: [..."aabbccdd"],
  cond: [..."pqpqpqpq"],
  x: [0, 1, 0, 2, 1, 3, 0, 1],
};
const declared = `data { y: real
  g: factor
  cond: factor
  x: real }
β ~ normal(0, 1)
τ ~ half_normal(1)
σ ~ half_normal(1)
`;
const compiled = (statements: string): CompiledText => compileText(declared + statements, columns);
const groupsOf = ({ roles }: CompiledText): string[] =>
  roles.components.map(({ group, term }) => `${group} ${term}`);

function tableOf(model: CompiledText) {
  const draw = constrainAt(model, scattered(model.density.dimension, 0.5));
  const draws = makeDraws(
    { chainCount: 1, drawCount: 1 },
    Object.fromEntries(Object.entries(draw).map(([name, value]) => [name, [value]])),
  );
  return { draw, table: varianceTable(draws, model.roles), effects: effectsTables(draws, model.roles) };
}

describe("effects of known spread are of groups, with a share, a correlation and shrinkage,", () => {
  test.each([
    ["about a mean that the predictor has beside them", "b[g] ~ normal(0, 2)\ny ~ normal(β + b[g], σ)"],
    [
      "about the intercept of a design",
      "X = design(1 + x)\nγ[X] ~ normal(0, 1)\nb[g] ~ normal(0, 2)\ny ~ normal(X * γ + b[g], σ)",
    ],
    ["about an estimated mean", "b[g] ~ normal(β, 2)\ny ~ normal(b[g], σ)"],
    ["with a named constant as sd", "constant s = 2\nb[g] ~ normal(0, s)\ny ~ normal(b[g], σ)"],
    ["as a standard effect times a constant", "constant s = 2\nz[g] ~ normal(β, s)\ny ~ normal(z[g], σ)"],
    ["by way of a definition", "b[g] ~ normal(0, 2)\nη = β + b[g]\ny ~ normal(η, σ)"],
  ])("%s", (_name, statements) => {
    const model = compiled(statements);
    expect(groupsOf(model)).toEqual(["g intercept"]);
    const { draw, table, effects } = tableOf(model);
    expect(table.components[0]!.sd.mean).toBeCloseTo(2, 14);
    const residual = draw.σ! ** 2;
    expect(table.components[0]!.share!.mean).toBeCloseTo(4 / (4 + residual), 14);
    expect(table.intraclass[0]!.mean).toBeCloseTo(4 / (4 + residual), 14);
    expect(effects[0]!.rows.map(({ level }) => level)).toEqual(["a", "b", "c", "d"]);
    // 1 / (1 + n τ²/σ²)
    expect(effects[0]!.rows[0]!.shrinkage).toBeCloseTo(1 / (1 + (2 * 4) / residual), 14);
  });

  test("of a factor that has effects of estimated spread, slopes too", () => {
    expect(
      groupsOf(compiled("b[g] ~ normal(0, τ)\ns[g] ~ normal(0, 2)\ny ~ normal(β + b[g] + s[g] * x, σ)")),
    ).toEqual(["g intercept", "g x"]);
    expect(
      groupsOf(
        compiled("b[g] ~ normal(0, τ)\nw[g:cond] ~ normal(0, 2)\ny ~ normal(β + b[g] + w[g:cond], σ)"),
      ),
    ).toEqual(["g intercept", "g:cond intercept"]);
  });
});

describe("effects of known spread are coefficients", () => {
  test.each([
    ["without a common mean", "b[cond] ~ normal(0, 2)\ny ~ normal(b[cond], σ)", []],
    [
      "without a common mean, beside groups",
      "b[cond] ~ normal(0, 9)\nc[g] ~ normal(0, τ)\ny ~ normal(b[cond] + c[g], σ)",
      ["g intercept"],
    ],
    ["with slopes alone beside them", "b[g] ~ normal(0, 9)\ny ~ normal(b[g] + β * x, σ)", []],
    [
      "of a group without a common mean, beside slopes",
      "b[g] ~ normal(0, 9)\ns[g] ~ normal(0, τ)\ny ~ normal(b[g] + s[g] * x, σ)",
      ["g x"],
    ],
  ] as const)("%s", (_name, statements, groups) => {
    const model = compiled(statements);
    expect(groupsOf(model)).toEqual(groups);
    expect(model.roles.remarks).toEqual([]);
  });

  const beside = (prior: string): CompiledText =>
    compiled(`constant s = 9\nb[cond] ~ ${prior}\nc[g] ~ normal(0, τ)\ny ~ normal(β + b[cond] + c[g], σ)`);

  test("beside effects of groups, and the remark leads to their having a component", () => {
    const model = beside("normal(0, 9)");
    expect(groupsOf(model)).toEqual(["g intercept"]);
    expect(model.roles.remarks).toEqual([
      "b[cond] has a known sd and counts as coefficients, not as effects of groups; a named sd (`constant s = …`) makes it a component of the variance",
    ]);
    const named = beside("normal(0, s)");
    expect(groupsOf(named)).toEqual(["cond intercept", "g intercept"]);
    expect(named.roles.remarks).toEqual([]);
  });
});

describe("no share is claimed", () => {
  test.each([
    [
      "of correlated effects whose sds differ between levels",
      'levels K = 1..2\nt[cond, K] ~ half_normal(1)\nΩ[K,K] ~ lkj(2)\nu[g, cond, K] ~ multi_normal(0, t[cond], Ω)\ny ~ normal(β + u[g, cond, "1"] + u[g, cond, "2"] * x, σ)',
    ],
    [
      "of correlated effects times a coefficient that may be negative",
      'levels K = 1..2\nt[K] ~ half_normal(1)\nΩ[K,K] ~ lkj(2)\nu[g, K] ~ multi_normal(0, t, Ω)\ny ~ normal(β + u[g, "1"] + β * u[g, "2"], σ)',
    ],
    [
      "of vectors about means that are group effects themselves",
      'levels K = 1..2\nt[K] ~ half_normal(1)\nΩ[K,K] ~ lkj(2)\nm[cond, K] ~ normal(0, τ)\nu[g, cond, K] ~ multi_normal(m[cond], t, Ω)\ny ~ normal(β + u[g, cond, "1"] + u[g, cond, "2"] * x, σ)',
    ],
  ])("%s", (_name, statements) => {
    const { roles } = compiled(statements);
    expect(roles.residual).toBeNull();
    expect(roles.intraclass).toEqual([]);
    expect(roles.remarks).toHaveLength(1);
    expect(roles.remarks[0]).toContain("no shares of the variance of y");
  });

  test("but it is of correlated effects times an sd", () => {
    const { roles } = compiled(
      'levels K = 1..2\nΩ[K,K] ~ lkj(2)\nu[g, K] ~ multi_normal(0, 1, Ω)\ny ~ normal(β + τ * u[g, "1"] + τ * u[g, "2"] * x, σ)',
    );
    expect(roles.correlations).toHaveLength(1);
    expect(roles.residual).not.toBeNull();
  });
});
