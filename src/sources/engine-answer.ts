/** What an engine is asked in place of rows, and what it answers. */

import type { ColumnRequest } from "../data/table.ts";
import type { ReadOptions } from "../data/table-builder.ts";
import type { Problem } from "../problems/problem.ts";
import type { ExactGroups } from "../reduction/exact-groups.ts";
import type { Reduction } from "../reduction/reduction.ts";

/** The statements, and what came back. */
export interface EngineAnswer {
  /** As the engine is called. */
  readonly engine: string;
  readonly statements: readonly string[];
  /** Of the answers, as they are on the way. */
  readonly bytes: number;
  readonly groups: number;
  readonly rows: number;
}
/** `groups` is null if a problem is an error. */
export interface AnsweredGroups {
  readonly groups: ExactGroups | null;
  readonly problems: readonly Problem[];
  /** For messages. */
  readonly name: string;
  readonly answer: EngineAnswer | null;
}

export interface GroupsWanted {
  readonly reduction: Reduction;
  /** The columns that the groups are made of. */
  readonly requests: readonly ColumnRequest[];
  readonly options: ReadOptions;
  /** Tables of fewer rows are read. */
  readonly leastRows: number;
}
