/** Densities of priors by the names of variables: each integrates to one, and there are none where the prior is of more than numbers. */

import { describe, expect, it } from "vitest";
import { priorCurves } from "../../src/api/prior-curves.ts";
import { readModelText } from "../../src/language/model-text.ts";
import type { Variable } from "../../src/posterior/draws.ts";

const variable = (name: string, quantity = name, rest: Partial<Variable> = {}): Variable => {
  return { name, quantity, levels: [], isHidden: false, isConstant: false, ...rest };
};

function curvesOf(
  text: string,
  variables: readonly Variable[],
  constants: Readonly<Record<string, number>> = {},
) {
  return priorCurves({ name: "m", file: "m.model", text, constants }, variables);
}

const near = (value: number) => expect.closeTo(value, 12);

/** By the midpoint rule. */
function integral(density: (x: number) => number, from: number, to: number): number {
  const steps = 40_000;
  let sum = 0;
  for (let i = 0; i < steps; i++) sum += density(from + ((i + 0.5) * (to - from)) / steps);
  return (sum * (to - from)) / steps;
}

describe("the curve of a prior", () => {
  it.each([
    ["normal(3, 2)", -30, 40],
    ["half_normal(2)", 0, 40],
    ["student_t(5, 1, 2)", -600, 600],
    ["exponential(0.5)", 0, 100],
    ["gamma(2, 0.5)", -1, 150],
    ["beta(2, 3)", -1, 2],
    ["lognormal(0, 0.5)", -1, 200],
    ["uniform(-2, 5)", -9, 9],
    ["normal(2 * s, s^2)", -20, 40],
  ])("of %s integrates to one", (prior, from, to) => {
    const text = `constant s = 1.5\nμ ~ ${prior}\n`;
    const curve = curvesOf(text, [variable("μ")], { s: 1.5 }).get("μ")!;
    expect(integral(curve, from, to)).toBeCloseTo(1, 4);
  });

  it("is of the constants as they were set", () => {
    const text = "constant s = 1\nμ ~ normal(0, s)\n";
    const curve = curvesOf(text, [variable("μ")], { s: 4 }).get("μ")!;
    expect(curve(0)).toBeCloseTo(1 / (4 * Math.sqrt(2 * Math.PI)), 12);
  });

  it("is 0 outside of the support", () => {
    const curve = curvesOf("σ ~ half_normal(2)\nu ~ uniform(0, 1)\n", [variable("σ"), variable("u")]);
    expect([curve.get("σ")!(-1), curve.get("u")!(-0.1), curve.get("u")!(1.1)]).toEqual([0, 0, 0]);
  });

  it("is that of every element, and there is none of what is no number with numbers as arguments", () => {
    const text = `data {
  y: real
  g: factor
}
μ ~ normal(0, 5)
τ ~ half_normal(2)
b[g] ~ normal(0, τ)
c[g] ~ normal(0, 3)
m ~ normal(mean(y), 1)
f ~ flat()
t ~ truncated(normal(0, 1), lower: 0)
d = τ^2
y ~ normal(μ + b[g] + c[g] + m + f + t + d, 1)
`;
    const elements = ["b[A]", "c[A]", "c[B]"].map((name) => variable(name, name[0]));
    const names = ["μ", "τ", "m", "f", "t", "d", "y"].map((name) => variable(name));
    const hidden = variable("μ", "μ", { isHidden: true, name: "#μ" });
    const curves = curvesOf(text, [...names, ...elements, hidden]);
    expect([...curves.keys()].sort()).toEqual(["c[A]", "c[B]", "μ", "τ"].sort());
  });

  it("is that of each element where the prior has a list with a number for each", () => {
    const text = `data {
  y: real
  x: real
  g: factor
}
constant wide = 49
X = design(1 + x)
β[X] ~ normal([299, 0], [260, wide])
τ[X] ~ half_normal([100, 20])
u[g, X] ~ normal(0, [1, 3])
y ~ normal(X * β + X * u[g], 1)
`;
    expect(readModelText(text).problems.filter(({ severity }) => severity === "error")).toEqual([]);
    const of = (quantity: string, ...levels: readonly string[]) =>
      variable(`${quantity}[${levels.join(",")}]`, quantity, { levels });
    const [β, τ] = ["β", "τ"].map((name) => [of(name, "1"), of(name, "x")]);
    const u = ["A", "B"].flatMap((g) => [of("u", g, "1"), of("u", g, "x")]);
    const curves = curvesOf(text, [...β!, ...τ!, ...u], { wide: 49 });
    const peak = (name: string, at: number): number => curves.get(name)!(at) * Math.sqrt(2 * Math.PI);
    expect([peak("β[1]", 299), peak("β[x]", 0)]).toEqual([1 / 260, 1 / 49].map(near));
    expect([peak("τ[1]", 0), peak("τ[x]", 0)]).toEqual([2 / 100, 2 / 20].map(near));
    expect(u.map(({ name }) => peak(name, 0))).toEqual([1, 1 / 3, 1, 1 / 3].map(near));
    expect(curvesOf(text, β!.slice(1), { wide: 49 }).size).toBe(0);
  });

  it("is told of no element where some have priors of their own", () => {
    const text = `data {
  y: real
  g: factor
}
θ[g] ~ normal(0, 5)
θ["A"] ~ normal(0, 1)
y ~ normal(θ[g], 1)
`;
    expect(readModelText(text).problems).toEqual([]);
    const elements = ["θ[A]", "θ[B]"].map((name) => variable(name, "θ"));
    expect(curvesOf(text, elements).size).toBe(0);
  });

  it("is none of a model that is not there to be read", () => {
    expect(curvesOf("model dyestuff", [variable("β")]).size).toBe(0);
  });
});
