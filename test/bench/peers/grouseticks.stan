// models/grouseticks: ticks ~ poisson_log(m[brood] + e[chick]), m ~ normal(X β, σ_brood). `centered`: the raw ones are m and e,
// otherwise (m - X β) / σ_brood and e / σ_chick. A row is a chick.
data { int N; int I; int brood[N]; matrix[I, 4] X; int y[N]; int centered[2]; }
parameters { vector[4] beta; real<lower=0> sigma_brood; real<lower=0> sigma_chick; vector[I] raw_m; vector[N] raw_e; }
model {
  vector[I] m = raw_m;
  vector[N] e = raw_e;
  if (centered[1]) raw_m ~ normal(X * beta, sigma_brood);
  else { raw_m ~ std_normal(); m = X * beta + sigma_brood * raw_m; }
  if (centered[2]) raw_e ~ normal(0, sigma_chick);
  else { raw_e ~ std_normal(); e *= sigma_chick; }
  beta ~ normal(0, 2);
  sigma_brood ~ normal(0, 2);
  sigma_chick ~ normal(0, 2);
  y ~ poisson_log(m[brood] + e);
}
