# Log densities, log cumulative probabilities and log survival probabilities by R, for test/distributions/reference.test.ts.
# Run from this folder: Rscript distributions.R
#
# Where R has no function, the value is put together from others of R's (named beside it), not from our formulas.

cases <- list()

# f(x, arguments...) is the log density; cumulative(x, lower.tail, arguments...) the log cumulative probability, or NULL.
add <- function(name, settings, points, f, cumulative = NULL) {
  for (arguments in settings) for (x in points) {
    arguments <- as.list(arguments)
    density <- do.call(f, c(list(x), unname(arguments)))
    if (!is.finite(density)) next
    case <- list(distribution = name, arguments = I(unlist(unname(arguments))), x = x, logDensity = density)
    if (!is.null(cumulative)) {
      below <- do.call(cumulative, c(list(x, TRUE), unname(arguments)))
      above <- do.call(cumulative, c(list(x, FALSE), unname(arguments)))
      if (is.finite(below)) case$logCdf <- below
      if (is.finite(above)) case$logSurvival <- above
    }
    cases[[length(cases) + 1]] <<- case
  }
}

real <- c(-1000, -30, -2.5, -0.1, 0, 0.7, 3, 25, 1000)
positive <- c(1e-10, 0.001, 0.2, 1, 2.5, 40, 1000)
unit <- c(1e-10, 0.01, 0.3, 0.5, 0.9, 0.999)
counts <- c(0, 1, 2, 7, 30, 500)
locations <- list(c(0, 1), c(-1.5, 0.3), c(2, 50))

add("normal", locations, real, function(x, m, s) dnorm(x, m, s, log = TRUE),
    function(x, lower, m, s) pnorm(x, m, s, lower, log.p = TRUE))
add("student_t", list(c(4, 0, 1), c(1, -1, 2), c(0.5, 0, 1), c(30, 2, 0.5), c(5000, 0, 3), c(2e4, 0, 1), c(1e7, 1, 2)), real,
    function(x, df, m, s) dt((x - m) / s, df, log = TRUE) - log(s))
add("cauchy", locations, real, function(x, m, s) dcauchy(x, m, s, log = TRUE),
    function(x, lower, m, s) pcauchy(x, m, s, lower, log.p = TRUE))
# Half of an exponential on either side.
add("laplace", locations, real, function(x, m, s) log(0.5) + dexp(abs(x - m), 1 / s, log = TRUE),
    function(x, lower, m, s) {
      tail <- log(0.5) + pexp(abs(x - m), 1 / s, lower.tail = FALSE, log.p = TRUE)
      if (lower == (x < m)) tail else log1p(-exp(tail))
    })
add("logistic", locations, real, function(x, m, s) dlogis(x, m, s, log = TRUE),
    function(x, lower, m, s) plogis(x, m, s, lower, log.p = TRUE))
# Azzalini's 2 φ(z) Φ(αz) / ω from dnorm and pnorm.
add("skew_normal", list(c(0, 1, 0), c(1, 2, 3), c(-1, 0.5, -4)), real, function(x, m, s, a)
  log(2) + dnorm(x, m, s, log = TRUE) + pnorm(a * (x - m) / s, log.p = TRUE))
add("lognormal", locations, positive, function(x, m, s) dlnorm(x, m, s, log = TRUE),
    function(x, lower, m, s) plnorm(x, m, s, lower, log.p = TRUE))

# A symmetric distribution folded at 0: twice the density, twice the tail.
folded <- function(name, settings, d, p) add(name, settings, c(0, positive), function(x, ...) log(2) + d(x, ...),
  if (!is.null(p)) function(x, lower, ...) {
    if (lower) log(2 * (p(x, ..., lower.tail = TRUE) - 0.5)) else log(2) + p(x, ..., lower.tail = FALSE, log.p = TRUE)
  })
# The cumulative probability of the half-normal near 0 is that of the chi-square with one degree of freedom.
add("half_normal", list(1, 0.2, 30), c(0, positive), function(x, s) log(2) + dnorm(x, 0, s, log = TRUE),
    function(x, lower, s) pchisq((x / s)^2, 1, lower.tail = lower, log.p = TRUE))
folded("half_student_t", list(c(3, 1), c(1, 2), c(2e4, 0.5)), function(x, df, s) dt(x / s, df, log = TRUE) - log(s), NULL)
# ... and that of the half-Cauchy that of the F distribution with one and one.
add("half_cauchy", list(1, 0.2, 30), c(0, positive), function(x, s) log(2) + dcauchy(x, 0, s, log = TRUE),
    function(x, lower, s) pf((x / s)^2, 1, 1, lower.tail = lower, log.p = TRUE))

add("exponential", list(1, 0.01, 20), c(0, positive), function(x, r) dexp(x, r, log = TRUE),
    function(x, lower, r) pexp(x, r, lower, log.p = TRUE))
add("gamma", list(c(1, 1), c(0.1, 2), c(50, 3)), positive, function(x, a, b) dgamma(x, a, rate = b, log = TRUE))
# The density of a reciprocal.
add("inverse_gamma", list(c(1, 1), c(0.1, 2), c(50, 30)), positive, function(x, a, b)
  dgamma(1 / x, a, rate = b, log = TRUE) - 2 * log(x))
add("chi_square", list(1, 0.3, 40), positive, function(x, df) dchisq(x, df, log = TRUE))
add("weibull", list(c(1, 1), c(0.5, 3), c(4, 20)), positive, function(x, k, s) dweibull(x, k, s, log = TRUE),
    function(x, lower, k, s) pweibull(x, k, s, lower, log.p = TRUE))
add("beta", list(c(1, 1), c(0.2, 3), c(40, 20)), unit, function(x, a, b) dbeta(x, a, b, log = TRUE))
add("uniform", list(c(-3, 3), c(0, 2.75)), c(0.1, 0.7, 2.5), function(x, l, u) dunif(x, l, u, log = TRUE),
    function(x, lower, l, u) punif(x, l, u, lower, log.p = TRUE))

add("bernoulli", list(0.3, 0, 1), c(0, 1), function(x, p) dbinom(x, 1, p, log = TRUE))
# log P by plogis, which keeps the tails.
add("bernoulli_logit", list(0.4, -800, 800, 40), c(0, 1), function(x, t) plogis(t, lower.tail = x == 1, log.p = TRUE))
add("binomial", list(c(10, 0.3), c(500, 0.02), c(7, 0), c(7, 1)), counts, function(x, n, p) dbinom(x, n, p, log = TRUE))
add("binomial_logit", list(c(10, -0.5), c(500, 3), c(30, -20)), counts, function(x, n, t) dbinom(x, n, plogis(t), log = TRUE))
# lchoose and lbeta.
add("beta_binomial", list(c(10, 2, 3), c(500, 0.3, 0.7), c(30, 20, 100)), counts, function(x, n, a, b)
  if (x > n) -Inf else lchoose(n, x) + lbeta(x + a, n - x + b) - lbeta(a, b))
add("poisson", list(0, 0.3, 8, 480), counts, function(x, m) dpois(x, m, log = TRUE))
add("poisson_log", list(-3, 0.5, 6), counts, function(x, m) dpois(x, exp(m), log = TRUE))
overdispersed <- list(c(0.3, 0.2), c(8, 3), c(450, 60), c(8, 2e4), c(450, 1e6))
add("negative_binomial", overdispersed, counts, function(x, m, s) dnbinom(x, size = s, mu = m, log = TRUE))
# In the Poisson limit R's own dnbinom loses digits; there dpois stands for it.
add("negative_binomial", list(c(8, 1e18), c(450, 1e18)), counts, function(x, m, s) dpois(x, m, log = TRUE))
add("negative_binomial_log", lapply(overdispersed, function(a) c(log(a[1]), a[2])), counts, function(x, m, s)
  dnbinom(x, size = s, mu = exp(m), log = TRUE))
add("geometric", list(0.3, 0.01, 1), counts, function(x, p) dgeom(x, p, log = TRUE),
    function(x, lower, p) pgeom(x, p, lower, log.p = TRUE))

# Vectors: arguments and variate as lists of vectors; matrices by their lower Cholesky factor, row by row.
vectors <- list()
addVector <- function(name, arguments, x, logDensity)
  vectors[[length(vectors) + 1]] <<- list(distribution = name, arguments = lapply(arguments, I), x = I(x), logDensity = logDensity)
factorRows <- function(correlation) as.vector(chol(correlation))

correlation <- matrix(c(1, 0.6, -0.3, 0.6, 1, 0.2, -0.3, 0.2, 1), 3)
sds <- c(0.5, 2, 10)
means <- c(1, -1, 0)
covariance <- diag(sds) %*% correlation %*% diag(sds)
for (x in list(c(1, -1, 0), c(2, 3, -20), c(0.3, -4, 11))) {
  logDensity <- -1.5 * log(2 * pi) - 0.5 * as.numeric(determinant(covariance)$modulus) - 0.5 * mahalanobis(x, means, covariance)
  addVector("multi_normal", list(means, sds, factorRows(correlation)), x, logDensity)
}
for (a in list(c(1, 1, 1), c(0.5, 2, 7)))
  addVector("dirichlet", list(a), c(0.2, 0.3, 0.5), lgamma(sum(a)) - sum(lgamma(a)) + sum((a - 1) * log(c(0.2, 0.3, 0.5))))
# A correlation of two is 2 Beta(η, η) - 1, and the factor's free element is the correlation itself.
for (eta in c(0.5, 1, 4)) for (rho in c(-0.95, 0, 0.4))
  addVector("lkj", list(eta), factorRows(matrix(c(1, rho, rho, 1), 2)), dbeta((rho + 1) / 2, eta, eta, log = TRUE) - log(2))
# Equation (16) of Lewandowski, Kurowicka & Joe (2009) for the correlations, times the Jacobian of the factor, L₂₂ = L₂₂^(3-2).
for (eta in c(0.7, 1, 5)) {
  K <- 3
  k <- 1:(K - 1)
  logVolume <- sum((2 * eta - 2 + K - k) * (K - k)) * log(2) + sum((K - k) * lbeta(eta + (K - k - 1) / 2, eta + (K - k - 1) / 2))
  logDensity <- (eta - 1) * log(det(correlation)) - logVolume + log(chol(correlation)[2, 2])
  addVector("lkj", list(eta), factorRows(correlation), logDensity)
}

# One case to a line.
json <- function(case) jsonlite::toJSON(case, auto_unbox = TRUE, digits = I(15))
lines <- function(cases) paste0("    ", vapply(cases, json, ""), c(rep(",", length(cases) - 1), ""))
writeLines(
  c("{", "  \"scalar\": [", lines(cases), "  ],", "  \"vector\": [", lines(vectors), "  ]", "}"),
  file.path("..", "distributions", "reference.json")
)
