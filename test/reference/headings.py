"""Reference of models/headings: heading ~ wind, von Mises with the link tan_half."""

import numpy as np
from importance import lognormal, normal, read, write
from scipy import stats

data = read("headings")


def log_likelihood(intercept, slope, κ):
    return stats.vonmises.logpdf(data["heading"] - 2 * np.arctan(intercept + slope * data["wind"]), κ)


parameters = [normal("β[intercept]", 0, 2.5), normal("β[wind]", 0, 2.8), lognormal("κ", 1, 1.5, 4)]
write("headings", parameters, log_likelihood)
