# JAGS and Stan on request: one request a line on standard input, a reply a line on standard output, both JSON. Draws are written
# as doubles to the file that the request names: variable by variable, chain by chain.

folder <- commandArgs(trailingOnly = TRUE)[1]   # of this script
cache <- commandArgs(trailingOnly = TRUE)[2]    # of compiled Stan programs
has <- function(package) suppressWarnings(suppressPackageStartupMessages(require(package, character.only = TRUE, quietly = TRUE)))
# Of the processor: wall time says how busy the machine is.
seconds <- function(expression) sum(system.time(expression, gcFirst = FALSE)[c("user.self", "sys.self")])

programs <- list(
  versions = function(request) {
    list(
      r = as.character(getRversion()),
      jags = if (has("rjags")) as.character(rjags::jags.version()) else NULL,
      stan = if (has("rstan")) rstan::stan_version() else NULL
    )
  },
  jags = function(request) { source(file.path(folder, "jags.R")); runJags(request) },
  stan = function(request) { source(file.path(folder, "stan.R")); runStan(request) },
  # Compiles what is not in the cache.
  prepare = function(request) {
    source(file.path(folder, "stan.R"))
    stanProgram(request$program)
    list()
  }
)

readData <- function(path) {
  data <- jsonlite::fromJSON(path)
  # To Stan an array of one number is not a number.
  if (!is.null(data$centered)) data$centered <- as.array(data$centered)
  data
}

# `draws[iteration, chain, variable]`
writeDraws <- function(draws, path) writeBin(as.double(draws), path)

reply <- function(answer) {
  cat("reply ", jsonlite::toJSON(answer, auto_unbox = TRUE, null = "null", digits = NA), "\n", sep = "")
  flush(stdout())
}

input <- file("stdin", "r")
while (length(line <- readLines(input, 1)) > 0) {
  request <- jsonlite::fromJSON(line)
  reply(tryCatch(programs[[request$task]](request), error = function(e) list(failure = conditionMessage(e))))
}
