# Reference of models/dyestuff2.
source("jags.R")
source("quadrature.R")
source("one-way.R")

data <- readData("dyestuff2")
oneWayReference("dyestuff2", data$Yield, data$Batch, prior = c(0, 20, 5, 10), lower = c(0, 1.2), upper = c(22, 12),
                withIcc = TRUE)
