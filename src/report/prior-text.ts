/** What priors say of data, in a terminal: a table of numbers of data sets for each outcome, the verdict, and the priors' quantiles. */

import type { Draws, Roles } from "../posterior/draws.ts";
import { intraclassDraws } from "../posterior/icc.ts";
import { mcseQuantile } from "../posterior/mcse.ts";
import type { PriorVerdict } from "../posterior/prior-verdict.ts";
import { intervalNames, intervalProbabilities, quantile, sortDraws } from "../posterior/quantile.ts";
import { wrap } from "../text/lines.ts";
import { visible } from "../text/visible.ts";
import {
  counted,
  type DigitsOptions,
  formatDecimals,
  formatEstimate,
  formatSignificant,
  missing,
} from "./digits.ts";
import { columns, noPaint, renderTable, type TableOptions } from "./table.ts";

/** A number of data sets from the priors, and that of the data. */
export interface ToldStatistic {
  readonly name: string;
  readonly words: string;
  readonly values: Float64Array;
  readonly observed: number | null;
  readonly below: number | null;
}

/** An outcome. */
export interface ToldOutcome {
  readonly name: string;
  readonly rows: number;
  readonly statistics: readonly ToldStatistic[];
  readonly verdict: PriorVerdict | null;
  readonly observed: Float64Array | null;
}

/** What priors say. */
export interface ToldPrior {
  readonly draws: number;
  readonly outcomes: readonly ToldOutcome[];
  readonly parameters: Draws;
  readonly roles: Roles;
  readonly rejected: number;
}

export interface PriorTextOptions extends TableOptions {
  /** Significant digits. */
  readonly digits?: number | undefined;
  readonly prob: number;
}

/** Of numbers of the data, which have no error. */
const usualDigits = 4;
const lineWidth = 100;

/** Text that ends with a newline. */
export function renderPrior(prior: ToldPrior, options: PriorTextOptions): string {
  const { width = lineWidth, paint = noPaint } = options;
  const parts = prior.outcomes.flatMap((one) => [
    `${wrap(`${visible(one.name)}: ${counted(prior.draws, "data set")} of ${counted(one.rows, "row")} from the priors`, width, "  ")}\n${statisticsTable(one, prior.draws, options)}`,
    `${wrap(describeVerdict(one), width, "  ")}\n`,
  ]);
  if (prior.rejected > 0)
    parts.push(
      `${wrap(`note: ${prior.rejected} more data sets had outcomes that are not finite, so large are they: narrow the priors of sds, and of what stands in an exponential`, width, "  ")}\n`,
    );
  const { table, foot } = parametersTable(prior, options);
  if (table !== "")
    parts.push(`priors\n${table}${foot === "" ? "" : `${paint(wrap(foot, width, "  "), "muted")}\n`}`);
  return parts.join("\n");
}

function statisticsTable(
  { statistics, observed }: ToldOutcome,
  draws: number,
  options: PriorTextOptions,
): string {
  const { lowerName, upperName } = intervalNames(options.prob);
  const isCompared = observed !== null;
  const headers = ["statistic", lowerName, "median", upperName, ...(isCompared ? ["data", "below"] : [])];
  const rows = statistics.map((one) => ({
    cells: [
      one.words,
      ...quantileCells(one.values, draws, options),
      ...(isCompared
        ? [numberCell(one.observed, options), one.below === null ? missing : formatDecimals(one.below, 2)]
        : []),
    ],
  }));
  return renderTable(columns(headers, 1), rows, options);
}

/** Of those values that there are, in the digits that so many independent data sets support. */
function quantileCells(values: Float64Array, draws: number, options: PriorTextOptions): string[] {
  const known = values.filter((value) => !Number.isNaN(value));
  const sorted = sortDraws(known);
  const [low, high] = intervalProbabilities(options.prob);
  return [low, 0.5, high].map((probability) => {
    const value = quantile(sorted, probability);
    const error = mcseQuantile(known, 1, probability, sorted, Math.min(draws, known.length));
    // Shares and counts of few rows, which are one of few numbers.
    if (error === 0) return numberCell(value, { ...options, digits: options.digits ?? 2 });
    if (Number.isNaN(value)) return missing;
    const text = formatEstimate(value, error, digitsOf(options));
    // What is below its error is no 0.
    return Number(text) === 0 && value !== 0 ? formatSignificant(value, 1) : text;
  });
}

const digitsOf = ({ digits }: PriorTextOptions): DigitsOptions => (digits === undefined ? {} : { digits });

function numberCell(value: number | null, { digits = usualDigits }: PriorTextOptions): string {
  if (value === null || Number.isNaN(value)) return missing;
  return Number.isInteger(value) && Math.abs(value) < 1e6 ? String(value) : formatSignificant(value, digits);
}

const whole = (share: number): string => `${Math.floor(100 * share)} %`;

/** A sentence on the scale of the priors, beside that of the data. */
export function describeVerdict({
  name,
  verdict,
  observed,
}: Pick<ToldOutcome, "name" | "verdict" | "observed">): string {
  const outcome = visible(name);
  if (verdict === null && observed !== null)
    return `labels have no scale: a share of ${outcome} that is below, or above, nearly all of those from the priors is what they do not expect`;
  if (verdict === null)
    return `nothing observed of ${outcome} to compare with: are such outcomes possible, and none that are possible left out?`;
  const { kind, ratio, shareAlike, meanPlace } = verdict;
  const alike = `the sd of ${whole(shareAlike)} of the data sets is within a factor of 10 of the data's`;
  const times = (factor: number): string => `${formatSignificant(factor, 2)} times`;
  switch (kind) {
    case "too wide":
      return `verdict: too wide: data sets from the priors spread ${times(ratio)} as far as ${outcome}; narrow the priors of sds and coefficients`;
    case "too narrow":
      return `verdict: too narrow: ${outcome} spreads ${times(1 / ratio)} as far as data sets from the priors; widen the priors of sds and coefficients`;
    case "seldom alike":
      return `verdict: seldom like the data: ${alike}; see which priors make the others`;
    case "elsewhere":
      return `verdict: too narrow about another place: the mean of no data set is as ${meanPlace === 0 ? "small" : "large"} as that of ${outcome}; move or widen the prior of the intercept`;
    case "of the scale":
      return Number.isNaN(shareAlike)
        ? `verdict: ${outcome} does not vary, so that there is no scale to compare with`
        : `verdict: of the scale of the data: ${alike}`;
  }
}

/** Elements of a quantity that have rows; of those with more the first stands for all. */
const mostElements = 4;

function parametersTable({ parameters, roles }: ToldPrior, options: PriorTextOptions) {
  const { lowerName, upperName } = intervalNames(options.prob);
  const sizes = new Map<string, number>();
  for (const { quantity } of parameters.variables) sizes.set(quantity, (sizes.get(quantity) ?? 0) + 1);
  const isFirst = new Set<string>();
  const rows = parameters.variables.flatMap(({ name, quantity, isHidden }, v) => {
    if (isHidden || (sizes.get(quantity)! > mostElements && isFirst.has(quantity))) return [];
    isFirst.add(quantity);
    return [{ cells: [name, ...quantileCells(parameters.values[v]!, parameters.drawCount, options)] }];
  });
  // Of several of one group the first is the mean over pairs.
  const groups = roles.intraclass.map(({ group }) => group);
  const shown = roles.intraclass
    .filter(({ group }, k) => groups.indexOf(group) === k)
    .map((role) => ({ ...role, values: intraclassDraws(parameters, role) }))
    .filter(({ values }) => !parameters.values.some((one) => areEqual(one, values)));
  const intraclass = shown.map(({ group, values }) => ({
    cells: [`icc(${group})`, ...quantileCells(values, parameters.drawCount, options)],
  }));
  const left = [...sizes].filter(([, size]) => size > mostElements);
  const firsts = left.map(([quantity, size]) => `${visible(quantity)} (${size})`).join(", ");
  const definitions = shown.map(({ group, definition }) => `icc(${visible(group)}): ${visible(definition)}`);
  const foot = [
    ...(firsts === "" ? [] : [`the first of many stands for all: ${firsts}`]),
    ...definitions,
  ].join("; ");
  const all = [...rows, ...intraclass];
  const table =
    all.length === 0
      ? ""
      : renderTable(columns(["variable", lowerName, "median", upperName], 1), all, options);
  return { table, foot };
}

/** But for rounding: the model may define what is derived, too. */
function areEqual(one: Float64Array, other: Float64Array): boolean {
  return one.every((value, i) => Math.abs(value - other[i]!) < 1e-12);
}
