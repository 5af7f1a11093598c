# Reference of models/dyestuff.
source("jags.R")
source("quadrature.R")
source("one-way.R")

data <- readData("dyestuff")
oneWayReference("dyestuff", data$Yield, data$Batch, prior = c(1500, 200, 100, 100), lower = c(0, 20), upper = c(450, 150),
                withIcc = TRUE)
