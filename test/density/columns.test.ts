/**
 * Outcomes of several columns: the density against closed forms, the posterior against quadrature, and what reads such an outcome
 * besides.
 */

import { describe, expect, test } from "vitest";
import { fit } from "../../src/api/fit.ts";
import { parseModel } from "../../src/api/model.ts";
import { bindText, compileText, constrainAt, fullLogDensity } from "./harness.ts";

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

describe("two columns with correlated residuals", () => {
  const columns = { y1: [0.3, -1.2, 2.1, 0.8], y2: [1.1, 0.2, -0.6, 2.4], x: [1, 2, -1, 0.5] };
  const data = "data {\n  y1: real\n  y2: real\n  x: real\n}\nlevels K = 1..2\n";
  const text = `${data}a ~ normal(0, 1)\nσ[K] ~ half_normal(2)\nΩ[K,K] ~ lkj(2)\n[y1, y2] ~ multi_normal([a + x, 2 * a], σ, Ω)\n`;

  /** log of the bivariate normal density, from its inverse covariance. */
  function bivariate([e1, e2]: readonly [number, number], s1: number, s2: number, r: number): number {
    const [u, v] = [e1 / s1, e2 / s2];
    const quadratic = (u * u - 2 * r * u * v + v * v) / (1 - r * r);
    return -Math.log(2 * Math.PI * s1 * s2 * Math.sqrt(1 - r * r)) - quadratic / 2;
  }

  test("have the bivariate normal density", () => {
    const position = [0.4, 0.2, -0.3, 0.7];
    const compiled = compileText(text, columns);
    const draw = constrainAt(compiled, position);
    const expected = columns.y1.map((y1, i) =>
      bivariate(
        [y1 - draw.a! - columns.x[i]!, columns.y2[i]! - 2 * draw.a!],
        draw["σ[1]"]!,
        draw["σ[2]"]!,
        draw["Ω[1,2]"]!,
      ),
    );
    // The same without its rows: an outcome whose density is known in their place.
    const other = compileText(text.replace(/\[y1, y2\].*/, "y1 ~ normal(0, 1)"), columns);
    const rows = columns.y1.map((y) => -0.5 * y * y - 0.5 * Math.log(2 * Math.PI));
    const gain = fullLogDensity(compiled, position) - fullLogDensity(other, position);
    expect(gain).toBeCloseTo(sum(expected) - sum(rows), 10);
  });

  test("are two normal outcomes where there is no correlation", () => {
    const means = text.replace("Ω[K,K] ~ lkj(2)\n", "");
    const apart = compileText(
      means.replace(/\[y1, y2\].*/, "y1 ~ normal(a + x, σ[1])\ny2 ~ normal(2 * a, σ[2])"),
      columns,
    );
    const together = compileText(text, columns);
    const none = compileText(text.replace(/\[y1, y2\].*/, "y1 ~ normal(0, 1)"), columns);
    const onlyApart = compileText(means.replace(/\[y1, y2\].*/, "y1 ~ normal(0, 1)"), columns);
    const position = [0.4, 0.2, -0.3];
    expect(fullLogDensity(together, [...position, 0]) - fullLogDensity(none, [...position, 0])).toBeCloseTo(
      fullLogDensity(apart, position) - fullLogDensity(onlyApart, position),
      10,
    );
  });

  test("count for as many rows as their weights say", () => {
    const rows = { y1: [0.3, -1.2], y2: [1.1, 0.2], w: [3, 1] };
    const repeated = { y1: [0.3, 0.3, 0.3, -1.2], y2: [1.1, 1.1, 1.1, 0.2], w: [1, 1, 1, 1] };
    const weighted = text
      .replace("x: real", "w: real")
      .replace(/\[y1, y2\].*/, "[y1, y2] ~ weighted(multi_normal(a, σ, Ω), w)");
    const position = [0.4, 0.2, -0.3, 0.7];
    expect(fullLogDensity(compileText(weighted, rows), position)).toBeCloseTo(
      fullLogDensity(compileText(weighted, repeated), position),
      10,
    );
  });

  test.each(["nuts", "gibbs"] as const)("have the posterior of quadrature, by %s", async (method) => {
    const rows = { y1: [1.3, 0.2, 1.9, -0.4, 0.8, 2.2], y2: [0.9, 0.4, 1.2, -1.0, 0.1, 2.6] };
    const model = `${data.replace("  x: real\n", "")}Ω[K,K] ~ lkj(2)\n[y1, y2] ~ multi_normal(0.5, [1, 1.5], Ω)\n`;
    let [mass, first, second] = [0, 0, 0];
    for (let r = -0.9995; r < 1; r += 0.001) {
      const logs = rows.y1.map((y1, i) => bivariate([y1 - 0.5, rows.y2[i]! - 0.5], 1, 1.5, r));
      const weight = (1 - r * r) * Math.exp(sum(logs));
      mass += weight;
      first += weight * r;
      second += weight * r * r;
    }
    const mean = first / mass;
    const sd = Math.sqrt(second / mass - mean ** 2);
    const fitted = await fit(parseModel(model), { data: rows, method, chains: 4, seed: 3 });
    const [found] = fitted.summary().rows.filter(({ variable }) => variable === "Ω[1,2]");
    expect(Math.abs(found!.mean - mean)).toBeLessThan(5 * found!.mcse);
    expect(Math.abs(found!.sd / sd - 1)).toBeLessThan(0.08);
  });
});

describe("counts in several columns", () => {
  const counts = { a: [2, 0, 1], b: [1, 3, 0], c: [0, 1, 0], x: [0.5, -1, 2] };
  const data = "data {\n  a: int\n  b: int\n  c: int\n  x: real\n}\n";
  const prior = "α ~ normal(0, 2)\nβ ~ normal(0, 2)\n";
  const logits = "[0, α + β * x, β - α * x]";
  /** A row for each thing that was counted. */
  const long = {
    y: [1, 1, 2, 2, 2, 2, 3, 1],
    x: [0.5, 0.5, 0.5, -1, -1, -1, -1, 2],
  };

  test("differ from the choices that they count by a constant", () => {
    const counted = compileText(`${data}${prior}[a, b, c] ~ multinomial_logit(${logits})\n`, counts);
    const chosen = compileText(
      `data {\n  y: int in 1..3\n  x: real\n}\n${prior}y ~ categorical_logit(${logits})\n`,
      long,
    );
    // 3! / 2! and 4! / 3! orders, and one.
    for (const position of [
      [0.3, -0.8],
      [-1.1, 0.6],
    ]) {
      expect(fullLogDensity(counted, position) - fullLogDensity(chosen, position)).toBeCloseTo(
        Math.log(12),
        10,
      );
    }
  });

  test("of probabilities and of logits are the same", () => {
    const shares = "levels K = 1..3\nθ[K] ~ dirichlet(1)\n";
    const one = compileText(`${data}${shares}[a, b, c] ~ multinomial(θ)\n`, counts);
    const other = compileText(
      `${data}${shares}[a, b, c] ~ multinomial_logit([log(θ[1]), log(θ[2]), log(θ[3])])\n`,
      counts,
    );
    expect(fullLogDensity(one, [0.4, -0.9])).toBeCloseTo(fullLogDensity(other, [0.4, -0.9]), 10);
  });

  test("have the Dirichlet posterior of their probabilities", async () => {
    const text = `${data}levels K = 1..3\nθ[K] ~ dirichlet([1, 2, 1])\n[a, b, c] ~ multinomial(θ)\n`;
    const fitted = await fit(parseModel(text), { data: counts, chains: 4, seed: 3 });
    const concentration = [4, 6, 2];
    const summary = fitted.summary().rows;
    for (const [k, alpha] of concentration.entries()) {
      const found = summary.find(({ variable }) => variable === `θ[${k + 1}]`)!;
      expect(Math.abs(found.mean - alpha / 12)).toBeLessThan(5 * found.mcse!);
    }
  });

  test("are whole numbers of at least 0", () => {
    const text = `${data}${prior}[a, b, c] ~ multinomial_logit(${logits})\n`;
    const { problems } = bindText(text, { ...counts, b: [1, -3, 0] });
    expect(problems.map(({ code, message }) => `${code} ${message}`).join()).toMatch(/`b`.*-3/);
  });

  describe("with flat coefficients", () => {
    const codesOf = (logitsOf: string, given: Record<string, readonly number[]>) =>
      bindText(`${data}α ~ flat()\nβ ~ flat()\n[a, b, c] ~ multinomial_logit(${logitsOf})\n`, {
        ...counts,
        ...given,
      }).problems.map(({ code, message }) => `${code} ${message}`);

    test("are told where they part the counts of one category from the others", () => {
      const [told] = codesOf("[0, α + β * x, 0]", { a: [2, 0, 2], b: [0, 3, 0], c: [0, 0, 1] });
      expect(told).toMatch(/^HP0466 .*parts the counts of `\[a, b, c\]`, in 3 of 3 rows/);
      expect(codesOf("[0, α + β * x, 0]", { a: [2, 1, 1], b: [1, 3, 2], c: [2, 1, 3] })).toEqual([]);
      // A category of which there is something in a row holds its logit against that of any other.
      expect(codesOf("[0, α + β * x, 0]", { a: [2, 1, 2], b: [1, 3, 0], c: [0, 0, 1] })).toEqual([]);
    });

    test("are told where only differences of the logits count", () => {
      const mixed = { a: [2, 1, 1], b: [1, 3, 2], c: [2, 1, 3] };
      expect(codesOf("[α, β, α]", mixed)).toEqual([
        expect.stringMatching(/^HP0471 only combinations of `α` and `β` are in the likelihood/),
      ]);
      expect(codesOf("[α, β, 0]", mixed)).toEqual([]);
    });
  });
});
