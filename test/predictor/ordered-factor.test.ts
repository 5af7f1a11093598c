/** `factor ordered [low, high]`: the order of levels as it is declared, in outcomes, plates and designs. */

import { describe, expect, test } from "vitest";
import { tableFromColumns } from "../../src/data/from-memory.ts";
import { format } from "../../src/language/format.ts";
import { readModelText } from "../../src/language/index.ts";
import { bindText, compileText, fullLogDensity, requireBound } from "../density/harness.ts";

const dose = ["low", "high", "medium", "low", "high"];
const y = [0.1, 2, 1.2, -0.3, 1.8];
const type = "factor ordered [low, medium, high]";

const problemsOf = (declared: string, labels: readonly string[]) =>
  bindText(`data { y: real\n dose: ${declared} }\nb[dose] ~ normal(0, 1)\ny ~ normal(b[dose], 1)`, {
    y: y.slice(0, labels.length),
    dose: labels,
  }).problems;

describe("the levels of an ordered factor", () => {
  const bound = requireBound(
    `data { y: real\n dose: ${type} }\nX = design(1 + dose)\nβ[X] ~ normal(0, 1)\nb[dose] ~ normal(0, 1)\ny ~ normal(X * β + b[dose], 1)`,
    { y, dose },
  );

  test("are in the order of the list, not of the alphabet", () => {
    expect(bound.domains.labelsOf("dose")).toEqual(["low", "medium", "high"]);
    expect([...bound.columns.get("dose")!.values]).toEqual([1, 3, 2, 1, 3]);
  });

  test("have treatment contrasts against the first of the list", () => {
    expect(bound.designs.get("X")!.columnNames).toEqual(["intercept", "dose=medium", "dose=high"]);
  });

  test("are the categories of an outcome, in that order", () => {
    const text = (declared: string) =>
      `data { dose: ${declared} }\nlevels K = 1..2\nθ[K] ~ ordered(normal(0, 3))\ndose ~ ordered_logistic(0, θ)`;
    const asLabels = compileText(text(type), { dose });
    const asNumbers = compileText(text("int in 1..3"), { dose: [1, 3, 2, 1, 3] });
    expect(fullLogDensity(asLabels, [-0.3, 0.2])).toBeCloseTo(fullLogDensity(asNumbers, [-0.3, 0.2]), 13);
  });

  test("decide which of two labels of a binary outcome counts as 1", () => {
    const bound = requireBound(
      "data { died: factor ordered [yes, no] }\nα ~ normal(0, 1)\ndied ~ bernoulli_logit(α)",
      { died: ["no", "yes", "no"] },
    );
    expect([...bound.columns.get("died")!.values]).toEqual([1, 0, 1]);
  });

  test("may be texts in quotes and whole numbers", () => {
    const labels = (declared: string, data: readonly string[]) =>
      requireBound(`data { y: real\n g: ${declared} }\nb[g] ~ normal(0, 1)\ny ~ normal(b[g], 1)`, {
        y: [1, 2, 3],
        g: data,
      }).domains.labelsOf("g");
    expect(labels('factor ordered ["very low", low, 3]', ["3", "very low", "low"])).toEqual([
      "very low",
      "low",
      "3",
    ]);
  });

  test("of a group-level column keep their order, from the rows and from a table of their own", () => {
    const text = `data { y: real\n county: factor }\ndata per county { size: ${type} }
X = design(1 + size)\nβ[X] ~ normal(0, 1)\nm[county] ~ normal(X * β, 1)\ny ~ normal(m[county], 1)`;
    const rows = { y: [1, 2, 3], county: ["a", "b", "c"] };
    const names = ["intercept", "size=medium", "size=high"];
    const size = ["high", "low", "medium"];
    expect(requireBound(text, { ...rows, size }).designs.get("X")!.columnNames).toEqual(names);
    const own = { county: ["a", "b", "c", "d"], size: [...size, "low"] };
    expect(requireBound(text, rows, { groups: { county: own } }).designs.get("X")!.columnNames).toEqual(
      names,
    );
  });
});

describe("a label", () => {
  test("that is not on the list is an error, with the nearest one that is", () => {
    expect(() => problemsOf(type, ["low", "hihg"])).toThrow(
      /HP0448.*`hihg` is not among the levels of `dose`/,
    );
  });

  test("of the list that no row has stays a level, and is told", () => {
    const text = `data { dose: ${type} }\nlevels K = 1..2\nθ[K] ~ ordered(normal(0, 3))\ndose ~ ordered_logistic(0, θ)`;
    const labels = ["low", "high", "high"];
    const numbers = compileText(text.replace(type, "int in 1..3"), { dose: [1, 3, 3] });
    const compiled = compileText(text, { dose: labels });
    expect(fullLogDensity(compiled, [-0.3, 0.2])).toBeCloseTo(fullLogDensity(numbers, [-0.3, 0.2]), 13);
    const order = ["low", "medium", "high"];
    const request = {
      name: "dose",
      from: "dose",
      type: "factor",
      mayBeMissing: false,
      within: null,
    } as const;
    const read = (data: readonly string[]) =>
      tableFromColumns({ dose: data }, [{ ...request, reference: null, order }], { dropMissing: false })
        .problems;
    expect(read(labels).map(({ code, message }) => `${code} ${message}`)).toEqual([
      "HP0449 no row has `medium`, which is declared to be a level of `dose`, and stays one without data",
    ]);
    expect(read([...labels, "medium"])).toEqual([]);
  });
});

test("thresholds of another number than the list leaves are refused", () => {
  const codes = (last: number) =>
    bindText(
      `data { dose: ${type} }\nlevels K = 1..${last}\nθ[K] ~ ordered(normal(0, 3))\ndose ~ ordered_logistic(0, θ)`,
      { dose },
    ).problems.map(({ code }) => code);
  expect(codes(2)).toEqual([]);
  expect(codes(3)).toContain("HP0343");
});

test("the list is printed as it was written, and may go on over lines", () => {
  const text = "data {\n  y:    real\n  dose: factor ordered [low, medium, high]\n}\n";
  expect(format(text.replaceAll(/ {2,}/g, " ").replace("ordered [low", "ordered[low"))).toBe(text);
  expect(
    readModelText(
      `${text.replace("medium,", "\n    medium,\n")}b[dose] ~ normal(0, 1)\ny ~ normal(b[dose], 1)\n`,
    ).problems,
  ).toEqual([]);
});

test("a quantity may be called ordered", () => {
  const text =
    "data { y: real\n g: factor }\ncentered ordered[g] ~ normal(0, 1)\ny ~ normal(ordered[g], 1)\n";
  expect(readModelText(text).problems).toEqual([]);
  expect(format(text)).toContain("ordered[g] ~");
});
