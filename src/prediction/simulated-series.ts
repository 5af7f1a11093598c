/**
 * Lags and running sums of outcomes that are simulated. Rows are drawn in waves: first those whose lags need no outcome, then those whose lags
 * are known by then, and so on, as many waves as the longest series has rows.
 */

import { namesInFormula } from "../language/parts.ts";
import type { BoundModel } from "../model/bound-model.ts";
import { type SeriesColumns, seriesColumnsOf } from "../model/series-columns.ts";
import type { Problem } from "../problems/problem.ts";
import { lagsNotSimulated } from "./problems.ts";

/** Columns by name. */
type Columns = ReadonlyMap<string, Float64Array>;

/** The series of a bound model that are made of its outcomes. */
export class OutcomeSeries {
  /** Their columns. */
  readonly names: readonly string[];
  /** Rows that are drawn together, wave after wave. */
  readonly waves: readonly Int32Array[];
  private readonly make: SeriesColumns;
  private readonly roots: readonly string[];

  /** `series` is null for a model without; the problems say why they cannot be simulated. */
  static of(model: BoundModel): {
    readonly series: OutcomeSeries | null;
    readonly problems: readonly Problem[];
  } {
    const names = seriesOfOutcomes(model);
    if (names.length === 0) return { series: null, problems: [] };
    const problems = names.flatMap((name) => refusal(model, name) ?? []);
    if (problems.length > 0) return { series: null, problems };
    const series = new OutcomeSeries(model, names);
    if (series.waves.reduce((sum, rows) => sum + rows.length, 0) === model.domains.rows.size)
      return { series, problems: [] };
    return {
      series: null,
      problems: [
        tell(
          model,
          names[0]!,
          "its rows have no order in which each comes before those that need it",
          "order the rows by a column, `by:`",
        ),
      ],
    };
  }

  private constructor(model: BoundModel, names: readonly string[]) {
    const { checked, domains } = model;
    this.names = names;
    this.roots = [...new Set(names.map((name) => checked.series.get(name)!.root))];
    this.make = seriesColumnsOf(model);
    // A running sum has the row itself in it: it stands in a lag.
    const lags = names.filter((name) => checked.series.get(name)!.function === "lag");
    this.waves = this.findWaves(domains.rows.size, lags);
  }

  /** The columns as they are of these outcomes; NaN stands for what is not drawn yet. */
  columnsOf(outcomes: Columns): Columns {
    const made = this.make(outcomes);
    return new Map(this.names.map((name) => [name, made.get(name)!]));
  }

  private findWaves(rowCount: number, lags: readonly string[]): Int32Array[] {
    const waves: Int32Array[] = [];
    const known = new Float64Array(rowCount).fill(Number.NaN);
    const outcomes = new Map(this.roots.map((root) => [root, known]));
    for (;;) {
      const made = this.columnsOf(outcomes);
      const columns = lags.map((name) => made.get(name)!);
      const wave = Int32Array.from({ length: rowCount }, (_, i) => i).filter(
        (i) => Number.isNaN(known[i]!) && columns.every((values) => !Number.isNaN(values[i]!)),
      );
      if (wave.length === 0) return waves;
      waves.push(wave);
      for (const i of wave) known[i] = 0;
    }
  }
}

function seriesOfOutcomes({ checked }: BoundModel): string[] {
  const outcomes = new Set(
    checked.statements.flatMap((one) => (one.kind === "likelihood" ? one.columns : [])),
  );
  return [...checked.series].flatMap(([name, { root }]) => (outcomes.has(root) ? [name] : []));
}

function refusal(model: BoundModel, name: string): Problem | null {
  const { checked, data } = model;
  for (const plate of checked.plates.values())
    if (plate.kind === "design" && namesInFormula(plate.formula).includes(name))
      return tell(
        model,
        name,
        `the design \`${plate.name}\` is made of it before anything is simulated`,
        `take it out of the design: \`φ * ${name}\``,
      );
  const { function: kind, first } = checked.series.get(name)!;
  if (kind === "lag" && first === null)
    return tell(model, name, "rows without an earlier one have no value", "say which they have: `first: 0`");
  return data.rowsDropped === 0
    ? null
    : tell(
        model,
        name,
        "rows of the table were dropped, which others may come after",
        "give a table whose rows miss nothing",
      );
}

function tell({ checked }: BoundModel, name: string, why: string, remedy: string): Problem {
  const { root, span } = checked.series.get(name)!;
  return lagsNotSimulated(name, root, why, remedy, span);
}
