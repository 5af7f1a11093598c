/**
 * What to do about draws of other programs, in the words of each.
 *
 * Sources of the names: CmdStan 2.36 and its interfaces (Stan Reference Manual), PyMC 5 (`pm.sample`), NumPyro 0.18 (`MCMC`, `NUTS`), JAGS 4.3 (user
 * manual; rjags and runjags call its steps `n.iter` and `update`), Turing 0.36 (`NUTS`, `sample`).
 */

import { exportStatistics, heavy, type Remedies, scales, wordsOfAll } from "./remedy-words.ts";

/** `other` where it is not known. */
export type OtherProgram = "Stan" | "PyMC" | "NumPyro" | "JAGS" | "Turing" | "other";

const endless =
  "give scales, and flat priors, a proper prior that keeps them from the ends, see whether the outcome is the same in all rows, or in " +
  "all rows of each group, and divide columns of very large or small numbers";

const disagreement =
  "if R-hat stays, the chains have found different places: look for parameters that trade off against each other (drop one, or center " +
  "its predictor) and for priors too wide to choose between them";

/** Of samplers that have no statistics of trajectories, or whose options are not known. */
const smallerSteps =
  "if its sampler is a Hamiltonian one, let it take smaller steps (a higher target acceptance); if divergences remain, the posterior is " +
  "a funnel: write the group effects non-centered (a standard normal variable times their sd), or give their sd a tighter prior";

const stan: Remedies = {
  ...wordsOfAll,
  withoutEnd: endless,
  stuckChains:
    "no proposal was ever accepted there: start from another seed or other inits, raise adapt_delta to 0.95 and iter_warmup to 2000, and " +
    "check that priors and data leave the starting point a finite density",
  divergences:
    "take smaller steps with adapt_delta=0.95, then 0.99; if divergences remain, the posterior is a funnel: write the group effects " +
    "non-centered (`vector<multiplier=tau>[J] b`, or `b = tau * z` with `z ~ std_normal()`), centered where every group has many rows, or " +
    "give their sd a tighter prior",
  scattered: (them) => `take smaller steps with adapt_delta=0.95 to be rid of ${them}`,
  rhat: `run longer with iter_warmup=2000 and iter_sampling=2000 (num_warmup and num_samples of CmdStan); ${disagreement}`,
  longer: (transitions) =>
    `run longer with iter_sampling=${transitions} (num_samples=${transitions} of CmdStan)`,
  slow:
    "neighbouring draws are nearly the same, so that length alone does not help: give flat priors a scale, center and divide predictors, or " +
    "change the parameterization of the group effects, non-centered for centered or the other way",
  ebfmi: `${heavy}, write group effects with few rows non-centered, and adapt longer with iter_warmup=2000`,
  maxTreedepth: (depth) =>
    `${scales}, adapt longer with iter_warmup=2000, choose metric=dense_e where parameters are correlated, or allow more with max_treedepth=${depth + 2}`,
  noStatistics:
    "export the sampler's columns with the draws (divergent__, treedepth__, energy__): CmdStan's own CSV files hold them",
  drift:
    "these chains had not arrived: adapt longer with iter_warmup=4000, and give inits nearer to where the others are",
};

const pymc: Remedies = {
  ...wordsOfAll,
  withoutEnd: endless,
  stuckChains:
    "no proposal was ever accepted there: start from another random_seed or other initvals, raise target_accept to 0.95 and tune to 2000, and " +
    "check the starting point with model.point_logps()",
  divergences:
    "take smaller steps with pm.sample(target_accept=0.95), then 0.99; if divergences remain, the posterior is a funnel: write the group " +
    'effects non-centered (`z = pm.Normal("z", 0, 1)`, `b = tau * z`), centered where every group has many rows, or give their sd a tighter prior',
  scattered: (them) => `take smaller steps with target_accept=0.95 to be rid of ${them}`,
  rhat: `run longer with tune=2000 and draws=2000; ${disagreement}`,
  longer: (transitions) => `run longer with draws=${transitions}`,
  slow: stan.slow,
  ebfmi: `${heavy}, write group effects with few rows non-centered, and adapt longer with tune=2000`,
  maxTreedepth: (depth) =>
    `${scales}, adapt longer with tune=2000, choose init="jitter+adapt_full" where parameters are correlated, or allow more with nuts={"max_treedepth": ${depth + 2}}`,
  noStatistics:
    "save the whole InferenceData: its group sample_stats has diverging, tree_depth and energy, which a table of the posterior alone has not",
  drift:
    "these chains had not arrived: adapt longer with tune=4000, and give initvals nearer to where the others are",
};

const numpyro: Remedies = {
  ...wordsOfAll,
  withoutEnd: endless,
  stuckChains:
    "no proposal was ever accepted there: start from another PRNGKey or with init_strategy=init_to_median, raise target_accept_prob to 0.95 " +
    "and num_warmup to 2000, and switch 64-bit numbers on (numpyro.enable_x64())",
  divergences:
    "take smaller steps with NUTS(model, target_accept_prob=0.95), then 0.99; if divergences remain, the posterior is a funnel: write the " +
    "group effects non-centered (numpyro.handlers.reparam with LocScaleReparam(0)), centered where every group has many rows, or give their sd a tighter prior",
  scattered: (them) => `take smaller steps with target_accept_prob=0.95 to be rid of ${them}`,
  rhat: `run longer with num_warmup=2000 and num_samples=2000; ${disagreement}`,
  longer: (transitions) => `run longer with num_samples=${transitions}`,
  slow: stan.slow,
  ebfmi: `${heavy}, write group effects with few rows non-centered (LocScaleReparam(0)), and adapt longer with num_warmup=2000`,
  maxTreedepth: (depth) =>
    `${scales}, adapt longer with num_warmup=2000, choose dense_mass=True where parameters are correlated, or allow more with max_tree_depth=${depth + 2}`,
  noStatistics:
    'collect the statistics when sampling: mcmc.run(key, extra_fields=("diverging", "energy", "num_steps")), and export them with the draws',
  drift:
    "these chains had not arrived: adapt longer with num_warmup=4000, and begin with init_strategy=init_to_median",
};

const jags: Remedies = {
  ...wordsOfAll,
  withoutEnd:
    "give precisions, scales and flat priors a proper prior that keeps them from the ends (`dgamma(0.001, 0.001)` does not), see whether the " +
    "outcome is the same in all rows, or in all rows of each group, and divide columns of very large or small numbers",
  stuckChains:
    "no proposal was ever accepted there: give other inits and .RNG.seed, let the samplers adapt longer with n.adapt=5000, and check that priors " +
    "and data leave the starting point a finite density",
  divergences: smallerSteps,
  scattered: (them) =>
    `nothing has to be done; if its sampler is a Hamiltonian one, smaller steps are rid of ${them}`,
  rhat: `run longer: n.adapt=5000, a burn-in of 10000 with update(), then more n.iter; ${disagreement}`,
  longer: (transitions) =>
    `run longer with n.iter=${transitions}, and keep every draw: thinning is no remedy, it only throws draws away`,
  slow:
    'neighbouring draws are nearly the same, so that length alone does not help: load.module("glm") before compiling, which moves coefficients ' +
    "and group effects together, center predictors, and center group effects in each other (hierarchical centering); thinning is no remedy",
  ebfmi: `${heavy}, and write group effects with few rows non-centered`,
  maxTreedepth: () => `${scales}; if its sampler is a Hamiltonian one, adapt it longer or allow deeper trees`,
  noStatistics:
    "nothing to do: the samplers of JAGS report none; R-hat and effective sample sizes have to tell alone, so start chains far apart",
  drift:
    "these chains had not arrived: burn in longer with update(model, 10000), and give inits nearer to where the others are",
};

const turing: Remedies = {
  ...wordsOfAll,
  withoutEnd: endless,
  stuckChains:
    "no proposal was ever accepted there: start from another seed or other initial_params, adapt longer to smaller steps with NUTS(2000, 0.95), and " +
    "check that priors and data leave the starting point a finite density",
  divergences:
    "take smaller steps with NUTS(2000, 0.95), then 0.99; if divergences remain, the posterior is a funnel: write the group effects non-centered " +
    "(`z ~ filldist(Normal(), J)`, `b = τ .* z`), centered where every group has many rows, or give their sd a tighter prior",
  scattered: (them) => `take smaller steps with NUTS(2000, 0.95) to be rid of ${them}`,
  rhat: `run longer with sample(model, NUTS(2000, 0.8), MCMCThreads(), 2000, 4); ${disagreement}`,
  longer: (transitions) =>
    `run longer with N = ${transitions} in sample(model, NUTS(), MCMCThreads(), N, chains)`,
  slow: stan.slow,
  ebfmi: `${heavy}, write group effects with few rows non-centered, and adapt longer with NUTS(2000, 0.8)`,
  maxTreedepth: (depth) =>
    `${scales}, adapt longer with NUTS(2000, 0.8), choose metricT=DenseEuclideanMetric where parameters are correlated, or allow more with max_depth=${depth + 2}`,
  noStatistics:
    "export the internals of the chain with it (numerical_error, tree_depth, hamiltonian_energy): write the whole MCMCChains object",
  drift: "these chains had not arrived: adapt longer with NUTS(4000, 0.8), and give other initial_params",
};

const other: Remedies = {
  ...wordsOfAll,
  withoutEnd: endless,
  stuckChains:
    "no proposal was ever accepted there: start from another seed or other values, let the sampler adapt longer to smaller steps, and check that " +
    "priors and data leave the starting point a finite density",
  divergences: smallerSteps,
  scattered: (them) => `let the sampler take smaller steps (a higher target acceptance) to be rid of ${them}`,
  rhat: `run longer, with a warm-up twice as long; ${disagreement}`,
  longer: (transitions) => `run longer, with ${transitions} transitions after warm-up in each chain`,
  slow: stan.slow,
  ebfmi: `${heavy}, write group effects with few rows non-centered, and adapt longer`,
  maxTreedepth: () =>
    `${scales}, adapt longer, or give the sampler a dense metric where parameters are correlated`,
  noStatistics: exportStatistics,
  drift: "these chains had not arrived: let them warm up twice as long, and start them from other values",
};

/** By the program. */
export const remediesOfPrograms: { readonly [Name in OtherProgram]: Remedies } = {
  Stan: stan,
  PyMC: pymc,
  NumPyro: numpyro,
  JAGS: jags,
  Turing: turing,
  other,
};
