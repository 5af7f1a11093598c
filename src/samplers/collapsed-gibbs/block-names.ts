/** What a sweep of the collapsed Gibbs sampler updates, block by block. */

import type { FactorBlock } from "../../linear-gaussian/statistics/arrangement.ts";

/** What the steps of a sweep update, by the names that `explain` and observers have of them. */
export interface CollapsedBlocks {
  /** For each large factor its scales, the dense block, and its effects. */
  readonly factors: readonly (readonly [scales: string, dense: string, effects: string])[];
  readonly residual: string;
}

/** The names of the blocks. */
export function collapsedBlocks(large: readonly FactorBlock[]): CollapsedBlocks {
  return {
    factors: large.map(({ domain, latents }) => {
      const effects = [...new Set(latents.map(({ parameter }) => `${parameter}[${domain.name}]`))].join(", ");
      return [
        `T, the sds (and correlations) of ${effects}, with γ and ${effects} integrated out`,
        "γ, population effects and factors of few levels",
        effects,
      ];
    }),
    residual: "σ, and what the outcome knows through others only",
  };
}
