// VerbAgg (test/bench/generalized/cases.mjs): y ~ bernoulli_logit(X β + b[id] + c[item]), effects in units of their sds.
data { int N; int I; int J; int id[N]; int item[N]; matrix[N, 6] X; int y[N]; }
parameters { vector[6] beta; real<lower=0> sigma_id; real<lower=0> sigma_item; vector[I] raw_b; vector[J] raw_c; }
model {
  raw_b ~ std_normal();
  raw_c ~ std_normal();
  beta ~ normal(0, 5);
  sigma_id ~ normal(0, 2);
  sigma_item ~ normal(0, 2);
  y ~ bernoulli_logit_glm(X, sigma_id * raw_b[id] + sigma_item * raw_c[item], beta);
}
