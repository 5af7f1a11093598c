# Examples of brms. A model is compiled for each fit, which takes a minute; with `defaults = FALSE` the default priors are left
# out. Fits with shared priors have `center = FALSE`, so that these are priors of the coefficients as they stand.

# A fit of brms with `own` priors, or with the default ones and the formula as brms takes it by itself.
byBrms <- function(own, formula, priors, rows, family, iter = 6000, adapt_delta = 0.95) {
  if (own) formula$formula <- structure(formula$formula, center = FALSE)
  suppressMessages(brm(formula, data = rows, family = family, prior = if (own) priors, chains = 4,
                       iter = if (own) iter else 3000, warmup = 1000, seed = 1, refresh = 0, cores = 1,
                       control = list(adapt_delta = adapt_delta)))
}

# b_x, … under the names β[x], …
coefficients <- function(...) {
  theirs <- c(...)
  setNames(as.list(paste0("b_", theirs)), sprintf("β[%s]", base::names(theirs)))
}
interceptPrior <- function(text, ...) set_prior(text, class = "b", coef = "Intercept", ...)

# ?brm, with the priors given there
examples$epilepsy <- list(
  program = "brms", data = "test/reference/peers/epilepsy.csv",
  formula = "count ~ zAge + zBase * Trt + (1 | patient)", family = "poisson",
  priors = c("intercept = normal(0, 10)", "b = normal(0, 10)", "sd = half_cauchy(2)"),
  names = c(coefficients("intercept" = "Intercept", "zAge" = "zAge", "zBase" = "zBase", "Trt" = "Trt",
                         "zBase:Trt" = "zBase:Trt"),
            list("τ_patient" = "sd_patient__Intercept", "u_patient[1]" = "r_patient[1,Intercept]")),
  fit = function(rows, own) {
    byBrms(own, bf(count ~ zAge + zBase * Trt + (1 | patient)),
           c(set_prior("normal(0, 10)", class = "b"), set_prior("cauchy(0, 2)", class = "sd")), rows, poisson())
  },
  lme4 = function(rows) fixef(glmer(count ~ zAge + zBase * Trt + (1 | patient), rows, poisson, nAGQ = 9))
)

# ?brm and ?inhaler
examples$inhaler <- list(
  program = "brms", data = "test/reference/peers/inhaler.csv", defaults = FALSE,
  formula = "rating ~ treat + period + carry + (1 | subject)", family = "cumulative",
  priors = c("threshold = normal(0, 5)", "b = normal(0, 5)", "sd = half_normal(2)"),
  names = c(coefficients("treat" = "treat", "period" = "period", "carry" = "carry"),
            setNames(as.list(sprintf("b_Intercept[%d]", 1:3)), sprintf("θ[%d]", 1:3)),
            list("τ_subject" = "sd_subject__Intercept", "u_subject[1]" = "r_subject[1,Intercept]")),
  fit = function(rows, own) {
    byBrms(own, bf(rating ~ treat + period + carry + (1 | subject)),
           c(set_prior("normal(0, 5)", class = "b"), set_prior("normal(0, 5)", class = "Intercept"),
             set_prior("normal(0, 2)", class = "sd")), rows, cumulative())
  }
)

# Bürkner (2017), with the priors given there
examples[["kidney-lognormal"]] <- list(
  program = "brms", data = "test/reference/peers/kidney.csv", defaults = FALSE,
  formula = "time | cens(censored) ~ age + sex + disease + (1 + age | patient)", family = "lognormal",
  priors = c("intercept = normal(0, 5)", "b = normal(0, 5)", "sd = half_cauchy(2)", "cor = lkj(2)",
             "sigma = half_normal(2)"),
  names = c(coefficients("intercept" = "Intercept", "age" = "age", "sex=male" = "sexmale",
                         "disease=GN" = "diseaseGN", "disease=PKD" = "diseasePKD", "disease=other" = "diseaseother"),
            list("τ_patient[intercept]" = "sd_patient__Intercept", "τ_patient[age]" = "sd_patient__age",
                 "Ω_patient[intercept,age]" = "cor_patient__Intercept__age", "σ" = "sigma")),
  fit = function(rows, own) {
    byBrms(own, bf(time | cens(censored) ~ age + sex + disease + (1 + age | patient)),
           c(set_prior("normal(0, 5)", class = "b"), set_prior("cauchy(0, 2)", class = "sd"),
             set_prior("lkj(2)", class = "cor"), set_prior("normal(0, 2)", class = "sigma")), rows, lognormal(),
           iter = 9000, adapt_delta = 0.98)
  }
)

# The vignette on distributional models: two groups that differ in mean and sd
examples$symptoms <- list(
  program = "brms", data = "test/reference/peers/symptoms.csv",
  formula = "symptom_post ~ group; sigma ~ group",
  priors = c("intercept = normal(0, 5)", "b = normal(0, 2)", "sigma.intercept = normal(0, 2)", "sigma.b = normal(0, 1)"),
  names = c(coefficients("intercept" = "Intercept", "group=treat" = "grouptreat"),
            list("γ_σ[intercept]" = "b_sigma_Intercept", "γ_σ[group=treat]" = "b_sigma_grouptreat")),
  fit = function(rows, own) {
    byBrms(own, bf(symptom_post ~ group) + lf(sigma ~ group, center = !own),
           c(set_prior("normal(0, 2)", class = "b"), interceptPrior("normal(0, 5)"),
             set_prior("normal(0, 1)", class = "b", dpar = "sigma"), interceptPrior("normal(0, 2)", dpar = "sigma")),
           rows, gaussian())
  }
)

# The same vignette: groups of people who catch no fish, some of whom did not try
examples$fish <- list(
  program = "brms", data = "test/reference/peers/fish.csv",
  formula = "count ~ persons + child + camper; zi ~ child", family = "zero_inflated_poisson",
  priors = c("intercept = normal(0, 3)", "b = normal(0, 1)", "zi.intercept = normal(0, 2)", "zi.b = normal(0, 1)"),
  names = c(coefficients("intercept" = "Intercept", "persons" = "persons", "child" = "child", "camper" = "camper"),
            list("γ_zeros[intercept]" = "b_zi_Intercept", "γ_zeros[child]" = "b_zi_child")),
  fit = function(rows, own) {
    byBrms(own, bf(count ~ persons + child + camper) + lf(zi ~ child, center = !own),
           c(set_prior("normal(0, 1)", class = "b"), interceptPrior("normal(0, 3)"),
             set_prior("normal(0, 1)", class = "b", dpar = "zi"), interceptPrior("normal(0, 2)", dpar = "zi")), rows,
           zero_inflated_poisson())
  }
)

# The vignette on monotonic effects: life satisfaction by income
incomes <- c("below_20", "20_to_40", "40_to_100", "greater_100")
examples$income <- list(
  program = "brms", data = "test/reference/peers/income.csv",
  formula = sprintf("ls ~ mo(ordered(income, levels = [%s])) + age", paste0("\"", incomes, "\"", collapse = ", ")),
  priors = c("intercept = normal(30, 20)", "b(mo(income)) = normal(0, 20)", "b(age) = normal(0, 1)", "simo = dirichlet(2)",
             "sigma = half_normal(10)"),
  names = c(coefficients("intercept" = "Intercept", "age" = "age"),
            list("β_income" = "bsp_moincome"),
            setNames(as.list(sprintf("simo_moincome1[%d]", 1:3)), sprintf("ζ_income[steps(income)=%s]", incomes[-1])),
            list("σ" = "sigma")),
  fit = function(rows, own) {
    rows$income <- factor(rows$income, levels = incomes, ordered = TRUE)
    byBrms(own, bf(ls ~ mo(income) + age),
           c(interceptPrior("normal(30, 20)"), set_prior("normal(0, 20)", class = "b", coef = "moincome"),
             set_prior("normal(0, 1)", class = "b", coef = "age"),
             set_prior("dirichlet(2)", class = "simo", coef = "moincome1"), set_prior("normal(0, 10)", class = "sigma")),
           rows, gaussian())
  }
)

# lme4's sleepstudy with Student's t, whose degrees of freedom brms has above 1
examples[["sleepstudy-student"]] <- list(
  program = "brms", data = "models/sleepstudy/data.csv", defaults = FALSE,
  formula = "Reaction ~ Days + (Days | Subject)", family = "student",
  priors = c("intercept = normal(250, 100)", "b = normal(0, 50)", "sd = half_normal(50)", "cor = lkj(2)",
             "sigma = exponential(0.03)", "nu = truncated(gamma(2, 0.1), lower: 1)"),
  names = c(coefficients("intercept" = "Intercept", "Days" = "Days"),
            list("τ_Subject[intercept]" = "sd_Subject__Intercept", "τ_Subject[Days]" = "sd_Subject__Days",
                 "Ω_Subject[intercept,Days]" = "cor_Subject__Intercept__Days",
                 "u_Subject[308,intercept]" = "r_Subject[308,Intercept]", "u_Subject[308,Days]" = "r_Subject[308,Days]",
                 "σ" = "sigma", "ν" = "nu")),
  fit = function(rows, own) {
    byBrms(own, bf(Reaction ~ Days + (Days | Subject)),
           c(set_prior("normal(0, 50)", class = "b"), interceptPrior("normal(250, 100)"),
             set_prior("normal(0, 50)", class = "sd"), set_prior("lkj(2)", class = "cor"),
             set_prior("exponential(0.03)", class = "sigma"), set_prior("gamma(2, 0.1)", class = "nu")), rows, student())
  }
)
