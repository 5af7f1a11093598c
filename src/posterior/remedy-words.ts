/** What remedies say in every program's words. */

export interface Remedies {
  /** Draws that are no numbers. */
  readonly nonFinite: string;
  /** A posterior without an end. */
  readonly withoutEnd: string;
  readonly stuckChains: string;
  readonly stuckVariables: string;
  /** Chains that are one chain given twice. */
  readonly copies: string;
  readonly divergences: string;
  /** Of one divergence, or of several, that are no harm. */
  readonly scattered: (them: "it" | "them") => string;
  readonly rhat: string;
  /** A run of so many transitions after warm-up in each chain. */
  readonly longer: (transitions: number) => string;
  /** Where length alone does not help. */
  readonly slow: string;
  readonly ebfmi: string;
  /** Trajectories that were cut off at this depth. */
  readonly maxTreedepth: (depth: number) => string;
  readonly noStatistics: string;
  /** Chains in groups that do not meet. */
  readonly chainsApart: string;
  /** Chains that are still on their way. */
  readonly drift: string;
}

/** What is done in the same way whatever the program. */
export const wordsOfAll = {
  nonFinite:
    "look for a division by zero, a logarithm of a negative number or an overflow in the formula of the variable, " +
    "and bound its parameters by their support or a tighter prior",
  stuckVariables:
    "the sampler cannot change these values: if they are fixed by the model, write them as data; if not, check their support " +
    "and start from another seed",
  copies:
    "name each file once; where the files are of different runs, run the chains again, each with a seed of its own",
  chainsApart:
    "longer runs hardly help: give parameters that can change places an order or a sign, or a prior that chooses between the places",
} as const;

/** About tails. */
export const heavy =
  "the tails are heavier than the sampler can cross in one step: give heavy-tailed or improper priors a scale";

/** About parameters of several units. */
export const scales = "bring parameters to similar scales (center and divide predictors)";

/** About draws that came without statistics. */
export const exportStatistics =
  "where the sampler was a Hamiltonian one, export its statistics with the draws";
