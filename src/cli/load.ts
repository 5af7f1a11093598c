/** Models and data from files, with problems told as they are found. */

import { readFile } from "node:fs/promises";
import { emptyTables, loadTables } from "../api/load-tables.ts";
import { readCsv } from "../data/read-csv.ts";
import { bindModel } from "../identification/bind-model.ts";
import type { CheckedModel } from "../language/checked-model.ts";
import { readModelText } from "../language/model-text.ts";
import { spelledAs } from "../language/names.ts";
import type { SyntaxTree } from "../language/syntax.ts";
import type { BoundModel } from "../model/bound-model.ts";
import { unknownGroupTable } from "../model/problems.ts";
import { rowsAndCells } from "../model/problems-cells.ts";
import type { Problem } from "../problems/problem.ts";
import { renderProblem } from "../problems/render-problem.ts";
import { modelNotRead } from "../run/problems.ts";
import type { RunSources } from "../run/run.ts";
import { type ExitCode, exitCodes } from "./exit-codes.ts";
import { interruptible } from "./interruption.ts";
import type { DataFiles } from "./option-parsers.ts";
import { dataMissing, formulaUnavailable, tableAsModel } from "./problems.ts";
import { isTableText } from "./table-text.ts";
import type { Terminal } from "./terminal.ts";

export interface ModelFile {
  readonly path: string;
  readonly source: string;
  /** What the parser made of the text, with errors too; null if the file cannot be read, or is a table. */
  readonly tree: SyntaxTree | null;
  /** Null if the model has errors, or the file cannot be read. */
  readonly checked: CheckedModel | null;
  readonly problems: readonly Problem[];
  /** What the problems make of the exit code. */
  readonly code: ExitCode;
}

/** Reads and checks a model file; whatever is wrong with the file or the model is among the problems. */
export async function loadModelFile(path: string): Promise<ModelFile> {
  let source: string;
  try {
    source = await readFile(path, "utf8");
  } catch (error) {
    const problem = path.includes("~") ? formulaUnavailable(path) : modelNotRead(path, error);
    return { path, source: "", tree: null, checked: null, problems: [problem], code: exitCodes.usage };
  }
  const { tree, model, problems } = readModelText(source, path);
  if (model === null && isTableText(path, source))
    return { path, source, tree: null, checked: null, problems: [tableAsModel(path)], code: exitCodes.usage };
  const code = model === null ? exitCodes.model : exitCodes.good;
  return { path, source, tree, checked: model, problems, code };
}

/** What `--data`, `--summary-data`, `--set` and `--drop-missing` said. */
export interface LoadOptions {
  readonly data: DataFiles;
  /** The file of a table of cells, which takes the place of the main table. */
  readonly summaryData: string | null;
  readonly constants: Readonly<Record<string, number>>;
  readonly dropMissing: boolean;
}

/** `model` is null if some problem is an error; `code` is what the problems make of the exit code. */
export interface PreparedModel {
  readonly model: BoundModel | null;
  readonly problems: readonly Problem[];
  readonly code: ExitCode;
}

/** Reads the data that a model asks for, and binds it. */
export async function prepareModel(checked: CheckedModel, options: LoadOptions): Promise<PreparedModel> {
  const fail = (problems: readonly Problem[]): PreparedModel => ({
    model: null,
    problems,
    code: problems.some((one) => one.severity === "error" && one.place.kind === "model")
      ? exitCodes.model
      : exitCodes.usage,
  });
  const { groups } = options.data;
  const { summaryData } = options;
  if (options.data.main !== null && summaryData !== null) return fail([rowsAndCells()]);
  const main = summaryData ?? options.data.main;
  if (main === null && checked.columns.length > 0) return fail([dataMissing(checked)]);
  const mainHolds = summaryData === null ? "rows" : "cells";
  const sources = { main: main ?? "", mainHolds, groups: spelledAs(groups, checked.columns) } as const;
  if (main === null && Object.keys(groups).length > 0) {
    return fail(Object.keys(groups).map((factor) => unknownGroupTable(factor, [])));
  }
  const loaded =
    main === null
      ? { tables: emptyTables, problems: [] }
      : await loadTables(checked, sources, options.dropMissing, readCsv);
  if (loaded.tables === null) return fail(loaded.problems);
  const constants = spelledAs(options.constants, checked.constants);
  const { tables } = loaded;
  const bound = interruptible(() => bindModel(checked, tables, { constants }));
  const problems = [...loaded.problems, ...bound.problems];
  return bound.model === null ? fail(problems) : { model: bound.model, problems, code: exitCodes.good };
}

/** The files that were named, for the record of a run. */
export function sourcesOf(
  { columns }: CheckedModel,
  { data, summaryData, dropMissing }: LoadOptions,
): RunSources {
  return {
    main: summaryData ?? data.main,
    mainHolds: summaryData === null ? "rows" : "cells",
    groups: spelledAs(data.groups, columns),
    dropMissing,
  };
}

/** Problems on standard error, an empty line apart; under `--json` they are kept for the result, too. */
export function warnOf(terminal: Terminal, problems: readonly Problem[], source: string, file: string): void {
  terminal.collect?.(problems, file);
  for (const problem of problems) terminal.warn(`${renderProblem(problem, source, file)}\n\n`);
}
