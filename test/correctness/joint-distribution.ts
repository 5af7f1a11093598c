/**
 * Whether a sampler leaves the joint distribution of parameters and data invariant: exact tests, without an approximation but that of a
 * mean of independent numbers by the normal distribution.
 *
 * Parameters θ are drawn from the prior and data y from p(y | θ). Then θ is one draw of the posterior given y, and so is
 * every state of a chain that starts there, if its transition leaves the posterior invariant, however slowly it mixes. So
 *
 *     E[mean over the states of f(θ_l, y)] = E[f(θ, y)]
 *
 * for any f and any such transition: that of a Gibbs sweep in a fixed order too, which is not its own reverse. Repetitions are
 * independent of each other, so the standard error needs no account of autocorrelation. This is Geweke's (2004) joint
 * distribution test with the data drawn anew for every θ instead of for every state (JASA 99, 799-804).
 *
 * Where the transition is reversible, θ is put at a random place of the sequence, which is filled forward and backward from it; its rank
 * in the sequence is then uniform (Gandy & Scott 2020, arXiv:2001.06465, algorithm 2), which sees differences of every shape.
 *
 * The transition may depend on the data and on what does not depend on θ: here adaptation is that of a chain on other data.
 */

import type { BoundModel } from "../../src/model/bound-model.ts";
import { createRandomStream, type RandomStream } from "../../src/numeric/random-stream.ts";
import type { ChainAdaptation } from "../../src/samplers/chain.ts";
import type { NutsAdaptation } from "../../src/samplers/hamiltonian/metric/adapted-metric.ts";
import { chainsOf } from "../../src/samplers/index.ts";
import { requireBound } from "../density/harness.ts";
import { type CalibratedModel, type Columns, drawFrom, type Values } from "./calibration.ts";
import { coordinatesIn, type Setting, stateAt } from "./chain-state.ts";
import { type Deviations, meanDeviate } from "./deviations.ts";
import { PriorPlaces } from "./prior-places.ts";
import { byNuts, type PreparedChains, type SamplerUnderTest } from "./samplers.ts";
import { testUniformity } from "./uniformity.ts";

export interface JointTest {
  readonly model: CalibratedModel;
  readonly sampler: SamplerUnderTest;
  /** Data sets, each with a chain of its own. */
  readonly simulations: number;
  /** Transitions of each. */
  readonly steps?: number;
  readonly seed: number;
}

export interface JointResult {
  /** Standard normal deviates for each parameter, the log density and some products. */
  readonly deviations: Deviations;
  /** Share of the states that are not the first one: what never moves passes every test of invariance. */
  readonly moved: number;
}

/** More transitions let an error grow, and cost little beside the preparation for a data set. */
const usualSteps = 15;
/** Relative to the value; two states are never so near by chance. */
const rounding = 1e-8;
/** Transitions on other data that adapt. */
const warmup = 200;

export function testJointDistribution({
  model,
  sampler,
  simulations,
  steps = usualSteps,
  seed,
}: JointTest): JointResult {
  const places = new PriorPlaces(model, createRandomStream(seed, 2));
  let moved = 0;
  const learned = learn(model, sampler, seed);
  const stream = createRandomStream(seed, 1);
  const draw = drawFrom(stream);
  const differences = places.quantities.map((): number[] => []);
  const ranks = places.names.map((): number[] => []);
  for (let i = 0; i < simulations; i++) {
    const { data, truth } = model.simulate(draw);
    const sequence = new Sequence(places, data, (name) => truth[name]!);
    const follow = followFrom(requireBound(model.text, data), sampler, learned, sequence);
    const before = sampler.isReversible ? Math.floor((steps + 1) * stream.uniform()) : 0;
    follow(before, stream);
    follow(steps - before, stream);
    sequence.differences().forEach((difference, q) => {
      differences[q]!.push(difference);
    });
    moved += sequence.movedShare() / simulations;
    if (sampler.isReversible) {
      sequence.ranks(stream).forEach((rank, q) => {
        ranks[q]!.push(rank);
      });
    }
  }
  return { deviations: collect(places, differences, sampler.isReversible ? ranks : null), moved };
}

interface Learned {
  readonly setting: Setting;
  readonly prepare: (model: BoundModel) => PreparedChains;
  readonly adaptation: ChainAdaptation;
}

/** On data that no test uses. */
function learn(model: CalibratedModel, sampler: SamplerUnderTest, seed: number): Learned {
  const stream = createRandomStream(seed, 3);
  const { data } = model.simulate(drawFrom(stream));
  const bound = requireBound(model.text, data);
  const prepare = sampler.prepareBy(bound);
  const { recipe, names } = prepare(bound);
  const { chain } = chainsOf(byNuts(recipe)).start({ stream, number: 1, warmup });
  if (chain === null) throw new Error("no place to start");
  for (let i = 0; i < warmup; i++) chain.transition();
  const setting = { model, coordinates: coordinatesIn(bound), names };
  return { setting, prepare, adaptation: cautious(chain.adaptation()) };
}

/** With half the step size, so that trajectories fit other data too. */
function cautious(adaptation: ChainAdaptation): ChainAdaptation {
  if (!("metric" in adaptation)) return adaptation;
  // Only Hamiltonian samplers have a metric.
  const hamiltonian = adaptation as NutsAdaptation;
  return { ...hamiltonian, stepSize: hamiltonian.stepSize / 2 };
}

/** Runs a chain from the start of the sequence for some transitions, which it sees. */
function followFrom(
  bound: BoundModel,
  { instantiate = chainsOf }: SamplerUnderTest,
  { setting, prepare, adaptation }: Learned,
  sequence: Sequence,
): (steps: number, stream: RandomStream) => void {
  const { recipe, names } = prepare(bound);
  const maker = instantiate(recipe);
  const state = stateAt(recipe, setting, sequence.truth, adaptation);
  const places = new Map(names.map((name, v) => [name, v]));
  const draw = new Float64Array(maker.width);
  return (steps, stream) => {
    if (steps === 0) return;
    const chain = maker.resume(stream, state);
    for (let i = 0; i < steps; i++) {
      chain.transition();
      chain.save(draw);
      sequence.see((name) => draw[places.get(name)!]!);
    }
  };
}

/** A sequence of states of which one, the truth, is given. */
class Sequence {
  readonly truth: Values;
  private readonly places: PriorPlaces;
  private readonly data: Columns;
  private readonly values: readonly number[];
  private readonly first: readonly number[];
  private readonly sums: Float64Array;
  private readonly below: Int32Array;
  private readonly ties: Int32Array;
  private length = 1;
  private stayed = 0;

  constructor(places: PriorPlaces, data: Columns, truth: Values) {
    this.places = places;
    this.data = data;
    this.truth = truth;
    this.values = places.valuesOf(truth, data);
    this.first = places.quantitiesOf(this.values);
    this.sums = new Float64Array(this.first.length);
    this.below = new Int32Array(this.values.length);
    this.ties = new Int32Array(this.values.length);
  }

  see(state: Values): void {
    const values = this.places.valuesOf(state, this.data);
    this.places.quantitiesOf(values).forEach((quantity, q) => {
      this.sums[q]! += quantity;
    });
    let isSame = true;
    values.forEach((value, v) => {
      const truth = this.values[v]!;
      // A state that stayed has the truth's values but for the roundings of its position.
      if (Math.abs(value - truth) <= rounding * (1 + Math.abs(truth))) this.ties[v]!++;
      else {
        isSame = false;
        if (value < truth) this.below[v]!++;
      }
    });
    if (isSame) this.stayed++;
    this.length++;
  }

  /** Mean of the other states less the truth, for each quantity. */
  differences(): number[] {
    return this.first.map((quantity, q) => this.sums[q]! / (this.length - 1) - quantity);
  }

  movedShare(): number {
    return 1 - this.stayed / (this.length - 1);
  }

  /** The rank of the truth as a number between 0 and 1; among equals the place is drawn. */
  ranks(stream: RandomStream): number[] {
    return this.values.map(
      (_, v) =>
        (this.below[v]! + Math.floor((this.ties[v]! + 1) * stream.uniform()) + stream.uniform()) /
        this.length,
    );
  }
}

function collect(
  places: PriorPlaces,
  differences: readonly (readonly number[])[],
  ranks: readonly (readonly number[])[] | null,
): Deviations {
  const result: Record<string, Record<string, number>> = {};
  places.quantities.forEach(({ of, test }, q) => {
    result[of] = { ...result[of], [test]: meanDeviate(differences[q]!) };
  });
  places.names.forEach((name, v) => {
    if (ranks === null) return;
    const { shift, spread, shape } = testUniformity(ranks[v]!);
    const ofRanks = { "shift of ranks": shift, "spread of ranks": spread, "shape of ranks": shape };
    result[name] = { ...result[name], ...ofRanks };
  });
  return result;
}
