/** Marginal likelihoods and Bayes factors, as a table with what they say, and as JSON. */

import type { RankedEvidence } from "../posterior/compare-evidence.ts";
import { wrap } from "../text/lines.ts";
import { type DigitsOptions, formatDecimals, formatEstimate, formatSignificant, missing } from "./digits.ts";
import { finiteOrNull, type JsonObject } from "./json.ts";
import { columns, renderTable, type TableOptions } from "./table.ts";

/** Bayes factors beyond e to this are told by their logarithms. */
const longest = 14;
/** Errors of a log Bayes factor that it must have to be told from 0. */
const fewErrors = 2;

/** Text that ends with a newline. */
export function renderEvidence(
  models: readonly RankedEvidence[],
  options: TableOptions & DigitsOptions = {},
): string {
  const { width = 80 } = options;
  const line = (words: string): string => `${wrap(words, width, "  ")}\n`;
  const [best, ...others] = models;
  const rows = models.map((model, k) => ({
    cells: [
      model.name,
      formatEstimate(model.logEvidence, model.error, options),
      model.error === 0 ? "0" : formatSignificant(model.error, 2),
      k === 0 ? "0" : formatEstimate(model.logBayesFactor, model.factorError, options),
      models.length === 1 ? missing : formatDecimals(model.probability, 3),
      model.method,
    ],
  }));
  const headers = ["model", "log evidence", "error", "log Bayes factor", "probability", "by"];
  const layout = columns(headers, 1, ["probability"]).map((column, i) =>
    i === headers.length - 1 ? { ...column, align: "left" as const } : column,
  );
  const head = line("marginal likelihood of all data, each model's parameters integrated over their priors");
  const told = [...others.map((other) => conclude(best!, other)), ...models.flatMap(remarksOf)];
  if (others.length > 0)
    told.push(
      "Bayes factors go with the priors, wide ones count against a model; probability: of models alike beforehand",
    );
  return `${head}\n${renderTable(layout, rows, options)}${told.length === 0 ? "" : `\n${told.map(line).join("")}`}`;
}

function conclude(
  best: RankedEvidence,
  { name, logBayesFactor, timesLess, factorError }: RankedEvidence,
): string {
  const off = -logBayesFactor;
  if (off <= fewErrors * factorError)
    return `the data do not tell ${best.name} from ${name}: the log Bayes factor of ${formatDecimals(off, 2)} has an error of ${formatDecimals(factorError, 2)}`;
  const times = off > longest ? `e^${formatDecimals(off, 1)}` : formatSignificant(timesLess, 2);
  return `the data are ${times} times as likely under ${best.name} as under ${name}`;
}

function remarksOf({ name, integrated, dimension, method }: RankedEvidence): string[] {
  if (integrated === null) return [];
  const rest = dimension === 1 ? "1 number is" : `${dimension} numbers are`;
  const left = method === "closed form" ? "nothing is left" : `${rest} left`;
  const what = method === "importance sampling" ? integrated : `the effects of ${integrated}`;
  return [`${name}: ${what} are integrated out first, ${left}`];
}

/** The object of `compare --by evidence --json`. */
export function evidenceJson(models: readonly RankedEvidence[]): JsonObject {
  return {
    by: "evidence",
    models: models.map((model) => ({
      model: model.name,
      log_evidence: finiteOrNull(model.logEvidence),
      error: finiteOrNull(model.error),
      log_bayes_factor: finiteOrNull(model.logBayesFactor),
      log_bayes_factor_error: finiteOrNull(model.factorError),
      probability: model.probability,
      method: model.method,
      dimension: model.dimension,
      integrated: model.integrated,
    })),
  };
}
