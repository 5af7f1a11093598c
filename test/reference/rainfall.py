"""Reference of models/rainfall: rain ~ season; hu ~ season, hurdle lognormal."""

import numpy as np
from importance import half_normal, normal, read, write
from scipy import stats
from scipy.special import log_expit

data = read("rainfall")
winter = data["season"] == "winter"
wet = data["rain"] > 0
amount = np.where(wet, data["rain"], 1)


def log_likelihood(intercept, change, dry, dry_change, σ):
    odds = dry + dry_change * winter
    log_amount = stats.norm.logpdf(np.log(amount), intercept + change * winter, σ) - np.log(amount)
    return np.where(wet, log_expit(-odds) + log_amount, log_expit(odds))


parameters = [
    normal("β[intercept]", 0.854, 2.5),
    normal("β[season=winter]", 0, 2.3),
    normal("γ_zeros[intercept]", 0, 1.7),
    normal("γ_zeros[season=winter]", 0, 1.5),
    half_normal("σ", 0.91, 0.9),
]
write("rainfall", parameters, log_likelihood)
