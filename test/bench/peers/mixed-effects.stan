// models/mixed-effects: y ~ normal(X β + b[group], σ). `centered`: raw is b / σ_b (0), b (1) or β₁ + b (2).
data { int N; int I; int group[N]; matrix[N, 2] X; vector[N] y; int centered[1]; }
parameters { vector[2] beta; real<lower=0> sigma_b; real<lower=0> sigma; vector[I] raw; }
model {
  vector[I] b = raw;
  if (centered[1] == 2) { raw ~ normal(beta[1], sigma_b); b -= beta[1]; }
  else if (centered[1]) raw ~ normal(0, sigma_b);
  else { raw ~ std_normal(); b *= sigma_b; }
  beta ~ normal(0, 10);
  sigma_b ~ normal(0, 5);
  sigma ~ normal(0, 5);
  y ~ normal(X * beta + b[group], sigma);
}
