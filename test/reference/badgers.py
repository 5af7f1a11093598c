"""Reference of models/badgers: cbind(worms, beetles, berries) ~ rain, multinomial with worms as the reference."""

import numpy as np
from importance import normal, read, write

data = read("badgers")
counts = [data[name] for name in ("worms", "beetles", "berries")]
rain, total = data["rain"], sum(counts)


def log_likelihood(beetles, beetles_slope, berries, berries_slope):
    scores = [np.zeros((len(beetles), len(rain))), beetles + beetles_slope * rain, berries + berries_slope * rain]
    return sum(n * score for n, score in zip(counts, scores)) - total * np.log(sum(np.exp(score) for score in scores))


parameters = [normal(f"β_{food}[{column}]", 0, sd) for food in ("beetles", "berries") for column, sd in (("intercept", 3.7), ("rain", 2.5))]
write("badgers", parameters, log_likelihood)
