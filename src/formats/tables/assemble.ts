/** Tables of draws put together: rows sorted by chain and draw, what is missing or twice told, chains made equally long. */

import type { Draws } from "../../posterior/draws.ts";
import { sourceOf } from "../../posterior/draws-source.ts";
import type { Problem } from "../../problems/problem.ts";
import { joinChains, type ReadChain } from "../chains.ts";
import { noFacts, type ReadOptions, type ReadResult } from "../format.ts";
import { noDraws, variablesDiffer, warmupTooLong } from "../problems.ts";
import {
  columnsLeftOut,
  columnTwice,
  drawsMissing,
  drawTwice,
  noChainColumn,
  tableRowsLeftOut,
  weightsLeftOut,
} from "../problems-tables.ts";
import { isRowNumber, rolesOf, type SortedColumns, sortTableColumns, weightColumn } from "./roles.ts";
import type { DrawTable, TextCells } from "./table.ts";

/** The rows of a chain, in the order of their draws. */
export interface ChainRows {
  readonly label: string | null;
  readonly rows: Int32Array;
}

/** Chains of a table, under one list of columns. */
interface TableChains {
  readonly table: DrawTable;
  readonly sorted: SortedColumns;
  readonly chains: readonly ChainRows[];
  /** Every how manieth iteration is there; null where no column numbers iterations. */
  readonly step: number | null;
}

/** Draws of tables with a row per draw; `format` is the name of theirs. `told` are problems of reading them. */
export function assembleTables(
  tables: readonly DrawTable[],
  format: string,
  options: ReadOptions,
  told: readonly Problem[] = [],
): ReadResult {
  const problems = [...told];
  const read = tables.map((table) => chainsOfTable(table, tables.length === 1, problems));
  const first = read[0];
  for (const other of read.slice(1)) problems.push(...differences(first!, other));
  if (first === undefined || problems.some(({ severity }) => severity === "error"))
    return { received: null, problems };
  const chains = read.flatMap((one) => readChains(one, first.sorted, options, tables.length > 1));
  const longest = Math.max(0, ...read.flatMap((one) => one.chains.map(({ rows }) => rows.length)));
  if (chains.some((chain) => lengthOf(chain) === 0)) {
    const isEmpty = (options.warmup ?? 0) === 0 || longest === 0;
    problems.push(isEmpty ? noDraws(first.table.file) : warmupTooLong(options.warmup!, longest));
    return { received: null, problems };
  }
  const joined = joinChains(
    first.sorted.variables.map(({ variable }) => variable),
    chains,
  );
  problems.push(...joined.problems);
  return { received: received(joined.draws, format, first.step, options), problems };
}

function received(draws: Draws, format: string, step: number | null, { warmup }: ReadOptions) {
  const sampling = { ...noFacts, warmupLeftOut: warmup ?? 0, thin: step };
  return { format, program: null, source: sourceOf(draws), sampling, groups: {}, observed: {} };
}

function lengthOf({ values }: ReadChain): number {
  return values[0]?.length ?? 0;
}

function chainsOfTable(table: DrawTable, isAlone: boolean, problems: Problem[]): TableChains {
  const { file, rowCount, columns } = table;
  const names = columns.map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) < i && !isRowNumber(name));
  if (twice !== undefined) problems.push(columnTwice(file, twice));
  if (names.includes(weightColumn)) problems.push(weightsLeftOut(file));
  const roles = rolesOf(names);
  const all = sortTableColumns(names, roles);
  const isNumeric = ({ column }: { readonly column: number }) => columns[column]!.cells.kind === "numbers";
  const sorted = {
    variables: all.variables.filter(isNumeric),
    statistics: all.statistics.filter(isNumeric),
  };
  const texts = all.variables.filter((one) => !isNumeric(one)).map(({ column }) => names[column]!);
  if (texts.length > 0) problems.push(columnsLeftOut(file, texts));
  if (rowCount === 0 || sorted.variables.length === 0) problems.push(noDraws(file));
  if (roles.chain < 0 && isAlone && rowCount > 0) problems.push(noChainColumn(file, rowCount));
  const number = roles.iteration >= 0 ? roles.iteration : roles.draw;
  const { chains, steps } = splitChains(table, roles.chain, number, problems);
  const step =
    roles.iteration >= 0 && steps.length > 0 && steps.every((one) => one === steps[0]) ? steps[0]! : null;
  return { table, sorted, chains, step };
}

/** Rows by chain, in the order of the chains' labels; `chain` and `number` are columns, -1 where there are none. */
function splitChains(table: DrawTable, chain: number, number: number, problems: Problem[]) {
  const { file, rowCount } = table;
  const labels = chain < 0 ? oneChain(rowCount) : labelsOf(table, chain);
  const numbers = number < 0 ? null : numbersOf(table, number);
  const rowsOf = labels.labels.map((): number[] => []);
  const wrong: number[] = [];
  for (let row = 0; row < rowCount; row++) {
    const code = labels.codes[row]!;
    if (code < 0 || (numbers !== null && !Number.isFinite(numbers[row]!))) wrong.push(row);
    else rowsOf[code]!.push(row);
  }
  if (wrong.length > 0)
    problems.push(
      tableRowsLeftOut(file, table.placeOf(wrong[0]!), "has no number of its chain or draw", wrong.length),
    );
  const order = [...labels.labels.keys()].filter((code) => rowsOf[code]!.length > 0);
  order.sort((a, b) => byNumbers(labels.labels[a]!, labels.labels[b]!));
  const steps: number[] = [];
  const chains = order.map((code): ChainRows => {
    const label = chain < 0 ? null : labels.labels[code]!;
    const rows = Int32Array.from(rowsOf[code]!);
    if (numbers !== null) {
      rows.sort((a, b) => numbers[a]! - numbers[b]! || a - b);
      const step = checkNumbers(table, { label, rows }, numbers, problems);
      if (step !== null) steps.push(step);
    }
    return { label, rows };
  });
  return { chains, steps };
}

/** Chains in the order of the numbers that their labels end with, `c2` before `c10`; of what is before them first. */
function byNumbers(a: string, b: string): number {
  const [one, other] = [a, b].map((label) => /^(.*?)(-?[\d.]*)$/s.exec(label)!);
  if (one![1] !== other![1]) return one![1]! < other![1]! ? -1 : 1;
  return Number(one![2]) - Number(other![2]) || (a < b ? -1 : Number(a > b));
}

function oneChain(rowCount: number): TextCells {
  return { kind: "texts", codes: new Int32Array(rowCount), labels: ["1"] };
}

/** Of a column of numbers, too: their texts. */
function labelsOf({ columns }: DrawTable, column: number): TextCells {
  const { cells } = columns[column]!;
  if (cells.kind === "texts") return cells;
  const codeOf = new Map<number, number>();
  const codes = Int32Array.from(cells.values, (value) => {
    if (!Number.isFinite(value)) return -1;
    const known = codeOf.get(value) ?? codeOf.size;
    codeOf.set(value, known);
    return known;
  });
  return { kind: "texts", codes, labels: [...codeOf.keys()].map(String) };
}

function numbersOf({ columns }: DrawTable, column: number): Float64Array {
  const { cells } = columns[column]!;
  if (cells.kind === "numbers") return cells.values;
  const values = cells.labels.map(Number);
  return Float64Array.from(cells.codes, (code) => (code < 0 ? Number.NaN : values[code]!));
}

/** Tells a number that is there twice, and gaps; gives the step from one to the next, null of a single draw. */
function checkNumbers(
  table: DrawTable,
  { label, rows }: ChainRows,
  numbers: Float64Array,
  problems: Problem[],
): number | null {
  let step = Number.POSITIVE_INFINITY;
  for (let i = 1; i < rows.length; i++) {
    const difference = numbers[rows[i]!]! - numbers[rows[i - 1]!]!;
    if (difference === 0) {
      const places = [table.placeOf(rows[i - 1]!), table.placeOf(rows[i]!)] as const;
      const draw = { chain: label, number: numbers[rows[i]!]!, variable: null };
      problems.push(drawTwice(table.file, draw, places));
      return null;
    }
    step = Math.min(step, difference);
  }
  if (!Number.isFinite(step)) return null;
  let [missing, gap] = [0, -1];
  for (let i = 1; i < rows.length; i++) {
    const between = Math.round((numbers[rows[i]!]! - numbers[rows[i - 1]!]!) / step) - 1;
    if (between > 0 && gap < 0) gap = i;
    missing += between;
  }
  if (missing > 0) {
    const ends = [numbers[rows[gap - 1]!]!, numbers[rows[gap]!]!] as const;
    problems.push(drawsMissing(table.file, label ?? "1", missing, ends));
  }
  return step;
}

function differences(first: TableChains, other: TableChains): Problem[] {
  const namesOf = ({ sorted }: TableChains) => sorted.variables.map(({ variable }) => variable.name);
  const [expected, found] = [new Set(namesOf(first)), new Set(namesOf(other))];
  const missing = [...expected].filter((name) => !found.has(name));
  const added = [...found].filter((name) => !expected.has(name));
  return missing.length + added.length === 0 ? [] : [variablesDiffer(other.table.file, missing, added)];
}

/** The chains of a table, their values in the order of the variables of the first one. */
function readChains(
  { table, sorted, chains }: TableChains,
  first: SortedColumns,
  { warmup, thin }: ReadOptions,
  isNamedByFile: boolean,
): ReadChain[] {
  const columnOf = new Map(sorted.variables.map(({ variable, column }) => [variable.name, column]));
  return chains.map(({ label, rows }) => {
    const kept = rows.slice(warmup ?? 0).filter((_, i) => i % thin === 0);
    const gather = (column: number): Float64Array => {
      const { cells } = table.columns[column]!;
      const values = cells.kind === "numbers" ? cells.values : new Float64Array(table.rowCount);
      return Float64Array.from(kept, (row) => values[row]!);
    };
    const chain = label === null ? null : `chain ${label}`;
    return {
      name: isNamedByFile
        ? [table.file, chain].filter((part) => part !== null).join(", ")
        : (chain ?? "chain 1"),
      values: first.variables.map(({ variable }) => gather(columnOf.get(variable.name)!)),
      statistics: Object.fromEntries(sorted.statistics.map(({ name, column }) => [name, gather(column)])),
    };
  });
}
