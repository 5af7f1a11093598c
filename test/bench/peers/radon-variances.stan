// radon with an sd for each floor (test/bench/generalized/cases.mjs): y ~ normal(X β + b[county], σ[floor]).
// `centered`: raw is b / τ (0), b (1) or β₁ + b (2).
data { int N; int I; int county[N]; int floor_of[N]; matrix[N, 2] X; vector[N] y; int centered[1]; }
parameters { vector[2] beta; real<lower=0> tau; vector<lower=0>[2] sigma; vector[I] raw; }
model {
  vector[I] b = raw;
  if (centered[1] == 2) { raw ~ normal(beta[1], tau); b -= beta[1]; }
  else if (centered[1]) raw ~ normal(0, tau);
  else { raw ~ std_normal(); b *= tau; }
  beta ~ normal(0, 5);
  tau ~ normal(0, 2);
  sigma ~ normal(0, 2);
  y ~ normal(X * beta + b[county], sigma[floor_of]);
}
