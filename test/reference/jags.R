# Long runs of JAGS, and the file that the tests read: shared by the scripts of all models.
#
# A script states its model in JAGS's language, the data, and a map from JAGS's names to the program's; where there
# is a quadrature (quadrature.R), its values replace those of JAGS after both have been compared.

suppressPackageStartupMessages({
  library(rjags)
  library(parallel)
})
invisible(load.module("glm", quiet = TRUE))

readData <- function(model, ...) {
  read.csv(file.path(modelFolder(model), "data.csv"), stringsAsFactors = FALSE, ...)
}

modelFolder <- function(model) file.path("..", "..", "models", model)

# Levels in the order of their first appearance, which is how JAGS's indices are turned back into labels.
levelsOf <- function(column) unique(as.character(column))
indexOf <- function(column) match(as.character(column), levelsOf(column))

# Runs `chains` chains of `draws` kept iterations each, every `thin`-th; chain k starts from `inits(k)` with a seed of
# its own. Returns an array [draw, chain, variable] with JAGS's names.
runJags <- function(text, data, monitor, draws, thin = 1, warmup = 5000, chains = 4, inits = function(k) list(),
                    cores = 2) {
  oneChain <- function(k) {
    start <- c(inits(k), list(.RNG.name = "base::Mersenne-Twister", .RNG.seed = 1000 + k))
    compiled <- jags.model(textConnection(text), data, start, n.chains = 1, n.adapt = 2000, quiet = TRUE)
    update(compiled, warmup, progress.bar = "none")
    as.matrix(coda.samples(compiled, monitor, n.iter = draws * thin, thin = thin, progress.bar = "none")[[1]])
  }
  found <- mclapply(seq_len(chains), oneChain, mc.cores = cores, mc.preschedule = FALSE)
  failed <- Filter(function(x) inherits(x, "try-error"), found)
  if (length(failed)) stop(failed[[1]])
  drawsArray <- array(NA_real_, c(draws, chains, ncol(found[[1]])), list(NULL, NULL, colnames(found[[1]])))
  for (k in seq_len(chains)) drawsArray[, k, ] <- found[[k]]
  drawsArray
}

# Mean and sd of each variable with their Monte Carlo errors. `names`: c(programName = "JAGS name").
summarizeDraws <- function(drawsArray, names) {
  quantities <- list()
  for (name in base::names(names)) {
    x <- drawsArray[, , names[[name]]]
    quantities[[name]] <- list(mean = mean(x), sd = sd(x), mcse_mean = posterior::mcse_mean(x),
                               mcse_sd = posterior::mcse_sd(x), method = "jags")
    rhat <- posterior::rhat(x)
    ess <- min(posterior::ess_mean(x), posterior::ess_bulk(x), posterior::ess_tail(x))
    if (!is.finite(rhat) || rhat > 1.002 || ess < 20000)
      message(sprintf("  weak: %s has rhat %.4f, ess %.0f", name, rhat, ess))
  }
  quantities
}

# Both programs must agree: |difference| in units of JAGS's Monte Carlo error; quadrature then takes JAGS's place.
preferQuadrature <- function(jags, quadrature) {
  worst <- 0
  for (name in names(quadrature)) {
    q <- quadrature[[name]]
    j <- jags[[name]]
    if (is.null(j)) stop("JAGS has no ", name)
    z <- c((j$mean - q$mean) / j$mcse_mean, (j$sd - q$sd) / j$mcse_sd)
    if (max(abs(z)) > 4) message(sprintf("  disagree: %s, z of mean %.1f, of sd %.1f", name, z[1], z[2]))
    worst <- max(worst, abs(z))
    jags[[name]] <- q
  }
  message(sprintf("  quadrature and JAGS: largest |z| of %d quantities is %.2f", length(quadrature), worst))
  jags
}

# One line for each quantity, so that a change can be read.
writeExpected <- function(model, quantities, folder = modelFolder(model)) {
  number <- function(x) formatC(x, digits = 10, format = "g", width = -1)
  lines <- vapply(names(quantities), function(name) {
    q <- quantities[[name]]
    sprintf("    %s: { \"mean\": %s, \"sd\": %s, \"mcse_mean\": %s, \"mcse_sd\": %s, \"method\": \"%s\" }",
            jsonlite::toJSON(name, auto_unbox = TRUE), number(q$mean), number(q$sd),
            formatC(q$mcse_mean, digits = 2, format = "g"), formatC(q$mcse_sd, digits = 2, format = "g"), q$method)
  }, "")
  methods <- unique(vapply(quantities, function(q) q$method, ""))
  programs <- c(quadrature = "quadrature in R 4.2", jags = "JAGS 4.3.1")[methods]
  source <- sprintf("%s, test/reference/%s.R", paste(programs, collapse = " and "), model)
  text <- c("{", sprintf("  \"source\": \"%s\",", source), "  \"quantities\": {", paste(lines, collapse = ",\n"), "  }", "}")
  writeLines(text, file.path(folder, "expected.json"))
  for (name in names(quantities)) {
    q <- quantities[[name]]
    message(sprintf("  %-24s %12.5g %12.5g   mcse %8.2g %8.2g  %s", name, q$mean, q$sd, q$mcse_mean, q$mcse_sd, q$method))
  }
}

# c("b[A]" = "b[1]", …): the names of a group effect, of a factor's levels in JAGS's order.
effectNames <- function(name, levels, jags = name) {
  setNames(sprintf("%s[%d]", jags, seq_along(levels)), sprintf("%s[%s]", name, levels))
}
