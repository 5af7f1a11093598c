# Bayesian R² of small fits of rstanarm with all their draws, by rstanarm (bayes_R2, loo_R2) and by the functions that brms and loo have for it,
# for test/api/bayesian-r2.test.ts: Rscript test/reference/bayes-r2.R > test/api/bayesian-r2.json
suppressMessages({library(rstanarm); library(loo)})
options(warn = -1)
set.seed(7)
n <- 40
table <- data.frame(x = round(rnorm(n), 2), g = rep(letters[1:5], 8), trials = rep(c(3, 6, 10, 4), 10))
table$y <- round(1 + 0.8 * table$x + rnorm(5)[as.integer(factor(table$g))] + rnorm(n), 2)
table$k <- rbinom(n, table$trials, plogis(0.2 + 0.9 * table$x))
table$z <- rbinom(n, 1, plogis(1.2 * table$x))
table$count <- rpois(n, exp(0.5 + 0.4 * table$x))
settings <- list(data = table, chains = 2, iter = 200, warmup = 100, seed = 3, refresh = 0)
fits <- list(
  mixed = do.call(stan_lmer, c(list(y ~ x + (1 | g)), settings)),
  trials = do.call(stan_glm, c(list(cbind(k, trials - k) ~ x, family = binomial()), settings)),
  binary = do.call(stan_glm, c(list(z ~ x, family = binomial()), settings)),
  counts = do.call(stan_glm, c(list(count ~ x, family = poisson()), settings))
)
outcomes <- list(mixed = table$y, trials = table$k, binary = table$z, counts = table$count)
of <- function(name) {
  fit <- fits[[name]]
  y <- outcomes[[name]]
  draws <- as.matrix(fit)
  draws <- draws[, !grepl("Sigma|_NEW_", colnames(draws))]
  expected <- posterior_epred(fit)
  if (name == "trials") expected <- sweep(expected, 2, table$trials, "*")
  likelihood <- log_lik(fit)
  chains <- rep(1:2, each = 100)
  weights <- psis(-likelihood, r_eff = relative_eff(exp(likelihood), chains))
  left_out <- y - E_loo(expected, weights, log_ratios = -likelihood)$value
  # rstanarm has none of counts: their variance is their mean.
  modelled <- if (name == "counts") { v <- apply(expected, 1, var); v / (v + rowMeans(expected)) } else bayes_R2(fit)
  list(draws = setNames(lapply(seq_len(ncol(draws)), function(k) draws[, k]), colnames(draws)), modelled = modelled,
    residual = as.numeric(brms:::.bayes_R2(y, expected)), loo = 1 - var(left_out) / var(y), k = max(pareto_k_values(weights)),
    bootstrap = if (name == "counts") NULL else { found <- replicate(30, loo_R2(fit)); list(mean = mean(found), sd = sd(found)) })
}
cat(jsonlite::toJSON(list(rstanarm = as.character(packageVersion("rstanarm")), brms = as.character(packageVersion("brms")), loo = as.character(packageVersion("loo")),
  data = as.list(table), fits = setNames(lapply(names(fits), of), names(fits))), digits = 12, auto_unbox = TRUE), "\n", sep = "")
