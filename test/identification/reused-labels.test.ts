/** The designs of docs/algorithms/nested-or-crossed.md: what is asked of each, and where the answers lead. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { ColumnData } from "../../src/data/from-memory.ts";
import { readCsv } from "../../src/data/read-csv.ts";
import { bindModel } from "../../src/identification/bind-model.ts";
import { readModelText } from "../../src/language/index.ts";
import { requestColumns } from "../../src/model/column-requests.ts";
import type { Problem } from "../../src/problems/problem.ts";
import { bindText } from "../density/harness.ts";

interface Factor {
  readonly name: string;
  readonly labels: readonly string[];
}

interface Design {
  readonly first: Factor;
  readonly second: Factor;
  readonly combinations: string;
  readonly rows: number;
  readonly model: string;
  readonly asked: string;
}

const page = readFileSync(join(import.meta.dirname, "../../docs/algorithms/nested-or-crossed.md"), "utf8");
const designs = page
  .slice(page.indexOf("## Designs"))
  .split("\n")
  .filter((line) => line.startsWith("| ") && !line.startsWith("| first factor"))
  .map((line): Design => {
    const [first, second, combinations, rows, model, asked] = line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim());
    return {
      first: readFactor(first!),
      second: readFactor(second!),
      combinations: combinations!,
      rows: Number(rows),
      model: model!,
      asked: asked!,
    };
  });

/** `lab: L1 … L6`, `tech: one, two`. */
function readFactor(text: string): Factor {
  const [name, list] = text.split(": ") as [string, string];
  const range = /^(.*?)(\d+|[A-Za-z]) … .*?(\d+|[A-Za-z])$/.exec(list);
  if (range === null) return { name, labels: list.split(", ") };
  const [stem, from, to] = range.slice(1) as [string, string, string];
  if (!/\d/.test(from)) {
    const [a, z] = [from.charCodeAt(0), to.charCodeAt(0)];
    return { name, labels: Array.from({ length: z - a + 1 }, (_, i) => stem + String.fromCharCode(a + i)) };
  }
  const labels = Array.from({ length: Number(to) - Number(from) + 1 }, (_, i) =>
    String(Number(from) + i).padStart(from.startsWith("0") && from.length > 1 ? from.length : 1, "0"),
  );
  return { name, labels: labels.map((label) => stem + label) };
}

/** The labels of the second factor that the level `i` of the first one has. */
function labelsAt({ first, second, combinations }: Design, i: number): readonly string[] {
  const [kind, ...numbers] = combinations.split(" ");
  const { labels } = second;
  if (kind === "first") return labels.slice(0, Number(numbers[i]));
  if (kind === "next")
    return Array.from({ length: Number(numbers[0]) }, (_, k) => labels[(i + k) % labels.length]!);
  if (kind === "own") {
    const share = labels.length / first.labels.length;
    return labels.slice(i * share, (i + 1) * share);
  }
  return labels;
}

function tableOf(design: Design): ColumnData {
  const pairs = design.first.labels.flatMap((one, i) =>
    labelsAt(design, i).flatMap((other) => Array.from({ length: design.rows }, () => [one, other] as const)),
  );
  return {
    y: pairs.map((_, row) => (row * 7) % 5),
    [design.first.name]: pairs.map(([one]) => one),
    [design.second.name]: pairs.map(([, other]) => other),
  };
}

/** `declared` are other types of factors. */
function modelOf(design: Design, declared: Readonly<Record<string, string>> = {}): string {
  const [a, b] = [design.first.name, design.second.name];
  const said = /^(\w+) ((?:in|across) \w+)$/.exec(design.model);
  const types = { ...(said === null ? {} : { [said[1]!]: `factor ${said[2]}` }), ...declared };
  const inDesign = / in a design$/.test(design.model) ? design.model.split(" ")[0]! : null;
  const effects: Record<string, readonly [statement: string, term: string]> = {
    [a]: [`u[${a}] ~ normal(0, σ_u)`, `u[${a}]`],
    [b]: [`v[${b}] ~ normal(0, σ_v)`, `v[${b}]`],
  };
  const pair = `${a}:${b}`;
  if (design.model === "effects of lab:tech for tech")
    effects[b] = [`v[${pair}] ~ normal(0, σ_v)`, `v[${pair}]`];
  if (design.model === "effects of lab:tech besides")
    effects.both = [`w[${pair}] ~ normal(0, 1)`, `σ_v * w[${pair}]`];
  if (design.model === "non-centered") effects[b] = [`v[${b}] ~ normal(0, 1)`, `σ_v * v[${b}]`];
  if (design.model === "fixed prior") effects[b] = [`v[${b}] ~ normal(0, 10)`, `v[${b}]`];
  if (inDesign !== null) effects[inDesign] = [`X = design(1 + ${inDesign})\nβ[X] ~ normal(0, 1)`, "X * β"];
  const terms = Object.values(effects);
  const sum = ["μ", ...terms.map(([, term]) => term)].join(" + ");
  const isCount = design.model === "counts";
  return `data {\n  y: ${isCount ? "int" : "real"}\n  ${a}: ${types[a] ?? "factor"}\n  ${b}: ${types[b] ?? "factor"}\n}
μ ~ normal(0, 1)\nσ_u ~ half_normal(1)\nσ_v ~ half_normal(1)${isCount ? "" : "\nσ ~ half_normal(1)"}
${terms.map(([statement]) => statement).join("\n")}
y ~ ${isCount ? `poisson_log(${sum})` : `normal(${sum}, σ)`}\n`;
}

function problemsOf(design: Design, declared?: Readonly<Record<string, string>>): readonly Problem[] {
  // As a layout: the outcome counts the rows, which the sum of two factors' effects can be equal to.
  const { model, problems } = bindText(modelOf(design, declared), tableOf(design), { isLayout: true });
  expect(model).not.toBeNull();
  return problems;
}

const questionsIn = (problems: readonly Problem[]) => problems.filter(({ code }) => code === "HP0440");

function titleOf({ first, second, combinations, rows, model, asked }: Design): string {
  const show = ({ name, labels }: Factor) => `${name} ${labels[0]}…${labels.at(-1)}`;
  return `${show(first)} × ${show(second)}, ${combinations}, ${rows} a cell${model && `, ${model}`}: ${asked || "nothing"}`;
}

test("the table has its designs", () => {
  expect(designs.length).toBeGreaterThanOrEqual(70);
  expect(designs.filter(({ asked }) => asked === "").length).toBeGreaterThanOrEqual(30);
});

describe("what is asked of the designs of the documentation", () => {
  test.each(designs.map((design) => ({ title: titleOf(design), design })))("$title", ({ design }) => {
    const questions = questionsIn(problemsOf(design));
    if (design.asked === "") {
      expect(questions).toEqual([]);
      return;
    }
    const [wanted, either] = design.asked.split(" or ");
    const [inner, outer] = wanted!.split(" in ") as [string, string];
    expect(questions).toHaveLength(1);
    const hint = questions[0]!.hint!;
    expect(hint).toContain(`\`${inner}: factor in ${outer}\``);
    expect(hint).toContain(`\`${inner}: factor across ${outer}\``);
    expect(hint.includes(`\`${outer}: factor in ${inner}\``)).toBe(either !== undefined);
  });
});

describe("the answers end the question", () => {
  const asked = designs.filter((design) => design.asked !== "");
  test.each(asked.map((design) => ({ title: titleOf(design), design })))("$title", ({ design }) => {
    const [inner, outer] = design.asked.split(" or ")[0]!.split(" in ") as [string, string];
    const [question] = questionsIn(problemsOf(design));
    expect(questionsIn(problemsOf(design, { [inner]: `factor across ${outer}` }))).toEqual([]);
    const nested = problemsOf(design, { [inner]: `factor in ${outer}` });
    expect(questionsIn(nested)).toEqual([]);
    // Effects that cannot be told from the residual are foretold by the question, and only they.
    const isInseparable = nested.some(({ code }) => code === "HP0521");
    expect(question!.hint!.includes("cannot be told from the residual")).toBe(isInseparable);
  });
});

test("the question shows both readings with their numbers of levels", () => {
  const [first] = designs;
  expect(questionsIn(problemsOf(first!))).toMatchObject([
    {
      severity: "warning",
      message:
        "the labels `1` and `2` of `tech` begin anew in each of the 6 levels of `lab`: is `1` of `L1` the same as `1` of `L2`? taken as the same, they are 2 levels",
      hint: "if they are two, write `tech: factor in lab` (12 levels); if they are one, write `tech: factor across lab` (2 levels as now, and this is not asked again)",
    },
  ]);
});

test("what is asked does not depend on the order of the rows", () => {
  for (const design of designs.filter(({ asked }) => asked !== "")) {
    const table = tableOf(design);
    const reversed = Object.fromEntries(
      Object.entries(table).map(([name, values]) => [name, [...(values as string[])].reverse()]),
    );
    const text = modelOf(design);
    expect(questionsIn(bindText(text, reversed).problems)).toEqual(
      questionsIn(bindText(text, table).problems),
    );
  }
});

test("pupils numbered in each class, and classes in each school, are two questions, each in the nearest factor", () => {
  const rows = [1, 2, 3].flatMap((school) =>
    [1, 2].flatMap((klass) =>
      [1, 2, 3].flatMap((pupil) => [0, 1].map((y) => [school, klass, pupil, y + school])),
    ),
  );
  const column = (i: number) => rows.map((row) => row[i]!);
  const table = { school: column(0), class: column(1), pupil: column(2), y: column(3) };
  const text = (klass: string, pupil: string) => `data {
    y: real\n school: factor\n class: ${klass}\n pupil: ${pupil}
  }
  σ_s ~ half_normal(1)\nσ_c ~ half_normal(1)\nσ_p ~ half_normal(1)\nσ ~ half_normal(1)
  s[school] ~ normal(0, σ_s)\nc[class] ~ normal(0, σ_c)\np[pupil] ~ normal(0, σ_p)
  y ~ normal(s[school] + c[class] + p[pupil], σ)`;
  const ask = (klass: string, pupil: string) =>
    questionsIn(bindText(text(klass, pupil), table).problems).map(
      ({ hint }) => /`(\w+: factor in \w+)`/.exec(hint!)![1],
    );
  expect(ask("factor", "factor")).toEqual(["class: factor in school", "pupil: factor in class"]);
  expect(ask("factor in school", "factor")).toEqual(["pupil: factor in class"]);
  expect(ask("factor in school", "factor in class")).toEqual([]);
  expect(ask("factor across school", "factor")).toEqual(["pupil: factor in class"]);
  expect(ask("factor across school", "factor across class:school")).toEqual([]);
});

describe("published data", () => {
  const models = join(import.meta.dirname, "../../models");
  const ask = async (name: string, change: (text: string) => string = (text) => text) => {
    const { model } = readModelText(change(readFileSync(join(models, name, `${name}.model`), "utf8")));
    const { main } = requestColumns(model!, new Set());
    const { table } = await readCsv(join(models, name, "data.csv"), main, { dropMissing: false });
    return questionsIn(bindModel(model!, { main: table!, groups: new Map() }).problems);
  };

  test("casks a, b, c of ten batches are asked of, if they are not declared to be in a batch", async () => {
    expect(await ask("pastes")).toEqual([]);
    const [question, ...more] = await ask("pastes", (text) => text.replace("factor in batch", "factor"));
    expect(question?.hint).toContain("write `cask: factor in batch` (30 levels)");
    expect(more).toEqual([]);
  });

  test.each(["penicillin", "cbpp", "grouseticks", "sleepstudy"])("nothing is asked of %s", async (name) => {
    expect(await ask(name)).toEqual([]);
  });

  test("nothing is asked of herds and periods, where both have effects", async () => {
    const both = (text: string) =>
      text
        .replace(
          "X = design(1 + period)",
          "σ_period ~ half_normal(1)\np[period] ~ normal(0, σ_period)\nX = design(1)",
        )
        .replace("X * β +", "X * β + p[period] +");
    expect(await ask("cbpp", both)).toEqual([]);
  });
});
