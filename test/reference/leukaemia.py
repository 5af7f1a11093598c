"""Reference of models/leukaemia: weeks | cens(1 - relapse) ~ drug, Weibull.

Without priors the estimates are those of survreg in R's survival: intercept 2.248, drug 1.267, shape 1 / 0.732.
"""

import numpy as np
from importance import lognormal, normal, read, write
from scipy import optimize, stats

data = read("leukaemia")
drug = data["drug"] == "6-MP"


def log_likelihood(intercept, change, shape):
    waiting = stats.weibull_min(shape, scale=np.exp(intercept + change * drug))
    return np.where(data["relapse"] == 1, waiting.logpdf(data["weeks"]), waiting.logsf(data["weeks"]))


estimate = optimize.minimize(lambda t: -log_likelihood(t[0], t[1], np.exp(t[2])).sum(), [2.5, 1, 0]).x
assert np.allclose([estimate[0], estimate[1], np.exp(-estimate[2])], [2.248, 1.267, 0.732], atol=1e-3), estimate
parameters = [normal("β[intercept]", 2.56, 2.8), normal("β[drug=6-MP]", 0, 2.5), lognormal("shape", 0, 1.5, 1.2)]
write("leukaemia", parameters, log_likelihood)
