# What R reads of the files that are written here: Rscript read.R > read.csv
suppressMessages(library(rstan))
fit <- read_stan_csv(c("written_1.csv", "written_2.csv"))
draws <- as.array(fit)
statistics <- get_sampler_params(fit, inc_warmup = FALSE)
cat("name,mean,sd,rhat,ess_bulk,ess_tail\n")
row <- function(name, x) cat(sprintf("\"%s\",%s\n", name, paste(sprintf("%.15g",
  c(mean(x), sd(x), posterior::rhat(x), posterior::ess_bulk(x), posterior::ess_tail(x))), collapse = ",")))
for (name in dimnames(draws)$parameters) row(name, draws[, , name])
for (name in colnames(statistics[[1]])) row(name, sapply(statistics, function(chain) chain[, name]))
