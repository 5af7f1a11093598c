import { describe, expect, it } from "vitest";
import type { LogDensity } from "../../../src/density/log-density.ts";
import { createRandomStream } from "../../../src/numeric/random-stream.ts";
import { HamiltonianTrajectory } from "../../../src/samplers/hamiltonian/hamiltonian.ts";
import { DenseMetric } from "../../../src/samplers/hamiltonian/metric/dense-metric.ts";
import { DiagonalMetric } from "../../../src/samplers/hamiltonian/metric/metric.ts";
import { banana, independentNormal } from "./densities.ts";

function start(density: LogDensity, position: number[], momentum: number[], stepSize: number) {
  const trajectory = new HamiltonianTrajectory(density, new DiagonalMetric(density.dimension), 4, 3);
  trajectory.start(position);
  trajectory.momenta[0].set(momentum);
  trajectory.velocities[0].set(momentum);
  trajectory.initialEnergy = trajectory.energy(0);
  trajectory.stepSize = stepSize;
  return trajectory;
}

describe("the leapfrog integrator", () => {
  it("conserves p² + q²(1 - ε²/4) of the harmonic oscillator exactly, and so the energy to order ε²", () => {
    const stepSize = 0.3;
    const trajectory = start(independentNormal([1]), [1.2], [-0.4], stepSize);
    const shadow = (slot: number) =>
      trajectory.momenta[slot][0] ** 2 + trajectory.positions[slot][0] ** 2 * (1 - stepSize ** 2 / 4);
    const expected = shadow(0);
    let from = 0;
    for (let i = 0; i < 1000; i++) {
      const to = 1 + (i % 2);
      const energyError = trajectory.step(from, to, 1);
      expect(Math.abs(shadow(to) - expected)).toBeLessThan(1e-12);
      // H - shadow/2 = q²ε²/8
      expect(Math.abs(energyError)).toBeLessThan((2 * expected * stepSize ** 2) / 8);
      from = to;
    }
  });

  it("is reversible: forward, momentum flipped, and forward again ends at the start", () => {
    const trajectory = start(banana, [0.3, 1.1], [1, -2], 0.1);
    let from = 0;
    for (let i = 0; i < 50; i++) {
      trajectory.step(from, 1 + (i % 2), 1);
      from = 1 + (i % 2);
    }
    for (const vectors of [trajectory.momenta, trajectory.velocities]) {
      for (let i = 0; i < 2; i++) vectors[from][i] *= -1;
    }
    for (let i = 0; i < 50; i++) {
      const to = from === 1 ? 2 : 1;
      trajectory.step(from, to, 1);
      from = to;
    }
    expect(Math.abs(trajectory.positions[from][0] - 0.3)).toBeLessThan(1e-12);
    expect(Math.abs(trajectory.positions[from][1] - 1.1)).toBeLessThan(1e-12);
    expect(Math.abs(trajectory.momenta[from][0] + 1)).toBeLessThan(1e-12);
    expect(Math.abs(trajectory.momenta[from][1] - 2)).toBeLessThan(1e-12);
  });

  it("goes back one step with direction -1", () => {
    const trajectory = start(banana, [0.3, 1.1], [1, -2], 0.1);
    trajectory.step(0, 1, 1);
    trajectory.step(1, 2, -1);
    expect(Math.abs(trajectory.positions[2][0] - 0.3)).toBeLessThan(1e-14);
    expect(Math.abs(trajectory.positions[2][1] - 1.1)).toBeLessThan(1e-14);
  });

  it.each([
    ["a log density of NaN", Number.NaN, 0],
    ["a log density of -Infinity", -Infinity, 0],
    ["a log density of +Infinity", Infinity, 0],
    ["a gradient of NaN", 0, Number.NaN],
    ["a gradient of Infinity", 0, Infinity],
  ])("makes %s an energy error of +Infinity", (_, logDensity, slope) => {
    const density: LogDensity = {
      dimension: 2,
      evaluate(position, gradient) {
        gradient.fill(0);
        if (position[0] > 0) gradient[1] = slope;
        return position[0] > 0 ? logDensity : 0;
      },
    };
    expect(start(density, [-1, 0], [20, 1], 0.1).step(0, 1, 1)).toBe(Infinity);
    expect(start(density, [1, 0], [1, 1], 0.1).start([1, 0])).toBe(false);
  });
});

describe("the criterion of the U-turn", () => {
  it("holds on the harmonic oscillator before half a period, and not after", () => {
    const stepSize = 0.01;
    const trajectory = start(independentNormal([1]), [0], [1], stepSize);
    const turnsWithin = (steps: number) => {
      // Slots 0 and 1: the two ends; the sum of the momenta between them at level 0, less the last one, at level 1.
      trajectory.startMomentumSum(0, 0);
      let from = 0;
      for (let i = 0; i < steps; i++) {
        const to = from === 1 ? 2 : 1;
        trajectory.step(from, to, 1);
        trajectory.startMomentumSum(1, to);
        if (i === steps - 1) return trajectory.joinIsTurning(0, from, to, to, 0);
        trajectory.joinIsTurning(0, from, to, to, 0);
        from = to;
      }
      throw new Error("no step");
    };
    // From q = 0 the momentum at the end opposes the sum, q(t), from a quarter of a period on.
    expect(turnsWithin(150)).toBe(false);
    expect(turnsWithin(165)).toBe(true);
  });
});

describe("the criterion at the joint of two subtrees", () => {
  it("asks the union, and each part with the first state of the other", () => {
    const stream = createRandomStream(8, 0);
    const trajectory = new HamiltonianTrajectory(independentNormal([1, 1, 1]), new DiagonalMetric(3), 6, 2);
    const sum = (a: Float64Array, b: Float64Array) => a.map((x, i) => x + b[i]);
    const dot = (a: Float64Array, b: Float64Array) => a.reduce((total, x, i) => total + x * b[i], 0);
    const counts = [0, 0, 0, 0];
    for (let i = 0; i < 2000; i++) {
      // Slots 0..3 are the ends, 4 and 5 have the momentum sums of the two parts.
      for (const momentum of trajectory.momenta)
        for (let k = 0; k < 3; k++) momentum[k] = 0.8 + stream.normal();
      for (const velocity of trajectory.velocities)
        for (let k = 0; k < 3; k++) velocity[k] = 0.8 + stream.normal();
      const { momenta: p, velocities: v } = trajectory;
      const isStraight = (one: number, other: number, rho: Float64Array) =>
        dot(v[one], rho) > 0 && dot(v[other], rho) > 0;
      const checks = [
        isStraight(0, 3, sum(p[4], p[5])),
        isStraight(0, 2, sum(p[4], p[2])),
        isStraight(1, 3, sum(p[5], p[1])),
      ];
      trajectory.startMomentumSum(0, 4);
      trajectory.startMomentumSum(1, 5);
      expect(trajectory.joinIsTurning(0, 1, 2, 3, 0)).toBe(checks.includes(false));
      counts[checks.filter((check) => check).length]++;
    }
    // Also with one or two of the three alone in forbidding it.
    for (const count of counts) expect(count).toBeGreaterThan(50);
  });
});

describe("metrics", () => {
  const inverseMass = Float64Array.of(4, 1, 0.5, 1, 3, -0.2, 0.5, -0.2, 0.7);

  it("draw momenta with the inverse of the covariance by which they make velocities", () => {
    const metric = new DenseMetric(3);
    expect(metric.update(inverseMass)).toBe(true);
    // Momenta of the unit vectors: Σ ppᵀ = M, so that M⁻¹ Σ ppᵀ = I.
    const product = new Float64Array(9);
    for (let unit = 0; unit < 3; unit++) {
      let call = 0;
      const momentum = new Float64Array(3);
      const velocity = new Float64Array(3);
      const stream = { ...createRandomStream(1, 0), normal: () => (call++ === unit ? 1 : 0) };
      metric.drawMomentum(stream, momentum);
      metric.velocity(momentum, velocity);
      for (let i = 0; i < 3; i++) for (let j = 0; j < 3; j++) product[3 * i + j] += velocity[i] * momentum[j];
    }
    product.forEach((value, k) => {
      expect(value).toBeCloseTo(k % 4 === 0 ? 1 : 0, 14);
    });
  });

  it("stay as they were when given what is not positive definite", () => {
    const dense = new DenseMetric(2);
    expect(dense.update(Float64Array.of(1, 2, 2, 1))).toBe(false);
    expect(dense.inverseMassMatrix()).toEqual([1, 0, 0, 1]);
    const diagonal = new DiagonalMetric(2);
    for (const bad of [0, -1, Number.NaN, Infinity]) diagonal.update(0, bad);
    expect(diagonal.inverseMassMatrix()).toEqual([1, 1]);
  });
});
