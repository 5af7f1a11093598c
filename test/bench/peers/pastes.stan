// models/pastes: strength ~ normal(β + b[batch] + c[cask], σ). `centered`: the raw ones are in units of
// their sds (0), b and c (1), or of casks b + c (2).
data { int N; int I; int J; int batch[N]; int cask[N]; int batch_of_cask[J]; vector[N] y; int centered[2]; }
parameters {
  real beta; real<lower=0> sigma_batch; real<lower=0> sigma_cask; real<lower=0> sigma;
  vector[I] raw_b; vector[J] raw_c;
}
model {
  vector[I] b = raw_b;
  vector[J] c = raw_c;
  if (centered[1]) raw_b ~ normal(0, sigma_batch);
  else { raw_b ~ std_normal(); b *= sigma_batch; }
  if (centered[2] == 2) { raw_c ~ normal(b[batch_of_cask], sigma_cask); c -= b[batch_of_cask]; }
  else if (centered[2]) raw_c ~ normal(0, sigma_cask);
  else { raw_c ~ std_normal(); c *= sigma_cask; }
  beta ~ normal(60, 20);
  sigma_batch ~ normal(0, 5);
  sigma_cask ~ normal(0, 5);
  sigma ~ normal(0, 5);
  y ~ normal(beta + b[batch] + c[cask], sigma);
}
