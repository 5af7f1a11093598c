# Reference of models/mixed-effects: y ~ normal(X β + b[sample], σ), X = design(1 + method).
source("jags.R")
source("quadrature.R")

data <- readData("mixed-effects")
samples <- levelsOf(data$sample)
stopifnot(levelsOf(data$method)[1] == "hand")
robot <- as.numeric(data$method == "robot")

quadrature <- gaussianPosterior(
  list(σ_b = list(lower = 0.3, upper = 14, nodes = 80, logPrior = halfNormal(5)),
       σ = list(lower = 0.3, upper = 2.2, nodes = 50, logPrior = halfNormal(5))),
  data$y, cbind("β[intercept]" = 1, "β[method=robot]" = robot, indicators("b", data$sample)), rep(0, 2 + length(samples)),
  function(theta) list(P = diag(c(1 / 10^2, 1 / 10^2, rep(theta[["σ_b"]]^-2, length(samples)))),
                       residual = theta[["σ"]]),
  derived = function(theta) c(icc = theta[["σ_b"]]^2 / sum(theta^2))
)

jags <- runJags("model {
  for (n in 1:N) { y[n] ~ dnorm(beta[1] + beta[2] * robot[n] + b[sample[n]], pow(sigma, -2)) }
  for (i in 1:I) { b[i] ~ dnorm(0, pow(sigma_b, -2)) }
  for (k in 1:2) { beta[k] ~ dnorm(0, pow(10, -2)) }
  sigma_b ~ dnorm(0, pow(5, -2)) T(0, )
  sigma ~ dnorm(0, pow(5, -2)) T(0, )
  icc <- pow(sigma_b, 2) / (pow(sigma_b, 2) + pow(sigma, 2))
}", list(y = data$y, N = nrow(data), robot = robot, sample = indexOf(data$sample), I = length(samples)),
c("beta", "b", "sigma_b", "sigma", "icc"), draws = 25000)

expected <- summarizeDraws(jags, c("β[intercept]" = "beta[1]", "β[method=robot]" = "beta[2]", σ_b = "sigma_b",
                                   σ = "sigma", icc = "icc", effectNames("b", samples)))
writeExpected("mixed-effects", preferQuadrature(expected, quadrature))
