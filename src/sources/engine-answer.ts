/** What an engine is asked in place of rows, and what it answers. */

import type { ColumnRequest } from "../data/table.ts";
import type { ReadOptions } from "../data/table-builder.ts";
import type { Problem } from "../problems/problem.ts";
import type { ExactGroups } from "../reduction/exact-groups.ts";
import { isLevelNumber, type Reduction } from "../reduction/reduction.ts";

/** Which statistics a model needs of its rows. */
export interface StatisticsNeeded {
  readonly groupedBy: readonly { readonly name: string; readonly because: string }[];
  /** Numbers that each level of a factor has one of. */
  readonly oneValueOf: readonly { readonly name: string; readonly per: string }[];
  /** Columns whose sums and products are kept of each group. */
  readonly sumsOf: readonly string[];
}

/** What a reduction needs. */
export function needsOf({ keys, moments }: Reduction): StatisticsNeeded {
  const factors = keys.filter((key) => !isLevelNumber(keys, key));
  return {
    groupedBy: factors.map(({ request: { name }, because }) => ({
      name,
      because: because.replaceAll("`", ""),
    })),
    oneValueOf: keys.flatMap((key) =>
      isLevelNumber(keys, key) ? [{ name: key.request.name, per: key.constantWithin! }] : [],
    ),
    sumsOf: moments.map(({ request: { name } }) => name),
  };
}

/** The statements, and what came back. */
export interface EngineAnswer {
  readonly needs: StatisticsNeeded;
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
