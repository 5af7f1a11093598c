/** The data of a model from wherever they are, read and bound. */

import type { ReadOptions } from "../data/table-builder.ts";
import { parseWide, type WideTable } from "../data/wide.ts";
import { bindModel } from "../identification/bind-model.ts";
import type { CheckedModel } from "../language/checked-model.ts";
import { spelledAs } from "../language/names.ts";
import type { BoundModel } from "../model/bound-model.ts";
import type { DataTables } from "../model/column-requests.ts";
import { unknownGroupTable } from "../model/problems.ts";
import { rowsAndCells } from "../model/problems-cells.ts";
import type { Problem } from "../problems/problem.ts";
import { reducedTable } from "../reduction/reduced-table.ts";
import { roundGroups } from "../reduction/round-groups.ts";
import { badOption, dataNotGiven } from "../run/problems.ts";
import type { RunSources } from "../run/run.ts";
import type { EngineAnswer } from "../sources/engine-answer.ts";
import { queryWithoutEngine } from "../sources/problems.ts";
import { withoutPassword } from "../sources/source-name.ts";
import { composed } from "../text/composed.ts";
import { type DataSource, emptyTables, type FileReader, loadTables } from "./load-tables.ts";
import type { Model } from "./model.ts";
import { ProblemError } from "./problem-error.ts";
import { type GroupsReader, type ReducedSource, type ReduceMode, reduceWhere } from "./reduce-source.ts";
import {
  faultsBeside,
  mergeStatistics,
  reductionOf,
  type StatisticsSource,
  type TextReader,
} from "./statistics.ts";

/** Where the data of a model are. */
export interface DataOptions<Row = unknown> {
  /**
   * A file of a table (CSV, Parquet, Arrow), a pattern or folder of such, a table of a database (`postgres://host/db?table=t`, `clickhouse://…`,
   * `study.sqlite?table=t`, `study.duckdb?table=t`), columns by name, or an array of row objects; left out for a model without data.
   */
  readonly data?: DataSource<Row>;
  /**
   * In place of `data`, for a normal outcome: a table with a row for each cell, the observations that agree in all predictors and
   * factors, with their number, mean and sd as columns `n`, `mean` and `sd` (or `y_n`, `y_mean` and `y_sd`) in place of the outcome.
   */
  readonly summaryData?: DataSource;
  /**
   * In place of `data`: statistics of all rows or of parts of them, as `statistics(…)` makes them, or the paths of files that hold some. The draws
   * have the bits of the whole, however the rows were parted.
   */
  readonly statistics?: readonly StatisticsSource[];
  /** Tables of group-level columns, by factor, and of known matrices, by the name of the matrix. */
  readonly groups?: Readonly<Record<string, DataSource>>;
  /** Drop rows with missing values, in place of an error. */
  readonly dropMissing?: boolean;
  /** Texts of cells that stand for a missing value, as `["N/A", "-99"]`, besides an empty cell, `NA`, `NaN`, `null` and `.`. */
  readonly na?: readonly string[];
  /**
   * How columns of a table with a row for each subject become one, `["reaction: day0 day1 day2 as day"]`: each row of `data` is read as
   * if it were three, with `reaction` from each of these columns in turn, and its name as `day`.
   */
  readonly wide?: readonly string[];
  /**
   * What is asked of `data`, in place of all of its table: one `select` of a database, or of files of tables, which it calls `data`:
   * `"select * from data where year > 2000"`.
   */
  readonly query?: string;
  /**
   * Whether statistics of groups stand for the rows of a table, as `statistics` makes them: `auto`, where a database or DuckDB has
   * 100 000 rows or more and the model allows it (these are then added up there); `always`; or `never`, which reads rows.
   */
  readonly reduce?: ReduceMode;
}

/** What a model is bound to. */
export interface BindOptions<Row = unknown> extends DataOptions<Row> {
  /** Values for the model's constants. */
  readonly constants?: Readonly<Record<string, number>>;
}

/** How data are read and bound. */
export interface ReadSetting {
  /** Reads what a text in place of data stands for. */
  readonly readFile: FileReader;
  /** Reads files of statistics; left out where there are no files. */
  readonly readText?: TextReader;
  /** Asks the engine that has the rows for their groups; left out where there are none. */
  readonly readGroups?: GroupsReader;
  /** Whether such a text is the path of a file, which can be read once more. */
  readonly isPath?: boolean;
  /** Whether the outcomes of the data stand for others, which will be simulated. */
  readonly isLayout?: boolean;
  /** Outcomes that the tables do not have, and numbers stand for. */
  readonly standIns?: ReadonlySet<string>;
  /** Binds data, and may break that off by throwing. */
  readonly bind?: <Result>(work: () => Result) => Result;
  /** What is wrong where a model declares data and none are given. */
  readonly dataMissing?: (model: CheckedModel) => Problem;
}

/** Tables, and constants as the model spells them. */
export interface ReadData {
  readonly tables: DataTables;
  readonly constants: Readonly<Record<string, number>>;
}

/** A model with its data, the problems that are no errors, and the files that the data came from. */
export interface BoundData extends ReadData {
  readonly bound: BoundModel;
  readonly problems: readonly Problem[];
  readonly sources: RunSources | null;
  /** What an engine was asked in place of rows; null where rows were read. */
  readonly answer: EngineAnswer | null;
}

/** Reads the data that a model asks for, and binds it. Throws a `ProblemError` if the data are at fault. */
export async function bindData(model: Model, options: BindOptions, setting: ReadSetting): Promise<BoundData> {
  const { checked } = model;
  const given = {
    ...options,
    groups: spelledAs(options.groups ?? {}, [...checked.columns, ...checked.matrices.values()]),
  };
  const { tables, problems, answer = null } = await readTables(model, given, setting);
  const read = { tables, constants: spelledAs(options.constants ?? {}, checked.constants) };
  const { bound, problems: found } = bindTables(model, read, setting, problems);
  return {
    ...read,
    bound,
    problems: found,
    answer,
    sources: setting.isPath === true ? filesOf(given) : null,
  };
}

/** Binds a model to tables that were read for it, or for a model with the same columns; `told` is what was wrong with them. */
export function bindTables(
  model: Model,
  { tables, constants }: ReadData,
  { isLayout = false, standIns, bind = (work) => work() }: ReadSetting,
  told: readonly Problem[] = [],
): Pick<BoundData, "bound" | "problems"> {
  const found = bind(() => bindModel(model.checked, tables, { constants, isLayout, standIns }));
  const problems = [...told, ...found.problems];
  return { bound: found.model ?? failOf(model)(problems), problems };
}

interface ReadTables
  extends Pick<ReadData, "tables">,
    Pick<BoundData, "problems">,
    Partial<Pick<BoundData, "answer">> {}

/** Data with the names of factors as the model spells them. */
type GivenData = DataOptions & Required<Pick<DataOptions, "groups">>;

async function readTables(model: Model, given: GivenData, setting: ReadSetting): Promise<ReadTables> {
  const { readFile, readText, dataMissing = askForData } = setting;
  const { data, summaryData, statistics, groups, dropMissing = false, na = [], wide = [], query } = given;
  if (statistics !== undefined) return readReduced(model, given, statistics, { readFile, readText });
  const { checked } = model;
  const fail = failOf(model);
  const main = summaryData ?? data;
  if (main === undefined) {
    if (checked.columns.length > 0) fail([dataMissing(checked)]);
    if (query !== undefined) fail([queryWithoutEngine("<data>", "there are no data")]);
    const factors = Object.keys(groups);
    if (factors.length > 0) fail(factors.map((factor) => unknownGroupTable(factor, [])));
    return { tables: emptyTables, problems: [] };
  }
  if (data !== undefined && summaryData !== undefined) fail([rowsAndCells()]);
  const isWide = wide.length > 0;
  if (isWide && summaryData !== undefined)
    fail([badOption("`--wide` must be left out with a table of cells")]);
  if (query !== undefined && typeof main !== "string")
    fail([queryWithoutEngine("<data>", "data in memory are no database")]);
  const reading = {
    dropMissing,
    na: na.map(composed),
    wide: isWide ? requireWide(wide) : null,
    query: query ?? null,
  };
  const reduced = await reduceMain(model, given, main, reading, setting);
  const makeMain =
    reduced &&
    (async () => reducedTable(checked, reduced.reduction, roundGroups(reduced.exact), reduced.name));
  const sources = { main, mainHolds: mainHolds({ summaryData }), groups, ...(makeMain && { makeMain }) };
  const { tables, problems } = await loadTables(checked, sources, reading, readFile);
  const told = [...(reduced?.problems ?? []), ...problems];
  return { tables: tables ?? fail(told), problems: told, answer: reduced?.answer ?? null };
}

/** Groups in place of the rows; null where these are read. */
async function reduceMain(
  model: Model,
  { summaryData, groups, reduce: mode = "auto" }: GivenData,
  source: DataSource,
  reading: ReadOptions,
  setting: ReadSetting,
): Promise<ReducedSource | null> {
  const isAsked = mode === "always" || mode === "never";
  const fail = failOf(model);
  if (!isAsked && mode !== "auto") fail([badOption("`--reduce` must be auto, always or never")]);
  if (isAsked && summaryData !== undefined)
    fail([badOption("`--reduce` must be left out with a table of cells")]);
  // Where outcomes are simulated, each row has one.
  if (summaryData !== undefined || setting.isLayout === true) return null;
  return reduceWhere(model, { source, ownTables: Object.keys(groups), reading, mode }, setting);
}

/** The table of statistics, which stand for the main table, and tables of groups beside it. */
async function readReduced(
  model: Model,
  given: GivenData,
  statistics: readonly StatisticsSource[],
  { readFile, readText }: Pick<ReadSetting, "readFile" | "readText">,
): Promise<ReadTables> {
  const { groups, dropMissing = false, na = [] } = given;
  const fail = failOf(model);
  const faults = faultsBeside(given, Object.keys(groups).length > 0);
  if (faults.length > 0) fail(faults);
  const reduction = reductionOf(model, Object.keys(groups));
  const { exact, name } = await mergeStatistics(model, reduction, statistics, readText);
  const makeMain = async () => reducedTable(model.checked, reduction, roundGroups(exact), name);
  const sources = { main: {}, mainHolds: "rows", makeMain, groups } as const;
  const reading = { dropMissing, na: na.map(composed), wide: null };
  const { tables, problems } = await loadTables(model.checked, sources, reading, readFile);
  return { tables: tables ?? fail(problems), problems };
}

const askForData = ({ columns }: CheckedModel): Problem => dataNotGiven(columns.map(({ name }) => name));

function mainHolds({ summaryData }: DataOptions): RunSources["mainHolds"] {
  return summaryData === undefined ? "rows" : "cells";
}

/** How rows become several. Throws a `ProblemError` that lists what is wrong with the texts. */
export function requireWide(texts: readonly string[]): WideTable | null {
  const { wide, faults } = parseWide(texts.map(composed));
  if (faults.length > 0) throw new ProblemError(faults.map(badOption), "", "");
  return wide;
}

/** Where the data came from, if it can be read once more; without passwords. */
function filesOf(given: GivenData): RunSources | null {
  const main = given.summaryData ?? given.data ?? null;
  const statistics = given.statistics ?? [];
  const paths = statistics.filter((one) => typeof one === "string");
  const groups = Object.entries(given.groups);
  const files = groups.filter((entry): entry is [string, string] => typeof entry[1] === "string");
  if (files.length < groups.length || (main !== null && typeof main !== "string")) return null;
  if (paths.length < statistics.length) return null;
  // Standard input is no file that could be read once more.
  if (main === "-" || files.some(([, path]) => path === "-")) return null;
  const { dropMissing = false, na = [], wide = [], query } = given;
  return {
    main: main === null ? null : withoutPassword(main),
    mainHolds: mainHolds(given),
    groups: Object.fromEntries(files.map(([factor, path]) => [factor, withoutPassword(path)])),
    dropMissing,
    na,
    wide,
    ...(query !== undefined && { query }),
    ...(paths.length > 0 && { statistics: paths }),
  };
}

/** Throws problems of a model. */
type Fail = (problems: readonly Problem[]) => never;

/** For the model that the problems are of. */
export function failOf({ source, checked }: Model): Fail {
  return (problems) => {
    throw new ProblemError(problems, source, checked.file);
  };
}
