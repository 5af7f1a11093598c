/**
 * A Hamiltonian update of a block on its Markov blanket: of parameters whose full conditional has no closed form and whose numbers
 * depend on each other. A short trajectory of jittered length in coordinates that are scaled by the conditional precision, which
 * warm-up learns as the mean square of the score, E[∂ℓ ∂ℓᵀ | rest] = -E[∂²ℓ | rest].
 *
 * Source: Neal (2011), MCMC using Hamiltonian dynamics, §4.2 and §5; the step size by dual averaging (Hoffman & Gelman 2014).
 */

import type { EmittedFunction } from "../../density/code/emit.ts";
import type { Output } from "../../density/code/schedule.ts";
import type { LogDensity } from "../../density/log-density.ts";
import { choleskyFactor, choleskySolve } from "../../numeric/cholesky.ts";
import { exp } from "../../numeric/exponential.ts";
import { DualAveraging } from "../hamiltonian/dual-averaging.ts";
import { HamiltonianTrajectory } from "../hamiltonian/hamiltonian.ts";
import { DenseMetric } from "../hamiltonian/metric/dense-metric.ts";
import { DiagonalMetric } from "../hamiltonian/metric/metric.ts";
import { analyze, blockName, type GibbsGraph, type Member } from "./gibbs-graph.ts";
import type { Update, UpdateContext, UpdateHead } from "./update.ts";

export interface TrajectoryRecipe extends UpdateHead {
  readonly kind: "trajectory";
  /** Stretches of the position. */
  readonly stretches: readonly { readonly offset: number; readonly size: number }[];
  /** Its value is the log density of the Markov blanket; it stores the gradient, stretch by stretch. */
  readonly density: EmittedFunction;
}

/** A metric of more numbers is diagonal. */
const mostDense = 60;
/** Half a period of a unit normal takes farthest from the start; the mean of the jittered lengths, in its units. */
const meanLength = 1.3;
const mostSteps = 20;
const targetAcceptance = 0.85;
/** A trajectory along which the energy differs by more is divergent. */
const mostEnergySpan = 1000;
/** Shares of warm-up at which the metric is set anew. */
const metricTurns = [0.05, 0.15, 0.35, 0.6];
/** Scores that a metric is worth making from, in addition to as many as there are numbers. */
const leastCount = 10;

/** The update of these members together: it suits any density that has a gradient. */
export function trajectoryRecipe(graph: GibbsGraph, members: readonly Member[]): TrajectoryRecipe {
  const analysis = analyze(members);
  const gradient = graph.gradient();
  const stored: Output[] = [];
  let place = 0;
  for (const { input } of members) {
    const node = gradient.get(input);
    if (node !== undefined) stored.push({ node, domain: input.domain, offset: place });
    place += input.domain.size;
  }
  return {
    kind: "trajectory",
    block: blockName(members),
    stretches: members.map(({ input }) => ({ offset: input.offset, size: input.domain.size })),
    density: graph.logDensity(graph.markovBlanket(analysis), stored),
  };
}

export class TrajectoryUpdate implements Update {
  acceptance = 1;
  private readonly context: UpdateContext;
  /** Of its numbers in the position. */
  private readonly places: readonly number[];
  private readonly dimension: number;
  private readonly trajectory: HamiltonianTrajectory;
  private readonly metric: DenseMetric | DiagonalMetric;
  private readonly stepSizes = new DualAveraging(targetAcceptance);
  private readonly start: Float64Array;
  /** Sums of squares of scores: all products for a dense metric, row by row. */
  private readonly squares: Float64Array;
  private count = 0;
  /** What the metric was set from. */
  private inverseMass: Float64Array;

  constructor(recipe: TrajectoryRecipe, context: UpdateContext) {
    this.context = context;
    this.places = recipe.stretches.flatMap(({ offset, size }) =>
      Array.from({ length: size }, (_, i) => offset + i),
    );
    const dimension = this.places.length;
    const compute = context.instantiate(recipe.density);
    const density: LogDensity = {
      dimension,
      evaluate: (position, gradient) => {
        this.scatter(position);
        return compute(context.position, gradient);
      },
    };
    const isDense = dimension <= mostDense;
    this.dimension = dimension;
    this.metric = isDense ? new DenseMetric(dimension) : new DiagonalMetric(dimension);
    this.trajectory = new HamiltonianTrajectory(density, this.metric, 3, 1);
    this.trajectory.stepSize = 0.1;
    this.stepSizes.restart(0.1);
    this.start = new Float64Array(dimension);
    this.squares = new Float64Array(isDense ? dimension * dimension : dimension);
    this.inverseMass = new Float64Array(this.squares.length);
  }

  update(): void {
    const { trajectory, start } = this;
    const { stream } = this.context;
    this.gather(start);
    this.acceptance = 0;
    if (!trajectory.start(start)) return;
    trajectory.drawMomentum(stream);
    const steps = this.drawSteps();
    let from = 0;
    let energyError = 0;
    let lowest = 0;
    let highest = 0;
    for (let step = 0; step < steps && highest - lowest < mostEnergySpan; step++) {
      const to = from === 1 ? 2 : 1;
      energyError = trajectory.step(from, to, 1);
      lowest = Math.min(lowest, energyError);
      highest = Math.max(highest, energyError);
      from = to;
    }
    // The span is the same walked from the other end, so that a trajectory is refused both ways or neither.
    this.acceptance = highest - lowest < mostEnergySpan ? Math.min(1, exp(-energyError)) : 0;
    if (stream.uniform() < this.acceptance) trajectory.keep(from);
    this.scatter(trajectory.positions[0]!);
  }

  /** Uniform from 1 to twice the mean, so that no periodic orbit is followed for ever. */
  private drawSteps(): number {
    const most = Math.min(mostSteps, Math.max(1, Math.round((2 * meanLength) / this.trajectory.stepSize)));
    return 1 + Math.floor(most * this.context.stream.uniform());
  }

  private gather(into: Float64Array): void {
    const { places, context } = this;
    for (let i = 0; i < places.length; i++) into[i] = context.position[places[i]!]!;
  }

  private scatter(from: Float64Array): void {
    const { places, context } = this;
    for (let i = 0; i < places.length; i++) context.position[places[i]!] = from[i]!;
  }

  learn(iteration: number, length: number): void {
    this.stepSizes.update(this.acceptance);
    this.trajectory.stepSize = this.stepSizes.stepSize();
    this.learnScore();
    if (metricTurns.some((share) => iteration === Math.floor(share * length))) this.setMetric();
    if (iteration === length - 1) this.trajectory.stepSize = this.stepSizes.finalStepSize();
  }

  private learnScore(): void {
    const gradient = this.trajectory.gradients[0]!;
    const { dimension, squares } = this;
    this.count++;
    if (squares.length === dimension) {
      for (let i = 0; i < dimension; i++) squares[i]! += gradient[i]! * gradient[i]!;
      return;
    }
    for (let i = 0; i < dimension; i++) {
      for (let j = 0; j < dimension; j++) squares[i * dimension + j]! += gradient[i]! * gradient[j]!;
    }
  }

  /** M⁻¹ = E[score scoreᵀ]⁻¹, shrunk a little toward its diagonal. */
  private setMetric(): void {
    const { dimension, squares, count } = this;
    if (count >= leastCount + (squares.length === dimension ? 0 : dimension)) {
      const inverse = squares.length === dimension ? this.invertDiagonal() : this.invertMatrix();
      if (inverse !== null && this.useMetric(inverse)) this.stepSizes.restart(0.5);
      this.trajectory.stepSize = this.stepSizes.stepSize();
    }
    this.count = 0;
    this.squares.fill(0);
  }

  private invertDiagonal(): Float64Array | null {
    const inverse = this.squares.map((square) => this.count / square);
    return inverse.every((value) => value > 0 && value < Infinity) ? inverse : null;
  }

  private invertMatrix(): Float64Array | null {
    const { dimension, count, squares } = this;
    const precision = squares.map((product) => product / (count + 5));
    for (let i = 0; i < dimension; i++) precision[i * (dimension + 1)]! *= (count + 5) / count;
    if (!choleskyFactor(precision, dimension)) return null;
    const inverse = new Float64Array(dimension * dimension);
    const column = new Float64Array(dimension);
    for (let j = 0; j < dimension; j++) {
      column.fill(0);
      column[j] = 1;
      choleskySolve(precision, dimension, column);
      for (let i = 0; i < dimension; i++) inverse[i * dimension + j] = column[i]!;
    }
    for (let i = 0; i < dimension; i++) {
      for (let j = 0; j < i; j++) {
        const mean = 0.5 * (inverse[i * dimension + j]! + inverse[j * dimension + i]!);
        inverse[i * dimension + j] = mean;
        inverse[j * dimension + i] = mean;
      }
    }
    return inverse;
  }

  private useMetric(inverse: Float64Array): boolean {
    if (this.metric instanceof DenseMetric) {
      if (!this.metric.update(inverse)) return false;
    } else {
      for (let i = 0; i < inverse.length; i++) this.metric.update(i, inverse[i]!);
    }
    this.inverseMass = inverse;
    return true;
  }

  /** Step size, then the inverse mass matrix; the latter all zero if it is the unit matrix. */
  adaptation(): readonly number[] {
    return [this.trajectory.stepSize, ...this.inverseMass];
  }

  restore([stepSize, ...inverseMass]: readonly number[]): void {
    this.trajectory.stepSize = stepSize!;
    if (inverseMass.some((value) => value !== 0)) this.useMetric(Float64Array.from(inverseMass));
  }
}
