# Posteriors by brms and rstanarm of examples from their own help pages and vignettes.
# Run in this folder:  Rscript peers.R           all of peers/NAME.json, about an hour
#                      Rscript peers.R roaches   these alone
#
# An example (peers-brms.R, peers-rstanarm.R) is a call of theirs and the same model in Hyperprior's words. It is fitted twice: with
# the priors that are written in it, which both programs then share, and with the default priors of each. Where a prior is
# of the intercept, their centering of predictors is switched off, so that the intercept means the same.
suppressPackageStartupMessages({
  library(rstan)
  library(brms)
  library(rstanarm)
  library(posterior)
  library(lme4)
})
rstan_options(boost_lib = "/usr/include")   # Debian's headers are there

# A table, its columns of text as factors whose levels stand in the order of the alphabet's codes.
readTable <- function(path) {
  rows <- read.csv(file.path("..", "..", path), stringsAsFactors = FALSE)
  for (name in names(rows)) {
    if (is.character(rows[[name]])) {
      rows[[name]] <- factor(rows[[name]], levels = sort(unique(rows[[name]]), method = "radix"))
    }
  }
  rows
}

# Draws as an array [draw, chain, name] with the names of their program.
drawsOf <- function(fit) {
  if (is.brmsfit(fit)) unclass(as_draws_array(fit)) else as.array(fit)
}

# The draws of one quantity: `theirs` is a name, or a function of all draws.
quantityOf <- function(draws, theirs) {
  if (is.function(theirs)) theirs(draws) else draws[, , theirs]
}

number <- function(x, digits = 6) formatC(x, digits = digits, format = "g", width = -1)
field <- function(name, x, digits = 6) sprintf("\"%s\": %s", name, number(x, digits))
quoted <- function(text) vapply(text, function(one) as.character(jsonlite::toJSON(one, auto_unbox = TRUE)), "")

# One line: mean, sd and quantiles with their Monte Carlo standard errors; a complaint where chains disagree, or have fewer draws than
# are `enough`.
summaryOf <- function(name, x, enough) {
  if (rhat(x) > 1.005 || min(ess_bulk(x), ess_tail(x)) < enough) {
    message(sprintf("  weak: %s has rhat %.4f, ess %.0f and %.0f", name, rhat(x), ess_bulk(x), ess_tail(x)))
  }
  probabilities <- c(q5 = 0.05, median = 0.5, q95 = 0.95)
  quantiles <- quantile(x, probabilities, names = FALSE)
  errors <- vapply(probabilities, function(p) mcse_quantile(x, p)[[1]], 0)
  fields <- c(field("mean", mean(x)), field("sd", sd(x)), field(names(probabilities), quantiles),
              field("mcse_mean", mcse_mean(x), 2), field("mcse_sd", mcse_sd(x), 2),
              field(paste0("mcse_", names(probabilities)), errors, 2))
  sprintf("{ %s }", paste(fields, collapse = ", "))
}

# Quantities of a fit under Hyperprior's names, a line each.
linesOf <- function(fit, names, enough = 4000) {
  draws <- drawsOf(fit)
  vapply(base::names(names), function(name) {
    sprintf("    %s: %s", quoted(name), summaryOf(name, quantityOf(draws, names[[name]]), enough))
  }, "")
}

block <- function(key, lines) sprintf("  \"%s\": {\n%s\n  }", key, paste(lines, collapse = ",\n"))
textField <- function(key, text) sprintf("  \"%s\": %s", key, quoted(text))

# What was found of an example to peers/NAME.json.
writeReference <- function(name, example, same, defaults, estimates) {
  version <- as.character(packageVersion(example$program))
  text <- c(
    textField("source", sprintf("%s %s in R %s.%s, test/reference/peers.R", example$program, version, R.version$major,
                                R.version$minor)),
    textField("data", example$data),
    textField("formula", example$formula),
    if (!is.null(example$family)) textField("family", example$family),
    sprintf("  \"priors\": [\n%s\n  ]", paste0("    ", quoted(example$priors), collapse = ",\n")),
    block("quantities", same),
    if (!is.null(defaults)) block("defaults", defaults),
    if (!is.null(estimates)) block("lme4", sprintf("    %s: %s", quoted(names(estimates)), number(estimates)))
  )
  writeLines(c("{", paste(text, collapse = ",\n"), "}"), file.path("peers", paste0(name, ".json")))
}

estimatesOf <- function(example, rows) {
  if (is.null(example$lme4)) return(NULL)
  estimates <- example$lme4(rows)
  setNames(estimates, names(example$names)[seq_along(estimates)])
}

# Both fits of an example, and lme4's estimates of its coefficients, which are first among the names, if it has some.
makeReference <- function(name, example) {
  started <- Sys.time()
  rows <- readTable(example$data)
  same <- linesOf(example$fit(rows, TRUE), example$names)
  defaults <- if (!isFALSE(example$defaults)) linesOf(example$fit(rows, FALSE), example$names, 1000)
  writeReference(name, example, same, defaults, estimatesOf(example, rows))
  message(sprintf("%s: %.0f s", name, as.numeric(Sys.time() - started, units = "secs")))
}

examples <- list()
source("peers-rstanarm.R")
source("peers-brms.R")

asked <- commandArgs(trailingOnly = TRUE)
for (name in if (length(asked)) asked else names(examples)) makeReference(name, examples[[name]])
