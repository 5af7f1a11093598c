# Rscript open.R > R.txt, in this folder: opens fit.csv with R's posterior, and prints the bits of every draw.
suppressPackageStartupMessages(library(posterior))
x <- as_draws_df(read.csv("fit.csv", check.names = FALSE))
cat(nchains(x), "chains of", niterations(x), "draws\n")
bits <- function(v) ifelse(is.nan(v), "nan", sapply(v, function(one) paste(writeBin(one, raw(), endian = "big"), collapse = "")))
for (v in setdiff(variables(x), c(".energy", ".divergent"))) cat("fit.csv ", v, ": ", paste(bits(as.numeric(x[[v]])), collapse = " "), "\n", sep = "")
