// models/fixed-effects: y ~ normal(X β, σ).
data { int N; matrix[N, 2] X; vector[N] y; }
parameters { vector[2] beta; real<lower=0> sigma; }
model {
  beta ~ normal(0, 10);
  sigma ~ normal(0, 5);
  y ~ normal(X * beta, sigma);
}
