/**
 * The coordinates of group effects, chosen by a pilot: short chains, each in the coordinates that the one before it found
 * (`density/joint/centering.ts`) and from the place where that one ended, the first in non-centered coordinates. What a chain saw of each level's
 * data (`centering-evidence.ts`) makes the next coordinates. One stream of random numbers serves them all: the choice depends on the
 * seed, the model and the data alone.
 */

import { Interpreter } from "../../density/graph/interpret.ts";
import type { AdjustableEffect, Centering } from "../../density/joint/centering.ts";
import type { LogDensity } from "../../density/log-density.ts";
import { createRandomStream, type RandomStream } from "../../numeric/random-stream.ts";
import type { ChainStarts } from "../exploration/start-box.ts";
import { findInitialPosition, isUsable } from "../hamiltonian/initial-position.ts";
import { createNutsChain } from "../nuts/nuts.ts";
import type { NutsOptions } from "../nuts/options.ts";
import type { AdjustableDensity } from "./adjustable-density.ts";
import { seeEvidence } from "./centering-evidence.ts";

/** Transitions of the first pilot chain that are thrown away: it has the way to the posterior before it. */
const firstWarmup = 200;
/** Transitions of the first pilot chain after them. */
const firstDraws = 50;
/** Transitions of each later pilot chain that are thrown away, and as many that follow. */
const laterLength = 100;
/** Of the transitions that follow, one of so many is looked at. */
const thinning = 2;
/** Pilot chains at most. */
const mostPilots = 4;
/** The coordinates are final when the shares of the data differ by no more, in the mean, from those of the pilot before. */
const settledDifference = 0.1;
/** The stream of random numbers of the pilots; chains count from 1. */
const pilotStream = 0;

/**
 * `noncentered` is in non-centered coordinates, and the first pilot begins where `starts` lets it. Empty where these are best: there are no group effects to choose for, no place to start
 * was found, or the pilots did not agree.
 */
export function chooseCentering(
  noncentered: AdjustableDensity,
  seed: number,
  options: NutsOptions,
  starts?: ChainStarts,
): Centering {
  const none: Centering = new Map();
  if (noncentered.effects.length === 0) return none;
  const stream = createRandomStream(seed, pilotStream);
  const start = findInitialPosition(noncentered.sampled, stream, 1, starts);
  if (start.kind === "missing") return none;
  const { position } = start;
  const pilot: Pilot = { noncentered, stream, options, current: noncentered, position };
  let before = runPilot(pilot, firstWarmup, firstDraws);
  for (let count = 2; count <= mostPilots; count++) {
    if (!movePilot(pilot, before)) return none;
    const centering = runPilot(pilot, laterLength, laterLength);
    if (isSettled(before, centering)) return centering;
    before = centering;
  }
  return none;
}

/** A chain that changes its coordinates. */
interface Pilot {
  readonly noncentered: AdjustableDensity;
  readonly stream: RandomStream;
  readonly options: NutsOptions;
  current: AdjustableDensity;
  /** Of what is sampled. */
  position: Float64Array;
}

/** A new chain from where the last one ended; says what it saw. */
function runPilot(pilot: Pilot, warmup: number, draws: number): Centering {
  const { stream, options, position: initialPosition, current, noncentered } = pilot;
  const chain = createNutsChain({ density: current.sampled, stream, warmup, initialPosition, options });
  for (let i = 0; i < warmup; i++) chain.transition();
  const seen: Float64Array[] = [];
  for (let draw = 0; draw < draws; draw++) {
    chain.transition();
    if (draw % thinning === 0) seen.push(toNoncentered(current, current.place(chain.position)));
  }
  pilot.position = chain.position.slice();
  return evidenceOf(noncentered.effects, noncentered.whole, stream, seen);
}

/** What the data say of each level of effects, seen at draws, which are positions in non-centered coordinates, of which `whole` is the log density. */
export function evidenceOf(
  effects: readonly AdjustableEffect[],
  whole: LogDensity,
  stream: RandomStream,
  draws: readonly Float64Array[],
): Centering {
  // If several effects followed the same parameter, each would make up for all of it.
  const follows = effects.length === 1;
  return new Map(
    effects.map((effect) => {
      const own = follows ? effect : { ...effect, shared: [] };
      return [effect.name, seeEvidence(own, whole, stream, draws)];
    }),
  );
}

/** Goes to the same place in other coordinates; false if nothing can be computed there. */
function movePilot(pilot: Pilot, centering: Centering): boolean {
  const whole = toNoncentered(pilot.current, pilot.current.place(pilot.position));
  pilot.current = pilot.noncentered.recentered(centering);
  pilot.position = pilot.current.take(fromNoncentered(pilot.current, whole));
  return isUsable(pilot.current.sampled, pilot.position);
}

function isSettled(before: Centering, after: Centering): boolean {
  return [...after].every(([name, { share }]) => {
    const other = before.get(name)!.share;
    const difference = share.reduce((sum, one, j) => sum + Math.abs(one - other[j]!), 0);
    return difference <= settledDifference * share.length;
  });
}

/** The same place in non-centered coordinates: z in place of w. */
function toNoncentered({ effects }: AdjustableDensity, position: Float64Array): Float64Array {
  const interpreter = new Interpreter(position.slice());
  const plain = position.slice();
  for (const { offset, standard } of effects) {
    standard.forEach((node, k) => {
      interpreter.values(node).forEach((z, j) => {
        plain[offset + j * standard.length + k] = z;
      });
    });
  }
  return plain;
}

/** The same place in other coordinates: w in place of z, of which it is a linear function, z = z₀ + K⁻ᵀw with K⁻ᵀ upper triangular. */
export function fromNoncentered({ effects }: AdjustableDensity, plain: Float64Array): Float64Array {
  const position = plain.slice();
  // Later effects may depend on those before them, which are in their place by then.
  for (const { offset, elements, standard } of effects) {
    const size = standard.length;
    const values = (unit: number): Float64Array[] => {
      const tried = position.slice();
      for (let j = 0; j < elements.size; j++) {
        for (let k = 0; k < size; k++) tried[offset + j * size + k] = k === unit ? 1 : 0;
      }
      const interpreter = new Interpreter(tried);
      return standard.map((node) => interpreter.values(node));
    };
    const origin = values(-1);
    const units = standard.map((_, k) => values(k));
    for (let j = 0; j < elements.size; j++) {
      const start = offset + j * size;
      for (let k = size - 1; k >= 0; k--) {
        let rest = position[start + k]! - origin[k]![j]!;
        for (let i = k + 1; i < size; i++)
          rest -= (units[i]![k]![j]! - origin[k]![j]!) * position[start + i]!;
        position[start + k] = rest / (units[k]![k]![j]! - origin[k]![j]!);
      }
    }
  }
  return position;
}
