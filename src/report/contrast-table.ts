/** Marginal means, contrasts and hypotheses as tables. */

import type { ContrastRow, Contrasts, HypothesisResult } from "../posterior/contrasts.ts";
import type { IntervalNames } from "../posterior/quantile.ts";
import { wrap } from "../text/lines.ts";
import { visible } from "../text/visible.ts";
import { formatDecimals, formatSignificant } from "./digits.ts";
import { estimateCells } from "./estimate-cells.ts";
import { finiteOrNull, type JsonObject, numbersJson } from "./json.ts";
import { columns, noPaint, renderTable, type TableOptions } from "./table.ts";

interface ContrastOptions extends TableOptions {
  readonly digits?: number;
}

const keys = ["mean", "sd", "lower", "median", "upper"] as const;

/** Means first, then contrasts, then hypotheses, each under what it is. */
export function renderContrasts(shown: Contrasts, options: ContrastOptions = {}): string {
  const { means, contrasts, hypotheses, definition } = shown;
  const parts = [
    means.length === 0 ? "" : section(shown, means, definition ?? "", false, options),
    contrasts.length === 0 ? "" : section(shown, contrasts, "contrasts", true, options),
    hypotheses.length === 0 ? "" : renderHypotheses(shown, options),
  ];
  return parts.filter((one) => one !== "").join("\n");
}

function section(
  { lowerName, upperName, equivalence }: Contrasts,
  rows: readonly ContrastRow[],
  title: string,
  isOfContrasts: boolean,
  options: ContrastOptions,
): string {
  const { paint = noPaint, width = 80 } = options;
  const asked = isOfContrasts ? ["pd", ...(equivalence === null ? [] : ["rope"])] : [];
  const headers = [isOfContrasts ? "contrast" : "at", "mean", "sd", lowerName, "median", upperName, ...asked];
  const body = rows.map((row) => ({
    cells: [
      row.name,
      ...estimateCells(row.estimate, keys, options),
      ...(isOfContrasts ? [formatDecimals(row.direction, 3)] : []),
      ...(isOfContrasts && row.equivalent !== null ? [formatDecimals(row.equivalent, 3)] : []),
    ],
  }));
  const foot = [
    "pd: probability that the difference has the sign of its median",
    ...(equivalence === null
      ? []
      : [`rope: probability that it lies from ${equivalence[0]} to ${equivalence[1]}`]),
  ];
  const feet = isOfContrasts ? foot.map((one) => `${paint(wrap(one, width, "  "), "muted")}\n`).join("") : "";
  const table = renderTable(columns(headers, 1, ["median", "sd"]), body, options);
  return `${paint(wrap(title, width, ""), "muted")}\n${table}${feet}`;
}

function renderHypotheses({ hypotheses }: Contrasts, { width = 80 }: ContrastOptions): string {
  return hypotheses.map((one) => `${wrap(sentenceOf(one), width, "  ")}\n`).join("");
}

/** What the draws say of a hypothesis, as a sentence. */
function sentenceOf({ text, probability, odds, bayesFactor }: HypothesisResult): string {
  const name = visible(text);
  if (probability !== null) {
    const against =
      odds === Infinity ? "no draw says otherwise" : `odds ${formatSignificant(odds ?? Number.NaN, 3)}`;
    return `${name}: probability ${formatDecimals(probability, 4)} (${against})`;
  }
  const { factor, relativeError, isKnown, words, priorIs } = bayesFactor!;
  const prior =
    priorIs === "exact" ? "the prior density is known" : "the prior density is that of simulated draws";
  if (!isKnown)
    return `${name}: Bayes factor below ${formatSignificant(Math.max(factor, Number.MIN_VALUE), 1)} or so: ${words}, so it is not known`;
  const isFor = factor > 1;
  const strength = `${words} evidence ${isFor ? "for" : "against"} the point`;
  return `${name}: Bayes factor ${formatSignificant(factor, 3)} (relative error ${formatSignificant(relativeError, 1)}), ${strength}; ${prior}`;
}

/** As JSON. */
export function contrastsJson(shown: Contrasts): JsonObject {
  const { definition, means, contrasts, hypotheses, equivalence } = shown;
  return {
    definition,
    means: means.map((row) => rowJson(row, shown)),
    contrasts: contrasts.map((row) => rowJson(row, shown)),
    equivalence,
    hypotheses: hypotheses.map(({ text, difference, probability, odds, bayesFactor }) => ({
      hypothesis: text,
      difference: numbersJson(difference, shown),
      probability,
      odds: odds === null ? null : finiteOrNull(odds),
      bayes_factor:
        bayesFactor === null
          ? null
          : {
              factor: finiteOrNull(bayesFactor.factor),
              relative_error: finiteOrNull(bayesFactor.relativeError),
              is_known: bayesFactor.isKnown,
              prior: bayesFactor.priorIs,
            },
    })),
  };
}

function rowJson({ name, estimate, direction, equivalent }: ContrastRow, names: IntervalNames): JsonObject {
  return { name, ...numbersJson(estimate, names), pd: direction, rope: equivalent };
}
