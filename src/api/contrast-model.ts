/**
 * Marginal means and their contrasts, slopes, and hypotheses: what emmeans (Lenth 2016) and marginaleffects (Arel-Bundock, Greifer & Heiss 2024)
 * compute, draw by draw. A marginal mean is the expected outcome with some columns at stated values, averaged over the others: over a
 * balanced grid, as in an experiment that had it, or over the rows of the run, as in the population that they were drawn from.
 */

import type { ColumnData } from "../data/from-memory.ts";
import type { ColumnRequest } from "../data/table.ts";
import { canonicalName } from "../language/names.ts";
import { groupingFactors } from "../model/grouping-factors.ts";
import {
  type ContrastKind,
  type ContrastRow,
  type Contrasts,
  contrastRow,
  contrastsOf,
  type Equivalence,
  type HypothesisResult,
  meanOf,
  type NamedDraws,
} from "../posterior/contrasts.ts";
import { defaultProb } from "../posterior/estimate.ts";
import { intervalNames } from "../posterior/quantile.ts";
import type { LevelMode } from "../prediction/new-levels.ts";
import { badOption } from "../run/problems.ts";
import { type BoundRun, bindRun, type RunDataOptions } from "./bound-run.ts";
import type { AnswerSetting } from "./complete-run.ts";
import type { Fitted } from "./fitted.ts";
import { type GridAxis, readGridWords } from "./grid-words.ts";
import { judgeHypothesis } from "./hypotheses.ts";
import type { GroupMode } from "./new-rows.ts";
import { prepareFor } from "./predict-model.ts";
import { columnRequests, gridOf, type PredictionGrid, type ResolvedAxis } from "./prediction-grid.ts";
import { ProblemError } from "./problem-error.ts";
import { rowsNotKnown } from "./problems-statistics.ts";

/** What is to be compared. */
export interface ContrastOptions extends RunDataOptions {
  /** Columns whose values are compared: `"treatment"` at all of its levels, or at stated values, `"week = 0, 4, 8"`. */
  readonly by?: string | readonly string[];
  /** Columns that are held at values, `"age = 40"`. */
  readonly at?: string | readonly string[];
  /** The differences that are wanted; none if left out. */
  readonly contrast?: ContrastKind;
  /** A numeric column whose slope is wanted, in place of the means. */
  readonly slope?: string;
  /** What the columns that are not named are averaged over: a balanced grid (the default), or the rows of the run. */
  readonly over?: "grid" | "observed";
  readonly kind?: "expected" | "linear";
  /** What the groups are, by factor: `average` if nothing is said over a grid, `known` over the rows of the run. */
  readonly groups?: Readonly<Record<string, GroupMode>>;
  /** Differences that count as none. */
  readonly equivalence?: Equivalence;
  /** As `"σ_b > σ"` or `"β[x] = 0"`. */
  readonly hypotheses?: readonly string[];
  readonly prob?: number;
}

const mostCells = 200;
/** Of a slope: this share of the spread of the column to either side. */
const slopeStep = 1e-4;

/** Throws a `ProblemError` for what cannot be compared, or where the data of the run are gone. */
export async function contrastModel(
  fitted: Fitted,
  options: ContrastOptions,
  setting: AnswerSetting,
): Promise<Contrasts> {
  const { prob = defaultProb, contrast, equivalence = null, hypotheses = [] } = options;
  let known: Promise<BoundRun> | null = null;
  const bind = (): Promise<BoundRun> => {
    known ??= bindRun(fitted, options, setting);
    return known;
  };
  const isOfMeans = options.by !== undefined || options.slope !== undefined;
  if (!isOfMeans && hypotheses.length === 0) {
    const words = "say what is compared: `--by COLUMN`, `--slope COLUMN`, or `--hypothesis`";
    throw new ProblemError([badOption(words)], "", "");
  }
  const found = isOfMeans ? await new MarginalMeans(await bind(), options, setting).compute() : null;
  const { chainCount } = fitted.draws;
  const rowOf = (one: NamedDraws): ContrastRow => contrastRow(one, chainCount, prob, equivalence);
  const means = found?.cells ?? [];
  const judged: HypothesisResult[] = [];
  for (const text of hypotheses) judged.push(await judgeHypothesis(fitted, text, bind, prob));
  return {
    ...intervalNames(prob),
    definition: found?.definition ?? null,
    notes: found?.notes ?? [],
    means: means.map(rowOf),
    contrasts: contrast === undefined ? [] : contrastsOf(means, contrast).map(rowOf),
    hypotheses: judged,
    equivalence,
  };
}

/** Polynomials are over values in one order, at equal distances. */
function requireOneOrder(axes: readonly ResolvedAxis[]): void {
  const [axis] = axes;
  if (axis === undefined) return;
  const { request, values } = axis;
  const fail = (words: string): never => {
    throw new ProblemError([badOption(words)], "", "");
  };
  if (axes.length > 1)
    fail(
      `\`polynomial\` contrasts are over the values of one column: compare \`${request.name}\` alone, and hold the others`,
    );
  const numbers = values.filter((value) => typeof value === "number");
  const step = (numbers[1] ?? 0) - (numbers[0] ?? 0);
  const isEven = numbers.every(
    (value, i) => Math.abs(value - numbers[0]! - i * step) <= 1e-9 * Math.abs(step),
  );
  if (!isEven) fail(`\`polynomial\` contrasts are of values at equal distances, not ${numbers.join(", ")}`);
}

/** The value of each column of a cell. */
type Cell = readonly (readonly [request: ColumnRequest, value: number | string])[];

class MarginalMeans {
  private readonly run: BoundRun;
  private readonly options: ContrastOptions;
  private readonly setting: AnswerSetting;
  private readonly requests: readonly ColumnRequest[];

  constructor(run: BoundRun, options: ContrastOptions, setting: AnswerSetting) {
    this.run = run;
    this.options = options;
    this.setting = setting;
    this.requests = columnRequests(run);
  }

  async compute() {
    const { over = "grid", slope } = this.options;
    const grid = over === "grid" ? this.balanced() : this.observed();
    const cells = this.cells();
    const named: NamedDraws[] = [];
    for (const cell of cells) named.push({ name: nameOf(cell), draws: await this.drawsOf(cell, grid) });
    return { cells: named, notes: grid.notes, definition: this.definition(over, slope) };
  }

  private definition(over: "grid" | "observed", slope: string | undefined): string {
    const { kind = "expected" } = this.options;
    const what = kind === "expected" ? "the expected outcome" : "the linear predictor";
    const where =
      over === "grid"
        ? "averaged over a balanced grid of the columns that are not named"
        : "averaged over the rows of the run";
    return slope === undefined ? `${what}, ${where}` : `the slope of ${what} by ${slope}, ${where}`;
  }

  /** Combinations of the values that are compared; one without any where only a slope is wanted. */
  private cells(): Cell[] {
    const axes = this.axesOf(this.options.by, true);
    if (this.options.contrast === "polynomial") requireOneOrder(axes);
    const cells = axes.reduce<Cell[]>(
      (all, { request, values }) =>
        all.flatMap((cell) => values.map((value): Cell => [...cell, [request, value]])),
      [[]],
    );
    if (cells.length > mostCells)
      throw new ProblemError(
        [badOption(`${cells.length} values are compared, and ${mostCells} are the most`)],
        "",
        "",
      );
    return cells;
  }

  private axesOf(texts: string | readonly string[] | undefined, mayBeBare: boolean) {
    const list = typeof texts === "string" ? [texts] : (texts ?? []);
    const axes = list.flatMap((text): GridAxis[] => {
      const isBare = mayBeBare && !text.includes("=");
      if (isBare)
        return text
          .split(",")
          .map((name) => ({ name: name.trim(), values: [{ text: "all", isQuoted: false }] }));
      const read = readGridWords([text]);
      if (read.axes === null)
        throw new ProblemError([badOption(`\`${text}\` cannot be read: ${read.fault}`)], "", "");
      return [...read.axes];
    });
    return axes.map((axis) => gridOf.valuesOfAxis(this.run, axis));
  }

  /** Columns at stated values, all levels of factors that are predictors, means of numbers, and the groups as asked. */
  private balanced(): PredictionGrid {
    const fixed = this.axesOf(this.options.at, false);
    return gridOf.balanced(this.run, fixed, this.groupModes("average"));
  }

  /** The rows of the run, with columns at stated values. */
  private observed(): PredictionGrid {
    const data: Record<string, (number | string)[]> = {};
    const { main } = this.run.data.tables;
    if (main.reduction !== undefined)
      throw new ProblemError([rowsNotKnown("comparisons cannot be averaged over them")], "", "");
    for (const { name, from } of this.requests) {
      const column = main.columns.get(name);
      if (column === undefined) continue;
      data[from] =
        column.kind === "numeric"
          ? [...column.values]
          : Array.from(column.codes, (code) => column.levels[code] ?? "");
    }
    for (const { request, values } of this.axesOf(this.options.at, false)) {
      if (values.length > 1)
        throw new ProblemError(
          [badOption("over the rows of the run `--at` takes one value for a column")],
          "",
          "",
        );
      data[request.from] = new Array<number | string>(main.rowCount).fill(values[0]!);
    }
    return { data, labelModes: new Map(), notes: [] };
  }

  private groupModes(otherwise: LevelMode): ReadonlyMap<string, GroupMode> {
    const { groups = {} } = this.options;
    const grouping = groupingFactors(this.run.model.checked);
    const asked = new Map(Object.entries(groups).map(([name, mode]) => [canonicalName(name), mode]));
    return new Map(
      this.requests
        .filter(({ name }) => grouping.has(name))
        .map(({ name }) => [name, asked.get(canonicalName(name)) ?? otherwise]),
    );
  }

  /** The mean over the rows of a grid with a cell's values in place of theirs, or the slope. */
  private async drawsOf(cell: Cell, grid: PredictionGrid): Promise<Float64Array> {
    const { slope } = this.options;
    if (slope === undefined) return this.meanAt(cell, grid, null);
    const request = this.requests.find(
      (one) => canonicalName(one.name) === canonicalName(slope) || one.from === slope,
    );
    if (request === undefined || request.type === "factor") {
      const names = this.requests.filter(({ type }) => type !== "factor").map(({ name }) => name);
      const words = `\`${slope}\` is no numeric column of the model; there are ${names.join(", ") || "none"}`;
      throw new ProblemError([badOption(words)], "", "");
    }
    const step = slopeStep * this.spreadOf(request);
    const above = await this.meanAt(cell, grid, { request, step });
    const below = await this.meanAt(cell, grid, { request, step: -step });
    return above.map((value, i) => (value - below[i]!) / (2 * step));
  }

  private spreadOf({ name }: ColumnRequest): number {
    const column = this.run.data.tables.main.columns.get(name);
    if (column?.kind !== "numeric") return 1;
    const [least, most] = [Math.min(...column.values), Math.max(...column.values)];
    return most > least ? most - least : Math.max(1, Math.abs(most));
  }

  private async meanAt(
    cell: Cell,
    { data, labelModes }: PredictionGrid,
    moved: { readonly request: ColumnRequest; readonly step: number } | null,
  ): Promise<Float64Array> {
    const rowCount = Object.values(data)[0]?.length ?? 1;
    const columns: Record<string, (number | string)[]> = {};
    for (const [name, values] of Object.entries(data as Record<string, (number | string)[]>))
      columns[name] = values;
    for (const [request, value] of cell)
      columns[request.from] = new Array<number | string>(rowCount).fill(value);
    if (moved !== null) {
      const { request, step } = moved;
      columns[request.from] = Array.from(columns[request.from]!, (value) => Number(value) + step);
    }
    const { kind = "expected", over = "grid", groups } = this.options;
    const isObserved = over === "observed" && groups !== undefined;
    const prepared = await prepareFor(
      this.run,
      { data: columns as ColumnData, kind, ...(isObserved ? { groups } : {}) },
      this.setting,
      labelModes,
    );
    if (prepared.quantities.length > 1) {
      const words = "means of several outcomes, or of categories, are not compared: use `predict`";
      throw new ProblemError([badOption(words)], "", "");
    }
    return meanOf([...rowDraws(prepared)]);
  }
}

/** The draws of each row of what was prepared. */
function* rowDraws({ block, rowCount }: Awaited<ReturnType<typeof prepareFor>>): Generator<Float64Array> {
  const step = 500;
  for (let from = 0; from < rowCount; from += step) {
    const { values, drawCount, rowCount: count } = block(from, Math.min(rowCount, from + step));
    for (let i = 0; i < count; i++) yield values[0]!.subarray(i * drawCount, (i + 1) * drawCount);
  }
}

function nameOf(cell: Cell): string {
  if (cell.length === 0) return "all";
  return cell
    .map(([{ name }, value]) => {
      const text = typeof value === "number" ? String(Number(value.toPrecision(6))) : value;
      return cell.length === 1 && typeof value === "string" ? text : `${name} = ${text}`;
    })
    .join(", ");
}
