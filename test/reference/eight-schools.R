# Reference of models/eight-schools: y ~ normal(θ[school], se), θ ~ normal(μ, τ).
source("jags.R")
source("quadrature.R")

data <- readData("eight-schools")
J <- nrow(data)
A <- cbind(0, diag(J))
colnames(A) <- c("μ", sprintf("θ[%s]", data$school))

quadrature <- gaussianPosterior(
  list(τ = list(lower = 0, upper = 400, nodes = 600, logPrior = halfCauchy(5))),
  data$y, A, rep(0, J + 1),
  function(theta) {
    w <- theta[["τ"]]^-2
    P <- diag(c(1 / 5^2 + J * w, rep(w, J)))
    P[1, -1] <- P[-1, 1] <- -w
    list(P = P, residual = 1)
  },
  known = data$sigma
)

jags <- runJags("model {
  for (i in 1:J) { y[i] ~ dnorm(theta[i], pow(se[i], -2)); theta[i] <- mu + tau * eta[i]; eta[i] ~ dnorm(0, 1) }
  mu ~ dnorm(0, pow(5, -2))
  tau ~ dt(0, pow(5, -2), 1) T(0, )
  best <- max(theta)
}", list(y = data$y, se = data$sigma, J = J), c("mu", "tau", "theta", "best"), draws = 50000, thin = 10)

expected <- summarizeDraws(jags, c(μ = "mu", τ = "tau", best = "best", effectNames("θ", data$school, "theta")))
writeExpected("eight-schools", preferQuadrature(expected, quadrature))
