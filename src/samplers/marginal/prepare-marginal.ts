/**
 * What all chains of the marginal sampler share: the density of what is left is explored, and a kernel chosen by what is found. An
 * independence sampler where a mixture fits it, otherwise NUTS, whose chains begin at the modes in turn.
 */

import { marginalDensityOf } from "../../linear-gaussian/marginal-density.ts";
import type { MarginalModel } from "../../linear-gaussian/marginal-model.ts";
import type { BoundModel } from "../../model/bound-model.ts";
import { createRandomStream } from "../../numeric/random-stream.ts";
import { chooseCentering, fromNoncentered } from "../centering/centering.ts";
import { coordinateScales, isInDataUnit } from "../exploration/coordinate-scales.ts";
import { reportOf } from "../exploration/exploration-report.ts";
import { type Exploration, explore } from "../exploration/explore.ts";
import { greatWeight, isFitting, notFitting, triesOf } from "../exploration/proposal-choice.ts";
import { findStartBox, type StartBox } from "../exploration/start-box.ts";
import { nutsOptions } from "../nuts/options.ts";
import { valuesOf } from "../options/option-group.ts";
import type { PlanRequest, PreparedSampler } from "../sampler.ts";
import { adjustableMarginal } from "./adjustable-marginal.ts";
import type { MarginalChainRecipe, MarginalKernel } from "./marginal-chain.ts";

/** With more numbers a mixture takes too many points to fit. */
export const mostIndependent = 10;
/** Positions that each transition chooses among, and the operations of a density that makes a single one better. */
const severalTries = 3;
const costlyOperations = 20_000;
/** The stream of random numbers that adaptation draws from; chains count from 1. */
const adaptationStream = 0;

/** `operations` are those of one evaluation of the density. */
export function prepareMarginal(
  compiled: MarginalModel,
  model: BoundModel,
  operations: number,
  request: PlanRequest,
): PreparedSampler<MarginalChainRecipe> {
  const { recipe, sampledNames } = compiled;
  const noncentered = new Map([...compiled.parameterizations].filter(([, one]) => one === "noncentered"));
  const density = marginalDensityOf(recipe);
  const { dimension } = density;
  const logPrior = (at: Float64Array): number => density.logPrior(at);
  const scales = coordinateScales(model, sampledNames, new Set(noncentered.keys()));
  const stream = createRandomStream(request.seed, adaptationStream);
  const exploration =
    dimension === 0 || dimension > mostIndependent
      ? null
      : explore({ density, logPrior, scales, operations, points: request.warmup, stream });
  const box = (): StartBox | null => findStartBox({ logPrior, scales, isInDataUnit: isInDataUnit(model) });
  const { kernel, notes } =
    dimension === 0
      ? { kernel: { kind: "exact" } as const, notes: [] }
      : chooseKernel(exploration, box, dimension, operations, request);
  const chosen = recenter(compiled, kernel, request);
  return {
    recipe: { kind: "marginal", model: chosen.compiled.recipe, kernel: chosen.kernel },
    variables: compiled.variables,
    roles: compiled.roles,
    warmup: kernel.kind === "nuts" ? request.warmup : 0,
    notes,
    kernel: kernel.kind,
    parameterizations: Object.fromEntries(noncentered),
    centering: chosen.shares,
    exploration: exploration === null ? null : reportOf(exploration, kernel.kind === "independence"),
  };
}

/** For NUTS, group effects that are sampled, such as sds of groups, get coordinates by what the data say of them, and starts move along. */
function recenter(
  compiled: MarginalModel,
  kernel: MarginalKernel,
  { seed, options }: PlanRequest,
): {
  readonly compiled: MarginalModel;
  readonly kernel: MarginalKernel;
  readonly shares: Readonly<Record<string, readonly number[]>>;
} {
  const same = { compiled, kernel, shares: {} };
  if (kernel.kind !== "nuts" || compiled.effects.length === 0) return same;
  const plain = adjustableMarginal(compiled);
  const centering = chooseCentering(plain, seed, valuesOf(nutsOptions, options));
  if (centering.size === 0) return same;
  const chosen = compiled.recentered(centering);
  const adjusted = adjustableMarginal(chosen);
  return {
    compiled: chosen,
    kernel: {
      ...kernel,
      starts: {
        ...kernel.starts,
        places: kernel.starts.places.map((place) =>
          adjusted.take(fromNoncentered(adjusted, plain.place(place))),
        ),
      },
    },
    shares: Object.fromEntries([...centering].map(([name, { share }]) => [name, [...share]])),
  };
}

/** What samples what is left, and why it is not an independence sampler where that could be. */
function chooseKernel(
  exploration: Exploration | null,
  box: () => StartBox | null,
  dimension: number,
  operations: number,
  { options: all, chains }: PlanRequest,
): { readonly kernel: MarginalKernel; readonly notes: readonly string[] } {
  const options = valuesOf(nutsOptions, all);
  const places = exploration === null ? [] : placesAt(exploration, chains);
  const byNuts = (...notes: string[]) => ({
    kernel: { kind: "nuts", options, starts: { places, box: box() } } as const,
    notes,
  });
  if (dimension > mostIndependent) return byNuts();
  if (exploration === null) return byNuts("no mode of the density was found");
  const { adapted } = exploration;
  if (adapted === null)
    return byNuts("the density has no curvature at its modes, so NUTS samples what is left");
  if (!isFitting(adapted.report)) return byNuts(notFitting(adapted.report));
  const usual = operations > costlyOperations ? 1 : severalTries;
  const tries = triesOf(usual, adapted.report.efficiency);
  const great = greatWeight(adapted.report, tries);
  return {
    kernel: { kind: "independence", proposal: { mixture: adapted.mixture, inner: null }, tries, great },
    notes: [],
  };
}

/** Chains begin at the modes in turn; at random places where there is one mode only. */
function placesAt({ modes }: Exploration, chains: number): Float64Array[] {
  if (modes.length < 2) return [];
  return Array.from({ length: chains }, (_, c) => modes[c % modes.length]!.position);
}
