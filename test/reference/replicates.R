# Reference of models/replicates.
source("jags.R")
source("quadrature.R")
source("one-way.R")

data <- readData("replicates")
oneWayReference("replicates", data$y, data$sample, prior = c(0, 10, 5, 5), lower = c(0.3, 0.4), upper = c(14, 2.2),
                withIcc = FALSE)
