// sites (test/bench/generalized/cases.mjs): y ~ poisson_log(α + β x + b[site]), with α and β in beta.
// `centered`: raw is b / τ (0), b (1) or α + b (2).
data { int N; int I; int site[N]; matrix[N, 2] X; int y[N]; int centered[1]; }
parameters { vector[2] beta; real<lower=0> tau; vector[I] raw; }
model {
  vector[I] b = raw;
  if (centered[1] == 2) { raw ~ normal(beta[1], tau); b -= beta[1]; }
  else if (centered[1]) raw ~ normal(0, tau);
  else { raw ~ std_normal(); b *= tau; }
  beta ~ normal(0, [2, 1]);
  tau ~ normal(0, 1);
  // poisson_log_glm of Stan 2.21 leaves the likelihood out of the density where constants may be left out, and not out of the gradient.
  y ~ poisson_log(X * beta + b[site]);
}
