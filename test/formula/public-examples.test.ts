/** Examples of other programs, by the formulas and statements that `docs/public-examples.md` gives for them. */

import { describe, expect, test } from "vitest";
import { bindData } from "../../src/api/bind-data.ts";
import { ProblemError } from "../../src/api/problem-error.ts";
import { formula, parseModel } from "../../src/index.ts";
import { sources } from "./public-examples/index.ts";
import { declarations, madeUpTable } from "./public-examples/made-up-table.ts";

type Data = Record<string, (number | string | null)[]>;

/** What is an error in a model, or where it meets its data. */
async function errorsOf(
  text: string,
  data: Data,
  groups: Record<string, Data> = {},
  dropMissing = false,
): Promise<readonly string[]> {
  try {
    await bindData(
      parseModel(text),
      { data, groups, dropMissing },
      { readFile: () => Promise.reject(new Error("no file")) },
    );
    return [];
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return error.problems
      .filter(({ severity }) => severity === "error")
      .map(({ code, message }) => `${code} ${message}`);
  }
}

/** A matrix over the labels of a column with 1 on the diagonal and 0.25 beside it. */
function made(labels: Data[string]): Data {
  const levels = [...new Set(labels.map(String))];
  const row = (label: string): (number | string)[] => levels.map((other) => (other === label ? 1 : 0.25));
  return { label: levels, ...Object.fromEntries(levels.map((label) => [label, row(label)])) };
}

/** Each over the labels of its factor. */
function madeMatrices(matrices: Readonly<Record<string, string>> = {}, data: Data): Record<string, Data> {
  return Object.fromEntries(
    Object.entries(matrices).map(([name, factor]) => [name, made(data[factor]!)] as const),
  );
}

describe.each(sources)("$title", ({ formulas, statements }) => {
  test.each(formulas)(
    "$name: $formula",
    async ({ columns, formula: text, family, link, dropMissing, says, matrices }) => {
      const data = madeUpTable(columns);
      const { source } = await formula(text, { data, family, link, dropMissing });
      const lines = source.split("\n").map((line) => line.replaceAll(/ +/g, " ").trim());
      expect(lines).toContain(says);
      expect(await errorsOf(source, data, madeMatrices(matrices, data), dropMissing)).toEqual([]);
    },
  );

  test.each(statements)("$name, by statements", async ({ columns, statements: lines, matrices }) => {
    const text = [declarations(columns), ...lines].join("\n");
    const data = madeUpTable(columns);
    expect(await errorsOf(`${text}\n`, data, madeMatrices(matrices, data))).toEqual([]);
  });
});
