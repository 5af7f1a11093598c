# Reference values for the measures of src/posterior that posterior.R has not, made with the R packages posterior and loo.
#
#   Rscript test/reference/more-measures.R > test/posterior/more-measures.json
#
# posterior 1.4.0 has no rhat_nested: it is written below by equations 15 to 19 of Margossian et al. (2024). The local effective sample size is ArviZ's
# method "local", by posterior's own estimator. Relative efficiencies are by posterior's ess_mean, where loo 2.5.1 has an older estimator.

suppressPackageStartupMessages({
  library(posterior)
  library(loo)
  library(jsonlite)
})
set.seed(20240612)

ar1 <- function(n, chains, rho, location = rep(0, chains)) {
  sapply(seq_len(chains), function(chain) {
    x <- as.numeric(stats::filter(rnorm(n + 50, sd = sqrt(1 - rho^2)), rho, method = "recursive"))
    location[chain] + tail(x, n)
  })
}

rhat_nested <- function(x, superchain_ids) {
  chain_mean <- colMeans(x)
  chain_var <- apply(x, 2, var)
  superchains <- unique(superchain_ids)
  superchain_mean <- sapply(superchains, function(k) mean(x[, superchain_ids == k]))
  between <- if (max(table(superchain_ids)) == 1) 0 else
    sapply(superchains, function(k) var(chain_mean[superchain_ids == k]))
  within <- if (nrow(x) == 1) 0 else sapply(superchains, function(k) mean(chain_var[superchain_ids == k]))
  sqrt(1 + var(superchain_mean) / mean(between + within))
}

ess_local <- function(x, lower, upper) {
  q <- quantile(as.vector(x), c(lower, upper), names = FALSE)
  posterior:::.ess(posterior:::.split_chains((x >= q[1] & x <= q[2]) * 1))
}

cases <- list(
  "independent draws" = ar1(100, 8, 0),
  "autocorrelated draws" = ar1(100, 8, 0.8),
  "superchains apart" = ar1(60, 8, 0.3, location = rep(c(0, 0, 3, 3), each = 2)),
  "many short chains" = ar1(5, 32, 0.5),
  "single draws" = ar1(1, 32, 0) |> matrix(nrow = 1),
  "counts with ties" = matrix(rpois(8 * 100, 3), ncol = 8)
)

number <- function(x) if (is.finite(x)) unbox(x) else NULL

measures <- function(name) {
  x <- round(cases[[name]], 4)
  chains <- ncol(x)
  long <- nrow(x) >= 6
  list(name = unbox(name), chains = t(x), values = list(
    nested4 = number(rhat_nested(x, rep(1:4, each = chains / 4))),
    nested2 = number(rhat_nested(x, rep(1:2, each = chains / 2))),
    nestedAll = if (nrow(x) > 1) number(rhat_nested(x, seq_len(chains))),
    essQ2 = if (long) number(unname(ess_quantile(x, 0.025))),
    essQ97 = if (long) number(unname(ess_quantile(x, 0.975))),
    mcseQ2 = if (long) number(unname(mcse_quantile(x, 0.025))),
    mcseQ97 = if (long) number(unname(mcse_quantile(x, 0.975))),
    mcseMedian = if (long) number(unname(mcse_median(x))),
    mcseSd = if (long) number(unname(mcse_sd(x))),
    essLocalLow = if (long) number(ess_local(x, 0, 0.25)),
    essLocalMiddle = if (long) number(ess_local(x, 0.25, 0.75))
  ))
}

log_lik <- list(
  "a light tail" = dnorm(0.3, ar1(500, 4, 0.3) * 0.2, 1, log = TRUE),
  "an outlier" = dnorm(6, ar1(500, 4, 0.3), 1, log = TRUE),
  "a far outlier" = dnorm(4, ar1(500, 4, 0.3), 0.5, log = TRUE),
  "short chains" = dnorm(3, ar1(60, 4, 0), 1, log = TRUE)
)

pareto <- function(name) {
  # Of chains one after another in rows: the matrix of psis is draws × observations.
  x <- round(log_lik[[name]], 6)
  values <- as.vector(x)
  r_eff <- ess_mean(exp(x - max(x))) / length(x)
  k <- suppressWarnings(pareto_k_values(psis(matrix(-values, ncol = 1), r_eff = r_eff)))
  list(name = unbox(name), chains = t(x), paretoK = unbox(k))
}

cat(toJSON(list(
  program = unbox(paste("R packages posterior", packageVersion("posterior"), "and loo", packageVersion("loo"))),
  cases = lapply(names(cases), measures),
  logLikelihoods = lapply(names(log_lik), pareto)
), digits = NA, null = "null"), "\n")
