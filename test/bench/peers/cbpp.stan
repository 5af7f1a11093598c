// models/cbpp: incidence ~ binomial_logit(size, X β + b[herd]). `centered`: raw is b / σ_herd (0), b (1) or β₁ + b (2).
data { int N; int I; int herd[N]; matrix[N, 4] X; int trials[N]; int y[N]; int centered[1]; }
parameters { vector[4] beta; real<lower=0> sigma_herd; vector[I] raw; }
model {
  vector[I] b = raw;
  if (centered[1] == 2) { raw ~ normal(beta[1], sigma_herd); b -= beta[1]; }
  else if (centered[1]) raw ~ normal(0, sigma_herd);
  else { raw ~ std_normal(); b *= sigma_herd; }
  beta ~ normal(0, 2.5);
  sigma_herd ~ normal(0, 2);
  y ~ binomial_logit(trials, X * beta + b[herd]);
}
