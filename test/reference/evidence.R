# Marginal likelihoods by the R package bridgesampling of three models that are here integrated over by other means: random slopes (sleepstudy),
# a binomial outcome with group effects (cbpp), a regression with Student-t residuals (stackloss). Densities are written out here once more, with
# group effects integrated out in closed form or by Gauss-Hermite quadrature of 60 points (statmod), and draws are of a random walk.
# Rscript test/reference/evidence.R   (about a minute; draws are not kept)
suppressMessages({ library(bridgesampling); library(statmod) })
set.seed(7)
half_normal <- function(x, s) log(2) + dnorm(x, 0, s, log = TRUE)

# A random walk on the unconstrained scale, its covariance that of a first run.
walk <- function(density, start, steps, cov) {
  root <- chol(cov + diag(1e-10, length(start))) * 2.38 / sqrt(length(start))
  at <- start; here <- density(at); out <- matrix(NA, steps, length(start))
  for (i in seq_len(steps)) {
    to <- at + drop(rnorm(length(at)) %*% root); there <- density(to)
    if (log(runif(1)) < there - here) { at <- to; here <- there }
    out[i, ] <- at
  }
  out
}
evidence <- function(name, density, start) {
  mode <- optim(start, function(u) -density(u), method = "BFGS", hessian = TRUE, control = list(maxit = 500))
  first <- walk(density, mode$par, 20000, solve(mode$hessian))
  draws <- walk(density, mode$par, 80000, cov(first[-(1:2000), ]))
  colnames(draws) <- paste0("u", seq_along(start))
  draws <- draws[seq(4, 80000, by = 4), ]
  free <- setNames(rep(-Inf, length(start)), colnames(draws))
  found <- bridge_sampler(draws, log_posterior = function(s, data) density(unname(s)), data = NULL, lb = free, ub = -free, silent = TRUE)
  cat(sprintf("%-12s %.4f  relative error %s\n", name, found$logml, format(sqrt(error_measures(found)$re2), digits = 2)))
}

# sleepstudy.model: the covariance of ten days is that of every subject
d <- read.csv("../../models/sleepstudy/data.csv"); d <- d[order(d$Subject, d$Days), ]
Y <- matrix(d$Reaction, nrow = 10); Z <- cbind(1, 0:9)
evidence("sleepstudy", function(u) {
  t <- exp(u[3:4]); rho <- tanh(u[5]); s <- exp(u[6])
  V <- Z %*% (diag(t) %*% matrix(c(1, rho, rho, 1), 2) %*% diag(t)) %*% t(Z) + diag(s^2, 10)
  root <- tryCatch(chol(V), error = function(e) NULL); if (is.null(root)) return(-Inf)
  R <- backsolve(root, Y - drop(Z %*% u[1:2]), transpose = TRUE)
  # lkj(2) of two: (rho + 1) / 2 ~ beta(2, 2)
  sum(dnorm(u[1:2], 0, 300, log = TRUE)) + sum(half_normal(t, 50)) + half_normal(s, 50) + sum(u[c(3, 4, 6)]) +
    dbeta((rho + 1) / 2, 2, 2, log = TRUE) - log(2) + log(1 - rho^2) -
    18 * (5 * log(2 * pi) + sum(log(diag(root)))) - 0.5 * sum(R^2)
}, c(250, 10, 3, 2, 0, 3))

# cbpp.model
d <- read.csv("../../models/cbpp/data.csv", colClasses = c(herd = "factor", period = "factor"))
X <- model.matrix(~ period, d); rule <- gauss.quad.prob(60, "normal")
evidence("cbpp", function(u) {
  s <- exp(u[5]); eta <- drop(X %*% u[1:4])
  l <- outer(eta, s * rule$nodes, "+")
  terms <- d$incidence * l - d$size * log1p(exp(l)) + lchoose(d$size, d$incidence)
  herds <- rowsum(terms, d$herd); m <- apply(herds, 1, max)
  sum(dnorm(u[1:4], 0, 2.5, log = TRUE)) + half_normal(s, 2) + u[5] + sum(m + log(exp(herds - m) %*% rule$weights))
}, c(-1, -1, -1, -1, -0.5))

# stackloss.model
d <- read.csv("../../models/stackloss/data.csv"); X <- cbind(1, d$air, d$water, d$acid)
# The regression on centered columns, of determinant 1
C <- scale(X[, -1], scale = FALSE); m <- colMeans(X[, -1])
evidence("stackloss", function(u) {
  b <- c(u[1] - sum(m * u[2:4]), u[2:4]); s <- exp(u[5]); nu <- exp(u[6])
  sum(dnorm(b, c(17.5, 0, 0, 0), c(490, 2.8, 8.2, 4.9), log = TRUE)) + half_normal(s, 10) + u[5] +
    dgamma(nu, 2, 0.1, log = TRUE) + u[6] + sum(dt((d$loss - drop(X %*% b)) / s, nu, log = TRUE) - log(s))
}, c(17, 0.7, 1, -0.1, 1, 2))
