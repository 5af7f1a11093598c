"""Log densities and log probabilities of distributions that R has no function of, by mpmath with 400 digits, for
test/distributions/reference.test.ts. Run from this folder: python3 distributions.py
"""

import json
from mpmath import erfc, exp, log, mp, mpf, pi, sqrt

mp.dps = 400


def asymmetric_laplace(x, location, scale, quantile):
    """Koenker & Machado (1999): p (1 - p) / σ exp(-ρ((x - μ)/σ)) with ρ(u) = u (p - 1[u < 0])."""
    u = (x - location) / scale
    density = quantile * (1 - quantile) / scale * exp(-u * (quantile - (1 if u < 0 else 0)))
    if u < 0:
        below = quantile * exp((1 - quantile) * u)
        return density, below, 1 - below
    above = (1 - quantile) * exp(-quantile * u)
    return density, 1 - above, above


def inverse_gaussian(x, mean, shape):
    """Johnson, Kotz & Balakrishnan (1994), equations (15.4a) and (15.9)."""
    phi = lambda z: erfc(-z / sqrt(mpf(2))) / 2
    density = sqrt(shape / (2 * pi * x**3)) * exp(-shape * (x - mean) ** 2 / (2 * mean**2 * x))
    k = sqrt(shape / x)
    other = exp(2 * shape / mean) * phi(-k * (x / mean + 1))
    return density, phi(k * (x / mean - 1)) + other, phi(-k * (x / mean - 1)) - other


real = [-1000, -30, -2.5, -0.1, 0, 0.7, 3, 25, 1000]
positive = [1e-10, 0.001, 0.2, 1, 2.5, 40, 1000, 1e6]
settings = [
    (asymmetric_laplace, real, [(0, 1, 0.5), (-1.5, 0.3, 0.9), (2, 50, 0.05), (0, 1, 1e-12)]),
    (inverse_gaussian, positive, [(1, 1), (3, 0.2), (20, 1000), (0.2, 1e-4), (1e4, 2)]),
]
lines = []
for f, points, values in settings:
    for arguments in values:
        for x in points:
            found = [float(log(one)) for one in f(mpf(x), *map(mpf, arguments))]
            case = {"distribution": f.__name__, "arguments": arguments, "x": x}
            case |= dict(zip(["logDensity", "logCdf", "logSurvival"], found))
            lines.append("    " + json.dumps(case, separators=(",", ":")))
with open("../distributions/reference-mpmath.json", "w", encoding="utf-8") as file:
    file.write('{\n  "scalar": [\n' + ",\n".join(lines) + "\n  ]\n}\n")
