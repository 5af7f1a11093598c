/** What the no-U-turn sampler can be told. */

import { type MetricName, metricNames } from "../hamiltonian/metric/index.ts";
import { oneOf, positiveNumber, probability, wholeNumber } from "../options/kinds.ts";
import { defineOptions } from "../options/option-group.ts";

export interface NutsOptions {
  readonly metric: MetricName;
  /** The acceptance rate that the step size is adapted to, within (0, 1); higher means smaller steps. */
  readonly targetAcceptance: number;
  /** A trajectory doubles at most that many times: a whole number from 1 to 20. */
  readonly maxTreeDepth: number;
  /** A trajectory is called divergent when its energy rises by more: positive and finite. */
  readonly maxEnergyError: number;
}

/**
 * The defaults are Stan's, but for the metric, which is that of nuts-rs, and the acceptance rate: chosen by measurement, so that
 * posteriors of ordinary models are judged good (docs/algorithms/nuts.md).
 */
export const nutsOptions = defineOptions<"nuts", NutsOptions>({
  name: "nuts",
  owner: "nuts",
  isHeededByAuto: true,
  options: {
    metric: {
      default: "low_rank",
      kind: oneOf(metricNames),
      flag: { syntax: "--metric <name>", help: "fisher, low_rank, variance or dense" },
    },
    targetAcceptance: {
      default: 0.92,
      kind: probability,
      flag: { syntax: "--target-acceptance <p>", help: "acceptance rate that the step size is adapted to" },
    },
    maxTreeDepth: {
      default: 10,
      kind: wholeNumber(1, 20),
      flag: { syntax: "--max-tree-depth <n>", help: "doublings of a trajectory at most" },
    },
    maxEnergyError: { default: 1000, kind: positiveNumber },
  },
});
