/** What a formula writes for an ordinal outcome and for ordered factors: how columns are declared, thresholds and their priors. */

import type { LevelsInWords } from "./columns.ts";
import type { DesignColumns } from "./design-columns.ts";
import type { LinkName } from "./families.ts";
import type { Categories } from "./outcome.ts";
import { type PriorText, printPrior, rounded, roundedWithin } from "./priors.ts";

/**
 * Sds of thresholds on the scale of each link: 95 % of a normal prior is within cumulative probabilities of 0.003 and 0.997 for logit, and
 * wider for probit, so that no category is ruled out.
 */
const thresholdSds = { logit: 3, probit: 2 };

/** What thresholds are about, and how far they spread, for 1 where columns have mean 0. */
export interface ThresholdScale {
  readonly mean: number;
  readonly spread: number;
}

/** The default prior of a threshold by itself. */
export function thresholdPrior({ mean, spread }: ThresholdScale, link: LinkName): PriorText {
  const sd = rounded(thresholdSds[link === "probit" ? "probit" : "logit"] * spread);
  return { distribution: "normal", arguments: [roundedWithin(mean, Number(sd)), sd] };
}

/** The plate of thresholds, their prior, and the vector of a row; `group` is the factor each level of which has its own. */
export function thresholdsText(
  { plate, name, group }: { readonly plate: string; readonly name: string; readonly group: string | null },
  count: number,
  given: PriorText,
  areOrdered: boolean,
) {
  const isDone = given.distribution === "ordered" || !areOrdered;
  const prior = isDone ? printPrior(given) : `ordered(${printPrior(given)})`;
  return {
    levels: [`levels ${plate} = 1..${count}`],
    prior: [`${name}[${group === null ? "" : `${group}, `}${plate}] ~ ${prior}  "thresholds"`],
    thresholds: group === null ? name : `${name}[${group}]`,
  };
}

/** The columns beside thresholds, which are in place of the intercept; null where none is left. */
export function withoutIntercept(columns: DesignColumns): DesignColumns | null {
  const at = columns.names.indexOf("intercept");
  if (at < 0) return columns;
  if (columns.names.length === 1) return null;
  const others = <Value>(list: readonly Value[]): readonly Value[] => list.filter((_, k) => k !== at);
  const { names, spread, isMean } = columns;
  return { ...columns, names: others(names), spread: others(spread), isMean: others(isMean) };
}

/** The type of a factor, with its levels where they are listed. */
export function factorType(order: ReturnType<LevelsInWords["orders"]["get"]>): string {
  return order === undefined ? "factor" : `factor ordered ${labelList(order)}`;
}

/** `[low, "very high"]`: labels in quotes where they are no names and no whole numbers. */
export function labelList(labels: readonly string[]): string {
  const write = (label: string): string =>
    /^(?:[\p{L}_][\p{L}\p{M}\p{Nd}_]*|[0-9]+)$/u.test(label) ? label : JSON.stringify(label);
  return `[${labels.map(write).join(", ")}]`;
}

/** The type of an ordinal outcome of numbers. */
export function ordinalType({ count, declared }: Categories): string {
  return declared === "numbers" ? `int in 1..${count}` : "factor";
}
