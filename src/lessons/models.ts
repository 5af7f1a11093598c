/** The models that several lessons fit: those of `models/`, without their comments. */

/** Every measurement counts as one piece of evidence. */
export const oneMean = `model one_mean

data {
  y: real
}

β ~ normal(0, 10)
σ ~ half_normal(5)

y ~ normal(β, σ)
`;

/** Each sample has a mean of its own. */
export const noPooling = `model no_pooling

data {
  y:      real
  sample: factor
}

β[sample] ~ normal(0, 10)
σ         ~ half_normal(5)

y ~ normal(β[sample], σ)
`;

/** y_ij = β + b_i + ε_ij */
export const replicates = `model replicates

data {
  y:      real
  sample: factor
}

β   ~ normal(0, 10)
σ_b ~ half_normal(5)
σ   ~ half_normal(5)

b[sample] ~ normal(0, σ_b)

y ~ normal(β + b[sample], σ)
`;

/** With the mean of each sample as a quantity of its own. */
export const replicatesWithMeans = `${replicates}
μ[sample] = β + b[sample]
`;

/** That model with a σ_b that is known. */
export function replicatesGiven(between: number): string {
  return replicatesWithMeans.replace("σ_b ~ half_normal(5)", `constant σ_b = ${between}`);
}

/** Five preparations from each of six batches: `models/dyestuff`, whose table calls its columns as the model does. */
export const dyestuff = `model dyestuff

data {
  yield: real
  batch: factor
}

β   ~ normal(1500, 200)
σ_b ~ half_normal(100)
σ   ~ half_normal(100)

b[batch] ~ normal(0, σ_b)

yield ~ normal(β + b[batch], σ)
`;
