# PSIS-LOO, WAIC, differences and weights by the R package loo.
# Rscript test/reference/loo.R > test/posterior/loo.json
suppressMessages(library(loo))
options(warn = -1)
set.seed(13)

chains <- 4
draws <- 100
# A line with an outlier, and two models of it: draws of their posteriors, those of each chain correlated.
n <- 20
x <- seq(-1, 1, length.out = n)
y <- round(0.5 + x + rnorm(n, 0, 0.4), 3)
y[5] <- 3
correlated <- function(count) as.numeric(stats::filter(rnorm(count), 0.5, "recursive")) * sqrt(0.75)
posterior_of <- function(design) {
  fit <- lm.fit(design, y)
  root <- chol(solve(crossprod(design)))
  shape <- (n - ncol(design)) / 2
  lapply(seq_len(chains), function(chain) {
    z <- sapply(seq_len(ncol(design)), function(k) correlated(draws))
    sigma <- sqrt(sum(fit$residuals^2) / 2 / rgamma(draws, shape))
    list(beta = sweep(sigma * (z %*% root), 2, fit$coefficients, "+"), sigma = sigma)
  })
}
log_lik_of <- function(design) {
  own <- posterior_of(design)
  result <- array(0, c(draws, chains, n))
  for (chain in seq_len(chains)) {
    mean <- own[[chain]]$beta %*% t(design)
    for (i in seq_len(n)) result[, chain, i] <- dnorm(y[i], mean[, i], own[[chain]]$sigma, log = TRUE)
  }
  round(result, 4)
}

judged <- function(log_lik) {
  r_eff <- relative_eff(exp(log_lik))
  by_loo <- loo(log_lik, r_eff = r_eff)
  by_waic <- waic(log_lik)
  # Chain after chain.
  flat <- matrix(log_lik, ncol = n)
  list(
    logLikelihood = lapply(seq_len(n), function(i) flat[, i]),
    elpd = by_loo$pointwise[, "elpd_loo"],
    p = by_loo$pointwise[, "p_loo"],
    mcse = by_loo$pointwise[, "mcse_elpd_loo"],
    k = by_loo$diagnostics$pareto_k,
    effective = by_loo$diagnostics$n_eff,
    estimates = by_loo$estimates,
    waic = by_waic$pointwise[, "elpd_waic"],
    pWaic = by_waic$pointwise[, "p_waic"],
    waicEstimates = by_waic$estimates,
    object = by_loo
  )
}
models <- lapply(list(cbind(rep(1, n)), cbind(1, x), cbind(1, x, x^2)), function(design) judged(log_lik_of(design)))
compared <- loo_compare(lapply(models, function(one) one$object))
elpd <- sapply(models, function(one) one$elpd)
set.seed(1)
result <- list(
  chains = chains,
  models = lapply(models, function(one) { one$object <- NULL; one }),
  compared = list(order = rownames(compared), diff = compared[, "elpd_diff"], error = compared[, "se_diff"]),
  stacking = as.numeric(stacking_weights(elpd, optim_control = list(reltol = 1e-14))),
  pseudoBma = as.numeric(pseudobma_weights(elpd, BB_n = 20000))
)
cat(jsonlite::toJSON(result, digits = 12, auto_unbox = TRUE), "\n", sep = "")
