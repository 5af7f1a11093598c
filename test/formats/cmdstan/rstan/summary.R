# What rstan reads of nuts_1.csv and nuts_2.csv, measured by posterior: Rscript summary.R > summary.csv
suppressMessages(library(rstan))
draws <- as.array(read_stan_csv(c("nuts_1.csv", "nuts_2.csv")))
cat("name,mean,sd,rhat,ess_bulk,ess_tail\n")
for (name in dimnames(draws)$parameters) {
  x <- draws[, , name]
  numbers <- c(mean(x), sd(x), posterior::rhat(x), posterior::ess_bulk(x), posterior::ess_tail(x))
  cat(sprintf("\"%s\",%s\n", name, paste(sprintf("%.15g", numbers), collapse = ",")))
}
