# Reference of models/no-pooling: y ~ normal(β[sample], σ).
source("jags.R")
source("quadrature.R")

data <- readData("no-pooling")
samples <- levelsOf(data$sample)

quadrature <- gaussianPosterior(
  list(σ = list(lower = 0.2, upper = 3, nodes = 80, logPrior = halfNormal(5))),
  data$y, indicators("β", data$sample), rep(0, length(samples)),
  function(theta) list(P = diag(1 / 10^2, length(samples)), residual = theta[["σ"]])
)

jags <- runJags("model {
  for (n in 1:N) { y[n] ~ dnorm(beta[sample[n]], pow(sigma, -2)) }
  for (i in 1:I) { beta[i] ~ dnorm(0, pow(10, -2)) }
  sigma ~ dnorm(0, pow(5, -2)) T(0, )
}", list(y = data$y, N = nrow(data), sample = indexOf(data$sample), I = length(samples)), c("beta", "sigma"),
draws = 25000)

expected <- summarizeDraws(jags, c(effectNames("β", samples, "beta"), σ = "sigma"))
writeExpected("no-pooling", preferQuadrature(expected, quadrature))
