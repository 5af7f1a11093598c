import { describe, expect, it } from "vitest";
import type { LogDensity } from "../../../src/density/log-density.ts";
import { createRandomStream, type RandomStream } from "../../../src/numeric/random-stream.ts";
import type { LeapfrogState, ObservedTrajectory } from "../../../src/samplers/chain.ts";
import { DiagonalMetric } from "../../../src/samplers/hamiltonian/metric/metric.ts";
import { HmcTransition } from "../../../src/samplers/hmc/transition.ts";
import { banana, drawBanana, independentNormal } from "../hamiltonian/densities.ts";
import { alarm, bananaTest, type InvarianceTest, rankStatistics } from "../hamiltonian/invariance.ts";
import { hmcKernel } from "./chains.ts";

/** A stream whose normal and uniform numbers are given. */
function scripted(normals: readonly number[], uniform: number): RandomStream {
  let call = 0;
  return {
    ...createRandomStream(1, 0),
    normal: () => normals[call++ % normals.length],
    uniform: () => uniform,
  };
}

interface Watched {
  readonly states: readonly LeapfrogState[];
  readonly trajectories: readonly ObservedTrajectory[];
  readonly transition: HmcTransition;
}

/** One transition from `position` with the momentum given, and all that was seen of it. */
function moveOnce(
  density: LogDensity,
  position: readonly number[],
  momentum: readonly number[],
  {
    steps,
    stepSize,
    uniform = 0.5,
    bound = 1000,
  }: { steps: number; stepSize: number; uniform?: number; bound?: number },
): Watched {
  const states: LeapfrogState[] = [];
  const trajectories: ObservedTrajectory[] = [];
  const metric = new DiagonalMetric(density.dimension);
  const transition = new HmcTransition(density, metric, scripted(momentum, uniform), bound, {
    onLeapfrog: (state) => {
      states.push({ ...state, position: state.position.slice(), momentum: state.momentum.slice() });
    },
    onTrajectory: (trajectory) => {
      trajectories.push(trajectory);
    },
  });
  transition.trajectory.start(position);
  transition.trajectory.stepSize = stepSize;
  transition.move(steps);
  return { states, trajectories, transition };
}

describe("a trajectory of HMC on the harmonic oscillator", () => {
  const oscillator = independentNormal([1]);

  it("is the rotation that the leapfrog integrator makes of it, state by state", () => {
    const [q, p, stepSize, steps] = [0.7, -1.1, 0.4, 25];
    const { states } = moveOnce(oscillator, [q], [p], { steps, stepSize });
    // q_n = q cos nφ + p sin nφ / c,  p_n = p cos nφ - q c sin nφ,  cos φ = 1 - ε²/2,  c² = 1 - ε²/4
    const angle = Math.acos(1 - stepSize ** 2 / 2);
    const c = Math.sqrt(1 - stepSize ** 2 / 4);
    expect(states.map(({ offset }) => offset)).toEqual(Array.from({ length: steps + 1 }, (_, n) => n));
    for (const { offset: n, position, momentum, energy } of states) {
      expect(position[0]).toBeCloseTo(q * Math.cos(n * angle) + (p / c) * Math.sin(n * angle), 12);
      expect(momentum[0]).toBeCloseTo(p * Math.cos(n * angle) - q * c * Math.sin(n * angle), 12);
      expect(energy).toBeCloseTo(0.5 * (position[0] ** 2 + momentum[0] ** 2), 12);
    }
  });

  it("is back at its start after a whole period, so that without jitter the chain goes nowhere", () => {
    const steps = 20;
    // Lφ = 2π
    const stepSize = Math.sqrt(2 - 2 * Math.cos((2 * Math.PI) / steps));
    const { states } = moveOnce(oscillator, [0.7], [-1.1], { steps, stepSize });
    expect(states[steps].position[0]).toBeCloseTo(0.7, 12);
    expect(states[steps].momentum[0]).toBeCloseTo(-1.1, 12);
  });

  it("has an energy error of order ε²: half the step size, a quarter of the error", () => {
    const largest = (stepSize: number): number => {
      const { states } = moveOnce(oscillator, [1], [0.5], { steps: Math.round(6 / stepSize), stepSize });
      return Math.max(...states.map(({ energy }) => Math.abs(energy - states[0].energy)));
    };
    for (const stepSize of [0.2, 0.1, 0.05]) {
      expect(largest(stepSize) / largest(stepSize / 2)).toBeGreaterThan(3.8);
      expect(largest(stepSize) / largest(stepSize / 2)).toBeLessThan(4.2);
    }
  });

  it("ends at its start when it is begun at its end with the momentum turned round", () => {
    const there = moveOnce(banana, [0.3, 1.1], [1, -2], { steps: 40, stepSize: 0.1 }).states[40];
    const back = moveOnce(
      banana,
      [...there.position],
      [...there.momentum].map((x) => -x),
      {
        steps: 40,
        stepSize: 0.1,
      },
    ).states[40];
    expect(back.position[0]).toBeCloseTo(0.3, 12);
    expect(back.position[1]).toBeCloseTo(1.1, 12);
    expect(back.momentum[0]).toBeCloseTo(-1, 12);
    expect(back.momentum[1]).toBeCloseTo(2, 12);
  });
});

/** Six steps that went as they should. */
const complete = (chosenOffset: number): ObservedTrajectory => ({
  leapfrogSteps: 6,
  divergent: false,
  ending: "complete",
  endingBetween: [0, 6],
  chosenOffset,
});

/** Of which the last step went astray. */
const diverged = (leapfrogSteps: number): ObservedTrajectory => ({
  leapfrogSteps,
  divergent: true,
  ending: "diverged",
  endingBetween: [leapfrogSteps, leapfrogSteps],
  chosenOffset: 0,
});

describe("the end of a trajectory of HMC", () => {
  const [start, momentum] = [
    [0.3, 1.1],
    [1, -2],
  ];
  const shape = { steps: 6, stepSize: 0.4 };
  const { states } = moveOnce(banana, start, momentum, shape);
  const last = states[6];
  const probability = Math.exp(states[0].energy - last.energy);

  it("is accepted with probability exp(-energy error), and with less the chain stays", () => {
    expect(probability).toBeGreaterThan(0.01);
    expect(probability).toBeLessThan(0.99);
    const accepted = moveOnce(banana, start, momentum, { ...shape, uniform: probability - 1e-9 });
    expect([...accepted.transition.trajectory.positions[0]]).toEqual([...last.position]);
    expect(accepted.trajectories).toEqual([complete(6)]);
    const rejected = moveOnce(banana, start, momentum, { ...shape, uniform: probability + 1e-9 });
    expect([...rejected.transition.trajectory.positions[0]]).toEqual(start);
    expect(rejected.trajectories).toEqual([complete(0)]);
  });

  it("is never accepted when energies along the way span more than allowed, and the trajectory ends there", () => {
    const stiff = independentNormal([1, 1e-4]);
    const {
      trajectories,
      transition,
      states: seen,
    } = moveOnce(stiff, [1, 0.01], [1, 1], {
      steps: 50,
      stepSize: 0.1,
    });
    expect(trajectories).toEqual([diverged(seen.length - 1)]);
    const energies = seen.map(({ energy }) => energy);
    expect(Math.max(...energies) - Math.min(...energies)).toBeGreaterThan(1000);
    expect(Math.max(...energies.slice(0, -1)) - Math.min(...energies.slice(0, -1))).toBeLessThan(1000);
    expect([...transition.trajectory.positions[0]]).toEqual([1, 0.01]);
  });

  it("is cut off by the span of energies, which is the same from the other end, and not by their rise", () => {
    const stream = createRandomStream(8, 0);
    const size = { steps: 6, stepSize: 0.5 };
    const bound = 0.7;
    const counts = { span: 0, riseOnly: 0 };
    for (let i = 0; i < 300; i++) {
      const from = drawBanana(stream);
      const pushed = [stream.normal(), stream.normal()];
      const whole = moveOnce(banana, from, pushed, size).states.map(({ energy }) => energy);
      const isWide = Math.max(...whole) - Math.min(...whole) > bound;
      const [cut] = moveOnce(banana, from, pushed, { ...size, bound }).trajectories;
      expect(cut.divergent).toBe(isWide);
      counts.span += Number(isWide);
      counts.riseOnly += Number(Math.max(...whole) - whole[0] > bound);
    }
    expect(counts.span).toBeLessThan(280);
    expect(counts.riseOnly).toBeLessThan(counts.span - 20);
  });

  it("is at once where the density is not finite", () => {
    const half: LogDensity = {
      dimension: 1,
      evaluate([x], gradient) {
        gradient[0] = -x;
        return x > 0 ? -0.5 * x * x : Number.NaN;
      },
    };
    const { trajectories } = moveOnce(half, [0.1], [-1], { steps: 10, stepSize: 0.3 });
    expect(trajectories).toEqual([diverged(1)]);
  });
});

describe("the transition of HMC", () => {
  const test: InvarianceTest = { ...bananaTest, kernel: hmcKernel(4, 0.2), repetitions: 5000, seed: 50 };

  it.each([
    ["small steps", 0.1, hmcKernel(6, 0)],
    ["jittered steps with many rejections", 0.7, hmcKernel(4, 0.2)],
    ["a bound on energies that cuts off every other trajectory", 0.7, hmcKernel(6, 0.5, 1.5)],
  ])("leaves a banana-shaped distribution invariant with %s", (_, stepSize, kernel) => {
    const seed = 50 + Math.round(10 * stepSize);
    for (const statistic of rankStatistics({ ...test, stepSize, kernel, seed }))
      expect(statistic).toBeLessThan(alarm);
  });

  it("is seen not to leave invariant what is half as wide again", () => {
    const draw: InvarianceTest["draw"] = (stream) => drawBanana(stream, 1.5);
    expect(Math.max(...rankStatistics({ ...test, draw }))).toBeGreaterThan(alarm);
  });
});
