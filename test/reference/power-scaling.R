# Power-scaling sensitivity by the formulas of Kallioinen, Paananen, Bürkner & Vehtari (2024), with the weights of the R package loo: what
# `powerscale_sensitivity` and `powerscale_gradients` of priorsense 1.0 compute for one variable.
# Rscript test/reference/power-scaling.R > test/posterior/priorsense.json
suppressMessages(library(loo))
set.seed(4)

powers <- c(lower = 0.99, upper = 1.01)
weights_of <- function(log_density, power) {
  fitted <- suppressWarnings(psis((power - 1) * log_density, r_eff = 1))
  as.numeric(weights(fitted, log = FALSE))
}

# Between the distribution functions of the draws, and of the same draws with weights: steps between the sorted draws.
divergence <- function(p, q, widths) {
  middle <- (p + q) / 2
  terms <- ifelse(p > 0, p * log2(p / middle), 0) + ifelse(q > 0, q * log2(q / middle), 0)
  sqrt(sum(widths * terms) / sum(widths * (p + q)))
}
distance <- function(x, w) {
  n <- length(x)
  sorted <- order(x)
  one_way <- function(places) {
    p <- seq_len(n - 1) / n
    q <- cumsum(w[places])[-n] / sum(w)
    divergence(p, q, abs(diff(x[places])))
  }
  max(one_way(sorted), one_way(rev(sorted)))
}

# Akinshin's weighted quantile of type 7, with Kish's effective sample size.
weighted_quantile <- function(x, w, probability) {
  sorted <- order(x)
  w <- w[sorted] / sum(w)
  effective <- 1 / sum(w^2)
  reach <- pmin(1, pmax(0, c(0, cumsum(w)) * effective - probability * (effective - 1)))
  sum(diff(reach) * x[sorted])
}
probabilities <- c(0.05, 0.5, 0.95)
numbers_of <- function(x, w) {
  average <- sum(w * x)
  spread <- sqrt(sum(w * (x - average)^2) / (1 - sum(w^2)))
  c(average, spread, sapply(probabilities, function(p) weighted_quantile(x, w, p)))
}

case <- function(x, log_density) {
  w <- lapply(powers, function(power) weights_of(log_density, power))
  own <- c(mean(x), sd(x), quantile(x, probabilities))
  below <- (own - numbers_of(x, w$lower)) / -log2(powers[["lower"]])
  above <- (numbers_of(x, w$upper) - own) / log2(powers[["upper"]])
  expected <- list(
    distance = (distance(x, w$lower) + distance(x, w$upper)) / (2 * log2(powers[["upper"]])),
    changes = unname((below + above) / 2)
  )
  list(x = x, logDensity = log_density, expected = expected)
}

n <- 240
x <- round(rnorm(n, 1, 2), 6)
near <- round(-0.5 * (x / 1.5)^2 + 0.3 * rnorm(n), 6)
y <- round(exp(rnorm(n)), 6)
far <- round(-60 * log(y) - 3 * y^2, 6)
cat(jsonlite::toJSON(list(case(x, near), case(y, far), case(x, far)), digits = NA, auto_unbox = TRUE), "\n", sep = "")
