/** A table, a view, a query or files of an engine, open to be read: one select of the columns that are wanted. */

import type { AnswerKind, Engine } from "./engine.ts";
import type { OpenTable, SourceColumn, WantedColumn } from "./open-table.ts";

/** `relation`: what stands behind `from`; `isCounted`: whether it says how many rows it has. Throws a `SourceFailure` where there is no such thing. */
export async function openRelation(
  engine: Engine,
  relation: string,
  { isCounted = false }: { readonly isCounted?: boolean } = {},
): Promise<OpenTable> {
  const columns = await engine.columnsOf(relation);
  let rowCount = 0;
  if (isCounted) for await (const batch of countRows(engine, relation)) rowCount = batch.rowCount;
  return {
    columns,
    ...(isCounted ? { rowCount } : {}),
    close: engine.close,
    read: (wanted) =>
      wanted.length === 0 ? countRows(engine, relation) : readColumns(engine, relation, columns, wanted),
  };
}

async function* countRows(engine: Engine, relation: string) {
  for await (const { columns } of engine.select(`select count(*) from ${relation}`, ["numbers"])) {
    const [counts] = columns;
    if (counts?.kind === "numbers") yield { rowCount: counts.values[0]!, columns: [] };
  }
}

function readColumns(
  engine: Engine,
  relation: string,
  columns: readonly SourceColumn[],
  wanted: readonly WantedColumn[],
) {
  const { statement, kinds } = selectStatement(engine, relation, columns, wanted);
  return engine.select(statement, kinds);
}

/** The statement that gives the wanted columns of all rows, and how each of them comes. */
function selectStatement(
  { dialect }: Pick<Engine, "dialect">,
  relation: string,
  columns: readonly SourceColumn[],
  wanted: readonly WantedColumn[],
): { readonly statement: string; readonly kinds: readonly AnswerKind[] } {
  // ClickHouse takes the name of what is selected for that of a column, if it is one.
  let prefix = "hp_c";
  while (columns.some(({ name }) => name.startsWith(prefix))) prefix += "_";
  const parts = wanted.map(({ place, as }, i): { readonly text: string; readonly kind: AnswerKind } => {
    const column = columns[place]!;
    const { name, kind } = column;
    const own = dialect.quoteName(name);
    const alias = dialect.quoteName(`${prefix}${i}`);
    if (kind === "any") return { text: `${own} as ${alias}`, kind: "values" };
    const number = as === "numbers" ? dialect.asNumber(own, kind) : null;
    if (number !== null) return { text: `${number} as ${alias}`, kind: "numbers" };
    // A label of a double is what it is in memory, whatever the engine would write.
    if (as === "labels" && kind === "real")
      return { text: `${dialect.asNumber(own, kind)!} as ${alias}`, kind: "numbers" };
    if (as === "labels") {
      const label = dialect.asLookedUp?.(own, column) ?? dialect.asLabel(own, kind);
      return { text: `${label} as ${alias}`, kind: "labels" };
    }
    return { text: `${dialect.asLabel(own, kind)} as ${alias}`, kind: "texts" };
  });
  return {
    statement: `select ${parts.map(({ text }) => text).join(", ")} from ${relation}`,
    kinds: parts.map(({ kind }) => kind),
  };
}
