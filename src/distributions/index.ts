/**
 * Every distribution that a model may name: one file each, one line here, in the order of the documentation.
 */

import { adjacentLogit } from "./adjacent-logit.ts";
import { asymmetricLaplace } from "./asymmetric-laplace.ts";
import { autoregressive } from "./autoregressive.ts";
import { bernoulli } from "./bernoulli.ts";
import { bernoulliLogit } from "./bernoulli-logit.ts";
import { beta } from "./beta.ts";
import { betaBinomial } from "./beta-binomial.ts";
import { binomial } from "./binomial.ts";
import { binomialLogit } from "./binomial-logit.ts";
import { categorical } from "./categorical.ts";
import { categoricalLogit } from "./categorical-logit.ts";
import { cauchy } from "./cauchy.ts";
import { chiSquare } from "./chi-square.ts";
import { dirichlet } from "./dirichlet.ts";
import type { Distribution } from "./distribution.ts";
import { expModNormal } from "./exp-mod-normal.ts";
import { exponential } from "./exponential.ts";
import { flat } from "./flat.ts";
import { gamma } from "./gamma.ts";
import { geometric } from "./geometric.ts";
import { halfCauchy } from "./half-cauchy.ts";
import { halfNormal } from "./half-normal.ts";
import { halfStudentT } from "./half-student-t.ts";
import { inverseGamma } from "./inverse-gamma.ts";
import { inverseGaussian } from "./inverse-gaussian.ts";
import { laplace } from "./laplace.ts";
import { lkj } from "./lkj.ts";
import { logistic } from "./logistic.ts";
import { lognormal } from "./lognormal.ts";
import { multiNormal } from "./multi-normal.ts";
import { multinomial } from "./multinomial.ts";
import { multinomialLogit } from "./multinomial-logit.ts";
import { negativeBinomial } from "./negative-binomial.ts";
import { negativeBinomial1 } from "./negative-binomial-1.ts";
import { negativeBinomialLog } from "./negative-binomial-log.ts";
import { normal } from "./normal.ts";
import { orderedLogistic } from "./ordered-logistic.ts";
import { orderedProbit } from "./ordered-probit.ts";
import { poisson } from "./poisson.ts";
import { poissonLog } from "./poisson-log.ts";
import { randomWalk } from "./random-walk.ts";
import { sequentialLogit } from "./sequential-logit.ts";
import { shiftedLognormal } from "./shifted-lognormal.ts";
import { skewNormal } from "./skew-normal.ts";
import { studentT } from "./student-t.ts";
import { uniform } from "./uniform.ts";
import { vonMises } from "./von-mises.ts";
import { weibull } from "./weibull.ts";

/** All distributions, in the order of the documentation. */
export const distributions: readonly Distribution[] = [
  normal,
  studentT,
  cauchy,
  laplace,
  asymmetricLaplace,
  logistic,
  skewNormal,
  expModNormal,
  lognormal,
  shiftedLognormal,
  halfNormal,
  halfStudentT,
  halfCauchy,
  exponential,
  gamma,
  inverseGamma,
  inverseGaussian,
  chiSquare,
  weibull,
  beta,
  uniform,
  vonMises,
  flat,
  multiNormal,
  randomWalk,
  autoregressive,
  lkj,
  dirichlet,
  bernoulli,
  bernoulliLogit,
  binomial,
  binomialLogit,
  betaBinomial,
  poisson,
  poissonLog,
  negativeBinomial,
  negativeBinomialLog,
  negativeBinomial1,
  geometric,
  categorical,
  categoricalLogit,
  multinomial,
  multinomialLogit,
  orderedLogistic,
  orderedProbit,
  adjacentLogit,
  sequentialLogit,
];

const byName: ReadonlyMap<string, Distribution> = new Map(
  distributions.map((distribution) => [distribution.name, distribution]),
);

/** The distribution of that name (`student_t`), or undefined. */
export function findDistribution(name: string): Distribution | undefined {
  return byName.get(name);
}
