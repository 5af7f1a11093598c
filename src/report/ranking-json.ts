/** Ranks, differences and levels above a threshold, as JSON. */

import type { DifferenceTable } from "../posterior/differences.ts";
import type { ExceedanceTable } from "../posterior/exceedance.ts";
import type { Probability } from "../posterior/probability.ts";
import type { RankTable } from "../posterior/ranks.ts";
import { finiteOrNull, type JsonObject, numbersJson } from "./json.ts";

function probabilityJson({ value, error }: Probability): JsonObject {
  return { value, mcse: error };
}

/** An element of `ranks`: one object per term of a group. */
export function ranksJson(table: RankTable): JsonObject {
  return {
    ...(table.outcome === undefined ? {} : { outcome: table.outcome }),
    group: table.group,
    term: table.term,
    first: table.lowestFirst ? "lowest" : "highest",
    top: table.top,
    levels: table.rows.map((row) => ({
      level: row.level,
      rank: numbersJson(row.rank, table),
      p_best: probabilityJson(row.best),
      p_top: row.top && probabilityJson(row.top),
      p_worst: probabilityJson(row.worst),
      sucra: finiteOrNull(row.sucra),
      p_rank: row.probabilities,
    })),
  };
}

/** An element of `differences`. */
export function differencesJson(table: DifferenceTable): JsonObject {
  return {
    ...(table.outcome === undefined ? {} : { outcome: table.outcome }),
    group: table.group,
    term: table.term,
    pairs: table.rows.map((row) => ({
      first: row.first,
      second: row.second,
      ...numbersJson(row, table),
      p_larger: probabilityJson(row.larger),
      p_direction: probabilityJson(row.direction),
    })),
  };
}

/** An element of `above`. */
export function exceedanceJson(table: ExceedanceTable): JsonObject {
  return {
    ...(table.outcome === undefined ? {} : { outcome: table.outcome }),
    group: table.group,
    term: table.term,
    threshold: table.threshold,
    levels: table.rows.map(({ level, above }) => ({ level, p_above: probabilityJson(above) })),
    count: numbersJson(table.count, table),
    p_count: table.countProbabilities,
  };
}
