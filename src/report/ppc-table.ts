/** Posterior predictive checks as tables. */

import {
  type CheckedStatistic,
  isMissed,
  type OutcomeCheck,
  type PredictiveCheck,
} from "../posterior/predictive-check.ts";
import type { IntervalNames } from "../posterior/quantile.ts";
import { wrap } from "../text/lines.ts";
import { visible } from "../text/visible.ts";
import { formatDecimals, formatSignificant } from "./digits.ts";
import { finiteOrNull, type JsonObject } from "./json.ts";
import { columns, noPaint, renderTable, type TableOptions } from "./table.ts";

interface PpcTableOptions extends TableOptions {
  readonly digits?: number;
  /** A table of the means of groups besides. */
  readonly byGroup?: boolean;
}

const usualDigits = 4;

/** For each outcome its table, what is missed, and how p is read. */
export function renderPpc(shown: PredictiveCheck, options: PpcTableOptions = {}): string {
  const { paint = noPaint, width = 80, byGroup = false } = options;
  const texts = shown.outcomes.map((one) => {
    const kind = shown.isOfNewGroups ? " of new groups" : "";
    const title = `${visible(one.outcome)}: the data, and ${one.replicates.length} data sets${kind} that the model makes of its draws`;
    const groups =
      byGroup && shown.factor !== null
        ? `\nmeans of ${visible(shown.factor)}\n${table(shown, one.groups, options, true)}`
        : "";
    return `${wrap(title, width, "")}\n${table(shown, one.statistics, options, false)}${groups}${wrap(missedWords(one, shown), width, "  ")}\n`;
  });
  const foot = wrap(
    "p: share of the data sets in which the number is larger than in the data; ! below 0.025 or above 0.975",
    width,
    "  ",
  );
  return `${texts.join("\n")}${paint(foot, "muted")}\n`;
}

function table(
  { lowerName, upperName }: IntervalNames,
  rows: readonly (CheckedStatistic & { readonly n?: number })[],
  options: PpcTableOptions,
  isOfGroups: boolean,
): string {
  const number = (value: number): string => formatSignificant(value, options.digits ?? usualDigits);
  const headers = [
    isOfGroups ? "level" : "number",
    ...(isOfGroups ? ["n"] : []),
    "data",
    lowerName,
    "median",
    upperName,
    "p",
  ];
  const body = rows.map((row) => ({
    cells: [
      row.words,
      ...(isOfGroups ? [String(row.n)] : []),
      number(row.observed),
      number(row.lower),
      number(row.median),
      number(row.upper),
      formatDecimals(row.p, 3),
    ],
    ...(isMissed(row) ? { mark: "!" } : {}),
  }));
  return renderTable(columns(headers, 1), body, options);
}

/** What the model misses, in words, without a full stop. */
export function missedWords(
  { statistics, groups }: OutcomeCheck,
  { factor }: Pick<PredictiveCheck, "factor">,
): string {
  const missed = statistics.filter(isMissed).map(({ words }) => words);
  const odd = groups.filter(isMissed).length;
  const parts = [
    missed.length === 0
      ? "none of these numbers of the data is strange to the model"
      : `the data have other numbers than the model makes: ${missed.join(", ")}`,
    ...(groups.length === 0 || factor === null
      ? []
      : [
          `${odd} of ${groups.length} means of ${visible(factor)} are, where ${formatDecimals(groups.length / 20, 1)} are expected by chance at most`,
        ]),
  ];
  return parts.join("; ");
}

/** As JSON. */
export function ppcJson(shown: PredictiveCheck): JsonObject {
  const { lowerName, upperName, factor, isOfNewGroups } = shown;
  const statistic = (one: CheckedStatistic): JsonObject => ({
    data: finiteOrNull(one.observed),
    [lowerName]: finiteOrNull(one.lower),
    median: finiteOrNull(one.median),
    [upperName]: finiteOrNull(one.upper),
    p: finiteOrNull(one.p),
  });
  return {
    new_groups: isOfNewGroups,
    outcomes: shown.outcomes.map(({ outcome, replicates, statistics, groups }) => ({
      outcome,
      replicates: replicates.length,
      statistics: statistics.map((one) => ({ name: one.name, definition: one.words, ...statistic(one) })),
      groups: groups.map((one) => ({ factor, level: one.name, n: one.n, ...statistic(one) })),
    })),
  };
}
