/** What the schema of ArviZ calls the groups of a run besides its posterior. */

import type { GroupName } from "../format.ts";

/** By our names of them. */
export const groupNames: Readonly<Record<GroupName, string>> = {
  logLikelihood: "log_likelihood",
  posteriorPredictive: "posterior_predictive",
  prior: "prior",
  priorPredictive: "prior_predictive",
};
