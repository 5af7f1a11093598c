"""Reference of models/losses: loss ~ exposure, skew normal by its mean and sd."""

import numpy as np
from importance import half_normal, normal, read, write
from scipy import stats

data = read("losses")


def log_likelihood(intercept, slope, σ, α):
    δ = α / np.sqrt(1 + α**2)
    scale = σ / np.sqrt(1 - 2 / np.pi * δ**2)
    location = intercept + slope * data["exposure"] - scale * δ * np.sqrt(2 / np.pi)
    return stats.skewnorm.logpdf(data["loss"], α, location, scale)


parameters = [normal("β[intercept]", 1.99, 4.7), normal("β[exposure]", 0, 8.7), half_normal("σ", 1.9, 1.5), normal("α", 0, 4, 4)]
write("losses", parameters, log_likelihood)
