/** Lags and running sums in formulas: the columns that they name, and what is asked of the table for them. */

import type { ColumnRequest } from "../data/table.ts";
import { seriesColumn } from "../language/problems.ts";
import { printWritten, wordsOf } from "../language/series.ts";
import type { Identifier, SeriesSyntax } from "../language/syntax.ts";
import type { Problem } from "../problems/problem.ts";

/** What columns are called in the model: as they are, and as factors. */
export interface ModelNames {
  readonly nameOf: (header: string) => string;
  readonly factorNameOf: (header: string) => string;
}

/** Itself behind what it is made of. */
export function withInner(series: SeriesSyntax): readonly SeriesSyntax[] {
  return "function" in series.of ? [...withInner(series.of), series] : [series];
}

/** The column that its values are those of. */
export function rootOf({ of }: SeriesSyntax): Identifier {
  return "function" in of ? rootOf(of) : of;
}

/** The columns that it names; those of groups are labels. */
export function columnsOfSeries(
  series: SeriesSyntax,
): readonly { readonly column: Identifier; readonly isLabel: boolean }[] {
  return withInner(series).flatMap(({ of, within, by }) => [
    ...("function" in of ? [] : [{ column: of, isLabel: false }]),
    ...(within === null ? [] : [{ column: within, isLabel: true }]),
    ...(by === null ? [] : [{ column: by, isLabel: false }]),
  ]);
}

/** As the model has it. */
export function seriesText(series: SeriesSyntax, names: ModelNames): string {
  return printWritten(
    series,
    ({ text }) => names.nameOf(text),
    ({ text }) => names.factorNameOf(text),
  );
}

/** What is asked of the table, once for each. */
export function seriesRequests(all: readonly SeriesSyntax[], names: ModelNames): readonly ColumnRequest[] {
  const byName = new Map<string, ColumnRequest>();
  for (const one of all) {
    const name = seriesText(one, names);
    const series = wordsOf(
      one,
      ({ text }) => names.nameOf(text),
      ({ text }) => names.factorNameOf(text),
    );
    const plain = { from: name, type: "real", mayBeMissing: false, within: null, reference: null } as const;
    byName.set(name, { name, ...plain, series });
  }
  return [...byName.values()];
}

/** Columns that have labels where numbers are wanted, or may be missing. */
export function seriesFaults(
  all: readonly SeriesSyntax[],
  isFactor: (header: string) => boolean,
  mayBeMissing: (header: string) => boolean,
): readonly Problem[] {
  const problems: Problem[] = [];
  for (const { function: called, of, by } of all) {
    const refuse = ({ text, span }: Identifier, argument: string, found: string, remedy: string): unknown =>
      problems.push(
        seriesColumn(span, called, argument, `${found.replace("%", `\`${text}\``)}`, remedy, null),
      );
    if (!("function" in of) && isFactor(of.text))
      refuse(
        of,
        "the first argument",
        "a column of numbers, and % is a factor",
        "give the table a column of numbers in place of the labels",
      );
    const missing = [
      ["the first argument", "function" in of ? null : of],
      ["`by:`", by],
    ] as const;
    for (const [argument, column] of missing)
      if (column !== null && mayBeMissing(column.text))
        refuse(
          column,
          argument,
          "a column that is there in each row, and % may be missing",
          "leave `mi` out, and with --drop-missing the rows that lack it",
        );
  }
  return problems;
}
