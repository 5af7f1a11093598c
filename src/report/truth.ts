/** The truth behind simulated data, as files and words have it. */

import { csvField } from "./data-csv.ts";
import { counted } from "./digits.ts";
import type { JsonObject } from "./json.ts";

/** What data were made from: numbers by name. */
export interface ToldTruth {
  readonly number: number;
  readonly truth: {
    readonly parameters: Readonly<Record<string, number>>;
    readonly derived: Readonly<Record<string, number>>;
  };
  readonly rowsDropped: number;
  readonly rejected: number;
  readonly brokenBounds: readonly {
    readonly outcome: string;
    readonly rule: string;
    readonly count: number;
  }[];
}

/** Where the values of parameters came from. */
export interface TruthSources {
  readonly seed: number;
  readonly sources: readonly { readonly parameter: string; readonly from: string }[];
}

/** Names of the parameters whose values came from there, or in part. */
function parametersFrom({ sources }: TruthSources, wanted: "given" | "drawn"): string[] {
  const isPart = (from: string): boolean => from === wanted || from === "partly given";
  return sources.filter(({ from }) => isPart(from)).map(({ parameter }) => parameter);
}

/** A file of it; `parameters` can be given to the next simulation. */
export function truthJson(set: ToldTruth, head: TruthSources, model: string): JsonObject {
  return {
    model,
    seed: head.seed,
    set: set.number,
    given: parametersFrom(head, "given"),
    drawn: parametersFrom(head, "drawn"),
    rows_dropped: set.rowsDropped,
    rejected: set.rejected,
    broken_bounds: set.brokenBounds.map(({ outcome, rule, count }) => ({ outcome, rule, count })),
    parameters: set.truth.parameters,
    derived: set.truth.derived,
  };
}

/** A row of a table of truths, with the names above the first. */
export function truthCsv({ number, truth }: ToldTruth, isFirst: boolean): string {
  const entries = Object.entries({ ...truth.parameters, ...truth.derived });
  const head = isFirst ? `${["set", ...entries.map(([name]) => csvField(name))].join(",")}\n` : "";
  return `${head}${[number, ...entries.map(([, value]) => String(value))].join(",")}\n`;
}

/** In a sentence: how many rows, and what of the truth was given. */
export function describeSimulation(
  outcomes: readonly string[],
  rows: number,
  sets: readonly ToldTruth[],
  head: TruthSources,
): string {
  const many = sets.length === 1 ? "" : `${sets.length} sets of `;
  const given = parametersFrom(head, "given");
  const drawn = parametersFrom(head, "drawn");
  const count = (key: "rowsDropped" | "rejected"): number => sets.reduce((sum, set) => sum + set[key], 0);
  const [dropped, rejected] = [count("rowsDropped"), count("rejected")];
  const parts = [
    `simulated ${many}${counted(rows, "row")} of ${outcomes.join(", ")}`,
    `given: ${given.join(", ") || "nothing"}`,
    `drawn from their priors: ${drawn.join(", ") || "nothing"}`,
    ...(dropped > 0 ? [`${dropped} more rows dropped out${sets.length === 1 ? "" : " in all"}`] : []),
    ...(rejected > 0
      ? [
          `${rejected} sets with outcomes that are not finite were drawn anew: priors that are narrower make none`,
        ]
      : []),
    ...describeBroken(sets),
  ];
  return parts.join("; ");
}

/** Values of an outcome that break a bound, of all sets together. */
function describeBroken(sets: readonly ToldTruth[]): string[] {
  const counts = new Map<string, number>();
  for (const { outcome, rule, count } of sets.flatMap(({ brokenBounds }) => brokenBounds)) {
    const words = `values of ${outcome} are not ${rule}, as the model says of the column: its distribution gives others`;
    counts.set(words, (counts.get(words) ?? 0) + count);
  }
  return [...counts].map(([words, count]) => `${count} ${words}`);
}
