# Design matrices by R's model.matrix, as the reference for test/data/design-matrix.test.ts.
# Run: Rscript test/reference/design.R > test/data/design-reference.json
# Levels begin with "=" here so that R's column names come out as ours (sex=male).

x <- c(0, 1, 2, 3.5, 5, 8, 1.5, 2.25, 4, 6, 7, 9)
z <- c(2, 1, 4, 3, 7, 5, 11, 6, 9, 8, 12, 10)
sex <- rep(c("female", "male"), 6)
dose <- c("low", "low", "mid", "mid", "high", "high", "low", "mid", "low", "high", "mid", "high")
site <- c("B", "B", "A", "A", "B", "A", "A", "B", "A", "A", "B", "B")
data <- data.frame(x, z, sex = factor(paste0("=", sex)), dose = factor(paste0("=", dose)), site = factor(paste0("=", site)))
center <- function(v) v - mean(v)
scale <- function(v) (v - mean(v)) / sd(v)
square <- function(v) v^2

formulas <- c(
  "1", "x", "0 + x", "x - 1", "sex", "0 + sex", "0 + x + sex + dose", "sex + dose", "sex * dose", "sex:dose", "0 + sex:dose",
  "dose:sex + x", "x + x:sex", "x:sex", "0 + x:sex", "0 + dose + dose:x", "sex / x", "dose / sex", "sex * dose * site",
  "(sex + dose + site)^2", "sex * dose - sex", "sex * dose - sex:dose", "(x + z) / sex", "x:z + x",
  "center(x) + scale(z) * sex", "poly(x, 3)", "poly(z, 2) * sex", "0 + poly(x, 2):dose", "log(x + 1) + sqrt(z)",
  "square(x) + exp(-x / 3) + abs(x - z)", "log1p(x) * dose", "sex + sex:dose", "site:dose + sex:site", "x * z * sex"
)

rename <- function(names) {
  names <- sub("^\\(Intercept\\)$", "intercept", names)
  gsub("poly\\(([a-z]+), [0-9]\\)([0-9])", "poly(\\1).\\2", names)
}
number <- function(v) sprintf("%.17g", v)
case <- function(text) {
  m <- model.matrix(as.formula(paste("~", text)), data)
  rows <- apply(m, 1, function(row) paste0("[", paste(number(row), collapse = ","), "]"))
  sprintf('    {\n      "formula": "%s",\n      "columns": [%s],\n      "rows": [%s]\n    }', text,
    paste0('"', rename(colnames(m)), '"', collapse = ", "), paste(rows, collapse = ", "))
}
texts <- function(v) paste0('"', v, '"', collapse = ", ")
cat(sprintf('{\n  "source": "model.matrix of %s, by test/reference/design.R",\n', R.version.string))
cat(sprintf('  "data": {\n    "x": [%s],\n    "z": [%s],\n    "sex": [%s],\n    "dose": [%s],\n    "site": [%s]\n  },\n',
  paste(number(x), collapse = ", "), paste(number(z), collapse = ", "), texts(sex), texts(dose), texts(site)))
cat('  "cases": [\n', paste(vapply(formulas, case, ""), collapse = ",\n"), '\n  ]\n}\n', sep = "")
