"""Reference of models/braking: feet ~ center(mph), the 0.9-quantile by an asymmetric Laplace distribution."""

import numpy as np
from importance import half_normal, normal, read, write
from scipy import stats

data = read("braking")
mph = data["mph"] - data["mph"].mean()
kappa = np.sqrt(0.9 / 0.1)


def log_likelihood(intercept, slope, σ):
    # scipy has rates kappa / scale above and 1 / (kappa scale) below: here these are 0.9 / σ and 0.1 / σ.
    return stats.laplace_asymmetric.logpdf(data["feet"], kappa, intercept + slope * mph, σ / np.sqrt(0.9 * 0.1))


parameters = [normal("β[intercept]", 43, 64), normal("β[center(mph)]", 0, 12), half_normal("σ", 26, 3)]
write("braking", parameters, log_likelihood, draws=400000)
