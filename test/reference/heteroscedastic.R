# Reference of models/heteroscedastic: y ~ normal(β + b[sample], σ[method]).
source("jags.R")
source("quadrature.R")

data <- readData("heteroscedastic")
samples <- levelsOf(data$sample)
methods <- levelsOf(data$method)

quadrature <- gaussianPosterior(
  list(σ_b = list(lower = 0.3, upper = 14, nodes = 60, logPrior = halfNormal(5)),
       "σ[hand]" = list(lower = 0.4, upper = 3.5, nodes = 40, logPrior = halfNormal(5)),
       "σ[robot]" = list(lower = 0.2, upper = 1.6, nodes = 40, logPrior = halfNormal(5))),
  data$y, cbind(β = 1, indicators("b", data$sample)), rep(0, 1 + length(samples)),
  function(theta) list(P = diag(c(1 / 10^2, rep(theta[["σ_b"]]^-2, length(samples)))),
                       residual = theta[sprintf("σ[%s]", methods)]),
  noise = indexOf(data$method),
  derived = function(theta) c(worth = (theta[["σ[hand]"]] / theta[["σ[robot]"]])^2)
)

jags <- runJags("model {
  for (n in 1:N) { y[n] ~ dnorm(mu[sample[n]], pow(sigma[method[n]], -2)) }
  for (i in 1:I) { mu[i] ~ dnorm(beta, pow(sigma_b, -2)); b[i] <- mu[i] - beta }
  beta ~ dnorm(0, pow(10, -2))
  sigma_b ~ dnorm(0, pow(5, -2)) T(0, )
  for (m in 1:2) { sigma[m] ~ dnorm(0, pow(5, -2)) T(0, ) }
  worth <- pow(sigma[hand] / sigma[3 - hand], 2)
}", list(y = data$y, N = nrow(data), sample = indexOf(data$sample), I = length(samples), method = indexOf(data$method),
         hand = match("hand", methods)),
c("beta", "sigma_b", "sigma", "b", "worth"), draws = 25000, thin = 3)

expected <- summarizeDraws(jags, c(β = "beta", σ_b = "sigma_b", effectNames("σ", methods, "sigma"), worth = "worth",
                                   effectNames("b", samples)))
writeExpected("heteroscedastic", preferQuadrature(expected, quadrature))
