/**
 * A joint density in coordinates where it is nearly standard normal: group effects centered as far as the data say, by draws of the
 * Laplace approximation in place of a pilot chain's, and then all numbers whitened by their precision at its place, or, where that is far off, by that
 * of the nearest normal density.
 *
 * Where any part of that does not fit, there is none, and sampling goes the way of the pilot: no mode or no definite curvature is found; too many
 * numbers depend on each other; the density is not nearly normal in the coordinates that were found, as with the neck of a funnel or a heavy
 * tail; or a chain's way up from where it begins ends elsewhere, as with a second mode.
 */

import { type CompiledModel, compile, instantiate, instantiator } from "../../density/compile.ts";
import { dependencies, type Node } from "../../density/graph/node.ts";
import type { AdjustableEffect } from "../../density/joint/centering.ts";
import type { LogDensity } from "../../density/log-density.ts";
import { createNamedStream, createRandomStream, type RandomStream } from "../../numeric/random-stream.ts";
import { adjustableJoint } from "../centering/adjustable-density.ts";
import { evidenceOf, fromNoncentered } from "../centering/centering.ts";
import { type StartBox, startBoxOfJoint } from "../exploration/start-box.ts";
import { findAnyPosition } from "../hamiltonian/initial-position.ts";
import { approach } from "./approach.ts";
import { findPrecision } from "./find-precision.ts";
import { distanceFromNormal, hasNoHeavyTail, whiteningAt } from "./find-whitening.ts";
import { fitMarginalMaps } from "./fit-marginal-maps.ts";
import { findLaplaceMode } from "./laplace.ts";
import { agrees, type PrecisionFinder } from "./precision.ts";
import { refineWhitening } from "./refine-whitening.ts";
import { adaptRotation } from "./rotation-kernel.ts";
import { roomFor, unwhiten, WhitenedDensity, type Whitening, whiten } from "./whitening.ts";

/** With more scales than this the way to their mode is long. */
const mostScales = 12;
/** Hessians that it takes to find it, about. */
const hessiansToMode = 40;
/** Hessians that the map of one number takes. */
const hessiansToMap = 9;
/** Draws of the approximation that tell what the data say of each level. */
const evidenceDraws = 12;
/** Places that a chain's way up begins at, as long as ways end nowhere. */
const mostTurns = 4;
/** A place is no place to begin at with a scale farther off, in standard deviations: in the neck of a funnel a density is high and has no room. */
const farScale = 2.5;
/** Nor is one whose mean square is larger. */
const farSquare = 4;
/** The stream of random numbers of what is found before chains begin; chains count from 1. */
const whiteningStream = 0;
const pilotStream = "pilot of rotations";
const refiningStream = "nearest normal density";
/** Maps make up for no more than that of what is not normal. */
const beyondMaps = 3;

/** A density whitened, and where its chains begin. */
export interface WhitenedJoint {
  /** In the coordinates that were whitened. */
  readonly compiled: CompiledModel;
  readonly whitening: Whitening;
  /** What chains begin in as long as nothing else is known. */
  readonly box: StartBox | null;
  /** Chain by chain, in z. */
  readonly places: readonly Float64Array[];
  /** The longest step of their trajectories. */
  readonly stepSize: number;
}

interface WhiteningTask {
  readonly chains: number;
  readonly seed: number;
  /** Trajectories are adapted to that, where it is more than they are by default. */
  readonly targetAcceptance: number;
}

/** `given` is without centering. Null where whitening does not fit. */
export function whitenJoint(
  given: CompiledModel,
  { chains, seed, targetAcceptance }: WhiteningTask,
): WhitenedJoint | null {
  const stream = createRandomStream(seed, whiteningStream);
  const scales = scalesOf(given.joint.adjustable);
  if (given.recipe.dimension === 0 || scales.length > mostScales) return null;
  const plain = viewOf(given, hessiansToMode);
  const mode =
    plain && findLaplaceMode(plain.density, plain.finder, scales, new Float64Array(given.recipe.dimension));
  if (plain === null || mode === null) return null;
  const first = whitened(plain, mode.position, scales, mode.curvature, stream);
  if (first === null) return null;
  const centered = centeredBy(given, first, stream);
  const numbers = plainNumbers(centered);
  const view = centered === given ? plain : viewOf(centered, 1 + hessiansToMap * numbers.length);
  const center = fromNoncentered(adjustableJoint(centered), mode.position);
  const unmapped = view && whitened(view, center, scales, mode.curvature, stream);
  if (view === null || unmapped === null) return null;
  const refining = createNamedStream(seed, refiningStream);
  const whitening = nearlyNormal(view, unmapped, { numbers, scales, stream, refining });
  if (whitening === null) return null;
  const box = startBoxOfJoint(centered.model, centered.joint.inputs);
  const places = placesOf(view, whitening, scales.length, { box, chains, seed });
  const density = new WhitenedDensity(view.density, whitening);
  const adapted = { scales: scales.length, targetAcceptance };
  const stepSize =
    places && adaptRotation(density, places[0]!, adapted, createNamedStream(seed, pilotStream));
  return places === null || stepSize === null
    ? null
    : { compiled: centered, whitening, box, places, stepSize };
}

interface Fitting {
  /** That are no group effects, and those of them that are scales of them. */
  readonly numbers: readonly number[];
  readonly scales: readonly number[];
  /** Of the places where it is judged, and of all that is looked at where the first does not do. */
  readonly stream: RandomStream;
  readonly refining: RandomStream;
}

/** A whitening that makes the density nearly normal: this one with maps, or else the nearest normal density in its place. Null where none does. */
function nearlyNormal(
  { density, finder }: View,
  first: Whitening,
  { numbers, scales, stream, refining }: Fitting,
): Whitening | null {
  const distanceOf = (whitening: Whitening, places: RandomStream): number =>
    distanceFromNormal(new WhitenedDensity(density, whitening), scales.length, places);
  for (const isFirst of [true, false]) {
    const plain = isFirst ? first : refineWhitening(density, finder, first, scales, refining);
    // A map stretches a tail, and cannot bound it.
    if (
      plain === null ||
      !hasNoHeavyTail(new WhitenedDensity(density, plain), first.center.length - scales.length)
    )
      return null;
    if (distanceOf(plain, refining) > beyondMaps) continue;
    // Where maps make it worse a scale has a neck that neither fits.
    const mapped = { ...plain, maps: fitMarginalMaps(density, finder, plain, numbers) };
    // The nearest normal density is more easily near by chance.
    if (distanceOf(mapped, stream) <= 1 && (isFirst || distanceOf(mapped, refining) <= 1)) return mapped;
  }
  return null;
}

interface View {
  readonly density: LogDensity;
  readonly finder: PrecisionFinder;
}

/** With Hessians, of which so many will be asked for. */
function viewOf(compiled: CompiledModel, hessians: number): View | null {
  const instantiateOne = instantiator();
  const { density } = instantiate(compiled.recipe, instantiateOne);
  const finder = findPrecision(compiled, density, instantiateOne, hessians);
  return finder && { density, finder };
}

/** The free numbers that scales of group effects are made of. */
function scalesOf(effects: readonly AdjustableEffect[]): number[] {
  const places = new Set<number>();
  const seen = new Set<Node>();
  const visit = (node: Node): void => {
    if (seen.has(node)) return;
    seen.add(node);
    if (node.kind === "input") for (let i = 0; i < node.domain.size; i++) places.add(node.offset + i);
    else for (const one of dependencies(node)) visit(one);
  };
  for (const { factor } of effects) for (const node of factor) visit(node);
  return [...places].sort((a, b) => a - b);
}

/** About a place, if the precision there is definite, and what was taken for it. */
function whitened(
  { density, finder }: View,
  center: Float64Array,
  scales: readonly number[],
  curvature: Float64Array,
  stream: RandomStream,
): Whitening | null {
  const gradient = new Float64Array(center.length);
  if (!Number.isFinite(density.evaluate(center, gradient)) || !gradient.every(Number.isFinite)) return null;
  const precision = finder.at(center, gradient);
  if (precision === null || !agrees(density, precision, center, gradient, stream)) return null;
  return whiteningAt(center, precision, scales, curvature);
}

/** Numbers of a position that are no group effects. */
function plainNumbers({ recipe, joint }: CompiledModel): number[] {
  const all = Array.from({ length: recipe.dimension }, (_, i) => i);
  return all.filter((i) => !joint.adjustable.some((effect) => isOf(effect, i)));
}

/** Whether a number of the position is one of the effects'. */
function isOf({ offset, elements, standard }: AdjustableEffect, number: number): boolean {
  return number >= offset && number < offset + elements.size * standard.length;
}

/** Group effects centered by what the data say at draws of the approximation. */
function centeredBy(given: CompiledModel, whitening: Whitening, stream: RandomStream): CompiledModel {
  const { effects, whole } = adjustableJoint(given);
  if (effects.length === 0) return given;
  const room = roomFor(whitening);
  const draws = Array.from({ length: evidenceDraws }, () => {
    const z = Float64Array.from(whitening.center, () => stream.normal());
    const position = new Float64Array(z.length);
    unwhiten(whitening, z, position, room);
    return position;
  });
  return compile(given.model, evidenceOf(effects, whole, stream, draws));
}

/** Whether draws come by such a place. Its scales are its last numbers. */
function isCommon(place: Float64Array, scales: number): boolean {
  const squares = place.reduce((sum, z) => sum + z * z, 0);
  const farthest = place.subarray(place.length - scales).reduce((most, z) => Math.max(most, Math.abs(z)), 0);
  return farthest <= farScale && squares <= farSquare * place.length;
}

/**
 * Where chains begin: each anywhere where its prior or the data's scale lets it, and from there up until it is as high as draws are. Null where
 * one does not come that high, but to a mode apart.
 */
function placesOf(
  { density }: View,
  whitening: Whitening,
  scales: number,
  { box, chains, seed }: { readonly box: StartBox | null; readonly chains: number; readonly seed: number },
): Float64Array[] | null {
  const inner = new WhitenedDensity(density, whitening);
  const places: Float64Array[] = [];
  const beginOf = (chain: number): Float64Array | null => {
    // Its own, so that a chain is the same whatever others there are.
    const stream = createNamedStream(seed, `place of chain ${chain}`);
    for (let turn = 0; turn < mostTurns; turn++) {
      const begin = findAnyPosition(density, stream, chain, box);
      if (begin === null) return null;
      const { kind, place } = approach(inner, whiten(whitening, begin));
      if (kind === "apart" || (kind === "arrived" && isCommon(place, scales))) return place;
    }
    return whitening.center.map(() => stream.normal());
  };
  for (let chain = 1; chain <= chains; chain++) {
    const place = beginOf(chain);
    if (place === null) return null;
    places.push(place);
  }
  return places;
}
