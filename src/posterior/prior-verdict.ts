/**
 * What is said of priors by the data that they make, beside those that were observed. The scale is judged as `check` judges it: by the median
 * spread of data sets, half the distance from the 16th to the 84th percentile, a hundred times the data's or a hundredth.
 */

/** Numbers of data sets from the priors; all arrays have one for each. */
export interface PriorNumbers {
  readonly spreads: Float64Array;
  readonly sds: Float64Array;
  readonly means: Float64Array;
}

/** The same of the data. */
export interface ObservedNumbers {
  readonly spread: number;
  readonly sd: number;
  readonly mean: number;
}

/** What is found. */
export type PriorVerdictKind = "too wide" | "too narrow" | "seldom alike" | "elsewhere" | "of the scale";

export interface PriorVerdict {
  readonly kind: PriorVerdictKind;
  /** The median spread of data sets over that of the data; NaN where the data have none. */
  readonly ratio: number;
  /** The share of data sets whose sd is within a factor of 10 of the data's; NaN where the data do not vary. */
  readonly shareAlike: number;
  /** The share of data sets whose mean is below that of the data, those with the same mean half. */
  readonly meanPlace: number;
}

/** Data sets are alike if their sds are within this factor. */
const alikeFactor = 10;
/** Fewer data sets than this share are few. */
const fewShare = 0.05;

/** `farApart` is the ratio of spreads from which priors are of another scale. */
export function judgePrior(prior: PriorNumbers, observed: ObservedNumbers, farApart: number): PriorVerdict {
  const ratio = observed.spread > 0 ? medianOf(prior.spreads) / observed.spread : Number.NaN;
  const isAlike = (sd: number): boolean => sd >= observed.sd / alikeFactor && sd <= observed.sd * alikeFactor;
  const shareAlike = observed.sd > 0 ? shareOf(prior.sds, isAlike) : Number.NaN;
  const meanPlace = placeAmong(prior.means, observed.mean);
  return { kind: kindOf({ ratio, shareAlike, meanPlace }, farApart), ratio, shareAlike, meanPlace };
}

function kindOf(
  { ratio, shareAlike, meanPlace }: Omit<PriorVerdict, "kind">,
  farApart: number,
): PriorVerdictKind {
  if (ratio >= farApart) return "too wide";
  if (ratio <= 1 / farApart) return "too narrow";
  if (shareAlike < fewShare) return "seldom alike";
  return meanPlace === 0 || meanPlace === 1 ? "elsewhere" : "of the scale";
}

/** The share of values below a number, those that are equal half. */
export function placeAmong(values: Float64Array, value: number): number {
  return shareOf(values, (one) => one < value) + shareOf(values, (one) => one === value) / 2;
}

function shareOf(values: Float64Array, isMeant: (value: number) => boolean): number {
  return values.filter(isMeant).length / values.length;
}

function medianOf(values: Float64Array): number {
  const sorted = values.slice().sort();
  return sorted[sorted.length >> 1] ?? Number.NaN;
}
