/** Examples of other programs, by the formulas and statements that `docs/public-examples.md` gives for them. */

import { describe, expect, test } from "vitest";
import { tableFromColumns } from "../../src/data/from-memory.ts";
import { bindModel } from "../../src/identification/bind-model.ts";
import { formula } from "../../src/index.ts";
import { readModelText } from "../../src/language/model-text.ts";
import { requestColumns } from "../../src/model/column-requests.ts";
import { sources } from "./public-examples/index.ts";
import { declarations, madeUpTable } from "./public-examples/made-up-table.ts";

/** What is an error in a model, or where it meets its data. */
function errorsOf(text: string, data: Record<string, (number | string | null)[]>): readonly string[] {
  const { model, problems } = readModelText(text, "example");
  const read = problems
    .filter(({ severity }) => severity === "error")
    .map(({ code, message }) => `${code} ${message}`);
  if (read.length > 0 || model === null) return [...read, ...(model === null ? ["no model"] : [])];
  const { table, problems: found } = tableFromColumns(data, requestColumns(model, new Set()).main, {
    dropMissing: false,
  });
  if (table === null) return found.map(({ code, message }) => `${code} ${message}`);
  const bound = bindModel(model, { main: table, groups: new Map() }, {});
  return bound.problems
    .filter(({ severity }) => severity === "error")
    .map(({ code, message }) => `${code} ${message}`);
}

describe.each(sources)("$title", ({ formulas, statements }) => {
  test.each(formulas)("$name: $formula", async ({ columns, formula: text, family, link, says }) => {
    const data = madeUpTable(columns);
    const { source } = await formula(text, { data, family, link });
    const lines = source.split("\n").map((line) => line.replaceAll(/ +/g, " ").trim());
    expect(lines).toContain(says);
    expect(errorsOf(source, data)).toEqual([]);
  });

  test.each(statements)("$name, by statements", ({ columns, statements: lines }) => {
    const text = [declarations(columns), ...lines].join("\n");
    expect(errorsOf(`${text}\n`, madeUpTable(columns))).toEqual([]);
  });
});
