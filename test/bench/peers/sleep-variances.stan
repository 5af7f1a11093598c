// sleepstudy with two residual sds (test/bench/generalized/cases.mjs): reaction ~ normal(β₁ + u₁ + (β₂ + u₂) days, σ[half]), u correlated.
// `centered`: raw is standard normal (0), u (1) or β + u (2).
data { int N; int I; int subject[N]; int half_of[N]; vector[N] days; vector[N] y; int centered[1]; }
parameters {
  vector[2] beta; vector<lower=0>[2] tau; cholesky_factor_corr[2] L; vector<lower=0>[2] sigma;
  matrix[2, I] raw;
}
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
  beta ~ normal([250, 10], [100, 30]);
  tau ~ normal(0, [50, 20]);
  L ~ lkj_corr_cholesky(2);
  sigma ~ normal(0, 50);
  y ~ normal(beta[1] + to_vector(u[1, subject]) + (beta[2] + to_vector(u[2, subject])) .* days, sigma[half_of]);
}
generated quantities { real rho = L[2, 1]; }
