"""Reference of models/reactions: seconds ~ task, shifted lognormal."""

import numpy as np
from importance import half_normal, normal, read, uniform, write
from scipy import stats

data = read("reactions")
hard = data["task"] == "hard"


def log_likelihood(intercept, change, σ, start):
    return stats.lognorm.logpdf(data["seconds"] - start, σ, scale=np.exp(intercept + change * hard))


parameters = [
    normal("β[intercept]", -0.907, 1.2),
    normal("β[task=hard]", 0, 1.1),
    half_normal("σ", 0.43, 0.5),
    uniform("ndt", 0, 0.315, 0.2),
]
write("reactions", parameters, log_likelihood)
