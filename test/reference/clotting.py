"""Reference of models/clotting: seconds ~ log(plasma) * lot, gamma with a logarithmic link."""

import numpy as np
from importance import lognormal, normal, read, write
from scipy import stats

data = read("clotting")
plasma = np.log(data["plasma"])
two = data["lot"] == "two"


def log_likelihood(intercept, slope, lot, slope_of_lot, shape):
    mean = np.exp(intercept + slope * plasma + lot * two + slope_of_lot * plasma * two)
    return stats.gamma.logpdf(data["seconds"], shape, scale=mean / shape)


names = ["intercept", "log(plasma)", "lot=two", "log(plasma):lot=two"]
priors = [(3.48, 9.5), (0, 2.7), (0, 2.5), (0, 1.4)]
β = [normal(f"β[{name}]", *prior) for name, prior in zip(names, priors)]
write("clotting", β + [lognormal("shape", 0, 1.5, 50)], log_likelihood)
