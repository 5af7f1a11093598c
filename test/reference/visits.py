"""Reference of models/visits: visits ~ ill, negative binomial whose variance is mean * (1 + excess)."""

import numpy as np
from importance import lognormal, normal, read, write
from scipy import stats

data = read("visits")


def log_likelihood(intercept, slope, excess):
    return stats.nbinom.logpmf(data["visits"], np.exp(intercept + slope * data["ill"]) / excess, 1 / (1 + excess))


parameters = [normal("β[intercept]", 1.12, 2.5), normal("β[ill]", 0, 2.3), lognormal("excess", 0, 1.5, 2)]
write("visits", parameters, log_likelihood)
