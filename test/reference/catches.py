"""Reference of models/catches: fish ~ hours, zero-inflated Poisson."""

import numpy as np
from importance import normal, read, uniform, write
from scipy import stats

data = read("catches")


def log_likelihood(intercept, slope, zeros):
    count = np.exp(intercept + slope * data["hours"])
    mass = (1 - zeros) * stats.poisson.pmf(data["fish"], count)
    return np.log(mass + zeros * (data["fish"] == 0))


write("catches", [normal("β[intercept]", 1.24, 6.3), normal("β[hours]", 0, 2.5), uniform("zeros", 0, 1, 0.3)], log_likelihood)
