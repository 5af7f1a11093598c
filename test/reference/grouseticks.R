# Reference of models/grouseticks: ticks ~ poisson_log(X β + a[location] + b[brood] + e[chick]),
# X = design(1 + year + center(height)); year and height do not vary within a brood.
#
# Chicks are written around their brood and broods around their location; locations, of which the data say little, in
# units of their sd. The auxiliary mixture of the glm module is an approximation for Poisson outcomes, so that it is
# left out: slice sampling.
source("jags.R")
unload.module("glm", quiet = TRUE)

data <- readData("grouseticks")
chicks <- levelsOf(data$INDEX)
broods <- levelsOf(data$BROOD)
locations <- levelsOf(data$LOCATION)
years <- levelsOf(data$YEAR)
stopifnot(identical(years, c("95", "96", "97")), nrow(data) == length(chicks))
height <- data$HEIGHT - mean(data$HEIGHT)
ofBrood <- match(broods, data$BROOD)
shown <- c("1", "2", "38", "174", "403")

jags <- runJags("model {
  for (n in 1:N) { y[n] ~ dpois(exp(eta[n])); eta[n] ~ dnorm(m[brood[n]], pow(sigma_chick, -2)) }
  for (j in 1:J) {
    center[j] <- beta[1] + change[year[j]] + beta[4] * height[j] + a[location[j]]
    m[j] ~ dnorm(center[j], pow(sigma_brood, -2))
    b[j] <- m[j] - center[j]
  }
  for (i in 1:I) { z[i] ~ dnorm(0, 1); a[i] <- sigma_location * z[i] }
  for (s in 1:S) { e[s] <- eta[shown[s]] - m[brood[shown[s]]] }
  for (k in 1:4) { beta[k] ~ dnorm(0, pow(2, -2)) }
  change[1] <- 0
  change[2] <- beta[2]
  change[3] <- beta[3]
  sigma_location ~ dnorm(0, pow(2, -2)) T(0, )
  sigma_brood ~ dnorm(0, pow(2, -2)) T(0, )
  sigma_chick ~ dnorm(0, pow(2, -2)) T(0, )
}", list(y = data$TICKS, N = nrow(data), brood = indexOf(data$BROOD), J = length(broods), year = indexOf(data$YEAR)[ofBrood],
         height = height[ofBrood], location = indexOf(data$LOCATION)[ofBrood], I = length(locations),
         shown = match(shown, chicks), S = length(shown)),
c("beta", "sigma_location", "sigma_brood", "sigma_chick", "a", "b", "e"), draws = 20000, thin = 10)

expected <- summarizeDraws(jags, c("β[intercept]" = "beta[1]", "β[year=96]" = "beta[2]", "β[year=97]" = "beta[3]",
                                   "β[center(height)]" = "beta[4]", σ_location = "sigma_location",
                                   σ_brood = "sigma_brood", σ_chick = "sigma_chick", effectNames("a", locations),
                                   effectNames("b", broods), effectNames("e", shown)))
writeExpected("grouseticks", expected)
