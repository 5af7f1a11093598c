# Reference of models/one-mean: y ~ normal(β, σ).
source("jags.R")
source("quadrature.R")

data <- readData("one-mean")

quadrature <- gaussianPosterior(
  list(σ = list(lower = 0.8, upper = 6, nodes = 80, logPrior = halfNormal(5))),
  data$y, matrix(1, nrow(data), 1, dimnames = list(NULL, "β")), 0,
  function(theta) list(P = diag(1 / 10^2, 1), residual = theta[["σ"]])
)

jags <- runJags("model {
  for (n in 1:N) { y[n] ~ dnorm(beta, pow(sigma, -2)) }
  beta ~ dnorm(0, pow(10, -2))
  sigma ~ dnorm(0, pow(5, -2)) T(0, )
}", list(y = data$y, N = nrow(data)), c("beta", "sigma"), draws = 25000)

expected <- summarizeDraws(jags, c(β = "beta", σ = "sigma"))
writeExpected("one-mean", preferQuadrature(expected, quadrature))
