/** A model of yes and no by two numbers, for rows that are so many that all threads share one memory. */

export const largeModel = `data {
  event: int in 0..1
  x: real
  z: real
}
β0 ~ normal(0, 2)
β1 ~ normal(0, 2)
β2 ~ normal(0, 2)
event ~ bernoulli_logit(β0 + β1 * x + β2 * z)
`;
