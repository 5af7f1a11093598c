"""Reference of models/cover: share ~ wet, beta with zeros and ones."""

import numpy as np
from importance import lognormal, normal, read, uniform, write
from scipy import stats
from scipy.special import expit

data = read("cover")
share = data["share"]
at_end = (share == 0) | (share == 1)
inside = np.where(at_end, 0.5, share)


def log_likelihood(intercept, slope, φ, ends, ones):
    odds = intercept + slope * data["wet"]
    log_inside = stats.beta.logpdf(inside, expit(odds) * φ, expit(-odds) * φ) + np.log1p(-ends)
    return np.where(at_end, np.log(ends * np.where(share == 1, ones, 1 - ones)), log_inside)


parameters = [
    normal("β[intercept]", 0, 2.5),
    normal("β[wet]", 0, 2.7),
    lognormal("φ", 2, 1.5, 6),
    uniform("ends", 0, 1, 0.3),
    uniform("ones", 0, 1, 0.4),
]
write("cover", parameters, log_likelihood)
