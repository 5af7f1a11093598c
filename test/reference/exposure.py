"""Reference of models/exposure: dust ~ job + (1 | worker), lognormal; given all else the effects of the workers are normal, and integrated
in closed form."""

import numpy as np
from importance import Groups, half_normal, normal, read, write
from scipy import stats

data = read("exposure")
workers = Groups(data["worker"])
log_dust, sanding = np.log(data["dust"]), data["job"] == "sanding"
count = workers.members.sum(axis=1)


def residuals(intercept, change):
    """Means of the workers, and sums of squares about them."""
    residual = log_dust - intercept - change * sanding
    mean = residual @ workers.members.T / count
    return mean, ((residual - mean[:, workers.row]) ** 2) @ workers.members.T


def log_likelihood(intercept, change, τ, σ):
    mean, squares = residuals(intercept, change)
    within = -(count - 1) * np.log(σ) - 0.5 * squares / σ**2
    return within + stats.norm.logpdf(mean, 0, np.sqrt(τ**2 + σ**2 / count))


def effects(intercept, change, τ, σ):
    mean, _ = residuals(intercept, change)
    share = τ**2 / (τ**2 + σ**2 / count)
    return workers.effects("u_worker", (None, share * mean, share * σ**2 / count))


parameters = [
    normal("β[intercept]", 0.649, 2.1),
    normal("β[job=sanding]", 0, 2),
    half_normal("τ_worker", 0.78, 0.4),
    half_normal("σ", 0.78, 0.7),
]
write("exposure", parameters, log_likelihood, effects)
