/** What static Hamiltonian Monte Carlo can be told, and what is wrong with it. */

import type { MetricName } from "../hamiltonian/metric/index.ts";

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

/** Where nothing is said all is adapted; why these numbers: docs/algorithms/hmc.md. */
export const hmcDefaults: HmcOptions = {
  metric: "low_rank",
  stepSize: null,
  trajectoryLength: null,
  steps: null,
  targetAcceptance: 0.8,
  jitter: 0.2,
  maxEnergyError: 1000,
};

/** A trajectory of more steps has been mistyped. */
const mostSteps = 1e6;

/** How an option is named: as flags are, "step size", or as a script writes it, "hmc.stepSize". */
export type NameOption = (path: string) => string;

/** The words of the command line. */
export const inFlagWords: NameOption = (path) =>
  path.slice(path.indexOf(".") + 1).replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

/** What is wrong with the options, one sentence each, by the names that `nameOf` gives; empty if nothing is. */
export function findHmcFaults(options: HmcOptions, nameOf = inFlagWords): string[] {
  const { stepSize, trajectoryLength, steps, targetAcceptance, jitter, maxEnergyError } = options;
  const isPositive = (value: number | null): boolean => value === null || (value > 0 && value < Infinity);
  const isCount = steps === null || (Number.isInteger(steps) && steps >= 1 && steps <= mostSteps);
  const name = (option: keyof HmcOptions): string => `\`${nameOf(`hmc.${option}`)}\``;
  const expectations: readonly (readonly [boolean, string])[] = [
    [isPositive(stepSize), `${name("stepSize")} must be positive and finite, but is ${stepSize}`],
    [
      isPositive(trajectoryLength),
      `${name("trajectoryLength")} must be positive and finite, but is ${trajectoryLength}`,
    ],
    [isCount, `${name("steps")} must be a whole number from 1 to ${mostSteps}, but is ${steps}`],
    [
      steps === null || trajectoryLength === null,
      `${name("steps")} and ${name("trajectoryLength")} say the same: give one of them only`,
    ],
    [jitter >= 0 && jitter < 1, `${name("jitter")} must be at least 0 and less than 1, but is ${jitter}`],
    [
      targetAcceptance > 0 && targetAcceptance < 1,
      `${name("targetAcceptance")} must lie between 0 and 1, but is ${targetAcceptance}`,
    ],
    [
      maxEnergyError > 0 && maxEnergyError < Infinity,
      `${name("maxEnergyError")} must be positive and finite, but is ${maxEnergyError}`,
    ],
  ];
  return expectations.flatMap(([isMet, fault]) => (isMet ? [] : [fault]));
}
