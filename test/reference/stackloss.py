"""Reference of models/stackloss: loss ~ air + water + acid, Student t with its degrees of freedom estimated.

Coefficients are sampled about the columns' means, and those of the model follow from them.
"""

import numpy as np
from importance import half_normal, normal, positive, read, write
from scipy import stats

data = read("stackloss")
columns = [data[name] for name in ("air", "water", "acid")]
means = [column.mean() for column in columns]


def intercept_of(center, *slopes):
    return center - sum(slope * mean for slope, mean in zip(slopes, means))


def log_likelihood(center, air, water, acid, σ, ν):
    intercept = intercept_of(center, air, water, acid)
    mean = intercept + sum(slope * column for slope, column in zip((air, water, acid), columns))
    # The prior is of the intercept at 0; `center` itself has a flat one, which is taken back here.
    prior = stats.norm.logpdf(intercept, 17.5, 490) - stats.norm.logpdf(center, 17.5, 1000)
    return stats.t.logpdf(data["loss"], ν, mean, σ).sum(axis=1) + prior[:, 0]


parameters = [
    normal("", 17.5, 1000),
    normal("β[air]", 0, 2.8),
    normal("β[water]", 0, 8.2),
    normal("β[acid]", 0, 4.9),
    half_normal("σ", 10, 3),
    positive("ν", stats.gamma(2, scale=10), 10),
]
more = lambda center, air, water, acid, σ, ν: {"β[intercept]": intercept_of(center, air, water, acid)[:, 0]}
write("stackloss", parameters, log_likelihood, more)
