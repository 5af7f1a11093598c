import { describe, expect, test } from "vitest";
import type { ColumnData } from "../../src/data/from-memory.ts";
import { readModelText } from "../../src/language/index.ts";
import { bindText, requireBound } from "../density/harness.ts";

const treatment = ["control", "no_injection", "protein", "sucrose"];
const nests = [1, 2, 3, 4, 5].flatMap((nest) => treatment.map((label) => [nest, label] as const));
const table: ColumnData = {
  emergence: nests.map((_, i) => (i * 3) % 2),
  treatment: nests.map(([, label]) => label),
  nest: nests.map(([nest]) => nest),
};

const text = (type: string, design = "1 + treatment") => `data {
  emergence: int in 0..1
  treatment: ${type}
  nest: factor
}
X = design(${design})
β[X] ~ normal(0, 3)
τ ~ half_normal(1)
b[nest] ~ normal(0, τ)
emergence ~ bernoulli_logit(X * β + b[nest])
`;
const columnsOf = (type: string, design?: string) =>
  requireBound(text(type, design), table).designs.get("X")!.columnNames;

describe("the reference level of a factor", () => {
  test("is the first in order, if nothing is said", () => {
    expect(columnsOf("factor")).toEqual([
      "intercept",
      "treatment=no_injection",
      "treatment=protein",
      "treatment=sucrose",
    ]);
  });

  test("can be chosen: insects without an injection are what the others are compared with", () => {
    const type = 'factor reference "no_injection"';
    expect(columnsOf(type)).toEqual([
      "intercept",
      "treatment=control",
      "treatment=protein",
      "treatment=sucrose",
    ]);
    const { matrix } = requireBound(text(type), table).designs.get("X")!;
    expect([...matrix.slice(0, 16)]).toEqual([1, 1, 0, 0, 1, 0, 0, 0, 1, 0, 1, 0, 1, 0, 0, 1]);
  });

  test("stands first where all levels have a column, and in interactions", () => {
    const type = 'factor reference "sucrose"';
    expect(columnsOf(type, "0 + treatment")[0]).toBe("treatment=sucrose");
    expect(columnsOf(type, "1 + treatment * nest")).not.toContain("treatment=sucrose:nest=2");
  });

  test("is the first level of the plate too", () => {
    const bound = requireBound(
      "data { y: real\n period: factor reference 2 }\nτ ~ half_normal(1)\nb[period] ~ normal(0, τ)\ny ~ normal(b[period], 1)",
      { y: [1, 2, 3, 4], period: [1, 2, 3, 1] },
    );
    expect(bound.domains.labelsOf("period")).toEqual(["2", "1", "3"]);
  });

  test("is the first category of an outcome", () => {
    const bound = requireBound(
      'data { choice: factor reference "red" }\nα ~ normal(0, 1)\nchoice ~ categorical_logit([0, α, -α])',
      { choice: ["blue", "red", "green"] },
    );
    expect([...bound.columns.get("choice")!.values]).toEqual([2, 1, 3]);
  });

  const perBrood = `data { y: real\n brood: factor }
data per brood { year: factor reference "96" }
X = design(1 + year)
β[X] ~ normal(0, 1)
σ ~ half_normal(1)
m[brood] ~ normal(X * β, σ)
y ~ normal(m[brood], 1)`;
  const broods = { y: [1, 2, 3, 4], brood: ["a", "a", "b", "c"] };

  test("of a group-level column is chosen, whether it comes from the rows or from a table of its own", () => {
    const year = ["95", "95", "96", "97"];
    const inRows = requireBound(perBrood, { ...broods, year });
    expect(inRows.designs.get("X")!.columnNames).toEqual(["intercept", "year=95", "year=97"]);
    const own = { brood: ["a", "b", "c", "unused"], year: ["95", "96", "97", "94"] };
    const inTable = requireBound(perBrood, broods, { groups: { brood: own } });
    expect(inTable.designs.get("X")!.columnNames).toEqual(["intercept", "year=95", "year=97"]);
  });

  test("that no row has is an error, whose advice is followed", () => {
    expect(() => bindText(text('factor reference "none"'), table)).toThrow(/HP0447/);
    expect(columnsOf('factor reference "protein"')).not.toContain("treatment=protein");
  });
});

test("`relevel` in a formula is told what to write, which works", () => {
  const { problems } = readModelText(text("factor", '1 + relevel(treatment, "no_injection")'));
  expect(problems.map(({ code, hint }) => `${code} ${hint}`)).toEqual([
    'HP0247 write `treatment` here, and `treatment: factor reference "no_injection"` in `data { }`',
  ]);
  expect(readModelText(text("factor", '1 + relevel(treatment, ref = "sucrose")')).problems).toMatchObject([
    { code: "HP0247", hint: expect.stringContaining('reference "sucrose"') },
  ]);
  expect(readModelText(text('factor reference "no_injection"')).problems).toEqual([]);
});
