# Reference of models/penicillin: diameter ~ normal(β + a[plate] + c[sample], σ).
source("jags.R")
source("quadrature.R")

data <- readData("penicillin")
plates <- levelsOf(data$plate)
samples <- levelsOf(data$sample)
iccOf <- function(theta) c(icc_sample = theta[["σ_sample"]]^2 / sum(theta^2))

quadrature <- gaussianPosterior(
  list(σ_plate = list(lower = 0.25, upper = 2.2, nodes = 36, logPrior = halfNormal(5)),
       σ_sample = list(lower = 0.3, upper = 18, nodes = 60, logPrior = halfNormal(5)),
       σ = list(lower = 0.35, upper = 0.9, nodes = 30, logPrior = halfNormal(5))),
  data$diameter, cbind(β = 1, indicators("a", data$plate), indicators("c", data$sample)),
  c(20, rep(0, length(plates) + length(samples))),
  function(theta) list(P = diag(c(1 / 10^2, rep(theta[["σ_plate"]]^-2, length(plates)),
                                  rep(theta[["σ_sample"]]^-2, length(samples)))),
                       residual = theta[["σ"]]),
  derived = iccOf
)

jags <- runJags("model {
  for (n in 1:N) { y[n] ~ dnorm(beta + a[plate[n]] + c[sample[n]], pow(sigma, -2)) }
  for (i in 1:I) { a[i] ~ dnorm(0, pow(sigma_plate, -2)) }
  for (j in 1:J) { c[j] ~ dnorm(0, pow(sigma_sample, -2)) }
  beta ~ dnorm(20, pow(10, -2))
  sigma_plate ~ dnorm(0, pow(5, -2)) T(0, )
  sigma_sample ~ dnorm(0, pow(5, -2)) T(0, )
  sigma ~ dnorm(0, pow(5, -2)) T(0, )
  icc_sample <- pow(sigma_sample, 2) / (pow(sigma_plate, 2) + pow(sigma_sample, 2) + pow(sigma, 2))
}", list(y = data$diameter, N = nrow(data), plate = indexOf(data$plate), sample = indexOf(data$sample),
         I = length(plates), J = length(samples)),
c("beta", "a", "c", "sigma_plate", "sigma_sample", "sigma", "icc_sample"), draws = 25000, thin = 2)

expected <- summarizeDraws(jags, c(β = "beta", σ_plate = "sigma_plate", σ_sample = "sigma_sample", σ = "sigma",
                                   icc_sample = "icc_sample", effectNames("a", plates), effectNames("c", samples)))
writeExpected("penicillin", preferQuadrature(expected, quadrature))
