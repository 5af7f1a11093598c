/**
 * What all chains of the marginal sampler share: the density of what is left is explored, and a kernel chosen by what is found. An
 * independence sampler where a mixture fits it, otherwise NUTS, whose chains begin at the modes in turn.
 */

import type { BoundModel } from "../../model/bound-model.ts";
import { log } from "../../numeric/logarithm.ts";
import { createRandomStream } from "../../numeric/random-stream.ts";
import { coordinateScales } from "../exploration/coordinate-scales.ts";
import { reportOf } from "../exploration/exploration-report.ts";
import { type Exploration, explore } from "../exploration/explore.ts";
import type { WeightReport } from "../exploration/weight-report.ts";
import { chooseCentering, fromNoncentered } from "../nuts/centering.ts";
import type { PlanRequest, PreparedSampler } from "../offer.ts";
import { adjustableMarginal } from "./adjustable-marginal.ts";
import type { MarginalKernel } from "./marginal-chain.ts";
import { MarginalDensity } from "./marginal-density.ts";
import type { MarginalModel } from "./marginal-model.ts";

/** With more numbers a mixture takes too many points to fit. */
export const mostIndependent = 10;
/** With a smaller share of effective points it is no better than NUTS, which takes about 42 evaluations for an independent draw. */
const leastEfficiency = 0.06;
/** The tail of the weights counts where few points are effective: of nearly equal weights it says nothing. */
const mostParetoK = 0.7;
const manyEffective = 0.5;
/** Of the part that the mixture hardly has chains are slow to get their share, and beyond a tenth the verdict on them is failed. */
const mostUncovered = 0.03;
/** Where the evidence is known less well, the verdict is failed, too. */
const mostEvidenceError = 0.25;
/** Positions that each transition chooses among, and the operations of a density that makes a single one better. */
const severalTries = 3;
const mostTries = 16;
const costlyOperations = 20_000;
/** The stream of random numbers that adaptation draws from; chains count from 1. */
const adaptationStream = 0;

/** `operations` are those of one evaluation of the density. */
export function prepareMarginal(
  compiled: MarginalModel,
  model: BoundModel,
  operations: number,
  request: PlanRequest,
): PreparedSampler {
  const { recipe, sampledNames } = compiled;
  const noncentered = new Map([...compiled.parameterizations].filter(([, one]) => one === "noncentered"));
  const density = new MarginalDensity(recipe);
  const { dimension } = density;
  const exploration =
    dimension === 0 || dimension > mostIndependent
      ? null
      : explore({
          density,
          logPrior: (at) => density.logPrior(at),
          scales: coordinateScales(model, sampledNames, new Set(noncentered.keys())),
          operations,
          points: request.warmup,
          stream: createRandomStream(request.seed, adaptationStream),
        });
  const { kernel, notes } =
    dimension === 0
      ? { kernel: { kind: "exact" } as const, notes: [] }
      : chooseKernel(exploration, dimension, operations, request);
  const chosen = recenter(compiled, kernel, request);
  return {
    recipe: { kind: "marginal", model: chosen.compiled.recipe, kernel: chosen.kernel },
    variables: compiled.variables,
    roles: compiled.roles,
    warmup: kernel.kind === "nuts" ? request.warmup : 0,
    notes,
    kernel: kernelName(kernel),
    parameterizations: Object.fromEntries(noncentered),
    centering: chosen.shares,
    exploration: exploration === null ? null : reportOf(exploration, kernel.kind === "independence"),
  };
}

/** For NUTS, group effects that are sampled, such as sds of groups, get coordinates by what the data say of them, and starts move along. */
function recenter(
  compiled: MarginalModel,
  kernel: MarginalKernel,
  { seed, nuts }: PlanRequest,
): {
  readonly compiled: MarginalModel;
  readonly kernel: MarginalKernel;
  readonly shares: Readonly<Record<string, readonly number[]>>;
} {
  const same = { compiled, kernel, shares: {} };
  if (kernel.kind !== "nuts" || compiled.effects.length === 0) return same;
  const plain = adjustableMarginal(compiled);
  const centering = chooseCentering(plain, seed, nuts);
  if (centering.size === 0) return same;
  const chosen = compiled.recentered(centering);
  const adjusted = adjustableMarginal(chosen);
  return {
    compiled: chosen,
    kernel: {
      ...kernel,
      starts: kernel.starts.map((start) => adjusted.take(fromNoncentered(adjusted, plain.place(start)))),
    },
    shares: Object.fromEntries([...centering].map(([name, { share }]) => [name, [...share]])),
  };
}

/** What samples what is left, and why it is not an independence sampler where that could be. */
function chooseKernel(
  exploration: Exploration | null,
  dimension: number,
  operations: number,
  { nuts: options, chains }: PlanRequest,
): { readonly kernel: MarginalKernel; readonly notes: readonly string[] } {
  const starts = exploration === null ? [] : startsAt(exploration, chains);
  const byNuts = (...notes: string[]) => ({ kernel: { kind: "nuts", options, starts } as const, notes });
  if (dimension > mostIndependent) return byNuts();
  if (exploration === null) return byNuts("no mode of the density was found");
  const { adapted } = exploration;
  if (adapted === null)
    return byNuts("the density has no curvature at its modes, so NUTS samples what is left");
  if (!isFitting(adapted.report)) {
    const share = `${Math.round(100 * adapted.report.efficiency)} %`;
    return byNuts(`an independence sampler would fit to ${share} only, so NUTS samples what is left`);
  }
  const tries = triesOf(operations, adapted.report.efficiency);
  // A chain whose weight is twice that of its tries stays for about three transitions.
  const great = adapted.report.logEvidence + log(2 * tries);
  return { kernel: { kind: "independence", proposal: adapted.mixture, tries, great }, notes: [] };
}

function isFitting({ efficiency, paretoK, uncovered, logEvidenceError }: WeightReport): boolean {
  return (
    efficiency >= leastEfficiency &&
    (paretoK <= mostParetoK || efficiency >= manyEffective) &&
    uncovered <= mostUncovered &&
    logEvidenceError <= mostEvidenceError
  );
}

/** The worse the proposals, the more. */
function triesOf(operations: number, efficiency: number): number {
  const usual = operations > costlyOperations ? 1 : severalTries;
  return Math.min(mostTries, Math.max(usual, Math.ceil((usual * 0.5) / efficiency)));
}

/** Chains begin at the modes in turn; at random places where there is one mode only. */
function startsAt({ modes }: Exploration, chains: number): Float64Array[] {
  if (modes.length < 2) return [];
  return Array.from({ length: chains }, (_, c) => modes[c % modes.length]!.position);
}

function kernelName({ kind }: MarginalKernel): string {
  switch (kind) {
    case "exact":
      return "exact draws";
    case "independence":
      return "an independence sampler";
    case "nuts":
      return "nuts";
  }
}
