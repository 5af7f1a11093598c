# Reference values for src/posterior, made with the R package posterior.
#
#   Rscript test/reference/posterior.R > test/posterior/reference.json
#
# Draws are rounded to decimals and read back from their own JSON, so that both programs see the same doubles.

suppressPackageStartupMessages({
  library(posterior)
  library(jsonlite)
})
set.seed(20210601)

ar1 <- function(n, chains, rho, location = rep(0, chains), scale = rep(1, chains)) {
  sapply(seq_len(chains), function(chain) {
    x <- as.numeric(stats::filter(rnorm(n + 50, sd = sqrt(1 - rho^2)), rho, method = "recursive"))
    location[chain] + scale[chain] * tail(x, n)
  })
}

cases <- list(
  "independent draws" = ar1(500, 4, 0),
  "autocorrelated draws" = ar1(500, 4, 0.9),
  "slow chains" = ar1(400, 4, 0.99),
  "antithetic chains" = ar1(250, 4, -0.6),
  "strongly antithetic chains" = ar1(100, 4, -0.95),
  "Cauchy draws" = matrix(rcauchy(4 * 250), ncol = 4),
  "log-normal draws" = exp(2 * ar1(250, 3, 0.5)),
  "chains in different places" = ar1(200, 4, 0.3, location = c(0, 0, 0, 2)),
  "chains of different widths" = ar1(200, 4, 0.3, scale = c(1, 1, 1, 6)),
  "a chain that drifts" = ar1(200, 2, 0.2) + cbind(seq_len(200) / 50, 0),
  "a chain that stands still" = cbind(ar1(100, 3, 0.2), 0.5),
  "all chains stand still at different places" = matrix(rep(c(1, 2, 3, 4), each = 50), ncol = 4),
  "a constant" = matrix(2.5, 40, 4),
  "counts with ties" = matrix(rpois(4 * 200, 3), ncol = 4),
  "an indicator" = matrix(rbinom(4 * 200, 1, 0.3), ncol = 4),
  "a rare indicator" = matrix(as.numeric(seq_len(400) %% 97 == 0), ncol = 4),
  "one chain" = ar1(300, 1, 0.5),
  "two chains, odd number of draws" = ar1(251, 2, 0.5),
  "three chains, odd number of draws" = ar1(33, 3, 0),
  "a large offset" = 1e6 + ar1(200, 4, 0.5),
  "a small unit" = 1e-4 * ar1(200, 4, 0.5),
  "four draws a chain" = ar1(4, 4, 0),
  "five draws a chain" = ar1(5, 4, 0),
  "six draws a chain" = ar1(6, 4, 0),
  "seven draws a chain" = ar1(7, 3, 0),
  "eight draws a chain" = ar1(8, 4, 0),
  "ten draws, one chain" = ar1(10, 1, 0),
  "ten draws a chain" = ar1(10, 4, 0.5),
  "twelve draws a chain" = ar1(12, 4, 0.3),
  "twenty draws a chain" = ar1(20, 4, 0.7)
)

one_number <- function(x) if (is.finite(x)) unbox(x) else unbox(as.character(x))

reference <- function(name) {
  digits <- if (name == "a small unit") 8 else 4
  chains <- fromJSON(toJSON(t(round(cases[[name]], digits)), digits = NA))
  x <- t(matrix(chains, nrow = ncol(cases[[name]])))
  values <- suppressWarnings(list(
    mean = mean(x), sd = sd(as.vector(x)), mad = mad(as.vector(x)),
    q5 = unname(quantile(x, 0.05)), median = median(x), q95 = unname(quantile(x, 0.95)),
    rhat = rhat(x), essBulk = ess_bulk(x), essTail = ess_tail(x),
    essMean = ess_mean(x), essSd = ess_sd(x),
    essQ5 = unname(ess_quantile(x, 0.05)), essQ10 = unname(ess_quantile(x, 0.1)),
    essMedian = unname(ess_quantile(x, 0.5)),
    mcseMean = mcse_mean(x), mcseSd = mcse_sd(x),
    mcseQ5 = unname(mcse_quantile(x, 0.05)), mcseMedian = unname(mcse_quantile(x, 0.5)),
    mcseQ95 = unname(mcse_quantile(x, 0.95))
  ))
  list(name = unbox(name), chains = t(x), values = lapply(values, one_number))
}

cat(toJSON(list(
  program = unbox(paste("R package posterior", packageVersion("posterior"))),
  cases = lapply(names(cases), reference)
), digits = NA), "\n")
