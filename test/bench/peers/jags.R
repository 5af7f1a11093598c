# A run of JAGS: all chains in one thread, as many iterations as are asked for, or as there is time for.

suppressPackageStartupMessages(library(rjags))

runJags <- function(request) {
  if (request$glm) load.module("glm", quiet = TRUE) else suppressWarnings(unload.module("glm", quiet = TRUE))
  data <- readData(request$data)
  text <- readLines(file.path(folder, paste0(request$program, ".jags")))
  inits <- lapply(seq_len(request$chains), function(k) {
    list(.RNG.name = "base::Mersenne-Twister", .RNG.seed = request$seed * 100 + k)
  })
  setup <- seconds(compiled <- suppressWarnings(jags.model(textConnection(text), data[usedIn(data, text)], inits,
    n.chains = request$chains, n.adapt = 0, quiet = TRUE)))
  # Some samplers of JAGS only work well after they have adapted.
  warmup <- seconds({
    adapt(compiled, request$warmup, end.adaptation = TRUE, progress.bar = "none")
    update(compiled, request$warmup, progress.bar = "none")
  })
  found <- if (is.null(request$draws)) sampleFor(request$seconds, compiled, request$monitor) else sampleDraws(request$draws, compiled, request$monitor)
  writeDraws(found$draws, request$out)
  samplers <- table(sub("^.*::", "", names(list.samplers(compiled))))
  list(variables = dimnames(found$draws)[[3]], draws = dim(found$draws)[1], setup = setup, warmup = warmup,
       sampling = found$elapsed, samplers = paste(names(samplers), samplers, sep = " x ", collapse = ", "))
}

# JAGS warns of data that it does not use.
usedIn <- function(data, text) {
  words <- unlist(strsplit(sub("#.*", "", text), "[^A-Za-z0-9_.]+"))
  names(data) %in% words
}

# Pieces, each twice as long as the one before as long as there is time for it; what was sampled counts whole.
sampleFor <- function(limit, compiled, monitor) {
  pieces <- list()
  elapsed <- 0
  size <- 1
  repeat {
    took <- seconds(piece <- jags.samples(compiled, monitor, size, progress.bar = "none"))
    elapsed <- elapsed + took
    pieces[[length(pieces) + 1]] <- asArray(piece)
    if (elapsed + took > limit) break
    if (took < limit / 8) size <- 2 * size
  }
  list(draws = abindDraws(pieces), elapsed = elapsed)
}

sampleDraws <- function(count, compiled, monitor) {
  elapsed <- seconds(piece <- jags.samples(compiled, monitor, count, progress.bar = "none"))
  list(draws = asArray(piece), elapsed = elapsed)
}

# rjags gives an array [element, iteration, chain] for each variable.
asArray <- function(samples) {
  columns <- unlist(lapply(names(samples), function(name) {
    values <- unclass(samples[[name]])
    count <- dim(values)[1]
    elements <- if (count == 1) name else sprintf("%s[%d]", name, seq_len(count))
    setNames(lapply(seq_len(count), function(k) matrix(values[k, , ], dim(values)[2])), elements)
  }), recursive = FALSE)
  array(unlist(columns), c(dim(columns[[1]]), length(columns)), list(NULL, NULL, names(columns)))
}

abindDraws <- function(pieces) {
  sizes <- vapply(pieces, function(piece) dim(piece)[1], 0L)
  all <- array(NA_real_, c(sum(sizes), dim(pieces[[1]])[2:3]), dimnames(pieces[[1]]))
  first <- cumsum(c(0, sizes))
  for (k in seq_along(pieces)) all[first[k] + seq_len(sizes[k]), , ] <- pieces[[k]]
  all
}
