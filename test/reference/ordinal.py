"""Log masses of the ordinal distributions with 400 digits: python3 ordinal.py > ../distributions/ordinal-mpmath.json"""

import json

from mpmath import erfc, exp, log, mp, mpf, sqrt

mp.dps = 400


def logistic(z):
    return 1 / (1 + exp(-z))


def normal(z):
    return erfc(-z / sqrt(mpf(2))) / 2


def cumulative(cdf):
    def mass(x, location, thresholds):
        below = mpf(0) if x == 1 else cdf(thresholds[x - 2] - location)
        above = mpf(1) if x == len(thresholds) + 1 else cdf(thresholds[x - 1] - location)
        return above - below

    return mass


def adjacent(x, location, thresholds):
    scores = [mpf(0)]
    for threshold in thresholds:
        scores.append(scores[-1] + location - threshold)
    return exp(scores[x - 1]) / sum(exp(score) for score in scores)


def sequential(x, location, thresholds):
    mass = mpf(1)
    for threshold in thresholds[: x - 1]:
        mass *= logistic(location - threshold)
    return mass if x == len(thresholds) + 1 else mass * logistic(thresholds[x - 1] - location)


masses = {
    "ordered_logistic": cumulative(logistic),
    "ordered_probit": cumulative(normal),
    "adjacent_logit": adjacent,
    "sequential_logit": sequential,
}

settings = [
    (0.3, [-1.0, 0.5, 2.0]),
    (-4.0, [0.25]),
    (25.0, [-2.0, 0.0, 1.5, 3.0]),
    (-30.0, [-2.0, 0.0, 1.5]),
    (0.125, [-1e-3, 1e-3]),
    (12.0, [-1e-6, 1e-6, 4.0]),
    (0.0, [-20.0, 20.0]),
]

cases = []
for name, mass in masses.items():
    for location, thresholds in settings:
        found = [
            log(mass(x, mpf(location), [mpf(t) for t in thresholds])) for x in range(1, len(thresholds) + 2)
        ]
        cases.append(
            {
                "distribution": name,
                "location": location,
                "thresholds": thresholds,
                "logMass": [float(one) for one in found],
            }
        )
print("[\n" + ",\n".join("  " + json.dumps(case) for case in cases) + "\n]")
