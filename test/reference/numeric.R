# Prints values of R's own functions, which test/numeric/r-reference.json keeps.
# Run: Rscript test/reference/numeric.R > test/numeric/r-reference.json  (R 4.2.2)

number <- function(x) sprintf("%.17g", x)
rows <- function(name, arguments, values) {
  entries <- paste0("[", number(arguments), ", ", number(values), "]", collapse = ", ")
  sprintf('  "%s": [%s]', name, entries)
}

p <- c(1e-300, 1e-100, 1e-20, 1e-11, 1e-5, 0.001, 0.025, 0.0749, 0.0751, 0.1, 0.25, 0.4, 0.5, 0.6, 0.75, 0.925, 0.975, 0.999,
       1 - 1e-6, 1 - 1e-12)
z <- c(-1e5, -1000, -100, -50, -39.7, -39.5, -38, -20, -8, -5, -4, -2, -1.7, -1.2, -1, -0.5, 0, 0.3, 1, 1.5, 3, 8)
g <- c(1e-8, 0.001, 0.1, 0.3, 0.5, 0.8, 0.95, 1.2, 1.5, 1.9, 2.5, 3.3, 7.7, 8.1, 25, 100, 1e4, 1e10)
cat("{\n", paste(c(
  rows("normalQuantile", p, qnorm(p)),
  rows("normalCdf", z[z > -37.5], pnorm(z[z > -37.5])),
  rows("logNormalCdf", z, pnorm(z, log.p = TRUE)),
  rows("logGamma", g, lgamma(g)),
  rows("digamma", g, digamma(g)),
  rows("trigamma", g, trigamma(g)),
  rows("log1p", p, log1p(p)),
  rows("expm1", z, expm1(z))
), collapse = ",\n"), "\n}\n", sep = "")
