/** The rule table: names, and every partial derivative against finite differences of the value. */

import { describe, expect, it } from "vitest";
import { type FormulaTree, parseFormula } from "../../src/density/graph/formula.ts";
import {
  type FunctionName,
  type ScalarFunction,
  scalarFunctions,
} from "../../src/numeric/scalar-functions.ts";

type Point = readonly [number, number, number];

/** The value of a formula's tree, its names bound to numbers. */
function evaluate(tree: FormulaTree, names: Readonly<Record<string, number>>): number {
  switch (tree.kind) {
    case "number":
      return tree.value;
    case "name": {
      const value = names[tree.name];
      if (value === undefined) throw new Error(`unbound name ${tree.name}`);
      return value;
    }
    case "call": {
      const [a = 0, b = 0, c = 0] = tree.arguments.map((argument) => evaluate(argument, names));
      return scalarFunctions[tree.function].value(a, b, c);
    }
  }
}

function partial(rule: ScalarFunction, index: number, [a, b, c]: Point): number {
  return evaluate(parseFormula(rule.partials[index]!), { a, b, c, f: rule.value(a, b, c) });
}

/** The derivative in the argument at `index`: central differences with Richardson's extrapolation, error of order h⁴. */
function difference(rule: ScalarFunction, index: number, point: Point): number {
  const h = 1e-3 * Math.min(1, Math.abs(point[index]!));
  const slope = (step: number) => {
    const at = (shift: number) => {
      const moved = [...point] as [number, number, number];
      moved[index]! += shift;
      return rule.value(...moved);
    };
    return (at(step) - at(-step)) / (2 * step);
  };
  return (4 * slope(h / 2) - slope(h)) / 3;
}

const line = [-7.3, -2.1, -0.7, -0.2, 0.3, 1.4, 3.9, 12.5];
const positives = [0.05, 0.4, 1.3, 2.7, 8.2, 40.1];
const probabilities = [0.01, 0.2, 0.45, 0.7, 0.97];

/** Where a function is differentiable, unless it is so on the whole line. */
const domains: { readonly [K in FunctionName]?: readonly number[] } = {
  log: positives,
  log1p: [-0.6, -0.1, 0.2, 3.1],
  sqrt: positives,
  logit: probabilities,
  log1m_exp: [-8.1, -1.5, -0.6, -0.1, -0.02],
  log_normal_cdf: [...line, -30.5, -60.2, -190.7, -210.9, -1500.1],
  normal_quantile: probabilities,
  gamma_ln: positives,
  digamma: positives,
  bessel_i0_ln: [...positives, 29.9, 30.1, 900],
};

/** Derivatives, which nothing differentiates. */
const derivatives: ReadonlySet<FunctionName> = new Set<FunctionName>([
  ...(["trigamma", "gamma_lower_slope", "gamma_upper_slope", "gamma_front_ln"] as const),
  ...(["beta_slope_a", "beta_slope_b", "beta_front_ln", "student_slope"] as const),
  "bessel_gap",
]);

/** On both sides of the modes of their integrands, and of the sizes at which methods change. */
const incomplete: { readonly [K in FunctionName]?: readonly Point[] } = {
  gamma_lower_ln: pairsOf([0.3, 1, 2.5, 7, 15.9, 16.1, 90, 4000], [0.2, 0.8, 1.1, 1.9]),
  gamma_upper_ln: pairsOf([0.3, 1, 2.5, 7, 15.9, 16.1, 90, 4000], [0.2, 0.8, 1.1, 1.9]),
  beta_cdf_ln: [0.4, 1, 3.2, 15.9, 40, 900].flatMap((b) =>
    [0.5, 2, 7.3, 16.2, 300].flatMap((c) =>
      [-2.1, -0.3, 0.2, 1.4].map((distance): Point => [Math.log(b / c) + distance, b, c]),
    ),
  ),
  student_cdf_ln: line.flatMap((a) => [0.7, 3, 31, 900].map((b): Point => [a, b, 0])),
  skew_normal_cdf_ln: line.flatMap((a) => [-3.1, -0.4, 0.2, 2.6].map((b): Point => [a, b, 0])),
};

function pairsOf(shapes: readonly number[], ratios: readonly number[]): readonly Point[] {
  return shapes.flatMap((a) => ratios.map((ratio): Point => [a, a * ratio, 0]));
}

function pointsOf(rule: ScalarFunction): readonly Point[] {
  const points = incomplete[rule.name];
  if (points !== undefined) return points;
  if (rule.arity === 1) return (domains[rule.name] ?? line).map((a) => [a, 0, 0]);
  if (rule.arity === 3) return [1, 0].flatMap((a) => [[a, 1.7, -0.4]] satisfies Point[]);
  if (rule.name === "power")
    return positives.flatMap((a) => [-2.3, -1, 0.5, 2, 3.7].map((b): Point => [a, b, 0]));
  const pairs = line.flatMap((a) => line.filter((b) => b !== a).map((b): Point => [a, b, 0]));
  return rule.name === "log_diff_exp" ? pairs.filter(([a, b]) => a > b) : pairs;
}

describe("the table of scalar functions", () => {
  const rules = Object.entries(scalarFunctions) as [FunctionName, ScalarFunction][];

  for (const [name, rule] of rules) {
    it(`${name} states its name, a description, and one partial derivative for each argument`, () => {
      expect(rule.name).toBe(name);
      expect(rule.description).not.toBe("");
      expect(rule.partials).toHaveLength(derivatives.has(name) ? 0 : rule.arity);
    });

    for (const index of rule.partials.keys()) {
      it(`${name}: the partial derivative in ${"abc"[index]} equals finite differences`, () => {
        // The condition of `if` is differentiated where a small change does not change it.
        const points = pointsOf(rule).filter((point) => point[index] !== 0);
        expect(points.length).toBeGreaterThan(0);
        for (const point of points) {
          const expected = difference(rule, index, point);
          const size = Math.max(1e-3, Math.abs(expected), Math.abs(rule.value(...point)) * 1e-3);
          expect(Math.abs(partial(rule, index, point) - expected), `at ${point}`).toBeLessThan(2e-7 * size);
        }
      });
    }
  }

  it("min, max and log_sum_exp alone are folded", () => {
    expect(rules.filter(([, rule]) => rule.isFolded).map(([name]) => name)).toEqual([
      "min",
      "max",
      "log_sum_exp",
    ]);
  });

  it("operators and if cannot be called by name", () => {
    for (const name of ["add", "power", "less", "not_equal", "if", "trigamma", "normal_quantile"] as const) {
      expect(scalarFunctions[name].isCallable).toBe(false);
    }
  });
});

describe("partial derivatives at the edge", () => {
  const edge = (name: FunctionName, index: number, a: number, b = 0) =>
    partial(scalarFunctions[name], index, [a, b, 0]);

  it("a power of 0 does not change with the exponent", () => {
    expect(edge("power", 1, 0, 2.5)).toBe(0);
  });

  it("the derivative of log_normal_cdf is Mills' ratio far out, where the terms of its value cancel", () => {
    expect(edge("log_normal_cdf", 0, -1e10)).toBe(1e10);
    expect(edge("log_normal_cdf", 0, -1e100)).toBe(1e100);
    expect(edge("log_normal_cdf", 0, 50)).toBe(0);
    const left = edge("log_normal_cdf", 0, -200.0000001);
    expect(Math.abs(left - edge("log_normal_cdf", 0, -200))).toBeLessThan(1e-6);
  });

  it("the derivatives of log1p_exp, log_inv_logit and log_sum_exp stay within 0 and 1", () => {
    expect([edge("log1p_exp", 0, -800), edge("log1p_exp", 0, 800)]).toEqual([0, 1]);
    expect([edge("log_inv_logit", 0, -800), edge("log_inv_logit", 0, 800)]).toEqual([1, 0]);
    expect([edge("log_sum_exp", 0, -Infinity, 1), edge("log_sum_exp", 1, -Infinity, 1)]).toEqual([0, 1]);
  });

  it("the derivatives of log_diff_exp and log1m_exp do not cancel where the arguments are far apart", () => {
    expect(edge("log_diff_exp", 0, 1, -Infinity)).toBe(1);
    expect(edge("log1m_exp", 0, -1000)).toBe(-0);
  });
});
