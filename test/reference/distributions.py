"""Log densities and log probabilities of distributions that R has no function of, by mpmath with 400 digits, for
test/distributions/reference.test.ts. Run from this folder: python3 distributions.py
"""

import json
from mpmath import besseli, cos, erfc, exp, log, loggamma, mp, mpf, pi, sqrt

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


def von_mises(x, mean, concentration):
    """Mardia & Jupp (2000), equation (3.5.17)"""
    return (exp(concentration * cos(x - mean)) / (2 * pi * besseli(0, concentration)),)


def shifted_lognormal(x, log_mean, log_sd, shift):
    if x <= shift:
        return None
    z = (log(x - shift) - log_mean) / log_sd
    density = exp(-z * z / 2) / sqrt(2 * pi) / log_sd / (x - shift)
    return density, erfc(-z / sqrt(mpf(2))) / 2, erfc(z / sqrt(mpf(2))) / 2


def negative_binomial_1(x, mean, excess):
    """Sums of masses: Cameron & Trivedi (1998), section 3.3.1, with a gamma mean of the shape mean/excess."""
    size = mean / excess
    mass = lambda k: exp(
        loggamma(size + k) - loggamma(size) - loggamma(k + 1) + k * log(excess / (1 + excess)) - size * log(1 + excess)
    )
    below = sum(mass(mpf(k)) for k in range(int(x) + 1))
    above, k = mpf(0), x + 1
    while k < x + 10 or mass(k) > above * mpf(10) ** -30:
        above += mass(k)
        k += 1
    return mass(x), below, above


real = [-1000, -30, -2.5, -0.1, 0, 0.7, 3, 25, 1000]
angles = [-3.14, -2, -0.3, 0, 1e-6, 0.5, 1.7, 3.1]
counts = [0, 1, 2, 7, 30, 200]
positive = [1e-10, 0.001, 0.2, 1, 2.5, 40, 1000, 1e6]
settings = [
    (asymmetric_laplace, real, [(0, 1, 0.5), (-1.5, 0.3, 0.9), (2, 50, 0.05), (0, 1, 1e-12)]),
    (inverse_gaussian, positive, [(1, 1), (3, 0.2), (20, 1000), (0.2, 1e-4), (1e4, 2)]),
    (von_mises, angles, [(0, 1), (1, 1e-5), (-2.5, 29), (0.5, 31), (0, 400), (0.5, 1e6)]),
    (shifted_lognormal, positive, [(0, 1, 0), (-1, 0.3, 0.15), (2, 3, -4)]),
    (negative_binomial_1, counts, [(3, 1), (0.2, 5), (40, 0.3), (8, 1e-6)]),
]
lines = []
for f, points, values in settings:
    for arguments in values:
        for x in points:
            values = f(mpf(x), *map(mpf, arguments))
            if values is None:
                continue
            found = [float(log(one)) for one in values]
            case = {"distribution": f.__name__, "arguments": arguments, "x": x}
            case |= dict(zip(["logDensity", "logCdf", "logSurvival"], found))
            lines.append("    " + json.dumps(case, separators=(",", ":")))
with open("../distributions/reference-mpmath.json", "w", encoding="utf-8") as file:
    file.write('{\n  "scalar": [\n' + ",\n".join(lines) + "\n  ]\n}\n")
