# The tables of peers/ that no model of models/ has: from the packages, and simulated.
# Run in this folder: Rscript peers-data.R
suppressPackageStartupMessages({
  library(brms)
  library(rstanarm)
})

rounded <- function(rows) {
  isNumber <- vapply(rows, is.numeric, TRUE)
  rows[isNumber] <- lapply(rows[isNumber], signif, digits = 10)
  rows
}
writeTable <- function(rows, name) {
  write.csv(rounded(rows), file.path("peers", paste0(name, ".csv")), row.names = FALSE, quote = FALSE)
}

data(roaches)
data(bball1970)
writeTable(epilepsy[c("count", "zAge", "zBase", "Trt", "patient")], "epilepsy")
writeTable(inhaler, "inhaler")
writeTable(kidney[c("time", "censored", "patient", "age", "sex", "disease")], "kidney")
writeTable(roaches, "roaches")
writeTable(bball1970[c("Player", "AB", "Hits")], "baseball")
writeTable(mtcars[c("mpg", "wt", "qsec", "am")], "mtcars")

set.seed(1, kind = "Mersenne-Twister", normal.kind = "Inversion", sample.kind = "Rejection")

# Means 1 and 0, sds 2 and 1.
writeTable(data.frame(group = rep(c("treat", "placebo"), each = 30),
                      symptom_post = round(c(rnorm(30, 1, 2), rnorm(30, 0, 1)), 3)), "symptoms")

# Steps of 30, 10 and 5; no effect of age.
options <- c("below_20", "20_to_40", "40_to_100", "greater_100")
income <- sample(options, 100, TRUE)
satisfaction <- round(c(30, 60, 70, 75)[match(income, options)] + rnorm(100, sd = 7), 2)
writeTable(data.frame(ls = satisfaction, income, age = round(rnorm(100, 40, 10))), "income")

# Poisson with log mean -1 + 0.8 persons - 1.1 child + 0.7 camper, and zeros besides with log odds -1.2 + child.
groups <- 250
persons <- sample(1:4, groups, TRUE)
child <- vapply(persons, function(most) sample(0:(most - 1), 1) + 0L, 0L)
camper <- rbinom(groups, 1, 0.6)
caught <- rpois(groups, exp(-1 + 0.8 * persons - 1.1 * child + 0.7 * camper))
writeTable(data.frame(count = caught * (runif(groups) > plogis(-1.2 + child)), persons, child, camper), "fish")
