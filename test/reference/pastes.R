# Reference of models/pastes: strength ~ normal(β + b[batch] + c[cask], σ), casks within batches.
source("jags.R")
source("quadrature.R")

data <- readData("pastes")
data$cask <- paste(data$batch, data$cask, sep = ":")
batches <- levelsOf(data$batch)
casks <- levelsOf(data$cask)

quadrature <- gaussianPosterior(
  list(σ_batch = list(lower = 0, upper = 9, nodes = 48, logPrior = halfNormal(5)),
       σ_cask = list(lower = 1, upper = 8, nodes = 44, logPrior = halfNormal(5)),
       σ = list(lower = 0.45, upper = 1.8, nodes = 32, logPrior = halfNormal(5))),
  data$strength, cbind(β = 1, indicators("b", data$batch), indicators("c", data$cask)),
  c(60, rep(0, length(batches) + length(casks))),
  function(theta) list(P = diag(c(1 / 20^2, rep(theta[["σ_batch"]]^-2, length(batches)),
                                  rep(theta[["σ_cask"]]^-2, length(casks)))),
                       residual = theta[["σ"]]),
  derived = function(theta) c(icc_cask = sum(theta[c("σ_batch", "σ_cask")]^2) / sum(theta^2),
                              icc_batch = theta[["σ_batch"]]^2 / sum(theta^2))
)

# Casks around their batch's mean, batches in units of their sd: each level in the form that mixes.
jags <- runJags("model {
  for (n in 1:N) { y[n] ~ dnorm(mu[cask[n]], pow(sigma, -2)) }
  for (j in 1:J) { mu[j] ~ dnorm(beta + b[batch[j]], pow(sigma_cask, -2)); c[j] <- mu[j] - beta - b[batch[j]] }
  for (i in 1:I) { z[i] ~ dnorm(0, 1); b[i] <- sigma_batch * z[i] }
  beta ~ dnorm(60, pow(20, -2))
  sigma_batch ~ dnorm(0, pow(5, -2)) T(0, )
  sigma_cask ~ dnorm(0, pow(5, -2)) T(0, )
  sigma ~ dnorm(0, pow(5, -2)) T(0, )
  total <- pow(sigma_batch, 2) + pow(sigma_cask, 2) + pow(sigma, 2)
  icc_cask <- (pow(sigma_batch, 2) + pow(sigma_cask, 2)) / total
  icc_batch <- pow(sigma_batch, 2) / total
}", list(y = data$strength, N = nrow(data), cask = indexOf(data$cask), J = length(casks), I = length(batches),
         batch = indexOf(data$batch[match(casks, data$cask)])),
c("beta", "b", "c", "sigma_batch", "sigma_cask", "sigma", "icc_cask", "icc_batch"), draws = 25000, thin = 20)

expected <- summarizeDraws(jags, c(β = "beta", σ_batch = "sigma_batch", σ_cask = "sigma_cask", σ = "sigma",
                                   icc_cask = "icc_cask", icc_batch = "icc_batch", effectNames("b", batches),
                                   effectNames("c", casks)))
writeExpected("pastes", preferQuadrature(expected, quadrature))
