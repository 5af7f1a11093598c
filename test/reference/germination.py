"""Reference of models/germination: day | cens(status, until) ~ seed + (1 | tray), lognormal, censored on either side and between two days;
the effects of the trays are integrated by quadrature."""

import numpy as np
from importance import Groups, half_normal, normal, read, write
from scipy.special import log_ndtr

data = read("germination")
trays = Groups(data["tray"])
soaked, status = data["seed"] == "soaked", data["status"]
assert set(status) == {"left", "right", "interval"}
with np.errstate(divide="ignore"):
    lower = np.log(np.where(status == "left", 0, data["day"]))[:, None]
upper = np.log(np.where(status == "right", np.inf, data["until"]))[:, None]


def integrated(intercept, change, τ, σ):
    fixed = (intercept + change * soaked)[:, :, None]

    def of_rows(u):
        below, above = (lower - fixed - u) / σ[:, :, None], (upper - fixed - u) / σ[:, :, None]
        # By the tail in which the interval lies, where differences of probabilities keep their digits.
        turned = below > 0
        below, above = np.where(turned, -above, below), np.where(turned, -below, above)
        return log_ndtr(above) + np.log1p(-np.exp(log_ndtr(below) - log_ndtr(above)))

    return trays.integrate(of_rows, τ)


parameters = [
    normal("β[intercept]", 1.86, 1.2),
    normal("β[seed=soaked]", 0, 1.1),
    half_normal("τ_tray", 0.44, 0.3),
    half_normal("σ", 0.44, 0.4),
]
effects = lambda *values: trays.effects("u_tray", integrated(*values))
write("germination", parameters, lambda *values: integrated(*values)[0], effects, draws=40000, pilot=5000)
