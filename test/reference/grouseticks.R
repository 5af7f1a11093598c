# Reference of models/grouseticks: ticks ~ poisson_log(m[brood] + e[chick]), m ~ normal(X β, σ_brood),
# X = design(1 + year + scale(height)) with a row for each brood.
#
# Chicks are written around their brood. The auxiliary mixture of the glm module is an approximation for Poisson outcomes,
# so that it is left out: slice sampling.
source("jags.R")
unload.module("glm", quiet = TRUE)

data <- readData("grouseticks")
chicks <- levelsOf(data$INDEX)
broods <- levelsOf(data$BROOD)
ofBrood <- match(broods, data$BROOD)
stopifnot(identical(levelsOf(data$YEAR), c("95", "96", "97")), nrow(data) == length(chicks))
height <- data$HEIGHT[ofBrood]
shown <- c("1", "2", "38", "174", "403")

jags <- runJags("model {
  for (n in 1:N) { y[n] ~ dpois(exp(eta[n])); eta[n] ~ dnorm(m[brood[n]], pow(sigma_chick, -2)) }
  for (j in 1:J) { m[j] ~ dnorm(beta[1] + change[year[j]] + beta[4] * height[j], pow(sigma_brood, -2)) }
  for (s in 1:S) { e[s] <- eta[shown[s]] - m[brood[shown[s]]] }
  for (k in 1:4) { beta[k] ~ dnorm(0, pow(2, -2)) }
  change[1] <- 0
  change[2] <- beta[2]
  change[3] <- beta[3]
  sigma_brood ~ dnorm(0, pow(2, -2)) T(0, )
  sigma_chick ~ dnorm(0, pow(2, -2)) T(0, )
}", list(y = data$TICKS, N = nrow(data), brood = indexOf(data$BROOD), J = length(broods),
         year = indexOf(data$YEAR)[ofBrood], height = (height - mean(height)) / sd(height),
         shown = match(shown, chicks), S = length(shown)),
c("beta", "sigma_brood", "sigma_chick", "m", "e"), draws = 20000, thin = 6)

expected <- summarizeDraws(jags, c("β[intercept]" = "beta[1]", "β[year=96]" = "beta[2]", "β[year=97]" = "beta[3]",
                                   "β[scale(height)]" = "beta[4]", σ_brood = "sigma_brood", σ_chick = "sigma_chick",
                                   effectNames("m", broods), effectNames("e", shown)))
writeExpected("grouseticks", expected)
