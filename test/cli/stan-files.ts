/** CmdStan CSV files with made draws: `theta` shifted in one chain, so that they fail, or not. */

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { createRandomStream } from "../../src/numeric/random-stream.ts";

const header = (chain: number): string =>
  [
    "# stan_version_major = 2",
    "# stan_version_minor = 36",
    "# stan_version_patch = 0",
    "# model = schools_model",
    "# method = sample (Default)",
    "#   sample",
    "#     num_samples = 500",
    "#     num_warmup = 500",
    "#     save_warmup = false",
    "#     thin = 1 (Default)",
    `# id = ${chain}`,
    "lp__,accept_stat__,stepsize__,treedepth__,n_leapfrog__,divergent__,energy__,mu,tau,theta.1,theta.2,log_lik.1",
    "# Adaptation terminated",
    "# Step size = 0.5",
    "",
  ].join("\n");

/** Writes `name_1.csv` and so on into the folder; `shift` moves the third chain's `mu`, `divergent` transitions diverge in each chain. */
export function writeStanFiles(
  folder: string,
  name: string,
  { shift = 0, divergent = 0, chains = 4, draws = 500, seed = 1, treeDepth = 3 } = {},
): string[] {
  return Array.from({ length: chains }, (_, c) => {
    const stream = createRandomStream(seed, c);
    const rows = Array.from({ length: draws }, (_, i) => {
      const [mu, z, a, b] = Array.from({ length: 4 }, () => stream.normal());
      const tau = Math.exp(0.5 * z!);
      const isDivergent = i < divergent ? 1 : 0;
      const numbers = [-(mu! ** 2) / 2, 0.9, 0.5, treeDepth, 7, isDivergent, stream.normal()];
      const values = [mu! + (c === 2 ? shift : 0), tau, tau * a!, tau * b!, -0.5 * (0.3 - 0.2 * a!) ** 2];
      return [...numbers, ...values].join(",");
    });
    const path = join(folder, `${name}_${c + 1}.csv`);
    writeFileSync(path, `${header(c + 1)}${rows.join("\n")}\n`);
    return path;
  });
}
