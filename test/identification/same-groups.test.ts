import { describe, expect, test } from "vitest";
import type { ColumnData } from "../../src/data/from-memory.ts";
import { bindText } from "../density/harness.ts";

const lab = ["p", "p", "p", "q", "q", "q", "r", "r", "r", "s", "s", "s"];
const table: ColumnData = {
  y: lab.map((_, i) => (i * 5) % 7),
  x: lab.map((_, i) => i),
  lab,
  site: lab.map((label) => `site of ${label}`),
  tech: lab.map(() => "1"),
  day: lab.map((_, i) => ["mon", "tue", "wed"][i % 3]!),
  row: lab.map((_, i) => `row ${i}`),
};

/** Statements in lines, terms of the mean, and other types of columns. */
function warn(statements: string, mean: string, types: Readonly<Record<string, string>> = {}) {
  const used = ["lab", "site", "tech", "day", "row"].map((name) => `  ${name}: ${types[name] ?? "factor"}\n`);
  const text = `data {\n  y: real\n  x: real\n${used.join("")}}\nμ ~ normal(0, 1)\nσ ~ half_normal(1)
σ_a ~ half_normal(1)\nσ_b ~ half_normal(1)\n${statements}\ny ~ normal(μ + ${mean}, σ)\n`;
  const { problems } = bindText(text, table);
  return problems.filter(({ code }) => code === "HP0445");
}

describe("two effects of the same groups are warned of, once", () => {
  test("a relabelling, with both named", () => {
    expect(warn("a[lab] ~ normal(0, σ_a)\nb[site] ~ normal(0, σ_b)", "a[lab] + b[site]")).toMatchObject([
      {
        severity: "warning",
        message:
          "`lab` and `site` divide the rows into the same 4 groups, so the data say only what the sum of their effects `a` and `b` is",
        hint: "only priors tell their spreads apart; leave out `a` or `b`",
      },
    ]);
  });

  test.each([
    ["one technician in each lab", "b[tech] ~ normal(0, σ_b)", "b[tech]", { tech: "factor in lab" }],
    ["a combination that is no finer", "b[lab:tech] ~ normal(0, σ_b)", "b[lab:tech]", {}],
    ["one factor twice", "b[lab] ~ normal(0, σ_b)", "b[lab]", {}],
    ["non-centered effects", "b[site] ~ normal(0, 1)", "σ_b * b[site]", {}],
    [
      "the intercept of a vector",
      "Z = design(1 + x)\nb[site, Z] ~ multi_normal(0, σ_b, Ω)\nΩ[Z, Z] ~ lkj(2)",
      "Z * b[site]",
      {},
    ],
  ])("%s", (_, statements, term, types) => {
    expect(warn(`a[lab] ~ normal(0, σ_a)\n${statements}`, `a[lab] + ${term}`, types)).toHaveLength(1);
  });

  test("effects that are the mean of others", () => {
    expect(warn("a[lab] ~ normal(0, σ_a)\nb[site] ~ normal(a[lab], σ_b)", "b[site]")).toHaveLength(1);
  });
});

test("leaving one of the two out ends the warning", () => {
  expect(warn("a[lab] ~ normal(0, σ_a + σ_b)", "a[lab]")).toEqual([]);
  expect(warn("b[site] ~ normal(0, σ_a + σ_b)", "b[site]")).toEqual([]);
});

test.each([
  ["crossed factors", "b[day] ~ normal(0, σ_b)", "b[day]"],
  ["a nested factor with several levels in each", "b[row] ~ normal(0, σ_b)", "b[row]"],
  ["an intercept and a slope", "b[site] ~ normal(0, σ_b)", "b[site] * x"],
  ["a factor with a fixed prior", "b[site] ~ normal(0, 1)", "b[site]"],
])("%s are told apart, and not warned of", (_, statement, term) => {
  expect(warn(`a[lab] ~ normal(0, σ_a)\n${statement}`, `a[lab] + ${term}`)).toEqual([]);
});
