/** The metric with directions of its own: exact where the answer is known, then on posteriors with a ridge. */

import { describe, expect, it } from "vitest";
import { createRandomStream, type RandomStream } from "../../../src/numeric/random-stream.ts";
import { essMean } from "../../../src/posterior/ess.ts";
import { HamiltonianTrajectory } from "../../../src/samplers/hamiltonian/hamiltonian.ts";
import { DrawHistory } from "../../../src/samplers/hamiltonian/metric/draw-history.ts";
import { FisherAdaptation } from "../../../src/samplers/hamiltonian/metric/fisher.ts";
import { findDirections } from "../../../src/samplers/hamiltonian/metric/fisher-directions.ts";
import { LowRankAdaptation } from "../../../src/samplers/hamiltonian/metric/low-rank.ts";
import {
  LowRankMetric,
  type ScaledDirection,
} from "../../../src/samplers/hamiltonian/metric/low-rank-metric.ts";
import { DiagonalMetric, type Metric } from "../../../src/samplers/hamiltonian/metric/metric.ts";
import { nutsKernel, type Run, runChains, standardizedError } from "../nuts/chains.ts";
import { banana, drawBanana, independentNormal, normalWithDirections } from "./densities.ts";
import { alarm, rankStatistics } from "./invariance.ts";

/** Three orthonormal directions among `dimension` coordinates. */
function threeDirections(dimension: number): ScaledDirection[] {
  const even = Float64Array.from({ length: dimension }, () => 1 / Math.sqrt(dimension));
  const first = Float64Array.from({ length: dimension }, (_, i) =>
    i === 0 ? Math.SQRT1_2 : i === 1 ? -Math.SQRT1_2 : 0,
  );
  const second = Float64Array.from(
    { length: dimension },
    (_, i) => (i < 2 ? 1 : i === 2 ? -2 : 0) / Math.sqrt(6),
  );
  return [
    { vector: even, variance: 64 },
    { vector: first, variance: 0.1 },
    { vector: second, variance: 5 },
  ];
}

function scaledDiagonal(dimension: number): DiagonalMetric {
  const diagonal = new DiagonalMetric(dimension);
  for (let i = 0; i < dimension; i++) diagonal.update(i, 0.5 + i * i);
  return diagonal;
}

function lowRankMetric(dimension: number): LowRankMetric {
  const metric = new LowRankMetric(scaledDiagonal(dimension), 3);
  metric.setDirections(threeDirections(dimension));
  return metric;
}

const unitVector = (dimension: number, at: number) =>
  Float64Array.from({ length: dimension }, (_, i) => (i === at ? 1 : 0));

/** M⁻¹ column by column, from velocities. */
function inverseMassOf(metric: Metric, dimension: number): number[] {
  return Array.from({ length: dimension }, (_, j) => {
    const velocity = new Float64Array(dimension);
    metric.velocity(unitVector(dimension, j), velocity);
    return Array.from(velocity);
  }).flat();
}

describe("the low-rank metric", () => {
  const size = 6;

  it("has the inverse mass matrix S(I + V(Λ - I)Vᵀ)S, and reports it as a diagonal and its directions", () => {
    const metric = lowRankMetric(size);
    const matrix = inverseMassOf(metric, size);
    const diagonal = metric.inverseMassMatrix();
    const terms = metric.lowRankTerms();
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) {
        const scale = Math.sqrt((0.5 + i * i) * (0.5 + j * j));
        let expected = i === j ? 1 : 0;
        for (const { vector, variance } of threeDirections(size)) {
          expected += (variance - 1) * vector[i]! * vector[j]!;
        }
        expect(matrix[i * size + j]! / scale).toBeCloseTo(expected, 12);
        let reported = i === j ? diagonal[i]! : 0;
        for (const { variance, vector } of terms)
          reported += (variance - 1) * scale * vector[i]! * vector[j]!;
        expect(reported / scale).toBeCloseTo(expected, 12);
      }
    }
  });

  it("draws momenta with the inverse of the covariance by which it makes velocities", () => {
    const metric = lowRankMetric(size);
    // Momenta of the unit vectors: Σ ppᵀ = M, so that M⁻¹ Σ ppᵀ = I.
    const product = new Float64Array(size * size);
    for (let unit = 0; unit < size; unit++) {
      let call = 0;
      const stream: RandomStream = { ...createRandomStream(1, 0), normal: () => (call++ === unit ? 1 : 0) };
      const momentum = new Float64Array(size);
      const velocity = new Float64Array(size);
      metric.drawMomentum(stream, momentum);
      metric.velocity(momentum, velocity);
      for (let i = 0; i < size; i++) {
        for (let j = 0; j < size; j++) product[size * i + j] += velocity[i]! * momentum[j]!;
      }
    }
    product.forEach((value, k) => {
      expect(value).toBeCloseTo(k % (size + 1) === 0 ? 1 : 0, 11);
    });
  });

  it("gives a kinetic energy of n/2 on average", () => {
    const metric = lowRankMetric(size);
    const trajectory = new HamiltonianTrajectory(independentNormal(new Array(size).fill(1)), metric, 2, 1);
    trajectory.start(new Array(size).fill(0));
    const stream = createRandomStream(5, 0);
    let total = 0;
    for (let i = 0; i < 20_000; i++) {
      trajectory.drawMomentum(stream);
      total += trajectory.initialEnergy;
    }
    // 2K ~ χ² with n degrees of freedom: a standard error of √(n/2)/√20000
    expect(Math.abs(total / 20_000 - size / 2)).toBeLessThan(4 * Math.sqrt(size / 2 / 20_000));
  });

  it("keeps the leapfrog integrator reversible", () => {
    const density = normalWithDirections(size, threeDirections(size));
    const trajectory = new HamiltonianTrajectory(density, lowRankMetric(size), 3, 1);
    const start = Array.from({ length: size }, (_, i) => 0.3 * i - 0.7);
    trajectory.start(start);
    trajectory.stepSize = 0.05;
    trajectory.drawMomentum(createRandomStream(6, 0));
    const momentum = Array.from(trajectory.momenta[0]!);
    let from = 0;
    for (let i = 0; i < 40; i++) {
      trajectory.step(from, 1 + (i % 2), i < 20 ? 1 : -1);
      from = 1 + (i % 2);
    }
    for (let i = 0; i < size; i++) {
      expect(trajectory.positions[from]![i]).toBeCloseTo(start[i]!, 10);
      expect(trajectory.momenta[from]![i]).toBeCloseTo(momentum[i]!, 10);
    }
  });

  it("without directions is the diagonal metric, bit for bit", () => {
    const metric = new LowRankMetric(scaledDiagonal(size), 3);
    metric.setDirections(threeDirections(size));
    metric.setDirections([]);
    const diagonal = scaledDiagonal(size);
    const [one, other] = [new Float64Array(size), new Float64Array(size)];
    metric.drawMomentum(createRandomStream(7, 0), one);
    diagonal.drawMomentum(createRandomStream(7, 0), other);
    expect(one).toEqual(other);
    expect(inverseMassOf(metric, size)).toEqual(inverseMassOf(diagonal, size));
    expect(metric.lowRankTerms()).toEqual([]);
  });

  it("leaves a banana-shaped distribution invariant", () => {
    const metric = new LowRankMetric(new DiagonalMetric(2), 2);
    metric.diagonal.update(1, 0.7);
    metric.setDirections([{ vector: Float64Array.of(0.6, 0.8), variance: 3 }]);
    const statistics = rankStatistics({
      density: banana,
      kernel: nutsKernel,
      metric,
      stepSize: 0.5,
      draw: drawBanana,
      quantities: [([x]) => x!, ([, y]) => y!, ([x, y]) => x! * y!, ([x]) => x! * x!],
      repetitions: 3000,
      seed: 22,
    });
    for (const statistic of statistics) expect(statistic).toBeLessThan(alarm);
  });
});

describe("the history of draws", () => {
  it("has the latest draws with their gradients, as many as asked for or as it has room for", () => {
    const history = new DrawHistory(4);
    const numbers = (vectors: Float64Array[]) => vectors.map(([x]) => x!).sort((a, b) => a - b);
    for (let i = 1; i <= 6; i++) {
      history.add(Float64Array.of(i), Float64Array.of(-i));
      const kept = Array.from({ length: Math.min(i, 4) }, (_, k) => i - Math.min(i, 4) + 1 + k);
      expect(numbers(history.latestDraws(10))).toEqual(kept);
      expect(numbers(history.latestDraws(2))).toEqual(kept.slice(-2));
      expect(history.latestGradients(3)).toEqual(history.latestDraws(3).map(([x]) => Float64Array.of(-x!)));
    }
  });
});

describe("the directions of a posterior", () => {
  const size = 30;
  const directions = threeDirections(size);

  /** Independent draws of the normal distribution with these directions, and the gradients at them. */
  function drawsOf(count: number, seed: number, dimension = size) {
    const along = threeDirections(dimension);
    const density = normalWithDirections(dimension, along);
    const stream = createRandomStream(seed, 0);
    const draws = Array.from({ length: count }, () => {
      const draw = Float64Array.from({ length: dimension }, () => stream.normal());
      for (const { vector, variance } of along) {
        const product = vector.reduce((sum, v, i) => sum + v * draw[i]!, 0);
        for (let i = 0; i < dimension; i++) draw[i]! += (Math.sqrt(variance) - 1) * product * vector[i]!;
      }
      return draw;
    });
    const gradients = draws.map((draw) => {
      const gradient = new Float64Array(dimension);
      density.evaluate(draw, gradient);
      return gradient;
    });
    return { draws, gradients };
  }

  it("are found, with their variances, from draws not many more than dimensions", () => {
    const { draws, gradients } = drawsOf(60, 1);
    const found = findDirections(draws, gradients, 10);
    expect(found).toHaveLength(3);
    // The one farthest from 1 first.
    found.forEach(({ vector, variance }, k) => {
      const expected = directions[k]!;
      expect(variance / expected.variance).toBeGreaterThan(0.6);
      expect(variance / expected.variance).toBeLessThan(1.7);
      expect(Math.abs(vector.reduce((sum, v, i) => sum + v * expected.vector[i]!, 0))).toBeGreaterThan(0.99);
    });
  });

  it("are found among twice as many coordinates as draws: the longest one, nearly", () => {
    const { draws, gradients } = drawsOf(100, 1, 200);
    const [longest] = findDirections(draws, gradients, 10);
    const [{ vector, variance }] = threeDirections(200) as [ScaledDirection];
    expect(longest!.variance / variance).toBeGreaterThan(0.3);
    expect(Math.abs(vector.reduce((sum, v, i) => sum + v * longest!.vector[i]!, 0))).toBeGreaterThan(0.98);
  });

  it("are at most as many as asked for", () => {
    const { draws, gradients } = drawsOf(60, 2);
    const found = findDirections(draws, gradients, 1);
    expect(found).toHaveLength(1);
    expect(found[0]!.variance).toBeGreaterThan(30);
  });

  it("are orthonormal, also from fewer draws than dimensions", () => {
    const { draws, gradients } = drawsOf(12, 3);
    const found = findDirections(draws, gradients, 10);
    expect(found.length).toBeGreaterThan(0);
    found.forEach(({ vector }, k) => {
      found.forEach((other, l) => {
        const product = vector.reduce((sum, v, i) => sum + v * other.vector[i]!, 0);
        expect(product).toBeCloseTo(k === l ? 1 : 0, 12);
      });
    });
  });

  it("are none where the posterior is round", () => {
    const stream = createRandomStream(4, 0);
    const draws = Array.from({ length: 40 }, () =>
      Float64Array.from({ length: size }, () => stream.normal()),
    );
    const gradients = draws.map((draw) => draw.map((x) => -x));
    expect(findDirections(draws, gradients, 10)).toEqual([]);
  });

  it("are none where draws do not differ", () => {
    const zeros = Array.from({ length: 12 }, () => new Float64Array(size));
    expect(findDirections(zeros, zeros, 10)).toEqual([]);
  });
});

describe("the adaptation of the low-rank metric", () => {
  it("is the Fisher metric's, number by number, where no direction is found", () => {
    const variances = [1e-6, 0.3, 1e6];
    const stream = createRandomStream(3, 0);
    const fisher = new FisherAdaptation(3, 200);
    const lowRank = new LowRankAdaptation(3, 200);
    for (let i = -1; i < 200; i++) {
      const position = Float64Array.from(variances, (variance) => Math.sqrt(variance) * stream.normal());
      const gradient = position.map((x, k) => -x / variances[k]!);
      if (i < 0) {
        fisher.begin(position, gradient);
        lowRank.begin(position, gradient);
      } else {
        const change = fisher.update(i, position, gradient, true);
        expect(lowRank.update(i, position, gradient, true)).toBe(change);
      }
      expect(lowRank.metric.inverseMassMatrix()).toEqual(fisher.metric.inverseMassMatrix());
      expect(lowRank.metric.lowRankTerms()).toEqual([]);
    }
  });

  it("makes the same chain as the Fisher metric on independent normals", () => {
    const density = independentNormal([1e-4, 1, 100]);
    const fisher = runChains(density, { metric: "fisher", chainCount: 1, warmup: 100, drawCount: 50 });
    const lowRank = runChains(density, { metric: "low_rank", chainCount: 1, warmup: 100, drawCount: 50 });
    expect(lowRank.draws).toEqual(fisher.draws);
    expect(lowRank.chains[0]!.adaptation()).toEqual({
      ...fisher.chains[0]!.adaptation(),
      metric: "low_rank",
      lowRankTerms: [],
    });
  });
});

describe("NUTS with the low-rank metric", () => {
  // One long direction among 50.
  const size = 50;
  const ridge = threeDirections(size).slice(0, 1);
  const density = normalWithDirections(size, ridge);
  const along = (x: Float64Array) => ridge[0]!.vector.reduce((sum, v, i) => sum + v * x[i]!, 0);
  const options = { chainCount: 2, warmup: 400, drawCount: 500, seed: 11 };

  const efficiency = (run: Run) => {
    const steps = run.statistics.reduce((sum, statistics) => sum + statistics.leapfrogSteps, 0);
    return essMean(Float64Array.from(run.draws.flat(), along), run.draws.length) / steps;
  };

  it("crosses a ridge among 50 coordinates at a fraction of the diagonal metric's cost", () => {
    const lowRank = runChains(density, { ...options, metric: "low_rank" });
    const fisher = runChains(density, { ...options, metric: "fisher" });
    expect(efficiency(lowRank)).toBeGreaterThan(5 * efficiency(fisher));
    for (const chain of lowRank.chains) expect(chain.adaptation().lowRankTerms).toHaveLength(1);
    for (const [f, expected] of [
      [(x: Float64Array) => along(x), 0],
      [(x: Float64Array) => along(x) ** 2, 64],
      [(x: Float64Array) => x[0]!, 0],
      [(x: Float64Array) => x[7]! ** 2, 1 + 63 / size],
    ] as const) {
      expect(Math.abs(standardizedError(lowRank, f, expected))).toBeLessThan(4);
    }
  });

  it("freezes the directions with the rest when warm-up ends", () => {
    const { chains } = runChains(density, { ...options, metric: "low_rank", chainCount: 1, drawCount: 1 });
    const adapted = chains[0]!.adaptation();
    for (let i = 0; i < 20; i++) chains[0]!.transition();
    expect(chains[0]!.adaptation()).toEqual(adapted);
  });
});
