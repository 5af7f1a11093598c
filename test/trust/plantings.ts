/** What is planted: parts of the exploration and of its judgement with something wrong in each. */

import type { AdaptationBudget } from "../../src/samplers/exploration/adapt-mixture.ts";
import type { Mode } from "../../src/samplers/exploration/modes.ts";
import { MixtureSampler, type TMixture } from "../../src/samplers/exploration/t-mixture.ts";
import { IndependenceChain } from "../../src/samplers/kernels/independence-chain.ts";
import type { Replacement } from "../correctness/faulty-kernels.ts";

/** The exported functions in which a fault can be planted. */
interface Seams {
  readonly findModes: typeof import("../../src/samplers/exploration/modes.ts").findModes;
  readonly findPriorRange: typeof import("../../src/samplers/exploration/prior-range.ts").findPriorRange;
  readonly adaptMixture: typeof import("../../src/samplers/exploration/adapt-mixture.ts").adaptMixture;
  readonly isFitting: typeof import("../../src/samplers/exploration/proposal-choice.ts").isFitting;
  readonly judgeWeights: typeof import("../../src/samplers/exploration/weight-report.ts").judgeWeights;
  readonly referenceQuantiles: typeof import("../../src/samplers/exploration/reference-quantiles.ts").referenceQuantiles;
  readonly scanStarts: typeof import("../../src/samplers/exploration/scan-starts.ts").scanStarts;
  readonly findUnexplored: typeof import("../../src/posterior/exploration.ts").findUnexplored;
  readonly findDepartures: typeof import("../../src/posterior/exploration.ts").findDepartures;
}

/** For each function what makes the faulty one of the original, and methods besides. */
export type Planting = { readonly [S in keyof Seams]?: (original: Seams[S]) => Seams[S] } & {
  readonly methods?: readonly Replacement[];
};

/** Only the mode of most evidence is kept. */
export const oneMode: Planting = {
  findModes:
    (original) =>
    (...task) =>
      original(...task).slice(0, 1),
};

/** Modes with evidence that is wrong by e⁶ and more, the least of them first. */
export const wrongEvidence: Planting = {
  findModes:
    (original) =>
    (...task) =>
      original(...task)
        .map((mode, k) => ({ ...mode, logEvidence: mode.logEvidence + 6 * k }))
        .reverse(),
};

/** One whole round of points: of what is asked for the first has half. No component is moved or added. */
const wholeRound = ({ points, enough }: AdaptationBudget): AdaptationBudget => ({
  points: 2 * points,
  rounds: 1,
  enough,
});

/** One round of points. */
export const oneRound: Planting = {
  adaptMixture: (original) => (evaluate, modes, range, budget, stream) =>
    original(evaluate, modes, range, wholeRound(budget), stream),
};

/** The defensive component is as wide as a point. */
export const noDefence: Planting = {
  adaptMixture: (original) => (evaluate, modes, range, budget, stream) => {
    const at = modes[0]!.position;
    return original(evaluate, modes, { ...range, boxes: [{ lower: at, upper: at }] }, budget, stream);
  },
};

/**
 * What chains propose from has all components of the first mode a thousand times too rarely: draws and density agree. Its middle alone would be made
 * up for by its shoulders.
 */
export const rareMode: Planting = {
  adaptMixture: (original) => (evaluate, modes, range, budget, stream) => {
    const adapted = original(evaluate, modes, range, budget, stream);
    if (adapted === null) return null;
    const last = adapted.mixture.length - 1;
    const wrong = adapted.mixture.map((one, k) =>
      k < last && nearest(modes, one.location) === modes[0]! ? { ...one, weight: one.weight / 1000 } : one,
    );
    return { ...adapted, mixture: summingToOne(wrong) };
  },
};

function nearest(modes: readonly Mode[], location: Float64Array): Mode {
  const squareTo = ({ position }: Mode) => location.reduce((sum, x, i) => sum + (x - position[i]!) ** 2, 0);
  return modes.reduce((best, one) => (squareTo(one) < squareTo(best) ? one : best));
}

function summingToOne(mixture: TMixture): TMixture {
  const total = mixture.reduce((sum, { weight }) => sum + weight, 0);
  return mixture.map((one) => ({ ...one, weight: one.weight / total }));
}

/** The density of the mixture counts its first component for a twentieth of what is drawn from it. */
export const unmatchedDensity: Planting = {
  methods: [
    {
      owner: MixtureSampler,
      method: "densityOf",
      by: (original) =>
        function (this: never, ...values: never[]) {
          const isFirst = (values as unknown[])[0] === 0;
          return (isFirst ? 0.05 : 1) * (original.apply(this, values) as number);
        },
    },
  ],
};

/** Chains take whatever is proposed from the components of one mode, which were fitted in one round, however badly they fit. */
export const unweightedMode: Planting = {
  ...oneMode,
  isFitting: () => () => true,
  adaptMixture: (original) => (evaluate, modes, range, budget, stream) => {
    const adapted = original(evaluate, modes, range, wholeRound(budget), stream);
    if (adapted === null) return null;
    return { ...adapted, mixture: summingToOne(adapted.mixture.slice(0, -1)) };
  },
  methods: [
    {
      owner: IndependenceChain,
      method: "drawTries",
      by: (original) =>
        function (this: never) {
          original.apply(this, []);
          (this as { logWeights: Float64Array }).logWeights.fill(0);
          return 0;
        },
    },
  ],
};

/** Points within 2 of 0, whatever the prior. */
export const aboutZero: Planting = {
  findPriorRange:
    () =>
    (_logPrior, { length }) => ({
      center: new Float64Array(length),
      scale: new Float64Array(length).fill(1),
      boxes: [{ lower: new Float64Array(length).fill(-2), upper: new Float64Array(length).fill(2) }],
    }),
};

/** All chains begin where the first does. */
export const oneBasin: Planting = {
  scanStarts: (original) => (task) => {
    const { starts, modes } = original(task);
    const { places, box } = starts;
    return { starts: { places: places.map(() => places[0]!), box }, modes };
  },
};

/** A report of weights by which every mixture fits. */
export const allIsWell: Planting = {
  judgeWeights:
    (original) =>
    (...weights) => ({
      ...original(...weights),
      efficiency: 0.5,
      paretoK: 0.1,
      logEvidenceError: 0.01,
      uncovered: 0,
    }),
};

/** Quantiles of the points as they were drawn. */
export const unweightedReference: Planting = {
  referenceQuantiles:
    (original) =>
    (sample, ...rest) =>
      original({ ...sample, logWeights: sample.logWeights.map(() => 0) }, ...rest),
};

/** The rule of mixtures that do not fit switched off. */
export const noUnexplored: Planting = { findUnexplored: () => () => [] };

/** The rule of draws that depart from the exploration switched off. */
export const noDepartures: Planting = { findDepartures: () => () => [] };
