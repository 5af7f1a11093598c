"""Writes ../distributions/exp-mod-normal.json: log densities and log probabilities of the sum of a normal and an exponential number.

The textbook's formulas in error functions, with mpmath and 60 digits; near the middle they are compared with the convolution
of the two densities. Run: python3 exp-mod-normal.py
"""

import json
from pathlib import Path

import mpmath
from mpmath import erfc, exp, inf, log, mp, mpf, quad, sqrt

mp.dps = 60

settings = [(0, 1, 1), (-1.5, 0.3, 2), (2, 50, 0.01), (0.4, 0.05, 8), (3, 2, 1e4), (1, 1e-3, 0.5), (0, 1, 1e-6), (0, 1, 1e9)]
points = [-1000, -30, -2.5, -0.1, 0, 0.7, 3, 25, 1000]


def phi(x):
    return erfc(-x / sqrt(mpf(2))) / 2


def values(x, mu, sigma, rate):
    z, k = (mpf(x) - mpf(mu)) / mpf(sigma), mpf(rate) * mpf(sigma)
    # erfc of mpmath keeps its digits in both tails, and numbers of mpmath do not underflow.
    carried = exp(k * k / 2 - k * z) * phi(z - k)
    below, above = phi(z) - carried, phi(-z) + carried
    return log(mpf(rate) * carried), logarithm(below, above), logarithm(above, below)


def logarithm(share, rest):
    return log(share) if share < 0.5 else mpmath.log1p(-rest)


def check(x, mu, sigma, rate):
    density, below, _ = (exp(value) for value in values(x, mu, sigma, rate))
    z = (mpf(x) - mu) / sigma
    # f(x) = ∫ rate exp(-rate e) φ((x - e - mu) / sigma) / sigma de
    with mp.workdps(20):
        ends = sorted({mpf(0), sigma / mpf(4), *(max(mpf(0), (z + c) * sigma) for c in (-12, -4, -2, -1, 0, 1, 2, 4, 12))})
        normal = lambda e: exp(-(((x - e - mu) / mpf(sigma)) ** 2) / 2) / sqrt(2 * mp.pi) / sigma
        own = quad(lambda e: rate * exp(-rate * e) * normal(e), [*ends, inf])
        cdf = quad(lambda e: rate * exp(-rate * e) * phi((x - e - mu) / mpf(sigma)), [*ends, inf])
    assert abs(own / density - 1) < 1e-9, (x, mu, sigma, rate, own, density)
    assert abs(cdf / below - 1) < 1e-9, (x, mu, sigma, rate, cdf, below)


cases = []
for mu, sigma, rate in settings:
    for x in points:
        if abs(x) < 30 and sigma * rate < 10 and abs(x - mu) / sigma < 8:
            check(x, mu, sigma, rate)
        density, below, above = (float(value) for value in values(x, mu, sigma, rate))
        case = {"distribution": "exp_mod_normal", "arguments": [mu, sigma, rate], "x": x, "logDensity": density}
        # The log cumulative probability has 16 digits less those of 1 / (sigma * rate).
        known = {"logCdf": below} if sigma * rate > 1e-4 else {}
        cases.append({**case, **known, "logSurvival": above})
text = ",\n".join(f"  {json.dumps(case, separators=(',', ':'))}" for case in cases)
(Path(__file__).parent / "../distributions/exp-mod-normal.json").write_text(f"[\n{text}\n]\n")
