// models/student-t-effects: y ~ normal(β + b[group], σ), b ~ student_t(4, 0, σ_b). `centered`: raw is b / σ_b (0), b (1) or β + b (2).
data { int N; int I; int group[N]; vector[N] y; int centered[1]; }
parameters { real beta; real<lower=0> sigma_b; real<lower=0> sigma; vector[I] raw; }
model {
  vector[I] b = raw;
  if (centered[1] == 2) { raw ~ student_t(4, beta, sigma_b); b -= beta; }
  else if (centered[1]) raw ~ student_t(4, 0, sigma_b);
  else { raw ~ student_t(4, 0, 1); b *= sigma_b; }
  beta ~ normal(0, 10);
  sigma_b ~ normal(0, 5);
  sigma ~ normal(0, 5);
  y ~ normal(beta + b[group], sigma);
}
