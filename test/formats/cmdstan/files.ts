/** CmdStan files for tests, as its versions write them. */

import { createRandomStream } from "../../../src/numeric/random-stream.ts";

export const header =
  "lp__,accept_stat__,stepsize__,treedepth__,n_leapfrog__,divergent__,energy__,mu,theta.1,theta.2";

/** Rows of `names` (those of the header if not given), each number with six digits, as CmdStan writes them. */
export function rowsOf(count: number, seed = 1, names = header): string {
  const stream = createRandomStream(seed, 1);
  const columns = names.split(",");
  const number = (name: string): string => {
    if (name === "accept_stat__") return "0.9";
    if (name === "stepsize__") return "0.5";
    if (name === "treedepth__") return "2";
    if (name === "n_leapfrog__") return "3";
    if (name === "divergent__" || name === "n_divergent__") return "0";
    return String(Number(stream.normal().toPrecision(6)));
  };
  return Array.from({ length: count }, () => `${columns.map(number).join(",")}\n`).join("");
}

/** What may be other in a file. */
export interface FileParts {
  readonly draws?: number;
  readonly asked?: number;
  readonly seed?: number;
  readonly method?: string;
  readonly header?: string;
  readonly rows?: string;
}

/** A file of CmdStan 2.33. */
export function cmdStanFile({
  draws = 20,
  asked = draws,
  seed = 1,
  method = "sample",
  ...more
}: FileParts = {}): string {
  const names = more.header ?? header;
  return `# stan_version_major = 2
# stan_version_minor = 33
# stan_version_patch = 1
# model = schools_model
# start_datetime = 2023-10-01 10:00:00 UTC
# method = ${method} (Default)
#   ${method}
#     num_samples = ${asked}
#     num_warmup = 1000 (Default)
#     save_warmup = 0 (Default)
#     thin = 1 (Default)
#     adapt
#       engaged = 1 (Default)
#       delta = 0.9
#     algorithm = hmc (Default)
#       hmc
#         engine = nuts (Default)
#           nuts
#             max_depth = 11
#         metric = diag_e (Default)
#     num_chains = 1 (Default)
# id = 1 (Default)
# data
#   file = schools.json
# random
#   seed = ${seed}
# output
#   file = output.csv (Default)
#   save_cmdstan_config = 0 (Default)
${names}
# Adaptation terminated
# Step size = 0.5
# Diagonal elements of inverse mass matrix:
# 1, 1, 1
${more.rows ?? rowsOf(draws, seed, names)}# 
#  Elapsed Time: 0.25 seconds (Warm-up)
#                0.5 seconds (Sampling)
#                0.75 seconds (Total)
# 
`;
}

/** A file without the comments between the header and the rows. */
export function withoutAdaptation(file: string): string {
  return file.replace(/# Adaptation(.|\n)*?(?=\n[-\d])/, "#");
}
