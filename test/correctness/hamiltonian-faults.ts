/** Faults of the Hamiltonian samplers: on data, and of the transitions alone on a density whose draws are known. */

import { HamiltonianTrajectory } from "../../src/samplers/hamiltonian/hamiltonian.ts";
import { DiagonalMetric } from "../../src/samplers/hamiltonian/metric/metric.ts";
import { TrajectoryTree } from "../../src/samplers/nuts/trajectory-tree.ts";
import { banana, drawBanana } from "../samplers/hamiltonian/densities.ts";
import type { InvarianceTest } from "../samplers/hamiltonian/invariance.ts";
import { hmcKernel } from "../samplers/hmc/chains.ts";
import { nutsKernel } from "../samplers/nuts/chains.ts";
import { fewMeasurements, replicates, slopes } from "./calibrated-models.ts";
import { withMethod } from "./faulty-kernels.ts";
import { withDensity } from "./faulty-recipes.ts";
import { vectors } from "./gibbs-faults.ts";
import type { KernelFault, PlantedFault } from "./planted-faults.ts";
import { hmc, nuts } from "./samplers.ts";

const nutsNoncentered = nuts("low_rank", "noncentered");
const nutsFisher = nuts("fisher", "noncentered");
const hmcNoncentered = hmc("variance", "noncentered");

export const hamiltonianFaults: readonly PlantedFault[] = [
  {
    name: "a Jacobian left out of the log density",
    place: "NUTS: dσ/d log σ",
    model: fewMeasurements,
    sampler: withDensity(nutsNoncentered, "value -= position[1]; target[1] -= 1;"),
    simulations: 500,
    least: 5,
  },
  {
    name: "a forgotten determinant of multi_normal",
    place: "NUTS: Σ log L_kk",
    model: slopes,
    // Free numbers in their order: β, τ, Ω.
    sampler: withDensity(
      nuts("fisher", "centered"),
      `value -= ${vectors} * Math.log(Math.cosh(position[4])); target[4] -= ${vectors} * Math.tanh(position[4]);`,
    ),
    simulations: 200,
    least: 5,
  },
  {
    name: "momenta that are drawn from N(0, M⁻¹)",
    place: "NUTS: diagonal metric",
    model: replicates,
    sampler: withMethod(nutsFisher, {
      owner: DiagonalMetric,
      method: "drawMomentum",
      by: (original) =>
        function (this: never, ...values: never[]) {
          original.apply(this, values);
          const momentum = values[1] as unknown as Float64Array;
          const { inverseMass } = this as unknown as { readonly inverseMass: Float64Array };
          for (let i = 0; i < momentum.length; i++) momentum[i]! *= inverseMass[i]!;
        },
    }),
    simulations: 200,
    least: 12,
  },
  {
    name: "acceptance by the potential energy alone",
    place: "HMC: the kinetic energy left out",
    model: fewMeasurements,
    sampler: withMethod(hmcNoncentered, {
      owner: HamiltonianTrajectory,
      method: "energy",
      by: () =>
        function (this: never, ...values: never[]) {
          return -trajectoryOf(this).logDensities[values[0]! as number]!;
        },
    }),
    simulations: 400,
    least: 5,
  },
];

/** What a method of the class is called on. */
function trajectoryOf(trajectory: never): HamiltonianTrajectory {
  return trajectory;
}

/** A banana, by its coordinates, their products and its density. */
export const bananaTest: Omit<InvarianceTest, "kernel" | "repetitions"> = {
  density: banana,
  metric: new DiagonalMetric(2),
  stepSize: 0.6,
  draw: drawBanana,
  quantities: [
    ([x]) => x!,
    ([, y]) => y!,
    ([x, y]) => x! * y!,
    ([x]) => x! * x!,
    ([x, y]) => banana.evaluate(Float64Array.of(x!, y!), new Float64Array(2)),
  ],
  seed: 20,
};

export const kernelFaults: readonly KernelFault[] = [
  {
    name: "a leapfrog that is not symmetric",
    place: "HMC: Euler's step, q + εp and p + ε∇log π(q)",
    test: { ...bananaTest, stepSize: 0.5, kernel: hmcKernel(3, 0.2), repetitions: 10_000 },
    replacements: [
      {
        owner: HamiltonianTrajectory,
        method: "step",
        by: (original) =>
          function (this: never, ...values: never[]) {
            const trajectory = trajectoryOf(this);
            const { momenta, gradients, velocities, stepSize } = trajectory;
            const [from, to] = values as unknown as readonly [number, number];
            const [momentum, gradient] = [momenta[from]!.slice(), gradients[from]!.slice()];
            // Against the half kick that comes before the drift.
            kick(momenta[from]!, gradient, -0.5 * stepSize);
            original.apply(this, values);
            if (from !== to) momenta[from]!.set(momentum);
            kick(momentum, gradient, stepSize);
            momenta[to]!.set(momentum);
            velocities[to]!.set(momentum);
            return trajectory.energy(to) - trajectory.initialEnergy;
          },
      },
    ],
    least: 7,
  },
  {
    name: "the proposal of a subtree that turned",
    place: "NUTS: taken and not thrown away",
    test: { ...bananaTest, kernel: nutsKernel, repetitions: 3000 },
    replacements: [
      {
        owner: TrajectoryTree,
        method: "buildSubtree",
        by: (original) =>
          function (this: never, ...values: never[]) {
            const isWhole = original.apply(this, values);
            const tree = this as unknown as TreeParts;
            if (isWhole === false && !tree.isDivergent) tree.proposal = tree.proposals[0]!;
            return isWhole;
          },
      },
    ],
    least: 6,
  },
  {
    name: "a U-turn that is looked for at one end only",
    place: "NUTS: the newest end",
    test: { ...bananaTest, kernel: nutsKernel, repetitions: 30_000 },
    replacements: [
      {
        owner: HamiltonianTrajectory,
        method: "joinIsTurning",
        by: () =>
          function (this: never, ...values: never[]) {
            const [, , , nextOuter, level] = values as unknown as readonly number[];
            const { momentumSums, velocities } = this as unknown as SumParts;
            const [sum, next] = [momentumSums[level!]!, momentumSums[level! + 1]!];
            const velocity = velocities[nextOuter!]!;
            let product = 0;
            for (let i = 0; i < sum.length; i++) {
              sum[i]! += next[i]!;
              product += velocity[i]! * sum[i]!;
            }
            return !(product > 0);
          },
      },
    ],
    least: 5,
  },
];

/** What is private to a tree. */
interface TreeParts {
  proposal: number;
  readonly proposals: Int32Array;
  readonly isDivergent: boolean;
}

interface SumParts {
  readonly momentumSums: readonly Float64Array[];
  readonly velocities: readonly Float64Array[];
}

function kick(momentum: Float64Array, gradient: Float64Array, scale: number): void {
  for (let i = 0; i < momentum.length; i++) momentum[i]! += scale * gradient[i]!;
}
