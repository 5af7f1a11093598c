"""Log probabilities by mpmath of the cases of test/distributions/reference.json whose distribution functions are incomplete gamma
and beta functions or integrals, for test/distributions/reference.test.ts. Run from this folder: python3 probabilities.py
"""

import json
from mpmath import erfc, exp, gammainc, inf, log, log1p, loggamma, mp, mpf, pi, quad, sqrt

mp.dps = 40


def gamma(x, shape, rate):
    """log P and log Q of the incomplete gamma function, the smaller of them computed."""
    z = rate * x
    if z < shape + 1:
        below = lower_series(shape, z)
        return (log(below), log1p(-below)) if below < mpf("0.999") else (log1p(-upper(shape, z)), log(upper(shape, z)))
    above = upper(shape, z)
    return log1p(-above), log(above)


def lower_series(a, z):
    """DLMF 8.7.1"""
    total, term, n = mpf(1), mpf(1), 0
    while term > total * mpf(10) ** -38:
        n += 1
        term *= z / (a + n)
        total += term
    return exp(a * log(z) - z - loggamma(a + 1)) * total


def upper(a, z):
    return gammainc(a, z, inf, regularized=True)


def beta_tail(x, y, a, b):
    """I_x(a, b), y = 1 - x, by a series of positive terms (DLMF 8.17.7 after Euler's transformation)."""
    total, term, n = mpf(1), mpf(1), 0
    while term > total * mpf(10) ** -38:
        term *= (a + b + n) / (a + 1 + n) * x
        total += term
        n += 1
    return exp(a * log(x) + b * log(y) + loggamma(a + b) - loggamma(a + 1) - loggamma(b)) * total


def beta_cdf(x, y, a, b):
    if x < (a + 1) / (a + b + 2):
        below = beta_tail(x, y, a, b)
        return log(below), log1p(-below)
    above = beta_tail(y, x, b, a)
    return log1p(-above), log(above)


def beta(x, a, b):
    return beta_cdf(x, 1 - x, a, b)


def t_tail(t, df):
    """P(T > t) for t >= 0, by quadrature of the density over stretches that grow."""
    constant = exp(loggamma((df + 1) / 2) - loggamma(df / 2)) / sqrt(df * pi)
    width = 1 / (1 + t * (df + 1) / (df + t * t))
    points = [t] + [t + width * 2**k for k in range(-2, 14)]
    if df < 100:
        points += [points[-1] * 10**k for k in range(1, 8)] + [inf]
    # the density relative to that at t, which may be too small for the rule's notion of accuracy
    ratio = lambda u: ((1 + u * u / df) / (1 + t * t / df)) ** (-(df + 1) / 2)
    return constant * (1 + t * t / df) ** (-(df + 1) / 2) * quad(ratio, points)


def student_t(x, df, mean, scale):
    z = (x - mean) / scale
    tail = t_tail(abs(z), df)
    return (log(tail), log1p(-tail)) if z < 0 else (log1p(-tail), log(tail))


def half_student_t(x, df, scale):
    if x == 0:
        return None, mpf(0)
    z = x / scale
    above = 2 * t_tail(z, df)
    if above > mpf("0.9"):
        constant = exp(loggamma((df + 1) / 2) - loggamma(df / 2)) / sqrt(df * pi)
        below = 2 * constant * quad(lambda u: (1 + u * u / df) ** (-(df + 1) / 2), [0, z])
        return log(below), log1p(-below)
    return log1p(-above), log(above)


def normal_above(z):
    return erfc(z / sqrt(mpf(2))) / 2


def skew_normal(x, location, scale, shape):
    z = (x - location) / scale
    if shape < 0:
        below, above = skewed(-z, -shape)
        return above, below
    return skewed(z, shape)


def skewed(z, shape):
    """The thin tail 2 int_|z|^inf phi(u) Phi(-shape u) du by quadrature, relative to the integrand at |z|."""
    t = abs(z)
    at = lambda u: normal_above(shape * u)
    slope = t + shape * exp(-((shape * t) ** 2) / 2) / sqrt(2 * pi) / at(t)
    width = 2 / (slope + sqrt(slope * slope + 1))
    points = [t] + [t + width * 2**k for k in range(-1, 8)]
    ratio = quad(lambda u: exp(-(u * u - t * t) / 2) * at(u) / at(t), points)
    thin = 2 * exp(-t * t / 2) / sqrt(2 * pi) * at(t) * ratio
    if z <= 0:
        return log(thin), log1p(-thin)
    thick = 2 * normal_above(t) - thin
    return log1p(-thick), log(thick)



def whole(x, log_mass, last=None):
    """Sums of masses up to x and above it, by the ratio of neighbours until nothing is left."""
    mass = lambda k: exp(log_mass(mpf(k)))
    below = sum(mass(k) for k in range(int(x) + 1))
    above, k = mpf(0), int(x) + 1
    while last is None or k <= last:
        term = mass(k)
        above += term
        if k > x + 10 and term < above * mpf(10) ** -25 or term == 0 and last is None:
            break
        k += 1
    logs = [log(one) if one > 0 else None for one in (below, above)]
    # The larger from the smaller, which has all digits
    return (logs[0], log1p(-below)) if below < above else (log1p(-above), logs[1])


def log_choose(n, k):
    return loggamma(n + 1) - loggamma(k + 1) - loggamma(n - k + 1)


def binomial(x, trials, probability):
    if probability in (0, 1):
        return (mpf(0), None) if probability == 0 or x == trials else (None, mpf(0))
    return whole(x, lambda k: log_choose(trials, k) + k * log(probability) + (trials - k) * log1p(-probability), trials)


def binomial_logit(x, trials, logit):
    return binomial(x, trials, 1 / (1 + exp(-logit)))


def poisson(x, mean):
    return (mpf(0), None) if mean == 0 else whole(x, lambda k: k * log(mean) - mean - loggamma(k + 1))


def poisson_log(x, log_mean):
    return poisson(x, exp(log_mean))


def negative_binomial(x, mean, size):
    rising = lambda k: loggamma(size + k) - loggamma(size) if size < 1e7 else sum(log(size + i) for i in range(int(k)))
    odds = log(mean) - log(size + mean)
    return whole(x, lambda k: rising(k) - loggamma(k + 1) + k * odds - size * log1p(mean / size))


def negative_binomial_log(x, log_mean, size):
    return negative_binomial(x, exp(log_mean), size)


def inverse_gamma(x, shape, scale):
    below, above = gamma(1 / x, shape, scale)
    return above, below


def chi_square(x, df):
    return gamma(x, df / 2, mpf(1) / 2)


def bernoulli(x, probability):
    if probability in (0, 1):
        return (mpf(0), None) if probability == 0 or x == 1 else (None, mpf(0))
    return (log1p(-probability), log(probability)) if x == 0 else (mpf(0), None)


def bernoulli_logit(x, logit):
    return bernoulli(x, 1 / (1 + exp(-logit)))


functions = [
    *(gamma, inverse_gamma, chi_square, beta, student_t, half_student_t, skew_normal, bernoulli, bernoulli_logit),
    *(binomial, binomial_logit, poisson, poisson_log, negative_binomial, negative_binomial_log),
]
with open("../distributions/reference.json", encoding="utf-8") as file:
    cases = json.load(file)["scalar"]
lines = []
for f in functions:
    for case in cases:
        if case["distribution"] != f.__name__:
            continue
        below, above = f(mpf(case["x"]), *map(mpf, case["arguments"]))
        found = {key: case[key] for key in ("distribution", "arguments", "x")}
        # Logarithms that a double cannot hold are left out, as those of 0 are.
        for key, value in (("logCdf", below), ("logSurvival", above)):
            if value is not None and abs(value) < mpf(10) ** 300:
                found[key] = float(value)
        lines.append("  " + json.dumps(found, separators=(",", ":")))
with open("../distributions/reference-probabilities.json", "w", encoding="utf-8") as file:
    file.write("[\n" + ",\n".join(lines) + "\n]\n")
