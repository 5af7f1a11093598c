/**
 * Whether a transition leaves a distribution invariant, as an exact test. Source: Gandy & Scott (2020),
 * arXiv:2001.06465, algorithm 2: a draw from the distribution itself is put at a random place in a sequence, the
 * reversible kernel fills the sequence forward and backward from it, and the rank of the draw in the sequence is
 * uniform, however slowly the kernel mixes.
 */

import type { LogDensity } from "../../../src/density/log-density.ts";
import { createRandomStream, type RandomStream } from "../../../src/numeric/random-stream.ts";
import type { HamiltonianTrajectory } from "../../../src/samplers/hamiltonian/hamiltonian.ts";
import { DiagonalMetric, type Metric } from "../../../src/samplers/hamiltonian/metric/metric.ts";
import { banana, drawBanana } from "./densities.ts";

/** A transition that is its own reverse. */
export interface ReversibleKernel {
  /** Its state is in slot 0. */
  readonly trajectory: HamiltonianTrajectory;
  move(): unknown;
}

export interface InvarianceTest {
  readonly density: LogDensity;
  readonly metric: Metric;
  readonly stepSize: number;
  /** The kernel under test; its step size is set by the test. */
  readonly kernel: (density: LogDensity, metric: Metric, stream: RandomStream) => ReversibleKernel;
  /** A draw of the distribution that is claimed to be invariant. */
  readonly draw: (stream: RandomStream) => readonly number[];
  readonly quantities: readonly ((position: Float64Array) => number)[];
  readonly repetitions: number;
  readonly seed: number;
}

/** The test on a banana, which no linear metric makes round. */
export const bananaTest: Omit<InvarianceTest, "kernel" | "repetitions" | "seed"> = {
  density: banana,
  metric: new DiagonalMetric(2),
  stepSize: 0.5,
  draw: drawBanana,
  quantities: [
    ([x]) => x,
    ([, y]) => y,
    ([x, y]) => x * y,
    ([x]) => x * x,
    ([x, y]) => banana.evaluate(Float64Array.of(x, y), new Float64Array(2)),
  ],
};

const sequenceLength = 8;

/** χ² with 7 degrees of freedom of the ranks, for each quantity. */
export function rankStatistics(test: InvarianceTest): number[] {
  const stream = createRandomStream(test.seed, 0);
  const kernel = test.kernel(test.density, test.metric, stream);
  kernel.trajectory.stepSize = test.stepSize;
  const counts = test.quantities.map(() => new Array<number>(sequenceLength).fill(0));
  for (let repetition = 0; repetition < test.repetitions; repetition++) {
    const start = test.draw(stream);
    const place = Math.floor(sequenceLength * stream.uniform());
    const ranks = test.quantities.map(() => 0);
    const ties = test.quantities.map(() => 0);
    const compare = (steps: number) => {
      kernel.trajectory.start(start);
      const position = kernel.trajectory.positions[0];
      const values = test.quantities.map((quantity) => quantity(position));
      for (let i = 0; i < steps; i++) {
        kernel.move();
        test.quantities.forEach((quantity, q) => {
          const value = quantity(position);
          if (value < values[q]) ranks[q]++;
          else if (value === values[q]) ties[q]++;
        });
      }
    };
    compare(place);
    compare(sequenceLength - 1 - place);
    ranks.forEach((rank, q) => {
      // A transition may stay where it is: among equals the place is drawn.
      counts[q][rank + Math.floor((ties[q] + 1) * stream.uniform())]++;
    });
  }
  const expected = test.repetitions / sequenceLength;
  return counts.map((row) => row.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0));
}

/** The quantile of χ² with 7 degrees of freedom that one in a million exceeds. */
export const alarm = 40.52;
