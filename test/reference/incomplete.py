"""Writes test/numeric/incomplete-reference.json: logarithms of incomplete gamma and beta functions and of the skew normal
distribution function, with derivatives along their parameters, by mpmath with 50 digits.

Run: python3 test/reference/incomplete.py [points, 80] [seed, 1] > test/numeric/incomplete-reference.json
Rows of gamma: a, x, log P, log Q, their derivatives along a. Of beta: log odds, a, b, log I, its derivatives along a and b.
Of skew normal: z, shape, log F.
"""
import json
import random
import sys
from mpmath import erfc, exp, gammainc, inf, log, log1p, loggamma, mp, mpf, pi, quad, sqrt

mp.dps = 50
count = int(sys.argv[1]) if len(sys.argv) > 1 else 80
rng = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 1)


def log_lower(a, x):
    if x < a + 1:
        return log(gammainc(a, 0, x, regularized=True))
    return log1p(-gammainc(a, x, inf, regularized=True))


def log_upper(a, x):
    if x < a + 1 and a >= 1:
        return log1p(-gammainc(a, 0, x, regularized=True))
    return log(gammainc(a, x, inf, regularized=True))


def beta_tail(x, y, a, b):
    """A series of positive terms, DLMF 8.17.7 after Euler's transformation."""
    total, term, n = mpf(1), mpf(1), 0
    while term > total * mpf(10) ** -48:
        term *= (a + b + n) / (a + 1 + n) * x
        n += 1
        total += term
    return exp(a * log(x) + b * log(y) + loggamma(a + b) - loggamma(a + 1) - loggamma(b)) * total


def log_beta(odds, a, b):
    x, y = 1 / (1 + exp(-odds)), 1 / (1 + exp(odds))
    return log(beta_tail(x, y, a, b)) if x < (a + 1) / (a + b + 2) else log1p(-beta_tail(y, x, b, a))


def thin_tail(z, shape):
    """2 int_z^inf phi(u) Phi(-shape u) du, relative to the integrand at z >= 0."""
    at = lambda u: erfc(shape * u / sqrt(mpf(2)))
    slope = z + shape * sqrt(2 / pi) * exp(-((shape * z) ** 2) / 2) / at(z)
    width = 2 / (slope + sqrt(slope * slope + 1))
    ratio = quad(lambda u: exp(-(u * u - z * z) / 2) * at(u) / at(z), [z] + [z + width * 2**k for k in range(-1, 8)])
    return exp(-z * z / 2) / sqrt(2 * pi) * at(z) * ratio


def log_skew_normal(z, shape):
    thin = thin_tail(abs(z), abs(shape))
    thick = erfc(abs(z) / sqrt(mpf(2))) - thin
    if shape < 0:
        return log(thick) if z < 0 else log1p(-thin)
    return log(thin) if z <= 0 else log1p(-thick)


def slope(f, v):
    h = v * mpf(10) ** -14
    return (f(v + h) - f(v - h)) / (2 * h)


def gamma_row():
    a = 10 ** rng.uniform(-4, rng.choice([1, 2, 4, 6]))
    a = float(max(1, round(a))) if rng.random() < 0.2 else a
    sd = a**0.5
    x = rng.choice([a + sd * rng.gauss(0, 2), a * 10 ** rng.uniform(-1, 1), a + sd * rng.uniform(-8, 8), 10 ** rng.uniform(-3, 3)])
    if x <= 0 or abs(a * log(mpf(x) / a) - (x - a)) > 600:
        return None
    A, X = mpf(a), mpf(x)
    return [a, x, log_lower(A, X), log_upper(A, X), slope(lambda v: log_lower(v, X), A), slope(lambda v: log_upper(v, X), A)]


def beta_row():
    a, b = (10 ** rng.uniform(-3, rng.choice([1, 2, 4])) for _ in range(2))
    if rng.random() < 0.3:
        a, b = float(max(1, round(a))), float(max(1, round(b)))
    b = 0.5 if rng.random() < 0.2 else b
    sd = (1 / a + 1 / b) ** 0.5
    odds = float(log(a / b)) + rng.choice([sd * rng.gauss(0, 2), rng.gauss(0, 1), rng.uniform(-20, 20), sd * rng.uniform(-8, 8)])
    if abs(odds) > 300:
        return None
    T, A, B = mpf(odds), mpf(a), mpf(b)
    value = log_beta(T, A, B)
    return [odds, a, b, value, slope(lambda v: log_beta(T, v, B), A), slope(lambda v: log_beta(T, A, v), B)] if value > -600 else None


def skew_normal_row():
    z = rng.choice([rng.gauss(0, 1), rng.uniform(-12, 12), rng.choice([-1, 1]) * 10 ** rng.uniform(-6, 1)])
    shape = rng.choice([-1, 1]) * 10 ** rng.uniform(-2, rng.choice([0, 1, 2, 4]))
    return [z, shape, log_skew_normal(mpf(z), mpf(shape))]


def rows(draw):
    found = []
    while len(found) < count:
        row = draw()
        if row is not None:
            found.append([float(value) for value in row])
    return found


table = {"gamma": rows(gamma_row), "beta": rows(beta_row), "skewNormal": rows(skew_normal_row)}
print("{\n" + ",\n".join(f'  "{name}": {json.dumps(found)}' for name, found in table.items()) + "\n}")
