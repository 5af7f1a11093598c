# Deviances of linear mixed models at given parameters, and point estimates, by lme4.
# Run in this folder: Rscript lme4-deviances.R   (writes lme4-deviances.json, and InstEval.csv if missing; 5 minutes)
#
# y = Xβ + Zb + ε with ε ~ N(0, σ²I), b ~ N(0, σ²ΛΛ') has y ~ N(Xβ, V), V = σ²(ZΛΛ'Z' + I). Two functions of the sds,
# the correlations and σ:
#
#   deviance(β) = -2 log p(y | β, sds, σ)      = n log 2π + log|V| + (y - Xβ)' V⁻¹ (y - Xβ)
#   integrated  = -2 log ∫ p(y | β, sds, σ) dβ = (n - p) log 2π + log|V| + log|X'V⁻¹X| + r'V⁻¹r,  r = y - Xβ̂
#
# The prior of β in the integral is 1, without any further factor; β̂ is the generalized least-squares estimate.
#
# lme4 profiles β and σ out. For a given Λ its internals hold (Bates et al. 2015, J. Stat. Software 67(1), section 3.4)
#   ldL2  = log|Λ'Z'ZΛ + I|       so that log|V| = n log σ² + ldL2,
#   RX'RX = σ² X'V⁻¹X             so that log|X'V⁻¹X| = ldRX2 - p log σ²,
#   ρ²    = wrss + |u|²           = σ² r'V⁻¹r, the penalized residual sum of squares at β̂,
# and (y - Xβ)' V⁻¹ (y - Xβ) = (ρ² + |RX (β - β̂)|²) / σ².
suppressPackageStartupMessages(library(lme4))

# lme4's REML criterion as a function of θ, the entries of Λ's blocks, and what it leaves behind when called.
modelOf <- function(formula, rows) {
  parsed <- lFormula(as.formula(formula), rows, REML = TRUE)
  devfun <- do.call(mkLmerDevfun, parsed)
  list(devfun = devfun, inside = environment(devfun), reTrms = parsed$reTrms)
}

# lme4's two numbers at one point.
byLme4 <- function(model, point) {
  profiled <- model$devfun(thetaOf(model, point))
  inside <- model$inside
  n <- length(inside$resp$y)
  p <- ncol(inside$pp$X)
  rss <- inside$resp$wrss() + inside$pp$sqrL(1)
  integratedAt <- function(variance) {
    (n - p) * log(2 * pi * variance) + inside$pp$ldL2() + inside$pp$ldRX2() + rss / variance
  }
  stopifnot(abs(integratedAt(rss / (n - p)) - profiled) < 1e-11 * abs(profiled))
  change <- sum((inside$pp$RX() %*% (point$beta - inside$pp$beta(1)))^2)
  list(deviance = n * log(2 * pi * point$sigma^2) + inside$pp$ldL2() + (rss + change) / point$sigma^2,
       integrated = integratedAt(point$sigma^2),
       estimate = setNames(inside$pp$beta(1), names(point$beta)))
}

# Factors in lme4's order, which is by number of levels.
factorsOf <- function(model) names(model$reTrms$cnms)

# The lower-triangular T of a factor, sds and correlation in it: TT' is the covariance matrix of an effect.
triangleOf <- function(point, factor) {
  sds <- point$sd[[factor]]
  correlations <- diag(length(sds))
  if (length(sds) == 2) correlations[1, 2] <- correlations[2, 1] <- point$correlation[[factor]]
  sds * t(chol(correlations))
}

thetaOf <- function(model, point) {
  unlist(lapply(factorsOf(model), function(factor) {
    triangle <- triangleOf(point, factor) / point$sigma
    triangle[lower.tri(triangle, diag = TRUE)]
  }))
}

# T⁻¹ of all levels of all factors, block by block in lme4's order of the columns of Z.
inverseTriangles <- function(model, point) {
  levels <- lapply(model$reTrms$flist, nlevels)
  bdiag(lapply(factorsOf(model), function(factor) {
    kronecker(Diagonal(levels[[factor]]), Matrix(solve(triangleOf(point, factor))))
  }))
}

# The definition: a dense V and its Cholesky factor. Loses digits as V becomes singular.
byDefinition <- function(model, point) {
  inside <- model$inside
  X <- inside$pp$X
  Z <- as.matrix(t(inside$pp$Zt))
  effects <- Z %*% solve(as.matrix(inverseTriangles(model, point)))
  R <- chol(tcrossprod(effects) + diag(point$sigma^2, nrow(Z)))
  whiten <- function(columns) backsolve(R, columns, transpose = TRUE)
  y <- inside$resp$y
  QR <- qr(whiten(X))
  logV <- 2 * sum(log(diag(R)))
  list(deviance = nrow(X) * log(2 * pi) + logV + sum(whiten(y - X %*% point$beta)^2),
       integrated = (nrow(X) - ncol(X)) * log(2 * pi) + logV + logDetSquared(QR) + sum(qr.resid(QR, whiten(y))^2))
}

logDetSquared <- function(QR) 2 * sum(log(abs(diag(qr.R(QR)))))

# The same by Householder reflections of least squares with pseudo-observations, rows [Z/σ X/σ] above [T⁻¹ 0]. No
# cross-products are formed, so that nearly all digits are right where V or X'V⁻¹X is nearly singular.
byReflections <- function(model, point) {
  inside <- model$inside
  X <- inside$pp$X
  y <- inside$resp$y
  above <- as.matrix(t(inside$pp$Zt)) / point$sigma
  below <- as.matrix(inverseTriangles(model, point))
  q <- ncol(below)
  effects <- qr(rbind(above, below), LAPACK = TRUE)
  all <- qr(rbind(cbind(above, X / point$sigma), cbind(below, matrix(0, q, ncol(X)))), LAPACK = TRUE)
  outside <- nrow(X) * log(point$sigma^2) - 2 * sum(log(diag(below)))
  residual <- function(QR, left) {
    sum(qr.qty(QR, c(left / point$sigma, rep(0, q)))[-seq_len(ncol(QR$qr))]^2)
  }
  constant <- function(size) size * log(2 * pi) + outside
  left <- y - c(X %*% point$beta)
  list(deviance = constant(nrow(X)) + logDetSquared(effects) + residual(effects, left),
       integrated = constant(nrow(X) - ncol(X)) + logDetSquared(all) + residual(all, y))
}

# Henderson's mixed-model equations in the effects themselves, for designs that are too large for dense matrices:
# |V| = σ²ⁿ |Z'Z/σ² + Σ⁻¹| |Σ|, and r'V⁻¹r = r'r/σ² less what the effects explain.
byEquations <- function(model, point) {
  inside <- model$inside
  X <- inside$pp$X
  Z <- t(inside$pp$Zt) / point$sigma
  inverse <- inverseTriangles(model, point)
  L <- Cholesky(forceSymmetric(crossprod(Z) + crossprod(inverse)), perm = TRUE, LDL = FALSE)
  logV <- nrow(X) * log(point$sigma^2) + 2 * as.numeric(determinant(L)$modulus) - 2 * sum(log(diag(inverse)))
  product <- function(a, b) {
    explained <- crossprod(crossprod(Z, a), solve(L, crossprod(Z, b)))
    as.matrix(crossprod(a, b) - explained)
  }
  columns <- X / point$sigma
  y <- inside$resp$y / point$sigma
  left <- y - columns %*% point$beta
  information <- product(columns, columns)
  r <- y - columns %*% solve(information, product(columns, y))
  constant <- function(size) size * log(2 * pi) + logV
  list(deviance = constant(nrow(X)) + c(product(left, left)),
       integrated = constant(nrow(X) - ncol(X)) + c(determinant(information)$modulus) + c(product(r, r)))
}

# lme4 against computations without it. Where sds are 10⁴ times σ, Cholesky factors of cross-products, lme4's too, lose
# about eight digits; the reflections keep them.
checkedPoint <- function(model, point, isSmall) {
  lme4 <- byLme4(model, point)
  values <- function(one) c(one$deviance, one$integrated)
  ratios <- unlist(point$sd) / point$sigma
  isFar <- max(ratios) > 1000
  allowed <- if (!isSmall) 1e-9 * abs(values(lme4)) else if (isFar) 1e-4 else 1e-8
  second <- if (isSmall) byReflections(model, point) else byEquations(model, point)
  differences <- abs(values(second) - values(lme4))
  cat(sprintf("  %-44s %.12g %.12g, other method: %.1e %.1e\n", point$name, lme4$deviance, lme4$integrated,
              differences[1], differences[2]))
  stopifnot(differences < allowed)
  if (isSmall && !isFar) stopifnot(abs(values(byDefinition(model, point)) - values(lme4)) < 1e-8)
  c(point, lme4, list(check = c(method = if (isSmall) "reflections" else "equations", second)))
}

# "(Intercept)" is "intercept" here.
plain <- function(values) setNames(values, sub("^\\(Intercept\\)$", "intercept", names(values)))

parameters <- c("sd", "correlation", "sigma", "beta")

# Sds and correlations by factor, σ and β: what a fit and a point have in common.
parametersOf <- function(fit) {
  covariances <- VarCorr(fit)
  list(sd = lapply(covariances, function(one) plain(attr(one, "stddev"))),
       correlation = lapply(Filter(function(one) nrow(one) == 2, covariances),
                            function(one) attr(one, "correlation")[1, 2]),
       sigma = sigma(fit), beta = plain(fixef(fit)))
}

# Small data sets are optimized until nothing changes any more; large ones as lmer does by itself, with wall seconds.
fitBy <- function(formula, data, isSmall, REML) {
  control <- if (isSmall) lmerControl(optimizer = "bobyqa", optCtrl = list(rhoend = 1e-10)) else lmerControl()
  seconds <- system.time(fit <- lmer(as.formula(formula), data, REML = REML, control = control))[["elapsed"]]
  stopifnot(fit@optinfo$conv$opt == 0, length(fit@optinfo$conv$lme4) == 0)
  cat(sprintf("  %s: %.1f s\n", if (REML) "REML" else "ML", seconds))
  c(parametersOf(fit), list(standardErrors = plain(sqrt(diag(as.matrix(vcov(fit))))),
                            logLik = as.numeric(logLik(fit))), if (!isSmall) list(seconds = round(seconds, 1)))
}

# Everything about one model. `factors` tells of which columns the levels of a factor are made. Estimates are rounded
# where they become points: the digits that an optimizer finds at random are gone, ten digits of the deviance stay.
reference <- function(data, formula, factors, points, isSmall = TRUE) {
  cat(formula, "\n")
  labels <- unique(unlist(factors))
  rows <- read.csv(file.path("..", "..", data), colClasses = setNames(rep("character", length(labels)), labels))
  fits <- list(ML = fitBy(formula, rows, isSmall, FALSE), REML = fitBy(formula, rows, isSmall, TRUE))
  model <- modelOf(formula, rows)
  optimum <- function(name) {
    c(name = paste(name, "optimum"), rapply(fits[[name]][parameters], signif, digits = 6, how = "list"))
  }
  named <- lapply(points, function(point) namedLike(point, fits$ML))
  all <- lapply(c(list(optimum("ML"), optimum("REML")), named), function(point) checkedPoint(model, point, isSmall))
  stopifnot(abs(all[[1]]$deviance / fits$ML$logLik + 2) < 1e-10,
            abs(all[[2]]$integrated / fits$REML$logLik + 2) < 1e-10)
  list(data = data, rows = nrow(rows), formula = formula, outcome = all.vars(as.formula(formula))[1],
       factors = lapply(factors, as.list), fits = fits, points = all)
}

# A point, its sds, correlations and coefficients named as those of the fit.
namedLike <- function(point, fit) {
  point$sd <- Map(function(values, like) setNames(values, names(like)), point$sd[names(fit$sd)], fit$sd)
  point$beta <- setNames(point$beta, names(fit$beta))
  stopifnot(setequal(names(point$correlation), names(fit$correlation)), !anyNA(unlist(point$sd)))
  point
}

at <- function(name, sd, sigma, beta, correlation = list()) {
  list(name = name, sd = sd, correlation = correlation, sigma = sigma, beta = beta)
}

# JSON with the fewest digits from which a double can be read back; short objects on one line.
number <- function(x) {
  texts <- sprintf("%.*g", 15:17, x)
  texts[which(as.numeric(texts) == x)[1]]
}
json <- function(x, indent = "") {
  if (is.character(x)) return(if (length(x) == 1) quoted(x) else sprintf("[%s]", paste(quoted(x), collapse = ", ")))
  if (is.numeric(x) && is.null(names(x))) return(number(x))
  keys <- if (!is.null(names(x))) paste0(quoted(names(x)), ": ") else ""
  isFlat <- !any(vapply(x, is.list, TRUE)) && length(x) < 4
  inner <- if (isFlat) "" else paste0(indent, "  ")
  items <- paste0(keys, vapply(x, json, "", indent = inner))
  if (length(x) == 0) return("{}")
  brackets <- if (is.null(names(x))) c("[", "]") else c("{", "}")
  if (isFlat) return(paste(brackets[1], paste(items, collapse = ", "), brackets[2]))
  paste0(brackets[1], "\n", paste0(inner, items, collapse = ",\n"), "\n", indent, brackets[2])
}
quoted <- function(text) paste0("\"", text, "\"")

if (!file.exists("InstEval.csv")) {
  write.csv(InstEval[c("s", "d", "service", "dept", "y")], "InstEval.csv", row.names = FALSE, quote = FALSE)
}

models <- list(
  dyestuff = reference(
    "models/dyestuff/data.csv", "Yield ~ 1 + (1 | Batch)", list(Batch = "Batch"),
    list(at("arbitrary", list(Batch = 80), 40, 1500),
         at("variance ratio 1e-4", list(Batch = 0.6), 60, 1527.5),
         at("variance ratio 1e4", list(Batch = 5000), 50, 1400),
         at("variance ratio 1e-8", list(Batch = 0.005), 50, 1530),
         at("variance ratio 1e8", list(Batch = 500000), 50, 1000))
  ),
  sleepstudy = reference(
    "models/sleepstudy/data.csv", "Reaction ~ 1 + Days + (1 + Days | Subject)", list(Subject = "Subject"),
    list(at("arbitrary", list(Subject = c(40, 3)), 30, c(260, 8), list(Subject = -0.4)),
         at("correlation 0.9", list(Subject = c(25, 6)), 25, c(250, 10.5), list(Subject = 0.9)),
         at("correlation -0.999", list(Subject = c(25, 6)), 20, c(251, 10), list(Subject = -0.999)),
         at("variance ratios 1e-4", list(Subject = c(0.5, 0.5)), 50, c(250, 10), list(Subject = 0)),
         at("variance ratios 1e4, correlation 0.9", list(Subject = c(2500, 2500)), 25, c(240, 12), list(Subject = 0.9)),
         at("variance ratios 1e8 and 1e-8", list(Subject = c(250000, 0.0025)), 25, c(240, 12), list(Subject = 0.5)),
         at("variance ratios 1e8, correlation 0.9", list(Subject = c(250000, 250000)), 25, c(0, 0),
            list(Subject = 0.9)))
  ),
  penicillin = reference(
    "models/penicillin/data.csv", "diameter ~ 1 + (1 | plate) + (1 | sample)",
    list(plate = "plate", sample = "sample"),
    list(at("arbitrary", list(plate = 1.2, sample = 0.7), 0.9, 22),
         at("variance ratios 1e-4", list(plate = 0.02, sample = 0.02), 2, 23),
         at("variance ratios 1e4", list(plate = 50, sample = 50), 0.5, 20),
         at("variance ratios 1e4 and 1e-4", list(plate = 50, sample = 0.005), 0.5, 25),
         at("variance ratios 1e-8 and 1e8", list(plate = 0.00005, sample = 5000), 0.5, 22),
         at("variance ratios 1e8", list(plate = 5000, sample = 5000), 0.5, 0))
  ),
  pastes = reference(
    "models/pastes/data.csv", "strength ~ 1 + (1 | batch) + (1 | batch:cask)",
    list(batch = "batch", "batch:cask" = c("batch", "cask")),
    list(at("arbitrary", list(batch = 2, "batch:cask" = 2.5), 1.1, 59),
         at("variance ratios 1e-4", list(batch = 0.03, "batch:cask" = 0.03), 3, 60),
         at("variance ratios 1e4", list(batch = 80, "batch:cask" = 80), 0.8, 61),
         at("variance ratios 1e-4 and 1e4", list(batch = 0.008, "batch:cask" = 80), 0.8, 60),
         at("variance ratios 1e8 and 1e-8", list(batch = 8000, "batch:cask" = 0.00008), 0.8, 55),
         at("variance ratios 1e8", list(batch = 8000, "batch:cask" = 8000), 0.8, 0))
  ),
  "InstEval, three factors" = reference(
    "test/reference/InstEval.csv", "y ~ 1 + service + (1 | s) + (1 | d) + (1 | dept)",
    list(s = "s", d = "d", dept = "dept"),
    list(at("arbitrary", list(s = 0.5, d = 0.3, dept = 0.2), 1.3, c(3, 0.1)),
         at("variance ratios 1e-4", list(s = 0.012, d = 0.012, dept = 0.012), 1.2, c(3.2, 0)),
         at("variance ratios 1e4", list(s = 120, d = 120, dept = 120), 1.2, c(3.3, -0.1)),
         at("variance ratios 1, 1e4, 1e-8", list(s = 1.2, d = 120, dept = 0.00012), 1.2, c(3.3, -0.1))),
    isSmall = FALSE
  ),
  "InstEval, slopes" = reference(
    "test/reference/InstEval.csv", "y ~ 1 + service + (1 + service | d) + (1 | s)", list(d = "d", s = "s"),
    list(at("arbitrary", list(d = c(0.3, 0.6), s = 0.5), 1.3, c(3, 0.1), list(d = 0.2)),
         at("correlation 0.9", list(d = c(0.5, 0.4), s = 0.3), 1.2, c(3.3, -0.1), list(d = 0.9)),
         at("variance ratios 1e-4", list(d = c(0.012, 0.012), s = 0.012), 1.2, c(3.2, 0), list(d = -0.5)),
         at("variance ratios 1e4, correlation 0.9", list(d = c(120, 120), s = 120), 1.2, c(3.3, -0.1), list(d = 0.9))),
    isSmall = FALSE
  )
)

source <- sprintf("lme4 %s in R %s.%s, by test/reference/lme4-deviances.R", packageVersion("lme4"), R.version$major,
                  R.version$minor)
writeLines(json(list(source = source, models = models)), "lme4-deviances.json")
