/** `home: factor of team` and `away: factor of team`: two columns that name levels of one plate. */

import { describe, expect, it } from "vitest";
import { fit, parseModel } from "../../src/index.ts";
import { readModelText } from "../../src/language/index.ts";
import {
  bindText,
  compileText,
  fullLogDensity,
  numericalGradient,
  requireBound,
  scattered,
} from "./harness.ts";

const games: readonly (readonly [home: string, away: string, goals: number])[] = [
  ["b", "a", 2],
  ["a", "c", -1],
  ["c", "b", 0.5],
  ["d", "a", 3],
  ["c", "a", -2],
  ["b", "c", 1],
  ["a", "b", 0.3],
  ["d", "c", 2.5],
];
const columns = {
  y: games.map(([, , goals]) => goals),
  w: games.map(([, , goals]) => (goals > 0 ? 1 : 0)),
  x: games.map((_, i) => Math.sin(i)),
  home: games.map(([home]) => home),
  away: games.map(([, away]) => away),
};
// d has no game away.
const teams = ["a", "b", "c", "d"];
const head =
  "data {\n  y: real\n  w: int in 0..1\n  x: real\n  home: factor of team\n  away: factor of team\n}\n";
const position = scattered(4, 1.5, 2);

function strength(at: readonly number[], row: number, sign = -1): number {
  const [home, away] = games[row]!;
  return at[teams.indexOf(home)]! + sign * at[teams.indexOf(away)]!;
}

function expectDensity(text: string, at: readonly number[], truth: (at: readonly number[]) => number): void {
  const compiled = compileText(head + text, columns);
  expect(fullLogDensity(compiled, at)).toBeCloseTo(truth(at), 9);
  const gradient = new Float64Array(at.length);
  compiled.density.evaluate(Float64Array.from(at), gradient);
  const wanted = numericalGradient((moved) => truth([...moved]), Float64Array.from(at));
  gradient.forEach((one, i) => {
    expect(one).toBeCloseTo(wanted[i]!, 6);
  });
}

const logNormal = (x: number, mean: number, sd: number): number =>
  -0.5 * ((x - mean) / sd) ** 2 - Math.log(sd) - 0.5 * Math.log(2 * Math.PI);
const sum = (values: readonly number[]): number => values.reduce((total, one) => total + one, 0);

describe("a plate that two columns name levels of", () => {
  it("has the labels of both, in order", () => {
    const model = requireBound(`${head}s[team] ~ normal(0, 1)\ny ~ normal(s[home] - s[away], 1)`, columns);
    expect(model.domains.labelsOf("team")).toEqual(teams);
    expect(model.data.groups.team).toBe(4);
    const numbered = requireBound(`${head}s[team] ~ normal(0, 1)\ny ~ normal(s[home] - s[away], 1)`, {
      ...columns,
      home: [10, 9, 9, 9, 9, 9, 9, 9],
      away: [2, 2, 2, 2, 2, 11, 2, 2],
    });
    expect(numbered.domains.labelsOf("team")).toEqual(["2", "9", "10", "11"]);
  });

  it("gives each row the levels that its columns name", () => {
    const prior = (at: readonly number[]) => sum(at.map((one) => logNormal(one, 0, 2)));
    expectDensity(
      "s[team] ~ normal(0, 2)\ny ~ normal(s[home] - s[away], 1)",
      position,
      (at) => prior(at) + sum(games.map(([, , y], i) => logNormal(y, strength(at, i), 1))),
    );
    // Members of a group: the sum of two levels
    expectDensity(
      "s[team] ~ normal(0, 2)\ny ~ normal((s[home] + s[away]) / 2, 1)",
      position,
      (at) => prior(at) + sum(games.map(([, , y], i) => logNormal(y, strength(at, i, 1) / 2, 1))),
    );
    // Bradley and Terry (1952)
    expectDensity(
      "s[team] ~ normal(0, 2)\nw ~ bernoulli_logit(s[home] - s[away])",
      position,
      (at) =>
        prior(at) + sum(games.map(([, , y], i) => -Math.log1p(Math.exp((y > 0 ? -1 : 1) * strength(at, i))))),
    );
  });

  it("of defined values, and in the sd of an outcome", () => {
    const prior = (at: readonly number[]) => sum(at.map((one) => logNormal(one, 0, 1)));
    expectDensity(
      "s[team] ~ normal(0, 1)\nv[team] = exp(s[team])\ny ~ normal(0, v[home] + 2 * v[away])",
      position,
      (at) =>
        prior(at) +
        sum(
          games.map(([home, away, y]) => {
            const value = (team: string) => Math.exp(at[teams.indexOf(team)]!);
            return logNormal(y, 0, value(home) + 2 * value(away));
          }),
        ),
    );
  });

  it("beside plates of the columns themselves, and with another plate", () => {
    const at = scattered(4 + 4 + 8, 1, 1);
    const prior = sum(at.map((one) => logNormal(one, 0, 1)));
    const compiled = compileText(
      `${head}levels T = 1..2\ns[team] ~ normal(0, 1)\nh[home] ~ normal(s[home], 1)\nr[team, T] ~ normal(0, 1)\ny ~ normal(h[home] - s[away] + r[home, "1"] - r[away, "2"], 1)`,
      columns,
    );
    const [s, h, r] = [at.slice(0, 4), at.slice(4, 8), at.slice(8)];
    const centered = h.map((one, i) => logNormal(one, s[i]!, 1) - logNormal(one, 0, 1));
    const truth =
      prior +
      sum(centered) +
      sum(
        games.map(([home, away, y]) => {
          const [i, j] = [teams.indexOf(home), teams.indexOf(away)];
          return logNormal(y, h[i]! - s[j]! + r[2 * i]! - r[2 * j + 1]!, 1);
        }),
      );
    const names = compiled.joint.inputs.map(({ name }) => name);
    expect(names).toEqual(["s", "h", "r"]);
    expect(fullLogDensity(compiled, at)).toBeCloseTo(truth, 9);
  });

  it.each([
    ["a factor with effects", "s[team] ~ normal(0, τ)", "s[home] - s[away]"],
    [
      "slopes",
      "s[team, T] ~ normal(0, τ)\nlevels T = 1..2",
      's[home, "1"] - s[away, "1"] + s[home, "2"] * x',
    ],
    ["sums", "s[team] ~ normal(0, τ)\nh[home] ~ normal(0, 1)", "s[home] + s[away] + h[home]"],
    ["sums of definitions", "s[team] ~ normal(0, τ)\nm[team] = 2 * s[team]", "m[home] - s[away]"],
  ])("is sampled alike by every method: %s", async (_, priors, mean) => {
    const model = parseModel(
      `${head}β ~ normal(0, 1)\nτ ~ half_normal(1)\nσ ~ half_normal(1)\n${priors}\ny ~ normal(β + ${mean} + 0 * x, σ)`,
    );
    const rows = new Map<string, Map<string, { mean: number; mcse: number }>>();
    for (const method of ["marginal", "nuts", "gibbs"] as const) {
      const fitted = await fit(model, { data: columns, seed: 2, workers: 0, draws: 2000, method });
      if (method === "marginal") expect(fitted.record.plan.integrated).toContain("s");
      rows.set(method, new Map(fitted.summary().rows.map((row) => [row.variable, row])));
    }
    const exact = [...rows.get("marginal")!].filter(([name]) => /^(?:β|σ|τ|s\[)/.test(name));
    expect(exact.length).toBeGreaterThan(6);
    for (const [name, { mean, mcse }] of exact) {
      for (const method of ["nuts", "gibbs"]) {
        const other = rows.get(method)!.get(name)!;
        expect(Math.abs(mean - other.mean), `${name} by ${method}`).toBeLessThan(
          5 * Math.hypot(mcse, other.mcse),
        );
      }
    }
  });

  it("leaves designs the labels of their own column", () => {
    const model = requireBound(
      `${head}X = design(away)\nb[X] ~ normal(0, 1)\ns[team] ~ normal(0, 1)\ny ~ normal(X * b + s[home], 1)`,
      columns,
    );
    expect(model.designs.get("X")!.columnNames).toEqual(["intercept", "away=b", "away=c"]);
  });

  it("is printed as it is written", () => {
    const text = `${head}s[team] ~ normal(0, 1)\ny ~ normal(s[home] - s[away], 1)`;
    const { model, problems } = readModelText(text);
    expect(problems.filter(({ severity }) => severity === "error")).toEqual([]);
    expect(model!.columns.find(({ name }) => name === "home")).toMatchObject({
      type: "factor",
      pool: "team",
    });
  });

  it("has one level of no plate in a row that its own name could mean", () => {
    const codes = (lines: string) => readModelText(head + lines).problems.map(({ code }) => code);
    expect(codes("s[team] ~ normal(0, 1)\ny ~ normal(s[team], 1)")).toContain("HP0151");
    expect(codes("s[home] ~ normal(0, 1)\ny ~ normal(s[away], 1)")).toContain("HP0211");
  });

  it("finds no problem in data where the two columns nest by chance", () => {
    const { problems } = bindText(`${head}s[team] ~ normal(0, 1)\ny ~ normal(s[home] - s[away], 1)`, {
      ...columns,
      home: ["a", "a", "b", "b", "c", "c", "d", "d"],
      away: ["b", "b", "c", "c", "d", "d", "a", "a"],
    });
    expect(problems.filter(({ severity }) => severity === "error")).toEqual([]);
  });
});
