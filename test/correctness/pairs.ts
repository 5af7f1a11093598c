/** Which sampler is tested on which models: every one on every model that it supports. */

import {
  errorsInPredictor,
  fewMeasurements,
  heavyTails,
  proportions,
  replicates,
  slopes,
} from "./calibrated-models.ts";
import type { CalibratedModel, Fitting } from "./calibration.ts";
import {
  categories,
  counts,
  halfT,
  heavyScales,
  heavySums,
  knownScale,
  successes,
  variances,
  waits,
} from "./conjugate-models.ts";
import { crossed, hierarchicalScales, manyScales, nestedShares } from "./integrated-models.ts";
import {
  collapsedGibbs,
  gibbs,
  gibbsJumping,
  hmc,
  marginal,
  marginalByNuts,
  marginalChosen,
  nuts,
  quadrature,
  type SamplerUnderTest,
} from "./samplers.ts";

export interface JointPair {
  readonly sampler: SamplerUnderTest;
  readonly model: CalibratedModel;
}

/** Group effects have coordinates to choose from. */
const withEffects = [
  replicates,
  slopes,
  proportions,
  heavyTails,
  crossed,
  nestedShares,
  manyScales,
  heavyScales,
  heavySums,
  errorsInPredictor,
];
const withoutEffects = [fewMeasurements, knownScale, counts, waits, variances, halfT, successes, categories];
const models = [...withEffects, ...withoutEffects];
/** Something is integrated out of these. */
const linear = [
  fewMeasurements,
  replicates,
  slopes,
  crossed,
  nestedShares,
  manyScales,
  variances,
  heavyScales,
  halfT,
];

/** Nothing is, but they are ten numbers at most. */
const few = [errorsInPredictor, proportions, heavyTails, counts, waits, successes];

function each(sampler: SamplerUnderTest, on: readonly CalibratedModel[]): JointPair[] {
  return on.map((model) => ({ sampler, model }));
}

export const hamiltonianPairs: readonly JointPair[] = [
  ...each(nuts("low_rank", "noncentered"), models),
  ...each(nuts("fisher", "chosen"), [...withEffects, hierarchicalScales]),
  ...each(nuts("dense", "centered"), withEffects),
  ...each(nuts("variance", "noncentered"), withoutEffects),
  ...each(hmc("low_rank", "noncentered"), withEffects),
  ...each(hmc("variance", "noncentered"), withoutEffects),
];

export const integratedPairs: readonly JointPair[] = [
  ...each(marginal, [...linear, knownScale, ...few]),
  ...each(marginalByNuts, linear),
  ...each(marginalChosen, [hierarchicalScales]),
  ...each(quadrature, [proportions, heavyTails]),
  ...each(collapsedGibbs, [crossed, nestedShares]),
];

export const gibbsPairs: readonly JointPair[] = [
  ...each(gibbs, [...models, hierarchicalScales]),
  ...each(gibbsJumping, [replicates, slopes, crossed, nestedShares]),
];

export interface CalibrationPair {
  readonly sampler: string;
  readonly model: CalibratedModel;
  readonly fitting: Fitting;
}

/** The whole program, from text to draws. */
function fitted(sampler: string, fitting: Fitting, on: readonly CalibratedModel[]): CalibrationPair[] {
  return on.map((model) => ({ sampler, model, fitting }));
}

const short: Fitting = { method: "nuts", warmup: 150, draws: 200 };
const fast = { targetAcceptance: 0.8 };
const sweeps: Fitting = { method: "gibbs", collapse: false, warmup: 100, draws: 400, thinning: 20 };

export const hamiltonianCalibrations: readonly CalibrationPair[] = [
  ...fitted("nuts, low_rank", { ...short, nuts: { ...fast, metric: "low_rank" } }, [replicates]),
  ...fitted("nuts, fisher", { ...short, nuts: { ...fast, metric: "fisher" } }, [proportions, waits]),
  ...fitted("nuts, dense", { ...short, nuts: { ...fast, metric: "dense" } }, [categories, variances]),
  ...fitted("nuts, variance", { ...short, nuts: { ...fast, metric: "variance" } }, [fewMeasurements, counts]),
  ...fitted("hmc", { ...short, method: "hmc" }, [fewMeasurements, successes, halfT]),
];

export const integratedCalibrations: readonly CalibrationPair[] = [
  ...fitted("marginal", { method: "marginal", warmup: 300, draws: 300 }, [...linear, knownScale, ...few]),
  ...fitted("collapsed gibbs", { method: "gibbs", warmup: 150, draws: 300 }, [crossed, nestedShares]),
];

export const gibbsCalibrations: readonly CalibrationPair[] = fitted("gibbs", sweeps, models);

const families = ["nuts", "hmc", "marginal", "quadrature", "collapsed gibbs", "gibbs"];

/** The table of the documentation: models down, samplers across; in bold where the whole program is calibrated too. */
export function renderPairTable(): string {
  const joint = [...hamiltonianPairs, ...integratedPairs, ...gibbsPairs];
  const whole = [...hamiltonianCalibrations, ...integratedCalibrations, ...gibbsCalibrations];
  const cell = (model: CalibratedModel, family: string): string => {
    const belongs = (name: string): boolean => name.split(",")[0] === family;
    const ways = joint
      .filter((pair) => pair.model === model && belongs(pair.sampler.name))
      .map(({ sampler }) => sampler.name.split(", ").slice(1).join(" ") || "yes");
    const isWhole = whole.some((pair) => pair.model === model && belongs(pair.sampler));
    return [...ways, ...(isWhole ? ["**whole**"] : [])].join(", ");
  };
  const rows = models.map(
    (model) => `| ${model.name} | ${families.map((family) => cell(model, family)).join(" | ")} |`,
  );
  return [`| model | ${families.join(" | ")} |`, `|${"---|".repeat(families.length + 1)}`, ...rows].join(
    "\n",
  );
}
