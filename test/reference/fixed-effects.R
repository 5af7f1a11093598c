# Reference of models/fixed-effects: y ~ normal(X β, σ), X = design(1 + method).
source("jags.R")
source("quadrature.R")

data <- readData("fixed-effects")
stopifnot(levelsOf(data$method)[1] == "hand")
X <- cbind("β[intercept]" = 1, "β[method=robot]" = as.numeric(data$method == "robot"))

quadrature <- gaussianPosterior(
  list(σ = list(lower = 0.6, upper = 6, nodes = 80, logPrior = halfNormal(5))),
  data$y, X, c(0, 0),
  function(theta) list(P = diag(1 / 10^2, 2), residual = theta[["σ"]])
)

jags <- runJags("model {
  for (n in 1:N) { y[n] ~ dnorm(beta[1] + beta[2] * robot[n], pow(sigma, -2)) }
  for (k in 1:2) { beta[k] ~ dnorm(0, pow(10, -2)) }
  sigma ~ dnorm(0, pow(5, -2)) T(0, )
}", list(y = data$y, N = nrow(data), robot = X[, 2]), c("beta", "sigma"), draws = 25000)

expected <- summarizeDraws(jags, c("β[intercept]" = "beta[1]", "β[method=robot]" = "beta[2]", σ = "sigma"))
writeExpected("fixed-effects", preferQuadrature(expected, quadrature))
