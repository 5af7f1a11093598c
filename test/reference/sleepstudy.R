# Reference of models/sleepstudy: correlated intercepts and slopes of subjects.
# LKJ(2) of a 2×2 correlation matrix is (ρ + 1) / 2 ~ beta(2, 2).
source("jags.R")
source("quadrature.R")

data <- readData("sleepstudy")
subjects <- levelsOf(data$Subject)
I <- length(subjects)
intercepts <- indicators("u", data$Subject)
slopes <- intercepts * data$Days
colnames(intercepts) <- sprintf("u[%s,intercept]", subjects)
colnames(slopes) <- sprintf("u[%s,days]", subjects)

# Prior precision of (β, all intercepts, all slopes).
priorPrecision <- function(theta) {
  tau <- theta[c("τ[intercept]", "τ[days]")]
  rho <- theta[["Ω[intercept,days]"]]
  inverse <- solve(diag(tau) %*% matrix(c(1, rho, rho, 1), 2) %*% diag(tau))
  P <- matrix(0, 2 + 2 * I, 2 + 2 * I)
  P[1, 1] <- P[2, 2] <- 1 / 300^2
  first <- 2 + seq_len(I)
  second <- first + I
  P[cbind(first, first)] <- inverse[1, 1]
  P[cbind(second, second)] <- inverse[2, 2]
  P[cbind(first, second)] <- P[cbind(second, first)] <- inverse[1, 2]
  P
}

quadrature <- gaussianPosterior(
  list("τ[intercept]" = list(lower = 0, upper = 85, nodes = 32, logPrior = halfNormal(50)),
       "τ[days]" = list(lower = 1.5, upper = 20, nodes = 32, logPrior = halfNormal(50)),
       "Ω[intercept,days]" = list(lower = -1, upper = 1, nodes = 22,
                                  logPrior = function(rho) dbeta((rho + 1) / 2, 2, 2, log = TRUE) - log(2)),
       σ = list(lower = 18, upper = 37, nodes = 18, logPrior = halfNormal(50))),
  data$Reaction, cbind("β[intercept]" = 1, "β[days]" = data$Days, intercepts, slopes), rep(0, 2 + 2 * I),
  function(theta) list(P = priorPrecision(theta), residual = theta[["σ"]])
)

jags <- runJags("model {
  for (n in 1:N) { y[n] ~ dnorm(v[subject[n], 1] + v[subject[n], 2] * days[n], pow(sigma, -2)) }
  for (i in 1:I) { v[i, 1:2] ~ dmnorm(beta[1:2], P[1:2, 1:2]); u[i, 1] <- v[i, 1] - beta[1]; u[i, 2] <- v[i, 2] - beta[2] }
  for (k in 1:2) { beta[k] ~ dnorm(0, pow(300, -2)); tau[k] ~ dnorm(0, pow(50, -2)) T(0, ) }
  half ~ dbeta(2, 2)
  rho <- 2 * half - 1
  P[1, 1] <- 1 / (pow(tau[1], 2) * (1 - pow(rho, 2)))
  P[2, 2] <- 1 / (pow(tau[2], 2) * (1 - pow(rho, 2)))
  P[1, 2] <- -rho / (tau[1] * tau[2] * (1 - pow(rho, 2)))
  P[2, 1] <- P[1, 2]
  sigma ~ dnorm(0, pow(50, -2)) T(0, )
}", list(y = data$Reaction, N = nrow(data), subject = indexOf(data$Subject), days = data$Days, I = I),
c("beta", "tau", "rho", "sigma", "u"), draws = 25000, thin = 6)

effects <- c(setNames(sprintf("u[%d,1]", seq_len(I)), colnames(intercepts)),
             setNames(sprintf("u[%d,2]", seq_len(I)), colnames(slopes)))
expected <- summarizeDraws(jags, c("β[intercept]" = "beta[1]", "β[days]" = "beta[2]", "τ[intercept]" = "tau[1]",
                                   "τ[days]" = "tau[2]", "Ω[intercept,days]" = "rho", σ = "sigma", effects))
writeExpected("sleepstudy", preferQuadrature(expected, quadrature))
