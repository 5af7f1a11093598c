// districts (test/bench/generalized/cases.mjs) and models/frogs: y ~ bernoulli_logit(X β + b[group]).
// `centered`: raw is b / τ (0), b (1) or β₁ + b (2).
data { int N; int I; int K; int group[N]; matrix[N, K] X; int y[N]; vector[K] beta_sd; real tau_scale; int centered[1]; }
parameters { vector[K] beta; real<lower=0> tau; vector[I] raw; }
model {
  vector[I] b = raw;
  if (centered[1] == 2) { raw ~ normal(beta[1], tau); b -= beta[1]; }
  else if (centered[1]) raw ~ normal(0, tau);
  else { raw ~ std_normal(); b *= tau; }
  beta ~ normal(0, beta_sd);
  tau ~ normal(0, tau_scale);
  y ~ bernoulli_logit_glm(X, b[group], beta);
}
