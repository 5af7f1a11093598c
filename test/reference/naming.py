"""Reference of models/naming: ms ~ word + (1 | person), ex-Gaussian with the mean Xβ + u; the effects of the persons are integrated by
quadrature."""

import numpy as np
from importance import Groups, half_normal, normal, read, write
from scipy import stats
from scipy.special import log_ndtr

data = read("naming")
persons = Groups(data["person"])
ms, rare = data["ms"][:, None], data["word"] == "rare"


def exgaussian(mean, σ, exp_mean):
    above = ms - (mean - exp_mean)
    return -np.log(exp_mean) + 0.5 * (σ / exp_mean) ** 2 - above / exp_mean + log_ndtr(above / σ - σ / exp_mean)


assert np.allclose(exgaussian(600, 50, 90), stats.exponnorm.logpdf(ms, 90 / 50, 600 - 90, 50))


def integrated(intercept, change, τ, σ, exp_mean):
    fixed, σ, exp_mean = (intercept + change * rare)[:, :, None], σ[:, :, None], exp_mean[:, :, None]
    # In units of 100 ms, for the steps of the search for the mode.
    log_integral, mean, variance = persons.integrate(lambda u: exgaussian(fixed + 100 * u, σ, exp_mean), τ / 100)
    return log_integral, 100 * mean, 100**2 * variance


parameters = [
    normal("β[intercept]", 622, 420),
    normal("β[word=rare]", 0, 380, 20),
    half_normal("τ_person", 150, 70),
    half_normal("σ", 150, 35),
    half_normal("exp_mean", 150, 130),
]
effects = lambda *values: persons.effects("u_person", integrated(*values))
write("naming", parameters, lambda *values: integrated(*values)[0], effects, draws=50000, pilot=5000)
