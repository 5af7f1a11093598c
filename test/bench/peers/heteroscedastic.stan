// models/heteroscedastic: y ~ normal(β + b[group], σ[method]). `centered`: raw is b / σ_b (0), b (1) or β + b (2).
data { int N; int I; int group[N]; int method[N]; vector[N] y; int centered[1]; }
parameters { real beta; real<lower=0> sigma_b; vector<lower=0>[2] sigma; vector[I] raw; }
model {
  vector[I] b = raw;
  if (centered[1] == 2) { raw ~ normal(beta, sigma_b); b -= beta; }
  else if (centered[1]) raw ~ normal(0, sigma_b);
  else { raw ~ std_normal(); b *= sigma_b; }
  beta ~ normal(0, 10);
  sigma_b ~ normal(0, 5);
  sigma ~ normal(0, 5);
  y ~ normal(beta + b[group], sigma[method]);
}
