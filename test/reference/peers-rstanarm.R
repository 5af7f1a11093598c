# Examples of rstanarm, whose models are compiled already. `sparse = TRUE` leaves predictors uncentered.

# A fit of rstanarm with `own` priors, or with the default ones of rstanarm.
byRstanarm <- function(fitter, own, priors, ...) {
  arguments <- c(list(...), list(chains = 4, iter = if (own) 12000 else 4000, seed = 1, refresh = 0, cores = 1))
  suppressMessages(do.call(fitter, if (own) c(arguments, priors) else arguments))
}

ownNormal <- function(sd, mean = 0) normal(mean, sd, autoscale = FALSE)
rootOf <- function(name) function(draws) sqrt(draws[, , name])

# ?stan_glm
examples$mtcars <- list(
  program = "rstanarm", data = "test/reference/peers/mtcars.csv",
  formula = "mpg ~ wt + qsec + am",
  priors = c("intercept = normal(10, 10)", "b = normal(0, 3)", "sigma = exponential(0.5)"),
  names = list("β[intercept]" = "(Intercept)", "β[wt]" = "wt", "β[qsec]" = "qsec", "β[am]" = "am", "σ" = "sigma"),
  fit = function(rows, own) {
    byRstanarm(stan_glm, own, list(prior_intercept = ownNormal(10, 10), prior = ownNormal(3),
                                   prior_aux = exponential(0.5), sparse = TRUE),
               formula = mpg ~ wt + qsec + am, data = rows)
  }
)

# ?stan_glm, of McCullagh and Nelder
examples$clotting <- list(
  program = "rstanarm", data = "models/clotting/data.csv",
  formula = "seconds ~ log(plasma) * lot", family = "gamma",
  priors = c("intercept = normal(5, 2)", "b = normal(0, 1)", "shape = exponential(0.05)"),
  names = list("β[intercept]" = "(Intercept)", "β[log(plasma)]" = "log(plasma)", "β[lot=two]" = "lottwo",
               "β[log(plasma):lot=two]" = "log(plasma):lottwo", "shape" = "shape"),
  fit = function(rows, own) {
    byRstanarm(stan_glm, own, list(prior_intercept = ownNormal(2, 5), prior = ownNormal(1),
                                   prior_aux = exponential(0.05), sparse = TRUE),
               formula = seconds ~ log(plasma) * lot, family = Gamma(link = "log"), data = rows)
  }
)

# The vignette on count outcomes; Gelman and Hill (2007)
examples$roaches <- list(
  program = "rstanarm", data = "test/reference/peers/roaches.csv",
  formula = "y ~ I(roach1 / 100) + treatment + senior + offset(log(exposure2))", family = "negative_binomial",
  priors = c("intercept = normal(0, 5)", "b = normal(0, 2.5)", "shape = exponential(1)"),
  names = list("β[intercept]" = "(Intercept)", "β[I(roach1 / 100)]" = "I(roach1/100)", "β[treatment]" = "treatment",
               "β[senior]" = "senior", "φ" = "reciprocal_dispersion"),
  fit = function(rows, own) {
    byRstanarm(stan_glm, own, list(prior_intercept = ownNormal(5), prior = ownNormal(2.5),
                                   prior_aux = exponential(1), sparse = TRUE),
               formula = y ~ I(roach1 / 100) + treatment + senior, offset = log(rows$exposure2),
               family = neg_binomial_2(), data = rows)
  }
)

examples[["roaches-poisson"]] <- list(
  program = "rstanarm", data = "test/reference/peers/roaches.csv",
  formula = examples$roaches$formula, family = "poisson",
  priors = c("intercept = normal(0, 5)", "b = normal(0, 2.5)"),
  names = examples$roaches$names[1:4],
  fit = function(rows, own) {
    byRstanarm(stan_glm, own, list(prior_intercept = ownNormal(5), prior = ownNormal(2.5), sparse = TRUE),
               formula = y ~ I(roach1 / 100) + treatment + senior, offset = log(rows$exposure2),
               family = poisson(), data = rows)
  }
)

# The vignette on partial pooling; Efron and Morris (1975). The sd between players is exponential: gamma with shape 1.
examples$baseball <- list(
  program = "rstanarm", data = "test/reference/peers/baseball.csv",
  formula = "cbind(Hits, AB - Hits) ~ 1 + (1 | Player)",
  priors = c("intercept = normal(-1, 1)", "sd = exponential(1)"),
  names = list("β[intercept]" = "(Intercept)", "τ_Player" = rootOf("Sigma[Player:(Intercept),(Intercept)]"),
               "u_Player[Clemente]" = "b[(Intercept) Player:Clemente]", "u_Player[Alvis]" = "b[(Intercept) Player:Alvis]"),
  fit = function(rows, own) {
    byRstanarm(stan_glmer, own, list(prior_intercept = ownNormal(1, -1), prior_covariance = decov(1, 1, 1, 1)),
               formula = cbind(Hits, AB - Hits) ~ 1 + (1 | Player), family = binomial(), data = rows, adapt_delta = 0.99)
  }
)

# ?stan_glmer
examples$cbpp <- list(
  program = "rstanarm", data = "models/cbpp/data.csv",
  formula = "cbind(incidence, size - incidence) ~ size + factor(period) + (1 | herd)",
  priors = c("intercept = normal(0, 5)", "b = normal(0, 2.5)", "sd = exponential(1)"),
  names = list("β[intercept]" = "(Intercept)", "β[size]" = "size", "β[period=2]" = "period2",
               "β[period=3]" = "period3", "β[period=4]" = "period4",
               "τ_herd" = rootOf("Sigma[herd:(Intercept),(Intercept)]"), "u_herd[1]" = "b[(Intercept) herd:1]"),
  fit = function(rows, own) {
    rows$period <- factor(rows$period)
    byRstanarm(stan_glmer, own, list(prior_intercept = ownNormal(5), prior = ownNormal(2.5),
                                     prior_covariance = decov(1, 1, 1, 1), sparse = TRUE),
               formula = cbind(incidence, size - incidence) ~ size + period + (1 | herd), family = binomial(),
               data = rows, adapt_delta = 0.95)
  },
  lme4 = function(rows) {
    rows$period <- factor(rows$period)
    fixef(glmer(cbind(incidence, size - incidence) ~ size + period + (1 | herd), rows, binomial, nAGQ = 9))
  }
)
