/** What stands behind `from`: a table by its name, or a query. */

import type { Engine } from "./engine.ts";
import { sourceMisspelt, tableNotNamed, tableUnknown } from "./problems.ts";
import { SourceFailure } from "./source-failure.ts";
import { partsOfName } from "./source-name.ts";

/** A query in brackets. The line ends, so that a comment at the end of it does. */
export function queryRelation(query: string): string {
  return `(\n${query.trim().replace(/(?:;\s*)+$/, "")}\n) as q`;
}

/** Of a table that is named, of the only one, or of the query. Throws a `SourceFailure` that lists tables. */
export async function relationOf(
  { dialect, tables, columnsOf }: Engine,
  { table, shown }: { readonly table: string | null; readonly shown: string },
  query: string | null,
): Promise<string> {
  if (query !== null) {
    if (table === null) return queryRelation(query);
    const hint = "leave `?table=` out: the query names its tables itself";
    throw new SourceFailure(sourceMisspelt(shown, "it names a table, and --query asks as well", hint));
  }
  const inQuotes = (name: string): string | null =>
    partsOfName(name)?.map(dialect.quoteName).join(".") ?? null;
  if (table === null) {
    const known = await tables();
    const only = known.length === 1 ? inQuotes(known[0]!) : null;
    if (only === null) throw new SourceFailure(tableNotNamed(shown, known));
    return only;
  }
  const named = inQuotes(table);
  try {
    if (named !== null) {
      await columnsOf(named);
      return named;
    }
  } catch (error) {
    const known = await tables();
    if (known.includes(table)) throw error;
    throw new SourceFailure(tableUnknown(shown, table, known));
  }
  throw new SourceFailure(tableUnknown(shown, table, await tables()));
}
