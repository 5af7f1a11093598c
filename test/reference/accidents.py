"""Reference of models/accidents: accidents ~ control + offset(log(traffic)) + (1 | town), negative binomial with the variance
mean + mean^2 / φ; the effects of the towns are integrated by quadrature."""

import numpy as np
from importance import Groups, half_normal, lognormal, normal, read, write
from scipy import stats
from scipy.special import gammaln

data = read("accidents")
towns = Groups(data["town"])
count, lights = data["accidents"][:, None], data["control"] == "lights"


def negative_binomial(η, φ):
    constant = gammaln(count + φ) - gammaln(φ) - gammaln(count + 1) + φ * np.log(φ)
    return constant + count * η - (count + φ) * np.log(φ + np.exp(η))


assert np.allclose(negative_binomial(1.2, 3.0), stats.nbinom.logpmf(count, 3, 3 / (3 + np.exp(1.2))))


def integrated(intercept, change, τ, φ):
    fixed, φ = (intercept + change * lights + np.log(data["traffic"]))[:, :, None], φ[:, :, None]
    return towns.integrate(lambda u: negative_binomial(fixed + u, φ), τ)


parameters = [
    normal("β[intercept]", -1.16, 2.8),
    normal("β[control=lights]", 0, 2.5),
    half_normal("τ_town", 1, 0.4),
    lognormal("φ", 1, 1.5, 2),
]
effects = lambda *values: towns.effects("u_town", integrated(*values))
write("accidents", parameters, lambda *values: integrated(*values)[0], effects, draws=40000, pilot=5000)
