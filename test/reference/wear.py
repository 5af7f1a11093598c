"""Reference of models/wear: hours ~ load + (1 | lot), inverse Gaussian; the effects of the lots are integrated by quadrature."""

import numpy as np
from importance import Groups, half_normal, lognormal, normal, read, write
from scipy import stats

data = read("wear")
lots = Groups(data["lot"])
hours = data["hours"][:, None]


def inverse_gaussian(η, shape):
    return 0.5 * np.log(shape / (2 * np.pi * hours**3)) - 0.5 * shape * (hours * np.exp(-η) - 1) ** 2 / hours


assert np.allclose(inverse_gaussian(3.8, 200), stats.invgauss.logpdf(hours, np.exp(3.8) / 200, scale=200))


def integrated(intercept, slope, τ, shape):
    fixed, shape = (intercept + slope * data["load"])[:, :, None], shape[:, :, None]
    return lots.integrate(lambda u: inverse_gaussian(fixed + u, shape), τ)


parameters = [
    normal("β[intercept]", 4.12, 2.5),
    normal("β[load]", 0, 4.8),
    half_normal("τ_lot", 1, 0.4),
    lognormal("shape", 4.12, 1.5, 250),
]
effects = lambda *values: lots.effects("u_lot", integrated(*values))
write("wear", parameters, lambda *values: integrated(*values)[0], effects, draws=40000, pilot=5000)
