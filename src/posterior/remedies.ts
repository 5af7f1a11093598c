/**
 * What to do about draws, in the words of the program that made them: who sampled with Stan is told of `adapt_delta`, and not of a flag
 * of ours. One entry for each program, and in each a remedy for every rule.
 */

import { type OtherProgram, remediesOfPrograms } from "./remedies-of-programs.ts";
import { exportStatistics, heavy, type Remedies, scales, wordsOfAll } from "./remedy-words.ts";

export type { Remedies } from "./remedy-words.ts";

/** Programs that draws come from; `other` where it is not known. */
export type ProgramName = "Hyperprior" | OtherProgram;

const hyperprior: Remedies = {
  ...wordsOfAll,
  withoutEnd:
    "give scales, and flat priors, a prior that keeps them from the ends (`lognormal`, or `normal` for a logarithm), see whether " +
    "the outcome is the same in all rows, or in all rows of each group, and divide columns of very large or small numbers",
  stuckChains:
    "no proposal was ever accepted there: start from another --seed, give the adaptation more room with --warmup 2000 (NUTS and " +
    "HMC also with --target-acceptance 0.95), and check that priors and data leave the starting point a finite density",
  stuckVariables:
    "the sampler cannot change these values: if they are fixed by the model, write them as data; if not, check their support " +
    "and start from another --seed",
  divergences:
    "take smaller steps with --target-acceptance 0.95, then 0.99; if divergences remain, the posterior is a funnel: write " +
    "`noncentered` before the statement of the group effects (`centered` where every group has many rows), or give their " +
    "standard deviation a tighter prior",
  scattered: (them) => `take smaller steps with --target-acceptance 0.95 to be rid of ${them}`,
  rhat:
    "run longer with --warmup 2000 --draws 2000; if R-hat stays, the chains have found different places: look for " +
    "parameters that trade off against each other (drop one, or center its predictor) and for priors " +
    "too wide to choose between them",
  longer: (transitions) => `run longer with --draws ${transitions}`,
  slow:
    "neighbouring draws are nearly the same, so that length alone does not help: give flat priors a scale, center and " +
    "divide predictors, or write `noncentered` or `centered` before the group effects",
  ebfmi: `${heavy}, write \`noncentered\` before group effects with few rows, and run longer with --warmup 2000`,
  maxTreedepth: () =>
    `${scales}, adapt longer with --warmup 2000, or choose --metric dense where parameters are correlated`,
  noStatistics: exportStatistics,
  drift: "these chains had not arrived: adapt longer with --warmup 4000, and start from another --seed",
};

const remedies: { readonly [Name in ProgramName]: Remedies } = {
  Hyperprior: hyperprior,
  ...remediesOfPrograms,
};

/** All programs that have remedies of their own. */
export const programNames = Object.keys(remedies) as readonly ProgramName[];

/** The remedies of a program. */
export function remediesFor(program: ProgramName): Remedies {
  return remedies[program];
}
