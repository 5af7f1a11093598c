import { describe, expect, it } from "vitest";
import type { LogDensity } from "../../../src/density/log-density.ts";
import { createRandomStream } from "../../../src/numeric/random-stream.ts";
import {
  type ChainObserver,
  type HamiltonianStatistics,
  type LeapfrogState,
  type ObservedTrajectory,
  type PositionChain,
  trajectoryEndings,
} from "../../../src/samplers/chain.ts";
import type { NutsAdaptation } from "../../../src/samplers/hamiltonian/metric/adapted-metric.ts";
import { createHmcChain } from "../../../src/samplers/hmc/hmc.ts";
import { hmcOptions } from "../../../src/samplers/hmc/options.ts";
import { createNutsChain } from "../../../src/samplers/nuts/nuts.ts";
import { nutsOptions } from "../../../src/samplers/nuts/options.ts";
import { requireInitialPosition } from "../nuts/chains.ts";
import { banana } from "./densities.ts";

const warmup = 60;

/** A chain on the banana whose metric is a diagonal. */
type Start = (
  observer?: ChainObserver,
  density?: LogDensity,
) => PositionChain<HamiltonianStatistics, NutsAdaptation>;

const starts: Readonly<Record<string, Start>> = {
  NUTS: (observer, density = banana) => {
    const stream = createRandomStream(6, 1);
    const initialPosition = requireInitialPosition(density, stream);
    const options = { ...nutsOptions.defaults, metric: "fisher" } as const;
    return createNutsChain({ density, stream, warmup, initialPosition, options, observer });
  },
  HMC: (observer, density = banana) => {
    const stream = createRandomStream(6, 1);
    const initialPosition = requireInitialPosition(density, stream);
    const options = { ...hmcOptions.defaults, metric: "fisher" } as const;
    return createHmcChain({ density, stream, warmup, initialPosition, options, observer });
  },
};

/** Keeps copies of what it is told; `take` gives what came since the last time. */
class Recorder {
  private states: LeapfrogState[] = [];
  private trajectories: ObservedTrajectory[] = [];

  readonly onLeapfrog = (state: LeapfrogState): void => {
    this.states.push({ ...state, position: state.position.slice(), momentum: state.momentum.slice() });
  };

  readonly onTrajectory = (trajectory: ObservedTrajectory): void => {
    this.trajectories.push(trajectory);
  };

  take(): { states: LeapfrogState[]; trajectories: ObservedTrajectory[] } {
    const { states, trajectories } = this;
    this.states = [];
    this.trajectories = [];
    return { states, trajectories };
  }
}

describe.each(Object.entries(starts))("an observer of %s", (_, start) => {
  it("changes no bit, in warm-up or after", () => {
    const watched = start(new Recorder());
    const alone = start();
    for (let i = 0; i < 2 * warmup; i++) {
      expect(watched.transition()).toEqual(alone.transition());
      expect(watched.position).toEqual(alone.position);
    }
    expect(watched.adaptation()).toEqual(alone.adaptation());
  });

  it("sees the start and every state of each trajectory, and no state besides", () => {
    const record = new Recorder();
    const chain = start(record);
    for (let i = 0; i < 2 * warmup; i++) {
      const before = chain.position.slice();
      const { leapfrogSteps, divergent, energy } = chain.transition();
      const { states, trajectories } = record.take();
      expect(states).toHaveLength(leapfrogSteps + 1);
      expect(states[0].offset).toBe(0);
      expect(states[0].position).toEqual(before);
      expect(states[0].energy).toBe(energy);
      expect(trajectories).toHaveLength(1);
      expect(trajectories[0]).toMatchObject({ leapfrogSteps, divergent });
      const chosen = states.find(({ offset }) => offset === trajectories[0].chosenOffset)!;
      expect(chosen.position).toEqual(chain.position);
    }
  });

  it("sees the states that leapfrog steps from the start, by hand, come to", () => {
    const record = new Recorder();
    const chain = start(record);
    for (let i = 0; i < warmup; i++) chain.transition();
    record.take();
    const { inverseMassMatrix } = chain.adaptation();
    for (let i = 0; i < 30; i++) {
      const { stepSize } = chain.transition();
      const { states } = record.take();
      const byOffset = new Map(states.map((state) => [state.offset, state]));
      expect(byOffset.size).toBe(states.length);
      for (const state of states) {
        if (state.offset === 0) continue;
        const direction = Math.sign(state.offset);
        const from = byOffset.get(state.offset - direction)!;
        const { position, momentum, energy } = leapfrog(from, direction * stepSize, inverseMassMatrix);
        for (const k of [0, 1]) {
          expect(state.position[k]).toBeCloseTo(position[k], 12);
          expect(state.momentum[k]).toBeCloseTo(momentum[k], 12);
        }
        expect(state.energy).toBeCloseTo(energy, 10);
      }
    }
  });

  it("may leave out what it does not want to be told", () => {
    const onlyTrajectories = new Recorder();
    const chain = start({ onTrajectory: onlyTrajectories.onTrajectory });
    for (let i = 0; i < 10; i++) chain.transition();
    expect(onlyTrajectories.take().trajectories).toHaveLength(10);
    start({}).transition();
  });

  it("may ask the density itself", () => {
    const gradient = new Float64Array(2);
    const asked: number[] = [];
    const watched = start({ onLeapfrog: ({ position }) => asked.push(banana.evaluate(position, gradient)) });
    const alone = start();
    for (let i = 0; i < 20; i++) expect(watched.transition()).toEqual(alone.transition());
    expect(asked.length).toBeGreaterThan(20);
  });
});

describe("the ending of a trajectory", () => {
  /** Of NUTS with shallow trees and a narrow limit, after warm-up: each with its states, by offset. */
  function endings() {
    const record = new Recorder();
    const stream = createRandomStream(8, 1);
    const initialPosition = requireInitialPosition(banana, stream);
    const options = {
      ...nutsOptions.defaults,
      metric: "fisher",
      maxTreeDepth: 3,
      maxEnergyError: 2,
    } as const;
    const chain = createNutsChain({
      density: banana,
      stream,
      warmup,
      initialPosition,
      options,
      observer: record,
    });
    for (let i = 0; i < warmup; i++) chain.transition();
    record.take();
    const { inverseMassMatrix } = chain.adaptation();
    const ended = Array.from({ length: 1500 }, () => {
      const { ending } = chain.transition();
      const { states, trajectories } = record.take();
      expect(trajectories[0].ending).toBe(trajectoryEndings[ending]);
      return { trajectory: trajectories[0], states: new Map(states.map((one) => [one.offset, one])) };
    });
    return { ended, inverseMassMatrix };
  }

  /** The criterion over the union of two halves, and across their joint (docs/algorithms/nuts.md), by hand. */
  function turns(states: readonly LeapfrogState[], inverseMass: readonly number[]): boolean {
    const half = states.length / 2;
    const sum = (part: readonly LeapfrogState[]) =>
      [0, 1].map((k) => part.reduce((total, { momentum }) => total + momentum[k], 0));
    const along = (rho: readonly number[], { momentum }: LeapfrogState) =>
      rho.reduce((total, r, k) => total + r * inverseMass[k] * momentum[k], 0);
    const isStraight = (part: readonly LeapfrogState[]) =>
      along(sum(part), part[0]) > 0 && along(sum(part), part[part.length - 1]) > 0;
    return !(
      isStraight(states) &&
      isStraight(states.slice(0, half + 1)) &&
      isStraight(states.slice(half - 1))
    );
  }

  it("is where it is said to be: a turn between two states, an energy that went astray, the most doublings", () => {
    const { ended, inverseMassMatrix } = endings();
    const seen = new Map<string, number>();
    for (const { trajectory, states } of ended) {
      const { ending, treeDepth } = trajectory;
      const [from, to] = trajectory.endingBetween;
      seen.set(ending, (seen.get(ending) ?? 0) + 1);
      const between = Array.from({ length: to - from + 1 }, (_, i) => states.get(from + i)!);
      if (ending === "turning") expect(turns(between, inverseMassMatrix)).toBe(true);
      if (ending === "diverged") {
        expect(between[0].energy - states.get(0)!.energy).toBeGreaterThan(2);
        expect(from).toBe(to);
      }
      if (ending === "deepest") {
        expect(treeDepth).toBe(3);
        expect(between).toHaveLength(8);
        expect(turns(between, inverseMassMatrix)).toBe(false);
      }
      expect(trajectory.divergent).toBe(ending === "diverged");
    }
    for (const ending of ["turning", "diverged", "deepest"])
      expect(seen.get(ending), ending).toBeGreaterThan(10);
  });
});

/** p½ = p + ½ε∇log π(q), q' = q + εM⁻¹p½, p' = p½ + ½ε∇log π(q') on the banana, and the energy there. */
function leapfrog(from: LeapfrogState, stepSize: number, inverseMass: readonly number[]) {
  const gradient = new Float64Array(2);
  banana.evaluate(from.position, gradient);
  const half = from.momentum.map((p, k) => p + 0.5 * stepSize * gradient[k]);
  const position = from.position.map((q, k) => q + stepSize * inverseMass[k] * half[k]);
  const logDensity = banana.evaluate(position, gradient);
  const momentum = half.map((p, k) => p + 0.5 * stepSize * gradient[k]);
  const kinetic = momentum.reduce((sum, p, k) => sum + 0.5 * inverseMass[k] * p * p, 0);
  return { position, momentum, energy: kinetic - logDensity };
}
