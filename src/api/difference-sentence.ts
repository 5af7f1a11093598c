/** What differs between two runs, in one sentence. */

import type { ChangedValue } from "./model-difference.ts";
import type { RunsDifference } from "./runs-difference.ts";

type Found = Omit<RunsDifference, "sentence">;

/** "a and b differ in the prior of σ_b; 2 of 10 variables differ by more than Monte Carlo error, most σ_b, whose mean is 0.4 sd higher in b". */
export function wordDifference(found: Found): string {
  const [first, second] = found.names;
  if (found.isSame) return `same bits: ${first} and ${second} are the same run, draw by draw`;
  const parts = differing(found);
  const what =
    parts.length === 0
      ? `${first} and ${second} have the same model, data and options`
      : `${first} and ${second} differ in ${joined(parts)}`;
  return `${what}; ${resultWords(found)}`;
}

/** More things of a kind than this are counted. */
const mostNamed = 3;

function differing(found: Found): string[] {
  const { model, data, options, method, seed, version } = found;
  const hasMeaning = model.priors.length + model.statements.length > 0;
  const isTextOnly = !model.hasSameText && !hasMeaning;
  const onlyCounts = (changes: readonly ChangedValue[]): string[] => changes.map(({ what }) => what);
  return [
    ...named(
      onlyCounts(model.priors).map((what) => what.replace("prior of ", "")),
      "the prior of",
      "the priors of",
      "priors",
    ),
    ...named(onlyCounts(model.statements), "the", "the", "other statements of the model"),
    ...named(onlyCounts(model.constants), "the", "the", "constants"),
    ...(isTextOnly
      ? [model.isRead ? "the text of the model, but in none of its statements" : "the text of the model"]
      : []),
    ...dataWords(data),
    ...named(onlyCounts(options), "the option", "the options", "options"),
    ...(seed === null ? [] : ["the seed"]),
    ...(version === null ? [] : ["the version that made them"]),
    // What follows from a difference that is told already says nothing new.
    ...(hasMeaning || data.length + options.length > 0 || method.length === 0
      ? []
      : named(onlyCounts(method), "the", "the", "what the sampler did")),
  ];
}

/** Where the same table was read, a factor that one model does not have is the model's matter. */
function dataWords(data: readonly ChangedValue[]): string[] {
  const own = data.filter(({ what, first, second }) => !what.startsWith("levels of ") || (first && second));
  if (own.length === 0) return [];
  const rows = own.find(({ what }) => what === "rows used");
  return [rows === undefined ? "the data" : `the data (${rows.first} and ${rows.second} rows)`];
}

function named(names: readonly string[], one: string, several: string, many: string): string[] {
  if (names.length === 0) return [];
  if (names.length > mostNamed) return [`${names.length} ${many}`];
  return [`${names.length === 1 ? one : several} ${joined(names)}`];
}

function joined(parts: readonly string[]): string {
  if (parts.length < 2) return parts.join("");
  return `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
}

function resultWords({ names, hasSameDraws, results, beyondError, verdicts }: Found): string {
  if (hasSameDraws) return "the draws are the same, bit by bit";
  const { variables, verdict, margin } = results;
  if (variables.length === 0) return "they have no variable in common";
  const count = variables.length === 1 ? "1 variable" : `${variables.length} variables`;
  const failed = names.filter((_, i) => verdicts[i] === "failed");
  const doubt =
    failed.length === 0 ? "" : `, as far as can be told: the diagnosis of ${joined(failed)} failed`;
  if (beyondError.length === 0) {
    const near = verdict === "equivalent" ? `, and all are within ${margin} sd of each other` : "";
    return `none of ${count} differs by more than Monte Carlo error${near}${doubt}`;
  }
  const off = new Set(beyondError.map(({ variable }) => variable)).size;
  const { variable, number, inSds, inErrors } = beyondError[0]!;
  const size = twoDigits(inSds);
  const errors = Number.isFinite(inErrors) ? ` (${twoDigits(inErrors)} standard errors)` : "";
  const way = inSds > 0 ? "higher" : "lower";
  const [differ, most] = off === 1 ? ["differs", ""] : ["differ", "most "];
  return `${off} of ${count} ${differ} by more than Monte Carlo error, ${most}${variable}, whose ${number} is ${size} sd ${way} in ${names[1]}${errors}${doubt}`;
}

/** Without its sign; never with an exponent where it is 100 or more. */
function twoDigits(value: number): string {
  const size = Math.abs(value);
  return size >= 100 ? size.toFixed(0) : size.toPrecision(2);
}
