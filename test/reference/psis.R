# Weights of Pareto smoothed importance sampling by the R package loo, and leave-one-out places made of them.
# Rscript test/reference/psis.R > test/posterior/psis.json
suppressMessages(library(loo))
set.seed(1)

draws <- 400
# Log ratios: normal, heavy, very heavy, of few draws, with ties, all alike.
cases <- list(
  normal = rnorm(draws),
  heavy = rexp(draws, 1.3),
  worse = 3 * rexp(draws),
  few = rnorm(12),
  ties = round(2 * rnorm(60)),
  alike = rep(-2, 100),
  large = 700 + rnorm(draws)
)
weights_of <- function(log_ratios) {
  fitted <- suppressWarnings(psis(matrix(log_ratios, ncol = 1), r_eff = 1))
  list(
    ratios = log_ratios,
    k = fitted$diagnostics$pareto_k,
    weights = as.numeric(weights(fitted, log = FALSE, normalize = TRUE))
  )
}

# A normal outcome of known sd: draws of its mean, what they replicate, and E_loo of the indicators.
y <- c(-1.5, -0.3, 0.1, 0.4, 0.9, 4)
mu <- rnorm(draws, mean(y), 1 / sqrt(length(y)))
replicated <- sapply(y, function(one) rnorm(draws, mu, 1))
log_lik <- sapply(y, function(one) dnorm(one, mu, 1, log = TRUE))
fitted <- suppressWarnings(psis(-log_lik, r_eff = rep(1, length(y))))
w <- weights(fitted, log = FALSE, normalize = TRUE)
places <- colSums(w * (replicated <= matrix(y, draws, length(y), byrow = TRUE)))

finite <- function(value) ifelse(is.finite(value), value, -1)
result <- list(
  cases = lapply(cases, function(one) { made <- weights_of(one); made$k <- finite(made$k); made }),
  pit = list(observed = y, replicated = t(replicated), logLikelihood = t(log_lik), places = places)
)
cat(jsonlite::toJSON(result, digits = NA, auto_unbox = TRUE), "\n", sep = "")
