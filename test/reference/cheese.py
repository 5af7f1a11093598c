"""Reference of models/cheese: liking | weights(panelists) ~ cheese, cumulative logit; thresholds θ1 < ... < θ8."""

import numpy as np
from importance import normal, read, write
from scipy.special import expit

data = read("cheese")
category = data["liking"].astype(int) - 1
columns = [data["cheese"] == label for label in "BCD"]
weight = data["panelists"]


def log_likelihood(b, c, d, *thresholds):
    location = b * columns[0] + c * columns[1] + d * columns[2]
    θ = np.hstack(thresholds)
    ordered = (np.diff(θ, axis=1) > 0).all(axis=1)
    edges = np.hstack([np.full((len(θ), 1), -np.inf), θ, np.full((len(θ), 1), np.inf)])
    share = expit(edges[:, category + 1] - location) - expit(edges[:, category] - location)
    return np.where(ordered, (weight * np.log(np.where(share > 0, share, 1e-300))).sum(axis=1), -np.inf)


starts = [-7, -6, -5, -4, -2.5, -1.5, 0, 1.5]
β = [normal(f"β[cheese={label}]", 0, 2.5) for label in "BCD"]
θ = [normal(f"θ[{k + 1}]", 0, 3.3, start) for k, start in enumerate(starts)]
write("cheese", β + θ, log_likelihood, draws=400000)
