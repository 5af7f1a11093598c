/** The parts of a CmdStan file of a chain, as CmdStan 2.36 writes them one after another. */

import { createRandomStream } from "../../../src/numeric/random-stream.ts";

export interface StanChain {
  readonly chain: number;
  readonly warmup?: number;
  readonly samples?: number;
  readonly isWarmupSaved?: boolean;
  readonly chains?: number;
  /** Draws that diverge, from 0. */
  readonly divergent?: readonly number[];
  /** What is added to the draws of `mu`. */
  readonly shift?: number;
  /** Names of the variables. */
  readonly variables?: readonly string[];
}

export function headOf({
  chain,
  warmup = 100,
  samples = 100,
  isWarmupSaved = false,
  chains = 1,
}: StanChain): string {
  return `# stan_version_major = 2
# stan_version_minor = 36
# stan_version_patch = 0
# model = eight_model
# start_datetime = 2026-11-29 10:00:00 UTC
# method = sample (Default)
#   sample
#     num_samples = ${samples}
#     num_warmup = ${warmup}
#     save_warmup = ${isWarmupSaved}
#     thin = 1 (Default)
#     adapt
#       engaged = true (Default)
#       delta = 0.8 (Default)
#     algorithm = hmc (Default)
#       hmc
#         engine = nuts (Default)
#           nuts
#             max_depth = 10 (Default)
#     num_chains = ${chains}${chains === 1 ? " (Default)" : ""}
# id = ${chain}
# random
#   seed = 42
`;
}

export function namesOf({ variables = ["mu", "tau"] }: StanChain): string {
  return `lp__,accept_stat__,stepsize__,treedepth__,n_leapfrog__,divergent__,energy__,${variables.join(",")}\n`;
}

export const adaptation = `# Adaptation terminated
# Step size = 0.4
# Diagonal elements of inverse mass matrix:
# 1, 1
`;

/** Rows from `first` on; those of one chain and number are the same whenever they are asked for. */
export function rowsOf(
  { chain, divergent = [], shift = 0, variables = ["mu", "tau"] }: StanChain,
  first: number,
  count: number,
): string {
  let text = "";
  for (let i = first; i < first + count; i++) {
    const random = createRandomStream(100_000 + i, chain);
    const values = variables.map((_, v) => (random.normal() + (v === 0 ? shift : 0)).toFixed(6));
    const lp = (-5 - random.normal() ** 2).toFixed(4);
    const energy = (6 + random.normal()).toFixed(4);
    text += `${lp},0.9,0.4,3,7,${divergent.includes(i) ? 1 : 0},${energy},${values.join(",")}\n`;
  }
  return text;
}

export const ending = `# 
#  Elapsed Time: 0.1 seconds (Warm-up)
#                0.2 seconds (Sampling)
#                0.3 seconds (Total)
# 
`;

/** A file of a chain that has ended. */
export function wholeFile(chain: StanChain): string {
  const { warmup = 100, samples = 100, isWarmupSaved = false } = chain;
  const before = isWarmupSaved ? rowsOf(chain, -warmup, warmup) : "";
  return headOf(chain) + namesOf(chain) + before + adaptation + rowsOf(chain, 0, samples) + ending;
}
