/** The four models of the lesson: effects normal or with heavy tails, one σ or one for each method. */

import { replicates } from "../models.ts";

/** Of `models/student-t-effects`, without its comments. */
const studentTEffects = `model student_t_effects

data {
  y:      real
  sample: factor
}

constant ν = 4

β   ~ normal(0, 10)
σ_b ~ half_normal(5)
σ   ~ half_normal(5)

b[sample] ~ student_t(ν, 0, σ_b)

y ~ normal(β + b[sample], σ)
`;

/** Of `models/heteroscedastic`, without its comments. */
const heteroscedastic = `model heteroscedastic

data {
  y:      real
  sample: factor
  method: factor
}

β         ~ normal(0, 10)
σ_b       ~ half_normal(5)
σ[method] ~ half_normal(5)

b[sample] ~ normal(0, σ_b)

y ~ normal(β + b[sample], σ[method])
`;

const both = heteroscedastic
  .replace("model heteroscedastic", "model both")
  .replace("\nβ    ", "\nconstant ν = 4\n\nβ    ")
  .replace("normal(0, σ_b)", "student_t(ν, 0, σ_b)");

/** By the name that their words and files have, in the order in which they are shown. */
export const relaxed = {
  normal: replicates,
  tails: studentTEffects,
  methods: heteroscedastic,
  both,
} as const;

/** One of the models. */
export type ModelName = keyof typeof relaxed;

/** In the order of the table; the object has these keys and no others. */
export const modelNames = Object.keys(relaxed) as readonly ModelName[];

/** Of each fit. */
export const options = { warmup: 300, draws: 250, seed: 1 } as const;
