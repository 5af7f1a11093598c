/** What `mm(…)` behind a bar stands for, and that fits are those of models by hand. */

import { describe, expect, test } from "vitest";
import { fit, formula, parseModel } from "../../src/index.ts";
import { table } from "./table.ts";

const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

const data = {
  ...table,
  school1: range(24).map((i) => `s${i % 6}`),
  school2: range(24).map((i) => `s${1 + ((i * 5 + Math.floor(i / 6)) % 6)}`),
  school3: range(24).map((i) => `s${(i * 7) % 4}`),
  w1: range(24).map((i) => 0.2 + (i % 3)),
  w2: range(24).map((i) => 1 + (i % 5)),
  id1: range(24).map((i) => i % 5),
  id2: range(24).map((i) => (i + 1) % 5),
  none: range(24).map(() => 0),
};

type Options = Omit<Parameters<typeof formula>[1], "data">;

async function statementsOf(text: string, options: Options = {}): Promise<string[]> {
  const { source } = await formula(text, { data, ...options });
  return source.split("\n").map((line) => line.replaceAll(/ +/g, " ").trim());
}

test.each([
  [
    "y ~ x + (1 | mm(school1, school2))",
    [
      "school1: factor of school",
      "school2: factor of school",
      "u_school[school] ~ normal(0, τ_school)",
      "y ~ normal(X * β + 0.5 * u_school[school1] + 0.5 * u_school[school2], σ)",
    ],
  ],
  [
    "y ~ (1 | mm(school1, school2, school3))",
    [
      "y ~ normal(X * β + 1 / 3 * u_school[school1] + 1 / 3 * u_school[school2] + 1 / 3 * u_school[school3], σ)",
    ],
  ],
  ["y ~ (1 | mm(g, school1))", ["g: factor of g_school1", "u_g_school1[g_school1] ~ normal(0, τ_g_school1)"]],
  [
    "y ~ (1 | mm(school1, school2, weights = cbind(w1, w2)))",
    [
      "w1: real",
      "y ~ normal(X * β + w1 / (w1 + w2) * u_school[school1] + w2 / (w1 + w2) * u_school[school2], σ)",
    ],
  ],
  [
    "y ~ (1 | mm(school1, school2, weights = cbind(1, -1), scale = FALSE))",
    ["y ~ normal(X * β + 1 * u_school[school1] + (-1) * u_school[school2], σ)"],
  ],
  [
    "y ~ (x | mm(school1, school2, weights = cbind(w1, 5 - w1)))",
    [
      "u_school[school, Z_school] ~ multi_normal(0, τ_school, Ω_school)",
      "y ~ normal(X * β + w1 / (w1 + (5 - w1)) * (Z_school * u_school[school1]) + (5 - w1) / (w1 + (5 - w1)) * (Z_school * u_school[school2]), σ)",
    ],
  ],
  ["y ~ (x || mm(school1, school2))", ["u_school[school, Z_school] ~ normal(0, τ_school[Z_school])"]],
  ["y ~ (1 | mm(id1, id2))", ["id1: factor of id", "id2: factor of id"]],
  // Beside the factor there is the column of numbers.
  ["y ~ id1 + (1 | mm(id1, id2))", ["id1: real", 'id1_2: factor of id from "id1"', "X = design(1 + id1)"]],
  [
    "y ~ (1 | mm(school1, school2)) + (0 + x | mm(school1, school2))",
    [
      "u_school[school] ~ normal(0, τ_school)",
      "u_school_2[school, Z_school] ~ normal(0, τ_school_2[Z_school])",
    ],
  ],
  ["y ~ x; sigma ~ (1 | mm(school1, school2))", ["u_school_σ[school] ~ normal(0, τ_school_σ)"]],
])("%s", async (text, lines) => {
  expect(await statementsOf(text)).toEqual(expect.arrayContaining(lines));
});

describe("the effects of several columns", () => {
  test.each([
    ["y ~ x + (1 | mm(school1, school2))", "0.5 * e[school1] + 0.5 * e[school2]"],
    ["y ~ x + (1 | mm(school1, school2, weights = cbind(w1, w2)))", "v1 * e[school1] + v2 * e[school2]"],
  ])("%s is fitted as the model by hand, exactly", async (text, sum) => {
    const { source } = await formula(text, { data });
    const priorOf = (name: string): string =>
      source
        .split("\n")
        .find((line) => line.startsWith(name))!
        .split("~")[1]!
        .split('"')[0]!;
    const byHand = `data {
      y: real
      x: real
      school1: factor of s
      school2: factor of s
      ${sum.includes("v1") ? "v1: real\n v2: real" : ""}
    }
    X = design(1 + x)
    β[X] ~ ${priorOf("β[X]")}
    τ ~ ${priorOf("τ_school ")}
    e[s] ~ normal(0, τ)
    σ ~ ${priorOf("σ")}
    y ~ normal(X * β + ${sum}, σ)
    `;
    const shares = [data.w1, data.w2].map((own) =>
      own.map((weight, row) => weight / (data.w1[row]! + data.w2[row]!)),
    );
    const all = { ...data, v1: shares[0]!, v2: shares[1]! };
    const options = { data: all, draws: 200, workers: 0, exactDraws: true } as const;
    const own = await fit(parseModel(source), options);
    const hand = await fit(parseModel(byHand), options);
    expect(own.record.plan.method).toBe("marginal");
    for (const [name, other] of [
      ["β[x]", "β[x]"],
      ["τ_school", "τ"],
      ["u_school[s4]", "e[s4]"],
      ["σ", "σ"],
    ])
      own.get(name!).forEach((value, i) => {
        expect(Math.abs(value - hand.get(other!)[i]!), name).toBeLessThan(1e-7 * (1 + Math.abs(value)));
      });
    const direct = await fit(await formula(text, { data: all }), options);
    expect(direct.draws.values).toEqual(own.draws.values);
  });

  test("have priors by their term", async () => {
    const priors = ["sd(mm(school1, school2), x) = half_normal(3)", "cor(mm(school1,school2)) = lkj(4)"];
    const lines = (await statementsOf("y ~ (x | mm(school1, school2))", { priors })).join("\n");
    expect(lines).toMatch(/half_normal\(\[.*, 3\]\)[\s\S]*lkj\(4\)/);
  });

  test.each([
    ["y ~ (1 | mm(school1))", "HP0965"],
    ["y ~ (1 | mm(school1, school1))", "HP0965"],
    ["y ~ (1 | mm(school1:g, school2))", "HP0965"],
    ["y ~ (1 | mm(school1, school2, weights = w1))", "HP0965"],
    ["y ~ (1 | mm(school1, school2, weights = cbind(w1, log(w2))))", "HP0965"],
    ["y ~ (1 | mm(school1, school2, cov = A))", "HP0932"],
    ["y ~ (1 | mm(school1, school2)) + (1 | mm(school2, school3))", "HP0967"],
    ["y ~ (1 | mm(school1, school2)) + (1 | mm(school1, school2, school3))", "HP0967"],
    ['y ~ relevel(school1, "s1") + (1 | mm(school1, school2))', "HP0967"],
    ["y ~ (1 | mm(school1, school2, weights = cbind(w1, 1 - w1)))", "HP0968"],
    ["y ~ (1 | mm(school1, school2, weights = cbind(none, none)))", "HP0968"],
    ["y ~ (1 | mm(school1, school2)) + (x | mm(school1, school2))", "HP0934"],
    ["y ~ mm(school1, school2)", "HP0905"],
    ["y ~ (1 | g / mm(school1, school2))", "HP0908"],
  ])("%s is refused by %s", async (text, code) => {
    await expect(formula(text, { data })).rejects.toThrow(code);
  });
});
