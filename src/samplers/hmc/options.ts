/** What static Hamiltonian Monte Carlo can be told. */

import { type MetricName, metricNames } from "../hamiltonian/metric/index.ts";
import { oneOf, orAdapted, positiveNumber, probability, share, wholeNumber } from "../options/kinds.ts";
import { defineOptions } from "../options/option-group.ts";

export interface HmcOptions {
  readonly metric: MetricName;
  /** Positive and finite; null to adapt it. */
  readonly stepSize: number | null;
  /** In units of time, positive and finite: steps times step size. Null to adapt it. */
  readonly trajectoryLength: number | null;
  /** In place of the length the leapfrog steps of a trajectory, from 1; null for as many as the length takes. */
  readonly steps: number | null;
  /** The acceptance rate that the step size is adapted to, within (0, 1). */
  readonly targetAcceptance: number;
  /** The step size of each trajectory is multiplied by a number from 1 - jitter to 1 + jitter; within [0, 1). */
  readonly jitter: number;
  /** A trajectory is called divergent when energies along it span more: positive and finite. */
  readonly maxEnergyError: number;
}

/** A trajectory of more steps has been mistyped. */
const mostSteps = 1e6;

/** Where nothing is said all is adapted; why these numbers: docs/algorithms/hmc.md. */
export const hmcOptions = defineOptions<"hmc", HmcOptions>({
  name: "hmc",
  owner: "hmc",
  isHeededByAuto: false,
  options: {
    metric: {
      default: "low_rank",
      kind: oneOf(metricNames),
      flag: { syntax: "--metric <name>", help: "fisher, low_rank, variance or dense" },
    },
    stepSize: {
      default: null,
      kind: orAdapted(positiveNumber),
      flag: { syntax: "--step-size <x>", help: "the step size" },
    },
    trajectoryLength: {
      default: null,
      kind: orAdapted(positiveNumber),
      flag: { syntax: "--trajectory-length <t>", help: "steps times step size" },
    },
    steps: {
      default: null,
      kind: orAdapted(wholeNumber(1, mostSteps)),
      flag: { syntax: "--steps <n>", help: "leapfrog steps of a trajectory, in place of its length" },
    },
    targetAcceptance: {
      default: 0.8,
      kind: probability,
      flag: { syntax: "--target-acceptance <p>", help: "acceptance rate that the step size is adapted to" },
    },
    jitter: {
      default: 0.2,
      kind: share,
      flag: {
        syntax: "--jitter <share>",
        help: "how far the step size varies from trajectory to trajectory",
      },
    },
    maxEnergyError: { default: 1000, kind: positiveNumber },
  },
  findConflict: ({ steps, trajectoryLength }, nameOf) =>
    steps === null || trajectoryLength === null
      ? null
      : `${nameOf("steps")} and ${nameOf("trajectoryLength")} say the same: give one of them only`,
});
