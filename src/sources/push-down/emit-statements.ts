/** The statements that an engine would be asked, as they are before the table is known: for whoever asks them by hand, or reads them first. */

import type { Reduction } from "../../reduction/reduction.ts";
import type { Dialect, DialectName } from "../engine.ts";
import { needsOf, type StatisticsNeeded } from "../engine-answer.ts";
import { requestedAs } from "./assumed-columns.ts";
import { pushedColumns } from "./pushed-columns.ts";
import { rangeStatement } from "./range-statement.ts";
import { numbersOf } from "./statement-parts.ts";
import { sumDialects } from "./sum-dialects.ts";
import { sumStatement } from "./sum-statement.ts";

/** Engines that groups can be asked of. */
export const emittedDialects = ["duckdb", "postgres", "clickhouse"] as const satisfies readonly DialectName[];
/** The dialects that statements are printed in. */
export type EmittedDialect = (typeof emittedDialects)[number];

/** What stands in the second statement for what the first one says. */
export interface Placeholder {
  readonly name: string;
  readonly meaning: string;
}

export interface EmittedStatements {
  readonly needs: StatisticsNeeded;
  /** The range of each column of numbers, in one row. */
  readonly ranges: string;
  /** The sums of each group, a row for each. */
  readonly sums: string;
  readonly placeholders: readonly Placeholder[];
}

/** Of a table under this name, in its parts, with the types that the model declares. A text says why there are none. */
export async function emitStatements(
  reduction: Reduction,
  name: EmittedDialect,
  { table, lacksValues }: { readonly table: readonly string[]; readonly lacksValues: boolean },
): Promise<EmittedStatements | string> {
  const dialect = await dialectOf(name);
  const sums = sumDialects[name]!;
  const ofTable = reduction.moments.filter(({ factors }) => factors === undefined);
  const columns = requestedAs([...reduction.keys, ...ofTable].map(({ request }) => request));
  const pushed = pushedColumns(reduction, { dialect, sums, columns, na: [] });
  if (typeof pushed === "string") return pushed;
  const relation = table.map(dialect.quoteName).join(".");
  const range = { missing: lacksValues ? 1 : 0, faulty: 0, least: 0, most: 1, beyond: [] };
  const ranges = { rows: 1, columns: numbersOf(pushed).map(() => range) };
  const prefixes = pushed.moments.map((_, a) => `:v${a + 1}`);
  const nameOf = (a: number, number: string): string => `${prefixes[a]}_${number}`;
  return {
    needs: needsOf(reduction),
    ranges: rangeStatement(relation, pushed, sums),
    sums: sumStatement({ relation, pushed, dialect, sums, ranges, most: null, nameOf }).statement,
    placeholders: pushed.moments.flatMap(({ request: { from } }, a) => [
      { name: nameOf(a, "least"), meaning: `the least value of ${from}` },
      { name: nameOf(a, "most"), meaning: `its greatest` },
      { name: nameOf(a, "centre"), meaning: `a number between them` },
      {
        name: nameOf(a, "steps"),
        meaning: `a power of two: the largest with steps · |${from} - centre| < 2^53`,
      },
    ]),
  };
}

async function dialectOf(name: EmittedDialect): Promise<Dialect> {
  switch (name) {
    case "duckdb":
      return (await import("../engines/duckdb.ts")).duckdbDialect;
    case "postgres":
      return (await import("../engines/postgres.ts")).postgresDialect;
    case "clickhouse":
      return (await import("../engines/clickhouse.ts")).clickhouseDialect;
  }
}
