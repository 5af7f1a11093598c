"""Writes test/numeric/reference.json: values of the special functions from 60-digit decimal arithmetic.

Run: python3 test/reference/numeric.py [points per function, 40] [seed, 1] > test/numeric/reference.json
Each entry is [arguments..., high, low]: the value is high + low to about 32 digits.
"""
import json
import random
import sys
from decimal import Decimal as D, getcontext
from fractions import Fraction

getcontext().prec = 60
getcontext().Emin, getcontext().Emax = -10**9, 10**9
count = int(sys.argv[1]) if len(sys.argv) > 1 else 40
rng = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 1)
ONE = D(1)


def arctan_of_inverse(n):
    total, term, k = D(0), ONE / n, 0
    while abs(term) > D(10) ** -70:
        total += term / (2 * k + 1) * (-1) ** k
        term /= n * n
        k += 1
    return total


PI = 4 * (4 * arctan_of_inverse(5) - arctan_of_inverse(239))


def series(first, ratio):
    """Sum of terms t_0 = first, t_k = t_{k-1} * ratio(k)."""
    total, term, k = first, first, 0
    while abs(term) > abs(total) * D(10) ** -58:
        k += 1
        term *= ratio(k)
        total += term
    return total


def sin(x):
    r = x % (2 * PI)
    return D(0) if r == 0 else series(r, lambda k: -r * r / ((2 * k) * (2 * k + 1)))


def cos(x):
    r = x % (2 * PI)
    return series(ONE, lambda k: -r * r / ((2 * k - 1) * (2 * k)))


def expm1(x):
    return x.exp() - 1 if abs(x) > D("0.1") else series(x, lambda k: x / (k + 1))


def atan(x):
    halvings = 0
    while abs(x) > D("0.05"):
        x = x / (1 + (1 + x * x).sqrt())
        halvings += 1
    total, term, k = x, x, 0
    while abs(term) > abs(total) * D(10) ** -58:
        k += 1
        term *= -x * x
        total += term / (2 * k + 1)
    return total * 2 ** halvings


def upper_tail(t):
    """1 - Phi(t) for t > 0."""
    density = (-t * t / 2).exp() / (2 * PI).sqrt()
    if t < 6:
        getcontext().prec = 90
        tail = D("0.5") - density * series(t, lambda k: t * t / (2 * k + 1))
        getcontext().prec = 60
        return +tail
    fraction = t
    for k in range(400, 0, -1):  # Laplace's continued fraction
        fraction = t + k / fraction
    return density / fraction


def normal_cdf(x):
    return upper_tail(-x) if x < 0 else (1 - upper_tail(x) if x > 0 else D("0.5"))


def bernoulli(limit):
    numbers = [Fraction(0)] * (limit + 1)
    numbers[0] = Fraction(1)
    row = [Fraction(0)] * (limit + 1)
    for m in range(limit + 1):
        row[m] = Fraction(1, m + 1)
        for j in range(m, 0, -1):
            row[j - 1] = j * (row[j - 1] - row[j])
        numbers[m] = row[0]
    return [D(b.numerator) / D(b.denominator) for b in numbers]


B = bernoulli(60)


def log_gamma(x):
    shift = D(0)
    while x < 60:
        shift += x.ln()
        x += 1
    tail = sum(B[2 * k] / (2 * k * (2 * k - 1) * x ** (2 * k - 1)) for k in range(1, 30))
    return (x - D("0.5")) * x.ln() - x + (2 * PI).ln() / 2 + tail - shift


def digamma(x):
    shift = D(0)
    while x < 60:
        shift += 1 / x
        x += 1
    return x.ln() - 1 / (2 * x) - sum(B[2 * k] / (2 * k * x ** (2 * k)) for k in range(1, 30)) - shift


def trigamma(x):
    shift = D(0)
    while x < 60:
        shift += 1 / (x * x)
        x += 1
    return 1 / x + 1 / (2 * x * x) + sum(B[2 * k] / x ** (2 * k + 1) for k in range(1, 30)) + shift


def uniform(low, high):
    return lambda: (rng.uniform(low, high),)


def magnitude(low, high, signed=False):
    """Numbers whose logarithm to base 10 is uniform."""
    return lambda: ((rng.choice([-1, 1]) if signed else 1) * 10 ** rng.uniform(low, high),)


def either(*choices):
    return lambda: rng.choice(choices)()


def powers():
    a = 10 ** rng.uniform(-20, 20) if rng.random() < 0.5 else rng.uniform(0.3, 3)
    limit = min(690 / abs(float(D(a).ln())), 1e6)
    return (a, rng.uniform(-limit, limit))


def log1p(x):
    return (1 + x).ln() if abs(x) > D(10) ** -20 else x - x * x / 2


FUNCTIONS = {
    "exp": (lambda x: x.exp(), either(uniform(-700, 700), uniform(-5, 5), magnitude(-10, 0, True))),
    "expm1": (expm1, either(uniform(-40, 700), uniform(-5, 5), uniform(-1, 1), magnitude(-12, 0, True))),
    "log": (lambda x: x.ln(), either(magnitude(-300, 300), uniform(0.5, 2), uniform(0.9, 1.1))),
    "log1p": (log1p, either(magnitude(-15, 15), uniform(-1, 3), uniform(-0.5, 0.5))),
    "power": (lambda a, b: (b * a.ln()).exp(), powers),
    "sin": (sin, either(uniform(-7, 7), uniform(-1000, 1000), uniform(-1.6e6, 1.6e6))),
    "cos": (cos, either(uniform(-7, 7), uniform(-1000, 1000), uniform(-1.6e6, 1.6e6))),
    "atan": (atan, either(uniform(-3, 3), magnitude(-5, 5, True))),
    "tanh": (lambda x: expm1(2 * x) / (expm1(2 * x) + 2), either(uniform(-3, 3), magnitude(-5, 1.3, True))),
    "invLogit": (lambda x: 1 / (1 + (-x).exp()), either(uniform(-40, 40), uniform(-700, 0))),
    "logit": (lambda p: (p / (1 - p)).ln(), either(uniform(0, 1), uniform(0.4, 0.6), magnitude(-20, -1))),
    "log1pExp": (lambda x: log1p(x.exp()), either(uniform(-40, 40), uniform(-700, 700))),
    "log1mExp": (lambda x: (-expm1(x)).ln(), either(uniform(-3, 0), uniform(-40, 0), lambda: (-10 ** rng.uniform(-10, 0),))),
    "logSumExp": (lambda a, b: (a.exp() + b.exp()).ln(), lambda: (rng.uniform(1, 40), rng.uniform(-40, 40))),
    "logDiffExp": (lambda a, b: (a.exp() - b.exp()).ln(), lambda: (rng.uniform(20, 40), rng.uniform(-40, 15))),
    "normalCdf": (normal_cdf, either(uniform(-37, 0), uniform(-3, 6), uniform(-2, 2))),
    "logNormalCdf": (lambda x: normal_cdf(x).ln(), either(uniform(-80, 0), uniform(-3, 8), lambda: (-10 ** rng.uniform(1, 4),))),
    "logGamma": (log_gamma, either(uniform(0, 10), uniform(0.9, 2.1), magnitude(-10, 10))),
    "digamma": (digamma, either(uniform(0, 10), magnitude(-6, 10))),
    "trigamma": (trigamma, either(uniform(0, 10), magnitude(-6, 10))),
}


def entry(function, draw):
    arguments = draw()
    value = function(*map(D, arguments))
    high = float(value)
    return [*arguments, high, float(value - D(high))]


table = {name: [entry(f, draw) for _ in range(count)] for name, (f, draw) in FUNCTIONS.items()}
print("{\n" + ",\n".join(f'  "{name}": {json.dumps(rows)}' for name, rows in table.items()) + "\n}")
