# The one-way random-effects model y ~ normal(β + b[group], σ), shared by replicates, dyestuff and dyestuff2.

# prior: c(mean and sd of β, sds of the half-normal priors of σ_b and σ); upper, lower: of σ_b and σ.
oneWayReference <- function(model, y, group, prior, lower, upper, withIcc, nodes = c(80, 50)) {
  levels <- levelsOf(group)
  iccOf <- function(theta) if (withIcc) c(icc = theta[["σ_b"]]^2 / sum(theta^2))
  quadrature <- gaussianPosterior(
    list(σ_b = list(lower = lower[1], upper = upper[1], nodes = nodes[1], logPrior = halfNormal(prior[3])),
         σ = list(lower = lower[2], upper = upper[2], nodes = nodes[2], logPrior = halfNormal(prior[4]))),
    y, cbind(β = 1, indicators("b", group)), c(prior[1], rep(0, length(levels))),
    function(theta) list(P = diag(c(prior[2]^-2, rep(theta[["σ_b"]]^-2, length(levels)))), residual = theta[["σ"]]),
    derived = iccOf
  )
  # Effects in units of their sd: a σ_b near 0 is then no trap.
  jags <- runJags("model {
    for (n in 1:N) { y[n] ~ dnorm(beta + sigma_b * z[group[n]], pow(sigma, -2)) }
    for (i in 1:I) { z[i] ~ dnorm(0, 1); b[i] <- sigma_b * z[i] }
    beta ~ dnorm(prior[1], pow(prior[2], -2))
    sigma_b ~ dnorm(0, pow(prior[3], -2)) T(0, )
    sigma ~ dnorm(0, pow(prior[4], -2)) T(0, )
    icc <- pow(sigma_b, 2) / (pow(sigma_b, 2) + pow(sigma, 2))
  }", list(y = y, N = length(y), group = indexOf(group), I = length(levels), prior = prior),
  c("beta", "sigma_b", "sigma", "b", "icc"), draws = 25000, thin = 40)
  names <- c(β = "beta", σ_b = "sigma_b", σ = "sigma", if (withIcc) c(icc = "icc"), effectNames("b", levels))
  writeExpected(model, preferQuadrature(summarizeDraws(jags, names), quadrature))
}
