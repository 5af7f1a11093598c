# The data of the seven lessons on technical replicates within biological replicates, simulated with known truth.
#
# Run in this folder: Rscript replicates-data.R. Writes models/NAME/data.csv for the seven models.
#
# Truth: y_ij = 10 + b_i + ε_ij for 12 biological replicates, b_i ~ normal(0, 2); ε_ij has sd 1.2 by hand and 0.5 by
# robot, and the two methods agree on average. Most replicates are measured a few times; the one with the
# largest effect surprised somebody and was measured again and again by the robot. The seed of the effects was chosen among
# the first forty for one effect that is large (3 sds).

set.seed(8, kind = "Mersenne-Twister", normal.kind = "Inversion", sample.kind = "Rejection")

samples <- LETTERS[1:12]
b <- setNames(rnorm(12, 0, 2), samples)
handCount <- sample(1:4, 12, replace = TRUE)
robotCount <- sample(0:2, 12, replace = TRUE)
surprising <- which.max(abs(b))
handCount[surprising] <- 4
robotCount[surprising] <- 32

rows <- do.call(rbind, lapply(1:12, function(i) {
  data.frame(sample = samples[i], method = rep(c("hand", "robot"), c(handCount[i], robotCount[i])))
}))
set.seed(1)
noise <- c(hand = 1.2, robot = 0.5)
rows$y <- sprintf("%.2f", rnorm(nrow(rows), 10 + b[rows$sample], noise[rows$method]))

lessons <- c("fixed-effects", "one-mean", "no-pooling", "mixed-effects", "replicates", "student-t-effects",
             "heteroscedastic")
for (lesson in lessons) {
  folder <- file.path("..", "..", "models", lesson)
  dir.create(folder, showWarnings = FALSE, recursive = TRUE)
  write.csv(rows[c("y", "sample", "method")], file.path(folder, "data.csv"), row.names = FALSE, quote = FALSE)
}
print(round(rbind(b, handCount, robotCount), 2))
