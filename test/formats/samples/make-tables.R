# Draws in tables as R's posterior, ggmcmc, tidybayes and JAGS have them, and what R's posterior says of them.
# Rscript make-tables.R, in this folder; needs posterior, coda, jsonlite and the command `jags`. Then: python make-tables.py

suppressPackageStartupMessages(library(posterior))

exact <- function(x) {
  s <- as.data.frame(summarise_draws(x, "mean", "median", "sd", "mad", ~quantile2(.x, c(0.05, 0.95)),
                                     "rhat", "ess_bulk", "ess_tail", "mcse_mean", "mcse_sd"))
  jsonlite::toJSON(list(chains = nchains(x), draws = niterations(x), summary = s), digits = NA, auto_unbox = TRUE, pretty = 1)
}

eight <- subset_draws(as_draws_df(example_draws("eight_schools")), variable = c("mu", "tau", "theta[1]", "theta[2]"))
write.csv(eight, "csv/draws_df.csv", row.names = FALSE)
# Of what the file holds, 15 digits: the median of an even number of draws is as far from one of its neighbours as from the other, and the
# last digit decides whether their distances are equal, which are ranked for R-hat.
writeLines(exact(as_draws_df(read.csv("csv/draws_df.csv", check.names = FALSE))), "csv/expected.json")

# Rows in another order, with their names, as a spreadsheet of a country of decimal commas has them.
set.seed(1)
write.csv2(as.data.frame(eight)[sample(nrow(eight)), ], "csv/shuffled-semicolon.csv")

# Tabs, and the numbers of rows as pandas writes them; chains from 0.
table <- as.data.frame(eight)
python <- cbind("Unnamed: 0" = seq_len(nrow(table)) - 1, chain = table$.chain - 1, draw = table$.iteration - 1, table[, 1:4])
write.table(python, "csv/chain-draw.tsv", sep = "\t", row.names = FALSE, quote = FALSE)

# As ggmcmc::ggs has them.
long <- do.call(rbind, lapply(c("mu", "tau", "theta[1]", "theta[2]"), function(v)
  data.frame(Iteration = table$.iteration, Chain = table$.chain, Parameter = v, value = table[[v]])))
write.csv(long, gzfile("csv/ggs-long.csv.gz"), row.names = FALSE)

# As tidybayes::gather_draws(mu, tau, theta[school]) has them.
gathered <- do.call(rbind, lapply(c("mu", "tau", "theta[1]", "theta[2]"), function(v)
  data.frame(school = if (grepl("theta", v)) gsub("\\D", "", v) else NA, .chain = table$.chain, .iteration = table$.iteration,
             .draw = table$.draw, .variable = sub("\\[.*", "", v), .value = table[[v]])))
write.csv(gathered, gzfile("csv/gather_draws.csv.gz"), row.names = FALSE)

# What is no table of draws, and is refused.
saveRDS(eight, "../tables/refused-gzip.rds", version = 2)
saveRDS(eight, "../tables/refused-xz.rds", compress = "xz")
save(eight, file = "../tables/refused.RData", ascii = TRUE)

# CODA of JAGS itself.
writeLines("model { for (j in 1:J) { y[j] ~ dnorm(theta[j], 1 / s[j]^2); theta[j] ~ dnorm(mu, 1 / tau^2) }
  mu ~ dnorm(0, 0.01); tau ~ dunif(0, 20) }", "eight.bug")
dump_data <- function(file) {
  J <- 3; y <- c(28, 8, -3); s <- c(15, 10, 16)
  dump(c("J", "y", "s"), file)
}
dump_data("eight.R")
writeLines(".RNG.name <- \"base::Mersenne-Twister\"\n.RNG.seed <- 1", "init1.R")
writeLines(".RNG.name <- \"base::Mersenne-Twister\"\n.RNG.seed <- 2", "init2.R")
writeLines(c("model in eight.bug", "data in eight.R", "compile, nchains(2)", "parameters in init1.R, chain(1)",
             "parameters in init2.R, chain(2)", "initialize", "update 500", "monitor mu, thin(2)", "monitor tau, thin(2)",
             "monitor theta, thin(2)", "update 400", "coda *, stem(coda/CODA)"), "eight.jags")
system2("jags", "eight.jags")
unlink(c("eight.bug", "eight.R", "eight.jags", "init1.R", "init2.R"))
chains <- coda::mcmc.list(lapply(1:2, function(i)
  coda::read.coda(sprintf("coda/CODAchain%d.txt", i), "coda/CODAindex.txt", quiet = TRUE)))
writeLines(exact(as_draws_df(chains)), "coda/expected.json")
