/** Formulas put together at random: the checks of `random-formulas.ts` in short, several outcomes, and texts of any characters. */

import { expect, test } from "vitest";
import { ProblemError } from "../../src/api/problem-error.ts";
import { type ColumnData, tableFromColumns } from "../../src/data/from-memory.ts";
import type { ReadColumns } from "../../src/formula/columns.ts";
import { expandFormula } from "../../src/formula/expand.ts";
import { bindModel } from "../../src/identification/bind-model.ts";
import { readModelText } from "../../src/language/model-text.ts";
import { requestColumns } from "../../src/model/column-requests.ts";
import { createRandomStream, type RandomStream } from "../../src/numeric/random-stream.ts";
import { expectModels, pick, randomTable } from "./random-formulas.ts";

test("100 random formulas over random tables are models that bind, or problems", () => expectModels(100));

/** Formulas of two or three outcomes, and what of them must be in the model. */
function randomOutcomes(stream: RandomStream) {
  const columns = ["y", "x", "z"].slice(0, 2 + Math.floor(2 * stream.uniform()));
  const isBound = stream.uniform() < 0.4;
  const others = ["f", "g", "`h.1`", "`w w`", "center(`w w`)", "I(`w w` > 1)"];
  const rightSide = () => {
    const terms = Array.from({ length: Math.floor(3 * stream.uniform()) }, () => pick(stream, others));
    const [word, factor] = [pick(stream, ["p", "q"]), pick(stream, ["f", "g"])];
    const group = pick(stream, [
      { text: "", words: [] },
      { text: `(1 | ${factor})`, words: [] },
      { text: `(1 | ${word} | ${factor})`, words: [`${word} ${factor}`] },
      { text: `(1 + \`w w\` | ${word} | ${factor})`, words: [`${word} ${factor}`] },
    ]);
    const all = [...new Set(terms), ...(group.text === "" ? [] : [group.text])];
    return { text: all.length === 0 ? "1" : all.join(" + "), words: group.words };
  };
  const sides = isBound ? [rightSide()] : columns.map(rightSide);
  const said = pick(stream, ["", "set_rescor(TRUE)", "set_rescor(FALSE)"]);
  const formulas = isBound
    ? [`mvbind(${columns.join(", ")}) ~ ${sides[0]!.text}`]
    : columns.map((column, i) => `${column} ~ ${sides[i]!.text}`);
  const isBracketed = stream.uniform() < 0.3;
  const parts = isBracketed ? formulas.map((one) => `bf(${one})`) : formulas;
  const text = [...parts, ...(said === "" ? [] : [said])].join(
    isBracketed ? " + " : pick(stream, ["; ", "\n"]),
  );
  const words = isBound ? columns.flatMap(() => sides[0]!.words) : sides.flatMap((one) => one.words);
  return { text, columns, words, areCorrelated: said !== "set_rescor(FALSE)" };
}

test("100 random formulas of several outcomes have each outcome once, and each shared vector of effects", async () => {
  let expanded = 0;
  for (let seed = 1; seed <= 100; seed++) {
    const stream = createRandomStream(seed, 2);
    const data: ColumnData = randomTable(stream);
    const { text, columns, words, areCorrelated } = randomOutcomes(stream);
    const read: ReadColumns = async (requests) => tableFromColumns(data, requests, { dropMissing: false });
    const found = await expandFormula(text, {}, read);
    if (found.text === null) {
      // One word for two groups.
      expect(new Set(found.problems.map(({ code }) => code)), text).toEqual(new Set(["HP0935"]));
      continue;
    }
    expanded++;
    const { model, problems } = readModelText(found.text, text);
    const said = `${text}\n${found.text}`;
    expect(
      problems.filter(({ severity }) => severity === "error"),
      said,
    ).toEqual([]);
    const tables = {
      main: tableFromColumns(data, requestColumns(model!, new Set()).main, { dropMissing: false }).table!,
      groups: new Map(),
    };
    const bound = bindModel(model!, tables, {});
    expect(
      bound.problems.filter(({ severity }) => severity === "error"),
      said,
    ).toEqual([]);
    const likelihoods = model!.statements.flatMap((one) => (one.kind === "likelihood" ? [one.columns] : []));
    expect(likelihoods.flat(), said).toEqual(columns);
    expect(likelihoods.length, said).toBe(areCorrelated ? 1 : columns.length);
    for (const column of columns) expect(found.text, said).toContain(`X_${column} * β_${column}`);
    // A vector for each word that stands in two predictors, with all of them in it.
    const shared = [...new Set(words)].filter((word) => words.filter((one) => one === word).length > 1);
    expect([...found.text.matchAll(/^levels effects_/gmu)], said).toHaveLength(shared.length);
  }
  expect(expanded).toBeGreaterThan(60);
});

test("characters put together at random are problems, and no throw", async () => {
  const alphabet = [
    "y",
    "x",
    "g",
    "~",
    "+",
    "-",
    "*",
    "/",
    ":",
    "^",
    "(",
    ")",
    "|",
    "||",
    "1",
    "0",
    " ",
    ",",
    ";",
    "sigma",
    "offset(",
    '"',
    "`",
    "log(",
    "s(",
    "s(x, k = 4)",
    "by = ",
    "%in%",
    ">",
    ".",
    "poly(",
    "raw = TRUE",
    "\n",
    "é",
    "%",
    "==",
    "gr(",
    "mm(x, g)",
    "cov = ",
    "weights = ",
    "; x ~ ",
    "bf(",
    "mvbind(x, y) ~ ",
    "set_rescor(TRUE)",
    "(1 | p | g)",
  ];
  const data: ColumnData = { y: [1, 2, 3, 4], x: [0, 1, 0, 2], g: ["a", "a", "b", "b"] };
  const read: ReadColumns = async (requests) => tableFromColumns(data, requests, { dropMissing: false });
  let models = 0;
  for (let seed = 1; seed <= 4000; seed++) {
    const stream = createRandomStream(seed, 1);
    const text = `y ~ ${Array.from({ length: 1 + Math.floor(10 * stream.uniform()) }, () => pick(stream, alphabet)).join("")}`;
    const found = await expandFormula(text, {}, read).catch((error: unknown) => {
      throw error instanceof ProblemError ? error : new Error(`${JSON.stringify(text)}: ${String(error)}`);
    });
    if (found.text === null) expect(found.problems.length, JSON.stringify(text)).toBeGreaterThan(0);
    else {
      models++;
      const { problems } = readModelText(found.text, text);
      expect(
        problems.filter(({ severity }) => severity === "error"),
        `${JSON.stringify(text)}\n${found.text}`,
      ).toEqual([]);
    }
  }
  expect(models).toBeGreaterThan(50);
});
