# Exact posteriors of Gaussian mixed models, by quadrature over the scales.
#
# Given the scales θ (sds, a correlation), y = A x + ε with x ~ N(m, P⁻¹) is conjugate: the posterior of x, all population
# and group effects at once, is normal with precision Q = P + A'WA and mean Q⁻¹(Pm + A'Wy), and p(y | θ) is
# closed. What is left, one to four dimensions, is integrated by a product of Gauss-Legendre rules over intervals that hold
# all of the mass. Means and sds of x follow by the laws of total mean and variance. The error is judged
# by the difference from the same computation with fewer nodes.

# Nodes and weights of the rule with n nodes on [lower, upper] (Golub & Welsch 1969).
gaussLegendre <- function(n, lower, upper) {
  k <- seq_len(n - 1)
  jacobi <- matrix(0, n, n)
  jacobi[cbind(k, k + 1)] <- jacobi[cbind(k + 1, k)] <- k / sqrt(4 * k^2 - 1)
  e <- eigen(jacobi, symmetric = TRUE)
  list(node = (lower + upper) / 2 + (upper - lower) / 2 * e$values, weight = (upper - lower) * e$vectors[1, ]^2)
}

halfNormal <- function(sd) function(x) log(2) + dnorm(x, 0, sd, log = TRUE)
halfCauchy <- function(scale) function(x) log(2) + dcauchy(x, 0, scale, log = TRUE)

# dimensions: list(name = list(lower, upper, nodes, logPrior)), the scales θ.
# A: design of all of x, its columns named; priorMean: m. noise: index of each row's residual sd.
# at(θ): list(P = prior precision of x, residual = the sds that `noise` points to).
# derived(θ): named numbers. known: residual sds by row instead of `noise` (weights that do not depend on θ).
gaussianPosterior <- function(dimensions, y, A, priorMean, at, noise = rep(1L, length(y)), derived = function(theta) NULL, known = NULL) {
  if (is.null(known)) known <- rep(1, length(y))
  parts <- lapply(seq_len(max(noise)), function(g) {
    rows <- noise == g
    scaledA <- A[rows, , drop = FALSE] / known[rows]
    scaledY <- y[rows] / known[rows]
    list(n = sum(rows), AA = crossprod(scaledA), Ay = drop(crossprod(scaledA, scaledY)), yy = sum(scaledY^2))
  })
  conditional <- function(theta) {
    given <- at(theta)
    Q <- given$P
    Pm <- drop(given$P %*% priorMean)
    r <- Pm
    fit <- sum(priorMean * Pm)
    logMarginal <- 0
    for (g in seq_along(parts)) {
      w <- 1 / given$residual[g]^2
      Q <- Q + w * parts[[g]]$AA
      r <- r + w * parts[[g]]$Ay
      fit <- fit + w * parts[[g]]$yy
      logMarginal <- logMarginal + parts[[g]]$n / 2 * log(w)
    }
    cholP <- chol(given$P)
    cholQ <- chol(Q)
    half <- backsolve(cholQ, r, transpose = TRUE)
    logMarginal <- logMarginal + sum(log(diag(cholP))) - sum(log(diag(cholQ))) - (fit - sum(half^2)) / 2
    list(logMarginal = logMarginal, mean = backsolve(cholQ, half), variance = diag(chol2inv(cholQ)))
  }
  integrate <- function(nodeShare) {
    rules <- lapply(dimensions, function(d) gaussLegendre(round(d$nodes * nodeShare), d$lower, d$upper))
    grid <- as.matrix(expand.grid(lapply(rules, function(r) r$node)))
    logWeight <- rowSums(log(as.matrix(expand.grid(lapply(rules, function(r) r$weight)))))
    for (d in names(dimensions)) logWeight <- logWeight + dimensions[[d]]$logPrior(grid[, d])
    moments <- list(mass = 0, first = 0, second = 0)
    peak <- -Inf
    for (i in seq_len(nrow(grid))) {
      theta <- grid[i, ]
      given <- conditional(theta)
      logMass <- logWeight[i] + given$logMarginal
      if (logMass < peak - 45) next
      if (logMass > peak) {
        moments <- lapply(moments, function(m) m * exp(peak - logMass))
        peak <- logMass
      }
      mass <- exp(logMass - peak)
      value <- c(theta, derived(theta))
      off <- c(given$mean, value) - centre
      moments$mass <- moments$mass + mass
      moments$first <- moments$first + mass * off
      moments$second <- moments$second + mass * (off^2 + c(given$variance, 0 * value))
    }
    first <- moments$first / moments$mass
    list(mean = centre + first, sd = setNames(sqrt(moments$second / moments$mass - first^2), names(centre)))
  }
  # Moments are taken about a point near the mean, so that the variances do not cancel.
  middle <- vapply(dimensions, function(d) (d$lower + d$upper) / 2, 0)
  centre <- c(setNames(conditional(middle)$mean, colnames(A)), middle, derived(middle))
  full <- integrate(1)
  fewer <- integrate(0.8)
  quadratureQuantities(full, fewer)
}

# Means and sds of the full rule, their errors from the one with fewer nodes (and never below what ten digits can say).
quadratureQuantities <- function(full, fewer) {
  error <- pmax(abs(full$mean - fewer$mean), abs(full$sd - fewer$sd))
  message(sprintf("  quadrature: largest error is %.1e posterior sds", max(error / full$sd)))
  error <- pmax(error, 1e-7 * full$sd)
  sapply(names(full$mean), simplify = FALSE, function(name) {
    list(mean = full$mean[[name]], sd = full$sd[[name]], mcse_mean = error[[name]], mcse_sd = error[[name]],
         method = "quadrature")
  })
}

# The columns of a factor in A, one for each level, named b[A], b[B], …
indicators <- function(name, column) {
  levels <- levelsOf(column)
  Z <- outer(as.character(column), levels, "==") * 1
  colnames(Z) <- sprintf("%s[%s]", name, levels)
  Z
}
