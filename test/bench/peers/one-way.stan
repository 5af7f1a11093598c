// models/dyestuff, dyestuff2, replicates: y ~ normal(β + b[group], σ). `centered`: raw is b / σ_b (0), b (1) or β + b (2).
data {
  int N; int I; int group[N]; vector[N] y;
  real beta_mean; real beta_sd; real sigma_b_scale; real sigma_scale;
  int centered[1];
}
parameters { real beta; real<lower=0> sigma_b; real<lower=0> sigma; vector[I] raw; }
model {
  vector[I] b = raw;
  if (centered[1] == 2) { raw ~ normal(beta, sigma_b); b -= beta; }
  else if (centered[1]) raw ~ normal(0, sigma_b);
  else { raw ~ std_normal(); b *= sigma_b; }
  beta ~ normal(beta_mean, beta_sd);
  sigma_b ~ normal(0, sigma_b_scale);
  sigma ~ normal(0, sigma_scale);
  y ~ normal(beta + b[group], sigma);
}
