"""Reference of models/fetching: misses ~ day + (1 | dog), geometric; the effects of the dogs are integrated by quadrature."""

import numpy as np
from importance import Groups, half_normal, normal, read, write
from scipy import stats
from scipy.special import expit, log_expit

data = read("fetching")
dogs = Groups(data["dog"])
misses, day = data["misses"][:, None], data["day"]


def geometric(η):
    """Log probability of the misses before the first success, whose log odds are -η."""
    return log_expit(-η) + misses * log_expit(η)


assert np.allclose(geometric(1.3), stats.geom.logpmf(misses + 1, expit(-1.3)))


def integrated(intercept, slope, τ):
    fixed = (intercept + slope * day)[:, :, None]
    return dogs.integrate(lambda u: geometric(fixed + u), τ)


parameters = [normal("β[intercept]", 1.5, 4.6), normal("β[day]", 0, 0.87), half_normal("τ_dog", 1, 0.5)]
effects = lambda *values: dogs.effects("u_dog", integrated(*values))
write("fetching", parameters, lambda *values: integrated(*values)[0], effects, draws=200000)
