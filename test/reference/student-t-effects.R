# Reference of models/student-t-effects: y ~ normal(β + b[sample], σ), b ~ student_t(4, 0, σ_b).
#
# Quadrature over β, σ_b and σ; given these the effects are independent, and each is integrated over the interval
# where its likelihood, normal with mean ȳ_i - β and sd σ/√n_i, has its mass.
source("jags.R")
source("quadrature.R")

data <- readData("student-t-effects")
samples <- levelsOf(data$sample)
nu <- 4
n <- as.vector(table(factor(data$sample, samples)))
average <- as.vector(tapply(data$y, factor(data$sample, samples), mean))
within <- sum((data$y - average[indexOf(data$sample)])^2)

integrate <- function(share) {
  rule <- function(nodes, lower, upper) gaussLegendre(round(nodes * share), lower, upper)
  outer <- list(β = rule(50, 4, 15), σ_b = rule(50, 0.15, 12), σ = rule(24, 0.5, 1.5))
  inner <- rule(44, -9, 9)
  grid <- as.matrix(expand.grid(lapply(outer, function(r) r$node)))
  logWeight <- rowSums(log(as.matrix(expand.grid(lapply(outer, function(r) r$weight)))))
  logWeight <- logWeight + dnorm(grid[, "β"], 0, 10, log = TRUE) + halfNormal(5)(grid[, "σ_b"]) + halfNormal(5)(grid[, "σ"])
  cells <- t(apply(cbind(grid, logWeight), 1, function(theta) {
    width <- theta[["σ"]] / sqrt(n)
    b <- average - theta[["β"]] + base::outer(width, inner$node)
    density <- dt(b / theta[["σ_b"]], nu) / theta[["σ_b"]] * rep(dnorm(inner$node) * inner$weight, each = length(n))
    mass <- rowSums(density)
    logMass <- theta[["logWeight"]] + sum(log(mass * width)) - nrow(data) * log(theta[["σ"]]) - within / (2 * theta[["σ"]]^2)
    c(logMass, rowSums(density * b) / mass, rowSums(density * b^2) / mass)
  }))
  weight <- exp(cells[, 1] - max(cells[, 1]))
  weight <- weight / sum(weight)
  value <- cbind(grid, sd_b = grid[, "σ_b"] * sqrt(nu / (nu - 2)), cells[, 1 + seq_along(n)])
  square <- cbind(value[, 1:4]^2, cells[, 1 + length(n) + seq_along(n)])
  colnames(value)[-(1:4)] <- sprintf("b[%s]", samples)
  mean <- colSums(weight * value)
  list(mean = mean, sd = setNames(sqrt(colSums(weight * square) - mean^2), names(mean)))
}
quadrature <- quadratureQuantities(integrate(1), integrate(0.8))

jags <- runJags("model {
  for (k in 1:N) { y[k] ~ dnorm(mu[sample[k]], pow(sigma, -2)) }
  for (i in 1:I) { mu[i] ~ dt(beta, pow(sigma_b, -2), nu); b[i] <- mu[i] - beta }
  beta ~ dnorm(0, pow(10, -2))
  sigma_b ~ dnorm(0, pow(5, -2)) T(0, )
  sigma ~ dnorm(0, pow(5, -2)) T(0, )
  sd_b <- sigma_b * sqrt(nu / (nu - 2))
}", list(y = data$y, N = nrow(data), sample = indexOf(data$sample), I = length(samples), nu = nu),
c("beta", "sigma_b", "sigma", "sd_b", "b"), draws = 25000, thin = 4)

expected <- summarizeDraws(jags, c(β = "beta", σ_b = "sigma_b", σ = "sigma", sd_b = "sd_b", effectNames("b", samples)))
writeExpected("student-t-effects", preferQuadrature(expected, quadrature))
