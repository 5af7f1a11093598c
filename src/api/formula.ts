/** A model from a formula and its table, wherever it runs. */

import { expandFormula } from "../formula/expand.ts";
import type { FormulaOptions } from "../formula/outcome.ts";
import { dataNotGiven } from "../run/problems.ts";
import { queryWithoutEngine } from "../sources/problems.ts";
import { composed } from "../text/composed.ts";
import { type DataOptions, type ReadSetting, requireWide } from "./bind-data.ts";
import { readSource } from "./load-tables.ts";
import { type Model, parseModel } from "./model.ts";
import { ProblemError } from "./problem-error.ts";

/** What `formula` is told: the table, and what differs from the defaults. */
export interface FormulaModelOptions
  extends FormulaOptions,
    Pick<DataOptions, "data" | "dropMissing" | "na" | "wide" | "query"> {}

/** The model that a formula stands for with these data. Throws a `ProblemError` that lists every mistake in it. */
export async function formulaModel(
  source: string,
  options: FormulaModelOptions,
  { readFile }: Pick<ReadSetting, "readFile">,
): Promise<Model> {
  const { data, dropMissing = false, na = [], wide = [], query = null, ...own } = options;
  if (data === undefined) throw new ProblemError([dataNotGiven([])], source, formulaFile);
  if (query !== null && typeof data !== "string")
    throw new ProblemError(
      [queryWithoutEngine("<data>", "data in memory are no database")],
      source,
      formulaFile,
    );
  const isWide = wide.length > 0;
  const reading = { dropMissing, na: na.map(composed), wide: isWide ? requireWide(wide) : null, query };
  const { text, problems } = await expandFormula(source, own, (requests) =>
    readSource(data, requests, reading, readFile),
  );
  if (text === null) throw new ProblemError(problems, source, formulaFile);
  return parseModel(text, source.trim());
}

/** What messages call a formula. */
const formulaFile = "<formula>";
