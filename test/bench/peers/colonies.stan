// colonies (test/bench/generalized/cases.mjs): y ~ poisson_log(β₁ + u₁ + (β₂ + u₂) t), u correlated.
// `centered`: raw is standard normal (0), u (1) or β + u (2).
data { int N; int I; int colony[N]; vector[N] t; int y[N]; int centered[1]; }
parameters { vector[2] beta; vector<lower=0>[2] tau; cholesky_factor_corr[2] L; matrix[2, I] raw; }
model {
  matrix[2, I] u = raw;
  if (centered[1]) {
    vector[2] columns[I];
    for (i in 1:I) columns[i] = raw[, i];
    if (centered[1] == 2) {
      columns ~ multi_normal_cholesky(beta, diag_pre_multiply(tau, L));
      u -= rep_matrix(beta, I);
    } else columns ~ multi_normal_cholesky(rep_vector(0, 2), diag_pre_multiply(tau, L));
  } else {
    to_vector(raw) ~ std_normal();
    u = diag_pre_multiply(tau, L) * raw;
  }
  beta ~ normal(0, 2);
  tau ~ normal(0, 1);
  L ~ lkj_corr_cholesky(2);
  y ~ poisson_log(beta[1] + to_vector(u[1, colony]) + (beta[2] + to_vector(u[2, colony])) .* t);
}
generated quantities { real rho = L[2, 1]; }
