/** Predictive checks: data sets that the model makes of its draws, beside the data. */

import { ppcModel } from "../../api/ppc-model.ts";
import { intervalName } from "../../manuscript/estimate-cells.ts";
import { intervalText, numberText, type Phrase, symbol } from "../../manuscript/inline.ts";
import type { ManuscriptTable } from "../../manuscript/table-data.ts";
import { isMissed, type OutcomeCheck, type PredictiveCheck } from "../../posterior/predictive-check.ts";
import { formatDecimals, formatSignificant } from "../../report/digits.ts";
import { missedWords } from "../../report/ppc-table.ts";
import { type Block, paragraph, type Section, upperFirst } from "../blocks.ts";
import { had, notHad, type ReportInput } from "../report-input.ts";

/** Digits where none are asked for. */
const usualDigits = 4;

/** Numbers of the data and of replicates, and pictures of both; or why there are none. */
export async function checksSection(input: ReportInput): Promise<Section> {
  const { fitted, data, numbers, setting, pictures, predicted } = input;
  const section = { id: "checks", title: "Predictive checks", isOpen: true };
  const { prob } = numbers;
  const found =
    data.value === null
      ? data
      : await had(setting, () => ppcModel(fitted, prob === undefined ? {} : { prob }, setting));
  if (found.value === null) return { ...section, blocks: [notHad("predictive checks", found.reason)] };
  const check = found.value;
  const drawn = await predicted();
  const shown: Block[] =
    drawn.value === null
      ? [notHad("pictures of replicated data", drawn.reason)]
      : [
          pictures.block("ppc", { predicted: drawn.value }),
          ...(drawn.value.logLikelihood === null
            ? []
            : [pictures.block("loo-pit", { predicted: drawn.value })]),
        ];
  return {
    ...section,
    blocks: [
      ...check.outcomes.flatMap((one): Block[] => [
        { kind: "table", table: tableOf(one, check, numbers.digits ?? usualDigits) },
        paragraph(`${upperFirst(missedWords(one, check))}.`),
      ]),
      ...shown,
    ],
  };
}

function tableOf(
  { outcome, statistics, replicates }: OutcomeCheck,
  { lowerName, upperName }: PredictiveCheck,
  digits: number,
): ManuscriptTable {
  const number = (value: number): Phrase => [numberText(formatSignificant(value, digits))];
  return {
    label: `checks-${outcome}`,
    caption: [
      "Numbers of ",
      symbol(outcome),
      `, and of ${replicates.length} data sets that the model makes of its draws`,
    ],
    columns: [
      { header: ["Number"], isText: true },
      ...["Data", "Median", intervalName(lowerName, upperName), "p"].map((header) => ({
        header: [header],
        isText: false,
      })),
    ],
    rows: statistics.map((one) => [
      [one.words, isMissed(one) ? " !" : ""],
      number(one.observed),
      number(one.median),
      [intervalText(formatSignificant(one.lower, digits), formatSignificant(one.upper, digits))],
      [numberText(formatDecimals(one.p, 3))],
    ]),
    notes: [
      [
        "Median and interval are those of the numbers of these data sets; p: share of the data sets in which the number is larger than in the data; below 0.025 or above 0.975 the number is marked by !",
      ],
    ],
  };
}
