# Marginal means, contrasts and slopes by emmeans, draw by draw, of coefficients that are given to it and to Hyperprior alike,
# and lm's and lmer's estimates, for test/api/emmeans.test.ts:
# Rscript test/reference/emmeans.R > test/api/emmeans.json
suppressMessages({library(emmeans); library(coda); library(lme4)})
options(warn = -1)
emm_options(msg.interaction = FALSE, msg.nesting = FALSE)
set.seed(20)

# Unbalanced, with a cell of one row.
n <- 36
table <- data.frame(
  a = rep(c("p", "q", "r"), c(18, 11, 7)),
  b = c(rep(c("u", "v"), c(12, 6)), rep(c("u", "v"), c(3, 8)), rep(c("u", "v"), c(6, 1))),
  x = round(c(rnorm(18, 1), rnorm(11, 2), rnorm(7, 0.5)), 2),
  g = rep(sprintf("g%d", 1:6), 6)
)
table$y <- round(rnorm(n, 1 + (table$a == "q") + 0.5 * table$x) + rnorm(6)[as.integer(factor(table$g))], 2)
table$n <- rpois(n, exp(0.3 + 0.4 * (table$b == "v") + 0.2 * table$x))
table$z <- rbinom(n, 1, plogis(-0.5 + 0.5 * table$x))

# Names of coefficients as Hyperprior has them.
named <- function(names) {
  for (factor in c("a", "b")) for (level in sort(unique(table[[factor]]))[-1])
    names <- gsub(paste0("(^|:)", factor, level), paste0("\\1", factor, "=", level), names)
  sub("(Intercept)", "intercept", names, fixed = TRUE)
}
draws <- 4
coefficients <- function(formula) {
  names <- colnames(model.matrix(formula, table))
  matrix(round(rnorm(draws * length(names), 0, 0.7), 4), draws, dimnames = list(NULL, names))
}
# The draws of an emmGrid, one list for each of its rows.
drawn <- function(grid) {
  found <- as.matrix(coda::as.mcmc(grid, names = FALSE))
  lapply(seq_len(ncol(found)), function(k) unname(found[, k]))
}
asked <- list()
ask <- function(design, name, options, grid) asked[[length(asked) + 1]] <<- list(design = design, name = name, options = options, draws = drawn(grid))

designs <- list()
design <- function(name, formula, family = NULL) {
  β <- coefficients(formula)
  designs[[name]] <<- list(formula = sub("^~", "", deparse(formula)), family = if (is.null(family)) "gaussian" else family,
    coefficients = setNames(lapply(seq_len(ncol(β)), function(k) β[, k]), named(colnames(β))))
  link <- switch(if (is.null(family)) "" else family, binomial = "logit", poisson = "log", NULL)
  # With the options of ref_grid.
  function(...) qdrg(formula, table, mcmc = β, link = link, ...)
}
responses <- function(grid) regrid(grid, "response")

one <- design("one", ~ a)
ask("one", "each level of a factor", list(by = "a"), emmeans(one(), ~ a))
for (kind in list(c("pairwise", "revpairwise"), c("reference", "trt.vs.ctrl1"), c("sequential", "consec"), c("mean", "eff"), c("polynomial", "poly")))
  ask("one", kind[2], list(by = "a", contrast = kind[1]), contrast(emmeans(one(), ~ a), kind[2]))

two <- design("two", ~ a * b + x)
ask("two", "one of two factors, each cell of the other with the same weight", list(by = "a"), emmeans(two(), ~ a))
ask("two", "their differences", list(by = "a", contrast = "pairwise"), contrast(emmeans(two(), ~ a), "revpairwise"))
ask("two", "the other factor at a value of the number", list(by = "b", at = "x = 3"), emmeans(two(at = list(x = 3)), ~ b))
ask("two", "both factors, crossed", list(by = I(c("a", "b"))), emmeans(two(), ~ b + a))
ask("two", "simple differences, the other factor held", list(by = "a", at = "b = v", contrast = "pairwise"), contrast(emmeans(two(at = list(b = "v")), ~ a), "revpairwise"))
ask("two", "at numbers", list(by = "x = 0, 1.5"), emmeans(two(at = list(x = c(0, 1.5))), ~ x))
ask("two", "over the rows that were observed", list(by = "a", over = "observed"), emmeans(two(counterfactuals = "a"), ~ a))
ask("two", "of both factors over the rows that were observed", list(by = I(c("a", "b")), over = "observed"), emmeans(two(counterfactuals = c("a", "b")), ~ b + a))

bent <- design("bent", ~ a * x + I(x^2))
ask("bent", "means of what is bent, at the mean of the number", list(by = "a"), emmeans(bent(), ~ a))
# emtrends asks for a fitted model: lm's, with the coefficients of each draw in place of its own.
slopes <- function(specs, at = NULL, after = identity) {
  β <- do.call(cbind, designs$bent$coefficients)
  own <- lm(y ~ a * x + I(x^2), table)
  # Its quotients are of differences to one side; those to both sides have their mean.
  found <- sapply(seq_len(draws), function(d) {
    own$coefficients[] <- β[d, ]
    sides <- sapply(c(-1, 1) * 1e-3, function(step) {
      grid <- if (is.null(at)) emtrends(own, specs, "x", delta.var = step) else emtrends(own, specs, "x", at = at, delta.var = step)
      s <- as.data.frame(after(grid))
      s[[which(names(s) %in% c("x.trend", "estimate"))]]
    })
    rowMeans(sides)
  })
  lapply(seq_len(nrow(found)), function(k) found[k, ])
}
ask_slopes <- function(name, options, ...) asked[[length(asked) + 1]] <<- list(design = "bent", name = name, options = options, draws = slopes(...))
ask_slopes("slopes that differ", list(by = "a", slope = "x"), ~ a)
ask_slopes("slopes at values", list(by = "x = 0, 2", slope = "x"), ~ x, list(x = c(0, 2)))
ask_slopes("differences of slopes", list(by = "a", slope = "x", contrast = "pairwise"), ~ a, after = function(grid) contrast(grid, "revpairwise"))

logit <- design("logit", ~ a * b + x, "binomial")
ask("logit", "logits, averaged", list(by = "a", kind = "linear"), emmeans(logit(), ~ a))
ask("logit", "their differences, log odds ratios", list(by = "a", kind = "linear", contrast = "reference"), contrast(emmeans(logit(), ~ a), "trt.vs.ctrl1"))
ask("logit", "probabilities, averaged as probabilities", list(by = "a"), emmeans(responses(logit()), ~ a))
ask("logit", "differences of probabilities", list(by = "a", contrast = "pairwise"), contrast(emmeans(responses(logit()), ~ a), "revpairwise"))
ask("logit", "probabilities over the rows that were observed", list(by = "b", over = "observed"), emmeans(logit(counterfactuals = "b", regrid = "response"), ~ b))

counts <- design("counts", ~ a + b + x, "poisson")
ask("counts", "logs of counts, averaged", list(by = "b", kind = "linear"), emmeans(counts(), ~ b))
ask("counts", "counts, averaged as counts", list(by = "b"), emmeans(responses(counts()), ~ b))
ask("counts", "their differences", list(by = "a", contrast = "sequential"), contrast(emmeans(responses(counts()), ~ a), "consec"))

# emmeans's correction for groups on the scale of the outcome: half their variance times the second derivative of the inverse link.
sds <- round(seq(0.05, 0.4, length.out = draws), 3)
adjusted <- lapply(list(c("logit", "logit"), c("log", "counts")), function(of) {
  own <- designs[[of[2]]]
  β <- do.call(cbind, own$coefficients)
  by_draw <- lapply(seq_len(draws), function(d) {
    grid <- qdrg(as.formula(paste("~", own$formula)), table, coef = unname(β[d, ]), vcov = diag(ncol(β)), df = Inf, link = of[1], at = list(b = "u", x = 1))
    held <- emmeans(grid, ~ a)
    list(plain = summary(held, type = "response")[[2]], adjusted = summary(held, type = "response", bias.adjust = TRUE, sigma = sds[d])[[2]])
  })
  list(design = of[2], options = list(by = "a", at = I(c("b = u", "x = 1"))), sd = sds,
    plain = lapply(1:3, function(k) sapply(by_draw, function(one) one$plain[k])),
    adjusted = lapply(1:3, function(k) sapply(by_draw, function(one) one$adjusted[k])))
})

estimates <- function(grid) { s <- summary(grid); list(estimate = s[[which(names(s) %in% c("emmean", "estimate"))]], error = s$SE, df = s$df) }
least <- lm(y ~ a * b + x, table)
mixed <- lmer(y ~ a + x + (1 | g), table)
emm_options(lmer.df = "asymptotic")
fits <- list(
  lm = list(means = estimates(emmeans(least, ~ a)), contrasts = estimates(contrast(emmeans(least, ~ a), "revpairwise"))),
  lmer = list(means = estimates(emmeans(mixed, ~ a)), contrasts = estimates(contrast(emmeans(mixed, ~ a), "revpairwise")))
)
# Orthogonal polynomials over levels at equal distances.
polynomials <- lapply(2:8, function(k) lapply(emmeans:::poly.emmc(1:k), function(weights) weights + 0))
cat(jsonlite::toJSON(list(emmeans = as.character(packageVersion("emmeans")), data = as.list(table), designs = designs, asked = asked,
  adjusted = adjusted, fits = fits, polynomials = polynomials), digits = 15, auto_unbox = TRUE), "\n", sep = "")
