/** The statements by which an engine adds up what a model needs of rows, as texts. */

import { requestColumns } from "../model/column-requests.ts";
import { reduceModel } from "../reduction/reduce-model.ts";
import { badOption } from "../run/problems.ts";
import { groupsNotAsked } from "../sources/problems.ts";
import {
  type EmittedDialect,
  type EmittedStatements,
  emitStatements,
  emittedDialects,
} from "../sources/push-down/emit-statements.ts";
import { partsOfName } from "../sources/source-name.ts";
import { requireKnownOptions } from "./given-options.ts";
import type { Model } from "./model.ts";
import { ProblemError } from "./problem-error.ts";

/** What `groupStatements` is told. */
export interface GroupStatementsOptions {
  /** `duckdb`, `postgres` or `clickhouse`. */
  readonly dialect: EmittedDialect;
  /** The table, as `schema.table`; `data` if left out. */
  readonly table?: string;
  /** Whether rows may lack numbers, and are left out then. */
  readonly dropMissing?: boolean;
  /** Factors that have tables of their own. */
  readonly groups?: readonly string[];
}

/**
 * The statements that `fit` asks an engine in place of rows, without asking them. The numbers that the second has of the answer of the first are placeholders.
 * Throws a `ProblemError` if the model needs its rows.
 */
export async function groupStatements(
  model: Model,
  options: GroupStatementsOptions,
): Promise<EmittedStatements> {
  requireKnownOptions("groupStatements", options);
  const { dialect, table = "data", dropMissing = false, groups = [] } = options;
  const { checked, source } = model;
  const fail = (problem: ReturnType<typeof badOption>): never => {
    throw new ProblemError([problem], source, checked.file);
  };
  if (!emittedDialects.includes(dialect))
    fail(badOption(`\`--emit-sql\` must be one of ${emittedDialects.join(", ")}`));
  const parts = partsOfName(table);
  if (parts === null) return fail(badOption(`\`${table}\` is no name of a table: write schema.table`));
  const reduction = reduceModel(checked, requestColumns(checked, new Set(groups)));
  if ("code" in reduction) return fail(reduction);
  const found = await emitStatements(reduction, dialect, { table: parts, lacksValues: dropMissing });
  return typeof found === "string" ? fail(groupsNotAsked(found)) : found;
}
