# Reference of models/cbpp: incidence ~ binomial_logit(size, X β + b[herd]), X = design(1 + period).
source("jags.R")
unload.module("glm", quiet = TRUE)   # its auxiliary mixture is an approximation for binomial outcomes

data <- readData("cbpp")
herds <- levelsOf(data$herd)
periods <- levelsOf(data$period)
stopifnot(identical(periods, c("1", "2", "3", "4")))

jags <- runJags("model {
  for (n in 1:N) { y[n] ~ dbin(p[n], size[n]); logit(p[n]) <- beta[1] + change[period[n]] + sigma_herd * z[herd[n]] }
  for (i in 1:I) { z[i] ~ dnorm(0, 1); b[i] <- sigma_herd * z[i] }
  for (k in 1:4) { beta[k] ~ dnorm(0, pow(2.5, -2)) }
  change[1] <- 0
  for (k in 2:4) { change[k] <- beta[k] }
  sigma_herd ~ dnorm(0, pow(2, -2)) T(0, )
  icc <- pow(sigma_herd, 2) / (pow(sigma_herd, 2) + pow(3.141592653589793, 2) / 3)
}", list(y = data$incidence, size = data$size, N = nrow(data), herd = indexOf(data$herd), period = indexOf(data$period),
         I = length(herds)),
c("beta", "sigma_herd", "b", "icc"), draws = 25000, thin = 10)

expected <- summarizeDraws(jags, c("β[intercept]" = "beta[1]", "β[period=2]" = "beta[2]", "β[period=3]" = "beta[3]",
                                   "β[period=4]" = "beta[4]", σ_herd = "sigma_herd", icc = "icc",
                                   effectNames("b", herds)))
writeExpected("cbpp", expected)
