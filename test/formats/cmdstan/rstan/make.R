# Makes the files of this folder: Rscript make.R; then posterior measures them: summary.csv
library(rstan)
rstan_options(boost_lib = "/usr/include")
code <- "
data { int<lower=0> J; vector[J] y; vector<lower=0>[J] sigma; }
parameters { real mu; real<lower=0> tau; vector[J] eta; }
transformed parameters { vector[J] theta; matrix[2, 2] m; theta = mu + tau * eta;
  m[1, 1] = mu; m[1, 2] = tau; m[2, 1] = theta[1]; m[2, 2] = theta[2]; }
model { eta ~ normal(0, 1); mu ~ normal(0, 5); tau ~ cauchy(0, 5); y ~ normal(theta, sigma); }
"
schools <- list(J = 3, y = c(28, 8, -3), sigma = c(15, 10, 16))
model <- stan_model(model_code = code, model_name = "schools")
sampling(model, data = schools, chains = 2, iter = 60, warmup = 30, seed = 1, refresh = 0, sample_file = "nuts.csv", save_warmup = TRUE)
sampling(model, data = schools, chains = 1, iter = 60, warmup = 30, thin = 2, seed = 2, refresh = 0, sample_file = "thinned.csv", save_warmup = FALSE)
sampling(model, data = schools, chains = 1, iter = 40, warmup = 20, seed = 3, refresh = 0, algorithm = "HMC", control = list(int_time = 1), sample_file = "static.csv")
sampling(model, data = schools, chains = 1, iter = 20, warmup = 0, seed = 4, refresh = 0, algorithm = "Fixed_param", sample_file = "fixed.csv")
