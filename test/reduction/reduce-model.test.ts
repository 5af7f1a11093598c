/** Which columns rows are grouped by, which are told by sums and products, and which models need their rows. */

import { describe, expect, it } from "vitest";
import { readModelText } from "../../src/language/index.ts";
import { requestColumns } from "../../src/model/column-requests.ts";
import { reduceModel } from "../../src/reduction/reduce-model.ts";

const head =
  "data {\n  y: real\n  x: real\n  z: real\n  k: int\n  g: factor\n}\nβ ~ normal(0, 1)\nγ ~ normal(0, 1)\nσ ~ half_normal(1)\n";

function reduce(text: string) {
  const { model, problems } = readModelText(text, "");
  if (model === null) throw new Error(problems.map(({ message }) => message).join("; "));
  return reduceModel(model, requestColumns(model, new Set()));
}

/** Moments, and keys of real numbers with why they are keys. */
function split(statements: string) {
  const reduction = reduce(head + statements);
  if ("code" in reduction) return reduction.message;
  const keys = reduction.keys.filter(({ request }) => request.type === "real");
  const moments = reduction.moments.map(({ request }) => request.name).join(" ");
  return [moments, ...keys.map(({ request, because }) => `${request.name}: ${because}`)].join("; ");
}

describe("the reduction of a model with a normal outcome", () => {
  it.each([
    ["y ~ normal(β * x + γ * z * k, σ)", "x z y"],
    ["y ~ normal(β + (x - mean(x)) / sd(x) * γ, σ)", "x z y"],
    ["μ = β * x - γ\nν = μ / 2\ny ~ normal(-ν + 3, σ)", "x z y"],
    ["b[g] ~ normal(0, 1)\ny ~ normal(β * x + x * b[g], σ)", "x z y"],
    ["y ~ normal(β * log(x) + z * γ, σ)", "z y; x: it stands inside `log`"],
    // Products of two columns by themselves are told by sums as columns are.
    ["y ~ normal(β * x * x, σ)", "x z x:x y"],
    ["y ~ normal(β * z * x + k * (x * γ) * z, σ)", "x z x:z y"],
    ["d = x * z\ny ~ normal(β * d / 2 - mean(z * x), σ)", "x z x:z y"],
    ["y ~ normal(β * x * (z + 1), σ)", "x y; z: it is multiplied by `β * x`"],
    ["y ~ normal(β * x * z * z, σ)", "x y; z: it is multiplied by `β * x`"],
    ["y ~ normal(β * x * z + γ * exp(z), σ)", "x y; z: it stands inside `exp`"],
    ["d = x * z\ny ~ normal(β * d * z, σ)", "x y; z: it is multiplied by `β * d`"],
    ["d = x * z\ny ~ normal(β * exp(d), σ)", "y; x: it stands inside `exp`; z: it stands inside `exp`"],
    [
      "y ~ normal(β * x * z + max(x * z), σ)",
      "y; x: `max(x * z)` is one of its values; z: `max(x * z)` is one of its values",
    ],
    ["y ~ normal(x * (z + k) * β + γ * exp(z), σ)", "x y; z: it stands inside `exp`"],
    ["y ~ normal(β / x + z, σ)", "z y; x: it stands in a denominator"],
    ["y ~ normal(if(x > 0, β * z, γ), σ)", "z y; x: it stands inside `greater`"],
    ["y ~ normal(β * x, σ * exp(γ * z))", "x y; z: it stands inside `exp`"],
    ["y ~ normal(β * x, z)", "x y; z: it stands in the sd of `y`"],
    ["τ = σ * z\ny ~ normal(β * x, τ)", "x y; z: it stands in the sd of `y`"],
    ["y ~ weighted(normal(β * x, σ), z)", "x y; z: it stands in the weight of `y`"],
    ["y ~ normal(β * x + max(z), σ)", "x y; z: `max(z)` is one of its values"],
    ["y ~ normal(β * x + sd(z - 2 * x), sd(y))", "x z y"],
    ["X = design(1 + center(x) * g + scale(z))\nb[X] ~ normal(0, 1)\ny ~ normal(X * b, σ)", "x z y"],
    ["X = design(1 + I(x / 10 - 3) + k:z)\nb[X] ~ normal(0, 1)\ny ~ normal(X * b, σ)", "x z y"],
    [
      "X = design(1 + poly(x, 2) + z)\nb[X] ~ normal(0, 1)\ny ~ normal(X * b, σ)",
      "z y; x: it stands inside `poly`",
    ],
    ["X = design(1 + x * z + k:x:z)\nb[X] ~ normal(0, 1)\ny ~ normal(X * b, σ)", "x z x:z y"],
    [
      "X = design(1 + center(x) * z)\nb[X] ~ normal(0, 1)\ny ~ normal(X * b, σ)",
      "x y; z: it is multiplied by `center(x)`",
    ],
    ["X = design(0 + I(x > 1):z)\nb[X] ~ normal(0, 1)\ny ~ normal(X * b, σ)", "z y; x: it stands beside `>`"],
    ["y ~ student_t(4, β * x, σ)", "; y: `y` is not normal; x: `y` is not normal; z: `y` is not normal"],
  ])("%s", (statements, expected) => {
    expect(split(statements)).toBe(expected);
  });

  it("groups rows by factors, whole numbers, columns of groups, and columns that bound each other", () => {
    const text =
      "data {\n  y: real > 0\n  x: real in -1..1\n  z: real < x\n  n: int\n  g: factor\n}\ndata per g {\n  u: real\n}\ny ~ normal(x + z + u, 1)";
    const reduction = reduce(text);
    if ("code" in reduction) throw new Error(reduction.message);
    expect(Object.fromEntries(reduction.keys.map(({ request, because }) => [request.name, because]))).toEqual(
      {
        x: "it is a bound of another column",
        z: "its bounds are not all numbers",
        n: "it is of whole numbers",
        g: "it is a factor",
        u: "it is of `g`",
      },
    );
    expect(reduction.moments.map(({ bounds }) => bounds)).toEqual([[{ operator: ">", bound: 0 }]]);
  });
});

describe("models that need their rows", () => {
  const lines = (...own: string[]) => own.join("\n");
  it.each([
    [`${head}y ~ normal(β + 0 * y, σ)`, "`y` is used as data as well"],
    [`${head}y ~ normal(β, max(y))`, "`y` is used as data as well"],
    [`${head}y ~ normal(β, σ)\nx ~ normal(γ, 1)`, "several outcomes"],
    [`${head}y ~ normal(β + γ * lag(x, within: g), σ)`, "`lag(x, within: g)` is made of other rows"],
    [`${head.replace("x: real", "x: real?")}x ~ normal(0, 1)\ny ~ normal(β * x, σ)`, "several outcomes"],
    [`${head.replace("y: real", "y: real?")}y ~ normal(β, σ)`, "`y` may be missing"],
    [
      lines("data { g: factor }", "data per g {", "y: real", "}", "y ~ normal(0, 1)"),
      "`y` has one value for each `g`",
    ],
    [
      lines("data {", "a: int >= 0", "b: int >= 0", "}", "[a, b] ~ multinomial([0.5, 0.5])"),
      "[a, b] are several columns",
    ],
    ["β ~ normal(0, 1)", "no outcome"],
  ])("%s", (text, reason) => {
    const found = reduce(text);
    expect("code" in found && found.message).toContain(reason);
  });
});
