/** A model bound to the rows that outcomes are simulated for, wherever these come from: a table, words, or sizes of groups. */

import { bindData, failOf, type ReadSetting, requireWide } from "../api/bind-data.ts";
import { type DataSource, type FileReader, readSource } from "../api/load-tables.ts";
import type { Model } from "../api/model.ts";
import type { ColumnData, MemoryOptions, MemoryValue } from "../data/from-memory.ts";
import type { Table } from "../data/table.ts";
import type { CheckedModel } from "../language/checked-model.ts";
import { canonicalName } from "../language/names.ts";
import type { BoundModel } from "../model/bound-model.ts";
import type { Problem } from "../problems/problem.ts";
import { queryWithoutEngine } from "../sources/problems.ts";
import { composed } from "../text/composed.ts";
import { designInWords } from "./design-words.ts";
import { expandSizes } from "./group-sizes.ts";
import { layoutUnclear, noOutcome } from "./problems.ts";
import { labelsOfRows, readHeaders, readRawColumns, valuesOfLabels } from "./raw-columns.ts";
import type { LayoutOptions } from "./settings.ts";
import { findStandIns, withStandIns } from "./stand-ins.ts";

/** Rows, with their columns as they came. */
export interface BoundLayout {
  readonly bound: BoundModel;
  /** Warnings. */
  readonly problems: readonly Problem[];
  /** Outcomes that the table does not have, or that were not looked at. */
  readonly standIns: ReadonlySet<string>;
  /** By header, in the order of the table, a value for each row; outcomes as they are there, if they are. */
  readonly columns: ReadonlyMap<string, readonly MemoryValue[]>;
}

/** What tables made of words are called in messages. */
const designName = "<design>";

/** The source of the rows, which words are made; null for a model without data. Throws a `ProblemError`. */
export async function sourceOf(
  { data, design, sizes }: Pick<LayoutOptions, "data" | "design" | "sizes">,
  model: CheckedModel | null,
  { readFile }: Pick<ReadSetting, "readFile">,
  fail: (problems: readonly Problem[]) => never,
): Promise<DataSource> {
  const given = Object.entries({ "--data": data, "--design": design, "--sizes": sizes });
  const named = given.filter(([, value]) => value !== undefined).map(([option]) => option);
  const wanted = model === null ? [] : wantedOf(model);
  if (named.length !== 1) fail([layoutUnclear(wanted, named)]);
  if (data !== undefined) return data;
  const { columns, problems } =
    design !== undefined ? designInWords(design) : await expandSizes(sizes!, model, readFile);
  return columns === null ? fail(problems) : withHeaders(columns, model);
}

/** Columns that have the names of the model have the headers that it reads: `batch: factor from "Batch"`. */
function withHeaders(columns: ColumnData, model: CheckedModel | null): ColumnData {
  const declared = model?.columns ?? [];
  const headerOf = (name: string): string => {
    if (declared.some(({ from }) => from === name)) return name;
    return declared.find((one) => canonicalName(one.name) === canonicalName(name))?.from ?? name;
  };
  return Object.fromEntries(Object.entries(columns).map(([name, values]) => [headerOf(name), values]));
}

/** Headers that a table must have. */
function wantedOf({ columns, statements }: CheckedModel): string[] {
  const outcomes = statements.flatMap((one) => (one.kind === "likelihood" ? one.columns : []));
  return columns.filter(({ name }) => !outcomes.includes(name)).map(({ from }) => from);
}

/** Rows before they are bound. */
interface OpenLayout {
  readonly source: DataSource;
  readonly reading: MemoryOptions;
  /** Of the columns as they came. */
  readonly headers: readonly string[];
  readonly standIns: ReadonlySet<string>;
}

/** `seesOutcomes`: outcomes that the table has are read. Throws a `ProblemError` if model or data are at fault. */
export async function bindLayout(
  model: Model,
  options: LayoutOptions,
  setting: ReadSetting,
  seesOutcomes: boolean,
): Promise<BoundLayout> {
  const { checked } = model;
  const open = await openLayout(model, options, setting, seesOutcomes);
  const { source, reading, headers, standIns } = open;
  const path = typeof source === "string" ? source : designName;
  const { bound, tables, problems } = await bindData(
    model,
    { ...options, data: path },
    {
      ...setting,
      isLayout: !seesOutcomes || standIns.size > 0,
      standIns,
      readFile: readerOf(open, path, setting),
    },
  );
  const kept = reading.wide == null ? headers : wantedOf(checked);
  const { columns: raw, problems: odd } = await readRawColumns(source, kept, reading, setting.readFile);
  if (raw === null) return failOf(model)(odd);
  const columns = new Map(
    kept.map((header) => [header, valuesOf(checked, tables.main, header, raw.labels.get(header)!)]),
  );
  return { bound, problems, standIns, columns };
}

async function openLayout(
  model: Model,
  options: LayoutOptions,
  setting: ReadSetting,
  seesOutcomes: boolean,
): Promise<OpenLayout> {
  const fail = failOf(model);
  const { checked } = model;
  if (!checked.statements.some(({ kind }) => kind === "likelihood")) fail([noOutcome()]);
  const source = await sourceOf(options, checked, setting, fail);
  const { dropMissing = false, na = [], wide = [], query = null } = options;
  const reading: MemoryOptions = {
    ...(options.data === undefined ? { name: designName } : {}),
    dropMissing,
    na: na.map(composed),
    wide: wide.length > 0 ? requireWide(wide) : null,
    query,
  };
  if (query !== null && typeof source !== "string")
    fail([queryWithoutEngine("<data>", "rows that are not of a file are no database")]);
  const { headers, problems: unread } = await readHeaders(
    source,
    { ...reading, wide: null },
    setting.readFile,
  );
  if (headers === null) return fail(unread);
  const { columns } = checked;
  const there = reading.wide === null ? headers : columns.map(({ from }) => from);
  const { names, problems } = findStandIns(checked, there);
  if (problems.length > 0) fail(problems);
  const isThere = (name: string): boolean =>
    columns.some((column) => column.name === name && there.includes(column.from));
  const standIns = new Set([...names].filter((name) => !seesOutcomes || !isThere(name)));
  return { source, reading, headers, standIns };
}

/** Reads the rows at `path`, which stands for them, and other tables from their files. */
function readerOf(
  { source, reading: { name }, standIns, headers }: OpenLayout,
  path: string,
  { readFile }: ReadSetting,
): FileReader {
  const named = name === undefined ? {} : { name };
  const readRows = withStandIns(
    (_, requests, options) => readSource(source, requests, { ...options, ...named }, readFile),
    standIns,
    headers,
  );
  return (file, requests, options) => (file === path ? readRows : readFile)(file, requests, options);
}

/** Numbers where the model reads numbers, labels where it reads labels. */
function valuesOf(
  { columns }: CheckedModel,
  table: Table,
  header: string,
  labels: readonly (string | null)[],
): readonly MemoryValue[] {
  const own = columns.filter((one) => one.from === header && one.per === null);
  const factor = own.find(({ type }) => type === "factor");
  if (factor !== undefined) return labelsOfRows(labels, table);
  const column = own[0] === undefined ? undefined : table.columns.get(own[0].name);
  if (column?.kind !== "numeric") return valuesOfLabels(labelsOfRows(labels, table));
  return Array.from(column.values, (value) => (Number.isNaN(value) ? null : value));
}
