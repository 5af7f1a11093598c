"""Reference of models/bcg: log_risk_ratio | se(se) ~ center(latitude) + (1 | trial), the trials' effects integrated in closed form.

Without priors, restricted likelihood has its maximum at the estimates of rma in R's metafor: heterogeneity τ² 0.0764, intercept 0.2515
at the equator, slope -0.0291.
"""

import numpy as np
from importance import half_normal, normal, read, write
from scipy import optimize, stats

data = read("bcg")
y, se = data["log_risk_ratio"], data["se"]
latitude = data["latitude"] - data["latitude"].mean()


def log_likelihood(intercept, slope, τ):
    return stats.norm.logpdf(y, intercept + slope * latitude, np.sqrt(τ**2 + se**2))


def effects(intercept, slope, τ):
    share = τ**2 / (τ**2 + se**2)
    mean, variance = share * (y - intercept - slope * latitude), share * se**2
    return {f"u_trial[{label}]": (mean[:, i], variance[:, i]) for i, label in enumerate(data["trial"])}


def restricted(variance):
    X = np.column_stack([np.ones(13), data["latitude"]])
    w = 1 / (variance + se**2)
    information = X.T @ (w[:, None] * X)
    β = np.linalg.solve(information, X.T @ (w * y))
    return 0.5 * (-np.log(w).sum() + np.log(np.linalg.det(information)) + (w * (y - X @ β) ** 2).sum()), β


best = optimize.minimize_scalar(lambda v: restricted(v)[0], bounds=(0, 1), method="bounded", options={"xatol": 1e-9}).x
assert np.allclose([best, *restricted(best)[1]], [0.0764, 0.2515, -0.0291], atol=2e-4), best
parameters = [normal("β[intercept]", -0.741, 1.7), normal("β[center(latitude)]", 0, 0.12), half_normal("τ_trial", 0.69, 0.3)]
write("bcg", parameters, log_likelihood, effects)
