/** The sensitivity of every quantity to prior and likelihood, and to each prior by itself, with a diagnosis. */

import { defaultProb } from "./estimate.ts";
import { isAllFinite, standardDeviation } from "./moments.ts";
import {
  orderDraws,
  type PowerScaled,
  powerScale,
  type Sensitivity,
  sensitivityOf,
  sensitivityThreshold,
} from "./power-scaling.ts";
import { worstParetoK } from "./psis.ts";
import { type IntervalNames, intervalNames } from "./quantile.ts";

/** A part of the posterior density that is raised to a power. */
export interface Component {
  /** `prior`, all priors together; `likelihood`; or the parameter whose prior it is. */
  readonly name: string;
  /** As the model has it; null of all priors together and of the likelihood. */
  readonly written: string | null;
  /** Its logarithm at each draw. */
  readonly logDensity: Float64Array;
}

/** What is told of a component. */
export interface ScaledComponent extends Omit<Component, "logDensity"> {
  /** Of its importance weights; null where there are none. */
  readonly paretoK: number | null;
  /** Why there are none: it is the same at all draws, as a flat prior is, or not a finite number at one; null where there are. */
  readonly unscaled: "flat" | "not finite" | null;
}

/** As priorsense words it. */
export type SensitivityDiagnosis =
  | "potential prior-data conflict"
  | "potential strong prior / weak likelihood"
  | "-";

export interface SensitivityRow {
  readonly variable: string;
  /** Posterior sd, the unit that changes are told in. */
  readonly sd: number;
  /** Null where there is nothing to scale. */
  readonly prior: Sensitivity | null;
  readonly likelihood: Sensitivity | null;
  /** To each prior by itself, in the order of the components. */
  readonly priors: readonly (Sensitivity | null)[];
  readonly diagnosis: SensitivityDiagnosis;
}

export interface SensitivityTable extends IntervalNames {
  readonly threshold: number;
  /** Whether all priors are scaled, or only those that were named. */
  readonly areAll: boolean;
  readonly prior: ScaledComponent;
  readonly likelihood: ScaledComponent;
  readonly priors: readonly ScaledComponent[];
  /** Draws per chain of the run that was made in place of one whose weights were not to be trusted; absent where none was. */
  readonly refitDraws?: number;
  readonly rows: readonly SensitivityRow[];
  /** Quantities that are not finite at some draws, which have no row. */
  readonly leftOut: readonly string[];
}

/** What is scaled. */
export interface Components {
  readonly prior: Component;
  readonly likelihood: Component;
  readonly priors: readonly Component[];
  /** Whether these are all that the model has. */
  readonly areAll: boolean;
}

/** Draws of the quantities in question. */
interface NamedDraws {
  readonly name: string;
  readonly values: Float64Array;
}

/** What is told besides the draws. */
export interface SensitivityTableOptions {
  readonly prob?: number | undefined;
  readonly threshold?: number | undefined;
}

/** Of quantities that are finite at all draws; others are named. */
export function sensitivityTable(
  quantities: readonly NamedDraws[],
  { prior, likelihood, priors, areAll }: Components,
  { prob = defaultProb, threshold = sensitivityThreshold }: SensitivityTableOptions = {},
): SensitivityTable {
  const scaled = [prior, likelihood, ...priors].map((one) => ({
    ...one,
    weights: powerScale(one.logDensity),
  }));
  const leftOut = quantities.filter(({ values }) => !isAllFinite(values)).map(({ name }) => name);
  const rows = quantities
    .filter(({ name }) => !leftOut.includes(name))
    .map(({ name, values }) => rowOf(name, values, scaled, { prob, threshold }));
  const [ofPrior, ofLikelihood, ...ofPriors] = scaled.map(({ name, written, logDensity, weights }) => ({
    name,
    written,
    paretoK: weights?.paretoK ?? null,
    unscaled: weights === null ? (isAllFinite(logDensity) ? "flat" : "not finite") : null,
  })) as [ScaledComponent, ScaledComponent, ...ScaledComponent[]];
  return {
    ...intervalNames(prob),
    threshold,
    areAll,
    prior: ofPrior,
    likelihood: ofLikelihood,
    priors: ofPriors,
    rows,
    leftOut,
  };
}

function rowOf(
  variable: string,
  values: Float64Array,
  scaled: readonly { readonly weights: PowerScaled | null }[],
  { prob, threshold }: { readonly prob: number; readonly threshold: number },
): SensitivityRow {
  const draws = orderDraws(values);
  const [prior, likelihood, ...priors] = scaled.map(
    ({ weights }) => weights && sensitivityOf(draws, weights, prob),
  ) as [Sensitivity | null, Sensitivity | null, ...(Sensitivity | null)[]];
  const diagnosis = diagnosisOf(prior?.distance ?? 0, likelihood?.distance ?? 0, threshold);
  return { variable, sd: standardDeviation(values), prior, likelihood, priors, diagnosis };
}

function diagnosisOf(prior: number, likelihood: number, threshold: number): SensitivityDiagnosis {
  if (!(prior >= threshold)) return "-";
  return likelihood >= threshold
    ? "potential prior-data conflict"
    : "potential strong prior / weak likelihood";
}

/** Components whose weights are not to be trusted. */
export function untrusted({ prior, likelihood, priors }: SensitivityTable): ScaledComponent[] {
  return [prior, likelihood, ...priors].filter(({ paretoK }) => paretoK !== null && paretoK > worstParetoK);
}
