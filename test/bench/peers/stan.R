# A run of Stan's NUTS: four chains, one after another, in one thread.

suppressWarnings(suppressPackageStartupMessages(library(rstan)))
# Where the package BH has no headers, they are the system's.
if (system.file("include", "boost", package = "BH") == "") rstan_options(boost_lib = "/usr/include")

# Compiled once, and kept by the program's text.
stanProgram <- function(name) {
  file <- file.path(folder, paste0(name, ".stan"))
  path <- file.path(cache, sprintf("%s-%s.rds", name, tools::md5sum(file)))
  if (file.exists(path)) return(readRDS(path))
  message(sprintf("compiling %s.stan, once: about a minute", name))
  makevars <- file.path(cache, "Makevars")
  writeLines("CXX14FLAGS += -O3 -w", makevars)
  Sys.setenv(R_MAKEVARS_USER = makevars)
  program <- stan_model(file, model_name = gsub("-", "_", name), save_dso = TRUE, auto_write = FALSE)
  saveRDS(program, path)
  program
}

runStan <- function(request) {
  program <- stanProgram(request$program)
  fit <- suppressWarnings(sampling(program, readData(request$data), pars = request$monitor, chains = request$chains, cores = 1,
    warmup = request$warmup, iter = request$warmup + request$draws, seed = request$seed, refresh = 0, show_messages = FALSE,
    control = list(adapt_delta = request$targetAcceptance)))
  draws <- as.array(fit)
  writeDraws(draws, request$out)
  statistics <- get_sampler_params(fit, inc_warmup = TRUE)
  phase <- function(kept) function(chain) if (kept) chain[-seq_len(request$warmup), ] else chain[seq_len(request$warmup), ]
  total <- function(name, kept) sum(sapply(lapply(statistics, phase(kept)), function(chain) sum(chain[, name])))
  times <- colSums(get_elapsed_time(fit))
  list(variables = dimnames(draws)[[3]], draws = dim(draws)[1], warmup = times[["warmup"]], sampling = times[["sample"]],
       warmupGradients = total("n_leapfrog__", FALSE), gradients = total("n_leapfrog__", TRUE),
       divergences = total("divergent__", TRUE))
}
