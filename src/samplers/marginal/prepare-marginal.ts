/**
 * What all chains of the marginal sampler share: the density of what is left is explored, and a kernel chosen by what is found. An
 * independence sampler where a mixture fits it, otherwise NUTS, whose chains begin at the modes in turn.
 */

import type { Centering } from "../../density/joint/centering.ts";
import { marginalDensityOf } from "../../linear-gaussian/marginal-density.ts";
import type { MarginalModel } from "../../linear-gaussian/marginal-model.ts";
import type { BoundModel } from "../../model/bound-model.ts";
import { createRandomStream } from "../../numeric/random-stream.ts";
import { chooseCentering, fromNoncentered } from "../centering/centering.ts";
import { coordinateScales, isInDataUnit } from "../exploration/coordinate-scales.ts";
import { reportOf } from "../exploration/exploration-report.ts";
import { type Exploration, explore } from "../exploration/explore.ts";
import type { CoordinateScales } from "../exploration/prior-range.ts";
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
/** Of a density that is not curved more points are effective; with fewer other coordinates are tried. */
const straightEfficiency = 0.5;
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
  const view = lookAtAll({ compiled, scales, operations, request });
  const { exploration } = view;
  const box = (): StartBox | null => findStartBox({ logPrior, scales, isInDataUnit: isInDataUnit(model) });
  const { kernel, notes } =
    dimension === 0
      ? { kernel: { kind: "exact" } as const, notes: [] }
      : chooseKernel(exploration, box, dimension, operations, request);
  const chosen = kernel.kind === "nuts" ? recenter(view, kernel, request) : { ...view.coordinates, kernel };
  return {
    recipe: { kind: "marginal", model: chosen.compiled.recipe, kernel: chosen.kernel },
    variables: compiled.variables,
    roles: compiled.roles,
    warmup: kernel.kind === "nuts" ? request.warmup : 0,
    notes,
    kernel: kernel.kind,
    parameterizations: Object.fromEntries(noncentered),
    centering: Object.fromEntries([...chosen.centering].map(([name, { share }]) => [name, [...share]])),
    exploration: exploration === null ? null : reportOf(exploration, kernel.kind === "independence"),
  };
}

type NutsMoves = Extract<MarginalKernel, { readonly kind: "nuts" }>;

/** A model in the coordinates that a choice gives group effects which are sampled, such as sds of groups. */
interface Coordinates {
  readonly compiled: MarginalModel;
  readonly centering: Centering;
}

/** What an exploration found, and in which coordinates. */
interface View {
  readonly exploration: Exploration | null;
  readonly coordinates: Coordinates;
  /** Those that pilot chains chose; null if none were asked for. */
  readonly piloted: Coordinates | null;
}

interface ExplorationRequest {
  readonly compiled: MarginalModel;
  readonly scales: CoordinateScales;
  readonly operations: number;
  readonly request: PlanRequest;
}

/**
 * The density as a mixture fits it: in non-centered coordinates, and where these are curved so that few points are effective, in those
 * that a pilot chooses by what the data say of the group effects, if a mixture fits better there.
 */
function lookAtAll({ compiled, scales, operations, request }: ExplorationRequest): View {
  const stream = createRandomStream(request.seed, adaptationStream);
  const exploreIn = ({ recipe }: MarginalModel): Exploration | null => {
    const density = marginalDensityOf(recipe);
    if (density.dimension === 0 || density.dimension > mostIndependent) return null;
    const logPrior = (at: Float64Array): number => density.logPrior(at);
    return explore({ density, logPrior, scales, operations, points: request.warmup, stream });
  };
  const exploration = exploreIn(compiled);
  const first: View = { exploration, coordinates: { compiled, centering: new Map() }, piloted: null };
  const efficiency = exploration?.adapted?.report.efficiency ?? 1;
  if (compiled.effects.length === 0 || efficiency >= straightEfficiency) return first;
  const piloted = pilot(compiled, request);
  if (piloted.centering.size === 0) return { ...first, piloted };
  const other = exploreIn(piloted.compiled);
  const isBetter = (other?.adapted?.report.efficiency ?? 0) > efficiency;
  return isBetter ? { exploration: other, coordinates: piloted, piloted } : { ...first, piloted };
}

/** Coordinates by what the data say of each group effect; the non-centered ones where pilot chains do not agree. */
function pilot(compiled: MarginalModel, { seed, options }: PlanRequest): Coordinates {
  if (compiled.effects.length === 0) return { compiled, centering: new Map() };
  const centering = chooseCentering(adjustableMarginal(compiled), seed, valuesOf(nutsOptions, options));
  return { compiled: centering.size === 0 ? compiled : compiled.recentered(centering), centering };
}

/** NUTS moves in the coordinates of the pilot, and its starts move along. */
function recenter(
  { coordinates: found, piloted }: View,
  kernel: NutsMoves,
  request: PlanRequest,
): Coordinates & { readonly kernel: NutsMoves } {
  const chosen = piloted ?? pilot(found.compiled, request);
  if (chosen.compiled === found.compiled) return { ...chosen, kernel };
  const [plain, adjusted] = [adjustableMarginal(found.compiled), adjustableMarginal(chosen.compiled)];
  const places = kernel.starts.places.map((at) => adjusted.take(fromNoncentered(adjusted, plain.place(at))));
  return { ...chosen, kernel: { ...kernel, starts: { ...kernel.starts, places } } };
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
