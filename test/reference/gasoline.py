"""Reference of models/gasoline: share ~ scale(temperature) + (1 | crude), beta; the effects of the crudes are integrated by quadrature.

Without priors, and with the crudes as a factor, the estimates are those of betareg in R: temperature 0.010967, precision 440.28.
"""

import numpy as np
from importance import half_normal, integrate_effects, lognormal, normal, read, write
from scipy import optimize, stats
from scipy.special import expit

data = read("gasoline")
crude = data["crude"].astype(int) - 1
temperature = (data["temperature"] - data["temperature"].mean()) / data["temperature"].std(ddof=1)
of_crude = np.equal.outer(crude, np.arange(10)).astype(float)


def of_share(odds, φ, share=data["share"]):
    return stats.beta.logpdf(share, expit(odds) * φ, expit(-odds) * φ)


def integrated(intercept, slope, τ, φ):
    fixed = (intercept + slope * temperature)[:, :, None]

    def of_effects(u):
        u = np.broadcast_to(u, (len(fixed), 10, u.shape[2]))
        rows = of_share(fixed + u[:, crude], φ[:, :, None], data["share"][:, None])
        return np.einsum("nrk,rg->ngk", rows, of_crude)

    return integrate_effects(of_effects, τ)


of_fixed = lambda t: -of_share(t[2:][crude] + t[0] * temperature, np.exp(t[1])).sum()
estimate = optimize.minimize(of_fixed, [1, 5] + [-1.4] * 10, options={"gtol": 1e-4}).x
fixed_effects = [estimate[0] / data["temperature"].std(ddof=1), np.exp(estimate[1])]
assert np.allclose(fixed_effects, [0.010967, 440.278], rtol=1e-3), fixed_effects


def more(*values):
    _, mean, variance = integrated(*values)
    return {f"u_crude[{i + 1}]": (mean[:, i], variance[:, i]) for i in range(10)}


parameters = [
    normal("β[intercept]", 0, 2.5, -1.4),
    normal("β[scale(temperature)]", 0, 2.5, 0.75),
    half_normal("τ_crude", 2, 0.5),
    lognormal("φ", 2, 1.5, 300),
]
write("gasoline", parameters, lambda *values: integrated(*values)[0], more, draws=60000)
