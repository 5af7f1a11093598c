// models/eight-schools: y ~ normal(θ, se). `centered`: raw is θ, otherwise (θ - μ) / τ.
data { int I; vector[I] y; vector[I] se; int centered[1]; }
parameters { real mu; real<lower=0> tau; vector[I] raw; }
model {
  vector[I] theta = raw;
  if (centered[1]) raw ~ normal(mu, tau);
  else { raw ~ std_normal(); theta = mu + tau * raw; }
  mu ~ normal(0, 5);
  tau ~ cauchy(0, 5);
  y ~ normal(theta, se);
}
