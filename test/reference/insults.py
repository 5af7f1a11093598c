"""Reference of models/insults: response | thres(gr = item) ~ center(anger) + (1 | person), cumulative logit with two thresholds of each
item; the effects of the persons are integrated by quadrature."""

import numpy as np
from importance import Groups, half_normal_near_0, normal, read, write
from scipy.special import expit

data = read("insults")
persons, items = Groups(data["person"]), Groups(data["item"])
anger = data["anger"] - data["anger"].mean()
category = np.array([["no", "perhaps", "yes"].index(label) for label in data["response"]])[:, None]


def integrated(slope, τ, *thresholds):
    fixed = (slope * anger)[:, :, None]
    first, second = (np.hstack(thresholds[k::2])[:, items.row, None] for k in (0, 1))

    def of_rows(u):
        over_first, over_second = expit(fixed + u - first), expit(fixed + u - second)
        mass = np.choose(category, [1 - over_first, over_first - over_second, over_second])
        return np.log(np.maximum(mass, 1e-300))

    log_integral, mean, variance = persons.integrate(of_rows, τ)
    ordered = np.all(np.hstack(thresholds[0::2]) < np.hstack(thresholds[1::2]), axis=1, keepdims=True)
    return np.where(ordered, log_integral, -np.inf), mean, variance


starts = {"do curse": (-1.3, 0.9), "do shout": (0.6, 3.4), "want curse": (-2, 0.3), "want shout": (-0.2, 1.7)}
parameters = [normal("β[center(anger)]", 0, 0.44, 0.15), half_normal_near_0("τ_person", 2, 0.9)]
thresholds = [normal(f"θ[{item},{k + 1}]", 0, 3, starts[item][k]) for item in items.labels for k in (0, 1)]
effects = lambda *values: persons.effects("u_person", integrated(*values))
write("insults", parameters + thresholds, lambda *values: integrated(*values)[0], effects, draws=200000, pilot=5000)
