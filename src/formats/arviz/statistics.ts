/** What samplers say of transitions, under the names that ArviZ, PyMC, NumPyro, Stan and Turing have for it. */

import type { StatisticName } from "../../posterior/draws.ts";

/** By statistic, the names of the schema of ArviZ first, under which it is written. */
const names: { readonly [K in StatisticName]: readonly string[] } = {
  logDensity: ["lp", "lp__", "logp", "model_logp", "logjoint"],
  acceptanceRate: [
    "acceptance_rate",
    "accept_stat",
    "accept_stat__",
    "mean_tree_accept",
    "accept_prob",
    "acceptance_probability",
  ],
  stepSize: ["step_size", "stepsize", "stepsize__"],
  treeDepth: ["tree_depth", "treedepth", "treedepth__", "depth"],
  leapfrogSteps: ["n_steps", "n_leapfrog", "n_leapfrog__", "num_steps", "tree_size"],
  divergent: ["diverging", "divergent", "divergent__", "numerical_error", "is_divergent"],
  ending: ["ending"],
  energy: ["energy", "energy__", "hamiltonian_energy"],
};

const known: ReadonlyMap<string, StatisticName> = new Map(
  (Object.keys(names) as StatisticName[]).flatMap((statistic) =>
    names[statistic].map((name) => [name, statistic] as const),
  ),
);

/** The statistic of a name, or undefined. */
export function statisticNamed(name: string): StatisticName | undefined {
  return known.get(name);
}

/** How sure a name is: of two that mean one statistic the smaller counts. */
export function rankOf(name: string): number {
  const statistic = known.get(name);
  return statistic === undefined ? Number.POSITIVE_INFINITY : names[statistic].indexOf(name);
}

/** As ArviZ calls it. */
export function schemaName(statistic: StatisticName): string {
  return names[statistic][0]!;
}
