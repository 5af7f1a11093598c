// models/one-mean, no-pooling: y ~ normal(β[group], σ).
data { int N; int I; int group[N]; vector[N] y; }
parameters { vector[I] beta; real<lower=0> sigma; }
model {
  beta ~ normal(0, 10);
  sigma ~ normal(0, 5);
  y ~ normal(beta[group], sigma);
}
