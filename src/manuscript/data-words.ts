/** The data of a run as a sentence of a methods section. */

import type { RunRecord } from "../run/run.ts";
import { counted, thousands } from "./counted.ts";
import { enumeration, type Phrase, symbol } from "./inline.ts";

/** Sentences without their full stops; none of a run without data. */
export function dataSentences({ data }: RunRecord): Phrase[] {
  const {
    rowsRead,
    rowsUsed,
    rowsDropped,
    observations,
    reduction,
    groups,
    outcomeLabels = {},
    missing = [],
  } = data;
  if (rowsRead === 0) return [];
  const noun = observations === undefined ? "row" : "cell";
  const of = ofObservations({ observations, reduction });
  const levels = Object.entries(groups).map(
    ([name, count]): Phrase => [`${counted(count, "level")} of `, symbol(name)],
  );
  const has: Phrase = levels.length === 0 ? [] : [", with ", ...enumeration(levels)];
  const rows =
    rowsDropped === 0
      ? `The data were ${counted(rowsUsed, noun)}${of}`
      : `Of ${counted(rowsRead, `${noun} of data`, `${noun}s of data`)} ${thousands(rowsDropped)} with missing values ${rowsDropped === 1 ? "was" : "were"} left out, and ${thousands(rowsUsed)} used${of}`;
  return [
    [rows, ...has],
    ...Object.entries(outcomeLabels).map(
      ([outcome, labels]): Phrase => [
        "Of ",
        symbol(outcome),
        `, ${labels[0]} counts as 0 and ${labels[1]} as 1`,
      ],
    ),
    ...missing.map(
      ({ column, count, became }): Phrase => [
        `There ${count === 1 ? "was" : "were"} ${counted(count, "missing value")} of `,
        symbol(column),
        `, which ${count === 1 ? "was" : "were"} ${missingWords[became](count === 1)}`,
      ],
    ),
  ];
}

function ofObservations({
  observations,
  reduction,
}: Pick<RunRecord["data"], "observations" | "reduction">): string {
  if (reduction !== undefined)
    return `, of which the model had statistics of ${counted(reduction.groups, "group")} and not the rows`;
  return observations === undefined ? "" : `, which are of ${counted(observations, "observation")}`;
}

const missingWords = {
  predictions: () => "left out of the likelihood, and predicted",
  parameters: (isOne: boolean) => (isOne ? "sampled as a parameter" : "sampled as parameters"),
  levels: (isOne: boolean) => (isOne ? "made a level of its own" : "made a level each"),
} as const;
