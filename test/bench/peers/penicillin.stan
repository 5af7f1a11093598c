// models/penicillin: diameter ~ normal(β + a[plate] + c[sample], σ). `centered`: the raw ones are in units of
// their sds (0), a and c (1), or of samples β + c (2).
data { int N; int I; int J; int plate[N]; int sample[N]; vector[N] y; int centered[2]; }
parameters {
  real beta; real<lower=0> sigma_plate; real<lower=0> sigma_sample; real<lower=0> sigma;
  vector[I] raw_a; vector[J] raw_c;
}
model {
  vector[I] a = raw_a;
  vector[J] c = raw_c;
  if (centered[1]) raw_a ~ normal(0, sigma_plate);
  else { raw_a ~ std_normal(); a *= sigma_plate; }
  if (centered[2] == 2) { raw_c ~ normal(beta, sigma_sample); c -= beta; }
  else if (centered[2]) raw_c ~ normal(0, sigma_sample);
  else { raw_c ~ std_normal(); c *= sigma_sample; }
  beta ~ normal(20, 10);
  sigma_plate ~ normal(0, 5);
  sigma_sample ~ normal(0, 5);
  sigma ~ normal(0, 5);
  y ~ normal(beta + a[plate] + c[sample], sigma);
}
