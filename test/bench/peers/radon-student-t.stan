// radon with a t of unknown ν (test/bench/generalized/cases.mjs): y ~ student_t(ν, X β + b[county], σ).
// `centered`: raw is b / τ (0), b (1) or β₁ + b (2).
data { int N; int I; int county[N]; matrix[N, 2] X; vector[N] y; int centered[1]; }
parameters { vector[2] beta; real<lower=0> tau; real<lower=0> sigma; real<lower=0> nu; vector[I] raw; }
model {
  vector[I] b = raw;
  if (centered[1] == 2) { raw ~ normal(beta[1], tau); b -= beta[1]; }
  else if (centered[1]) raw ~ normal(0, tau);
  else { raw ~ std_normal(); b *= tau; }
  beta ~ normal(0, 5);
  tau ~ normal(0, 2);
  sigma ~ normal(0, 2);
  nu ~ gamma(2, 0.1);
  y ~ student_t(nu, X * beta + b[county], sigma);
}
