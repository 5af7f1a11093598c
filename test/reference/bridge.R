# Marginal likelihoods by quadrature of the example of the R package bridgesampling (vignette "Hierarchical Normal Example (JAGS)"), whose
# published estimates are -37.53 without and -37.80 with the mean mu as a parameter.
# Rscript test/reference/bridge.R
set.seed(12345)
mu <- 0; tau2 <- 0.5; sigma2 <- 1; n <- 20
theta <- rnorm(n, mu, sqrt(tau2))
y <- rnorm(n, theta, sqrt(sigma2))
# tau2 ~ inverse gamma(1, 1); mu = 0, or mu ~ normal(0, 1)
prior <- function(t) exp(-2 * log(t) - 1 / t)
h0 <- function(t) sapply(t, function(t) prior(t) * prod(dnorm(y, 0, sqrt(t + 1))))
# y ~ normal(0, t + 1) + a mean with variance 1: the mean integrated out in closed form
h1 <- function(t) sapply(t, function(t) {
  v <- t + 1
  prior(t) * prod(dnorm(y, 0, sqrt(v))) * sqrt(1 / (1 + n / v)) * exp(0.5 * (sum(y) / v)^2 / (1 + n / v))
})
cat("y:", paste(format(y, digits = 15), collapse = ", "), "\n")
cat("H0:", format(log(integrate(h0, 0, Inf, rel.tol = 1e-12, subdivisions = 2000)$value), digits = 12), "\n")
cat("H1:", format(log(integrate(h1, 0, Inf, rel.tol = 1e-12, subdivisions = 2000)$value), digits = 12), "\n")
