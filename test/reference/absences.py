"""Reference of models/absences: days ~ shift; hu ~ shift, a hurdle before a negative binomial count without its zeros."""

import numpy as np
from importance import lognormal, normal, read, write
from scipy import stats
from scipy.special import log_expit

data = read("absences")
days, night = data["days"], data["shift"] == "night"


def log_likelihood(intercept, change, hurdle, hurdle_change, φ):
    odds = hurdle + hurdle_change * night
    count = stats.nbinom(φ, φ / (φ + np.exp(intercept + change * night)))
    positive = log_expit(-odds) + count.logpmf(days) - np.log1p(-count.pmf(0))
    return np.where(days == 0, log_expit(odds), positive)


parameters = [
    normal("β[intercept]", 0.423, 2.8),
    normal("β[shift=night]", 0, 2.5),
    normal("γ_zeros[intercept]", 0, 1.7),
    normal("γ_zeros[shift=night]", 0, 1.5),
    lognormal("φ", 1, 1.5, 2),
]
write("absences", parameters, log_likelihood)
