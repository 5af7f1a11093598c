/** The question that a model asks, and what the draws answer, in a few sentences. */

import { enumeration, intervalText, numberText, type Phrase, symbol } from "../../manuscript/inline.ts";
import { rolesByOutcome } from "../../posterior/draws.ts";
import type { EffectsTable } from "../../posterior/effects.ts";
import type { Estimate } from "../../posterior/estimate.ts";
import type { SummaryRow } from "../../posterior/summary.ts";
import type { VarianceTable } from "../../posterior/variance.ts";
import { type DigitsOptions, formatDecimals } from "../../report/digits.ts";
import { estimateCells } from "../../report/estimate-cells.ts";
import { list, paragraph, type Section } from "../blocks.ts";
import { populationNames } from "../population.ts";
import type { ReportInput } from "../report-input.ts";
import { failureAside } from "./diagnosis.ts";

/** More coefficients than this are in their table only. */
const mostCoefficients = 6;

/** Question and answers. */
export function inShort(input: ReportInput): Section {
  const { fitted, numbers, data } = input;
  const warnings = data.value?.data.problems ?? [];
  const outcomes = fitted.outcomes.length > 1 ? fitted.outcomes : [undefined];
  const answers = outcomes.flatMap((outcome) => {
    const table = fitted.variance({
      ...(numbers.prob === undefined ? {} : { prob: numbers.prob }),
      ...(outcome === undefined ? {} : { outcome }),
    });
    return [
      ...shareAnswers(table, varianceWords(input, outcome), numbers),
      ...intraclassAnswers(table, numbers),
    ];
  });
  return {
    id: "in-short",
    title: "In short",
    isOpen: true,
    blocks: [
      paragraph(...questionOf(input)),
      ...failureAside(input),
      ...list([
        ...answers,
        ...coefficientAnswers(input),
        ...shrinkageAnswers(fitted.effects(numbers.prob === undefined ? {} : { prob: numbers.prob })),
      ]),
      ...list(warnings.map(({ message, hint }): Phrase => [`Mind: ${message}; ${hint}.`])),
      paragraph(
        `Numbers are posterior means with central ${percentOf(input)} % intervals in brackets, if nothing else is said.`,
      ),
    ],
  };
}

function percentOf({ summary: { lowerName, upperName } }: ReportInput): number {
  const [lower, upper] = [lowerName, upperName].map((name) => Number(name.slice(1)));
  return Number((upper! - lower!).toPrecision(6));
}

/** What is asked: where variation is from, and what predictors do. */
function questionOf(input: ReportInput): Phrase {
  const { fitted } = input;
  const { components, outcome } = fitted.record.roles;
  const whose: Phrase = outcome === null ? ["the outcome"] : [symbol(outcome)];
  const groups = [...new Set(components.map(({ group }) => group))];
  const between: Phrase[] = groups.map((group) => ["the levels of ", symbol(group)]);
  const hasPredictors = populationNames(input).length > 1;
  const ofPredictors: Phrase = ["How does ", ...whose, " depend on its predictors, and how sure is that?"];
  if (groups.length === 0)
    return hasPredictors ? ofPredictors : ["What do the data say of the parameters of the model?"];
  const ofVariance: Phrase = [
    "How much of the variation of ",
    ...whose,
    " is between ",
    ...enumeration(between),
    ", and how much is left within them?",
  ];
  return hasPredictors ? [...ofPredictors, " ", ...ofVariance] : ofVariance;
}

/** `0.43 [0.15, 0.72]`; of what has no mean the median. */
function withInterval(estimate: Estimate, options: DigitsOptions, unit = ""): Phrase {
  const hasMean = !Number.isNaN(estimate.mean);
  const [center, lower, upper] = estimateCells(
    estimate,
    [hasMean ? "mean" : "median", "lower", "upper"],
    options,
  );
  const interval: Phrase = estimate.sd === 0 ? [] : [" ", intervalText(lower!, upper!)];
  return [...(hasMean ? [] : ["median "]), numberText(center!), unit, ...interval];
}

/** Of the variance of what shares are told; with a link function on which scale. */
function varianceWords(input: ReportInput, outcome: string | undefined): Phrase {
  const { record } = input.fitted;
  const roles = rolesByOutcome(record.roles).find((one) => outcome === undefined || one.outcome === outcome);
  const whose = outcome ?? roles?.outcome ?? null;
  return [
    " of the variance",
    ...(whose === null ? [] : [" of ", symbol(whose)]),
    ...(roles?.residual?.scale ? [roles.residual.scale] : []),
    // What they explain is no part of it.
    ...(populationNames(input).length > 1 ? [" that predictors leave"] : []),
  ];
}

function shareAnswers(
  { components, residual }: VarianceTable,
  whose: Phrase,
  options: DigitsOptions,
): Phrase[] {
  const shares = components.flatMap(({ group, term, share, isShareOfSeveral }) => {
    if (share === null) return [];
    const isPlain = isShareOfSeveral || term === "intercept";
    return [{ name: isPlain ? group : `${group} (${term})`, share }];
  });
  return shares.map(({ name, share }, i): Phrase => {
    const rest = i > 0 || residual === null ? [] : restPhrase(residual.share, options);
    return [
      symbol(name),
      ": ",
      ...withInterval(inPercent(share), options, " %"),
      ...whose,
      ...(shares.length === 1 ? rest : []),
      ".",
    ];
  });
}

function restPhrase(share: Estimate, options: DigitsOptions): Phrase {
  return ["; the residual ", ...withInterval(inPercent(share), options, " %")];
}

/** A share as a percentage. */
function inPercent(share: Estimate): Estimate {
  const times = ({ mean, sd, lower, median, upper }: Estimate["errors"]) => ({
    mean: 100 * mean,
    sd: 100 * sd,
    lower: 100 * lower,
    median: 100 * median,
    upper: 100 * upper,
  });
  return { ...share, ...times(share), errors: times(share.errors) };
}

/** The first of each group: what a reader means by its intraclass correlation. */
function intraclassAnswers({ intraclass }: VarianceTable, options: DigitsOptions): Phrase[] {
  const firsts = intraclass.filter(
    ({ group }, k) => intraclass.findIndex((one) => one.group === group) === k,
  );
  return firsts.map(
    (row): Phrase => [
      "Intraclass correlation of ",
      symbol(row.group),
      ": ",
      ...withInterval(row, options),
      `, the ${row.definition}.`,
    ],
  );
}

function coefficientAnswers(input: ReportInput): Phrase[] {
  const names = populationNames(input);
  if (names.length === 0 || names.length > mostCoefficients) return [];
  const rows = input.summary.rows.filter(({ variable }) => names.includes(variable));
  const said = rows.map((row: SummaryRow): Phrase => {
    const { quantity, levels } = input.fitted.draws.variables.find(({ name }) => name === row.variable)!;
    return [symbol(quantity, levels), " ", ...withInterval(row, input.numbers)];
  });
  return said.length === 0
    ? []
    : [
        [
          `Population ${said.length === 1 ? "effect" : "effects"}${scaleOf(input)}: `,
          ...enumeration(said, "; "),
          ".",
        ],
      ];
}

/** Where all outcomes have one link function: " on the logit scale". */
function scaleOf({ fitted: { record } }: ReportInput): string {
  const [scale, ...others] = new Set(
    rolesByOutcome(record.roles).map(({ residual }) => residual?.scale ?? ""),
  );
  return others.length === 0 ? (scale ?? "") : "";
}

function shrinkageAnswers(tables: readonly EffectsTable[]): Phrase[] {
  return tables.flatMap(({ group, term, rows }): Phrase[] => {
    const known = rows.map(({ shrinkage }) => shrinkage).filter(Number.isFinite);
    if (known.length === 0) return [];
    const [least, most] = [Math.min(...known), Math.max(...known)].map((one) => formatDecimals(100 * one, 0));
    const range = least === most ? `${least} %` : `${least} to ${most} %`;
    return [
      [
        rows.length === 1 ? "The effect of the one level of " : `The ${rows.length} effects of `,
        symbol(group),
        ...(term === "intercept" ? [] : [" (", symbol(term), ")"]),
        ` ${rows.length === 1 ? "is" : "are"} shrunk towards ${rows.length === 1 ? "0" : "their mean"} by ${range} (0 % is not at all, 100 % entirely).`,
      ],
    ];
  });
}
