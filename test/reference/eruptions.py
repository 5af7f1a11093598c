"""Reference of models/eruptions: two normal distributions with means in order, shares dirichlet(1)."""

import numpy as np
from importance import half_normal, normal, read, uniform, write
from scipy import stats

data = read("eruptions")


def log_likelihood(w, low, high, σ_low, σ_high):
    parts = w * stats.norm.pdf(data["waiting"], low, σ_low) + (1 - w) * stats.norm.pdf(data["waiting"], high, σ_high)
    return np.where(low[:, 0] < high[:, 0], np.log(parts).sum(axis=1), -np.inf)


parameters = [
    uniform("w[1]", 0, 1, 0.35),
    normal("μ[1]", 70, 20, 55),
    normal("μ[2]", 70, 20, 80),
    half_normal("σ[1]", 20, 6),
    half_normal("σ[2]", 20, 5),
]
write("eruptions", parameters, log_likelihood, lambda w, *_: {"w[2]": 1 - w[:, 0]})
