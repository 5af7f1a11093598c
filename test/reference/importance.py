"""Posterior means and sds by importance sampling: independent draws from a Student t about the posterior's mode, weighted.

Nothing here is a chain, so nothing has to converge: the errors of the weighted means are those of independent draws. The proposal is
found by a search for the mode, by the curvature there, and by the moments of a few rounds of draws (Oh and Berger 1992, Journal of
Statistical Computation and Simulation 41). A script says which densities its parameters and data have, by scipy where it has them, and
calls `write`, which makes models/NAME/expected.json. It stops where fewer than 20,000 draws are as good as all of them, or where one
draw has more than 1/500 of the weight.

numpy 2.4, scipy 1.17.
"""

import csv
import json
import sys
from pathlib import Path

import numpy as np
from scipy import optimize, stats
from scipy.special import expit, log_expit

models = Path(__file__).resolve().parents[2] / "models"
df = 7


def read(name):
    """The columns of models/NAME/data.csv: numbers where all cells are, labels elsewhere."""
    with open(models / name / "data.csv", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    columns = {}
    for key in rows[0]:
        cells = [row[key] for row in rows]
        try:
            columns[key] = np.array([float(cell) for cell in cells])
        except ValueError:
            columns[key] = np.array(cells)
    return columns


class Parameter:
    """A name of the program, or "" for what it does not print, a map from the real line, the log of its slope, and the log prior density of its value."""

    def __init__(self, name, value, log_slope, log_prior, start):
        self.name, self.value, self.log_slope, self.log_prior, self.start = name, value, log_slope, log_prior, start


def normal(name, mean, sd, start=None):
    log_prior = stats.norm(mean, sd).logpdf
    return Parameter(name, lambda t: t, lambda t: 0.0, log_prior, mean if start is None else start)


def positive(name, prior, start):
    """A positive parameter whose prior is one of scipy's distributions."""
    return Parameter(name, np.exp, lambda t: t, prior.logpdf, np.log(start))


def half_normal(name, sd, start):
    return positive(name, stats.halfnorm(scale=sd), start)


def half_normal_near_0(name, sd, start):
    """As it is, without a logarithm, whose long tail to the left has few draws with large weights where the posterior reaches 0."""
    return Parameter(name, lambda t: t, lambda t: 0.0, stats.halfnorm(scale=sd).logpdf, start)


def lognormal(name, mean, sd, start):
    return positive(name, stats.lognorm(sd, scale=np.exp(mean)), start)


def uniform(name, lower, upper, start):
    width = upper - lower
    slope = lambda t: np.log(width) + log_expit(t) + log_expit(-t)
    where = (start - lower) / width
    prior = lambda v: np.full(np.shape(v), -np.log(width))
    return Parameter(name, lambda t: lower + width * expit(t), slope, prior, np.log(where / (1 - where)))


def integrate_effects(log_likelihood, τ, steps=12, nodes=49):
    """Integrates effects u ~ normal(0, τ) that are independent given all else, by the trapezoidal rule about each one's mode.

    The mode is found by so many steps of 1 at most, so the effects must be of that order, and the nodes reach eight sds to either side. With
    6 steps and 33 nodes, log likelihoods of the models that have `Groups` differ by less than 1e-5 from those with 40 steps and 201 nodes.

    `log_likelihood` takes and gives [n, groups, nodes]; τ is [n, 1]. Gives logarithms of the integrals, means and variances, [n, groups].
    """
    sd = τ[:, :, None]
    f = lambda u: log_likelihood(u) + stats.norm.logpdf(u, 0, sd)
    groups = log_likelihood(np.zeros((len(τ), 1, 1))).shape[1]
    mode, h = np.zeros((len(τ), groups, 1)), 1e-3
    for _ in range(steps):
        below, here, above = f(mode - h), f(mode), f(mode + h)
        curvature = np.maximum((2 * here - below - above) / h**2, 0.5 / sd**2)
        mode = mode + np.clip((above - below) / (2 * h) / curvature, -1, 1)
    u = mode + np.linspace(-8, 8, nodes) / np.sqrt(curvature)
    log_height = f(u)
    top = log_height.max(axis=2, keepdims=True)
    height = np.exp(log_height - top)
    total = height.sum(axis=2)
    mean = (height * u).sum(axis=2) / total
    variance = (height * (u - mean[:, :, None]) ** 2).sum(axis=2) / total
    spacing = 16 / (nodes - 1)
    return np.log(total / np.sqrt(curvature[:, :, 0]) * spacing) + top[:, :, 0], mean, variance


class Groups:
    """The groups of the rows, in the order of their labels, each with an effect u ~ normal(0, τ)."""

    def __init__(self, labels):
        self.labels = sorted(set(labels))
        self.row = np.array([self.labels.index(label) for label in labels])
        self.members = np.equal.outer(np.arange(len(self.labels)), self.row).astype(float)

    def integrate(self, of_rows, τ):
        """As `integrate_effects`, of log densities of rows: `of_rows` takes effects and gives logarithms, [n, rows, nodes]."""

        def log_likelihood(u):
            u = np.broadcast_to(u, (len(τ), len(self.labels), u.shape[2]))
            return self.members @ of_rows(u[:, self.row])

        return integrate_effects(log_likelihood, τ, steps=6, nodes=33)

    def effects(self, name, integrated):
        """Means and variances by the names that the program prints."""
        _, mean, variance = integrated
        return {f"{name}[{label}]": (mean[:, i], variance[:, i]) for i, label in enumerate(self.labels)}


def in_chunks(function, points, size=2000):
    return np.concatenate([function(points[i : i + size]) for i in range(0, len(points), size)])


def proposal_log_density(points, center, root):
    d = len(center)
    z = np.linalg.solve(root, (points - center).T)
    return -np.log(np.diag(root)).sum() - 0.5 * (df + d) * np.log1p((z * z).sum(axis=0) / df)


def propose(rng, count, center, root):
    z = rng.normal(size=(count, len(center))) / np.sqrt(rng.chisquare(df, count) / df)[:, None]
    return center + z @ root.T


def weights_of(log_weight):
    weight = np.exp(log_weight - log_weight.max())
    return weight / weight.sum()


def sample(log_density, start, draws, seed, pilot):
    """Draws [draws, d] of the real line's coordinates and their weights, which sum to 1."""
    rng = np.random.default_rng(seed)
    one = lambda t: -float(log_density(t[None, :])[0])
    found = np.asarray(start, float)
    for method in ("Nelder-Mead", "BFGS", "Nelder-Mead", "BFGS"):
        limit = {"maxiter": 4000, "maxfev": 8000} if method == "Nelder-Mead" else {}
        found = optimize.minimize(one, found, method=method, options=limit).x
    d, step = len(found), 1e-3
    moves = step * np.eye(d)
    hessian = np.array([
        [(one(found + a + b) - one(found + a - b) - one(found - a + b) + one(found - a - b)) / (4 * step**2) for b in moves]
        for a in moves
    ])
    center, root = found, np.linalg.cholesky(np.linalg.inv(hessian))
    for _ in range(6):
        points = propose(rng, pilot, center, root)
        weight = weights_of(in_chunks(log_density, points) - proposal_log_density(points, center, root))
        center = weight @ points
        root = np.linalg.cholesky((points - center).T @ (weight[:, None] * (points - center)))
    points = propose(rng, draws, center, root)
    return points, weights_of(in_chunks(log_density, points) - proposal_log_density(points, center, root))


def quantity(weight, mean, variance=0.0):
    """Mean and sd with their standard errors, of a value that has this mean and variance given each draw."""
    center = weight @ mean
    square = variance + (mean - center) ** 2
    spread = weight @ square
    sd = np.sqrt(spread)
    return {
        "mean": float(f"{center:.10g}"),
        "sd": float(f"{sd:.10g}"),
        "mcse_mean": float(f"{np.sqrt(weight**2 @ (mean - center) ** 2):.2g}"),
        "mcse_sd": float(f"{np.sqrt(weight**2 @ (square - spread) ** 2) / (2 * sd):.2g}"),
        "method": "importance",
    }


def write(name, parameters, log_likelihood, more=None, draws=200000, seed=1, pilot=20000):
    """`log_likelihood(*values)` takes columns [n, 1], one of each parameter, and gives [n] or [n, rows].

    `more(*values)` gives other quantities, by name: columns [n], or pairs of these, mean and variance given the parameters.
    """

    def log_density(points):
        values = [one.value(points[:, [i]]) for i, one in enumerate(parameters)]
        with np.errstate(all="ignore"):
            prior = sum(one.log_prior(v) + one.log_slope(points[:, [i]]) for i, (one, v) in enumerate(zip(parameters, values)))
            likelihood = log_likelihood(*values)
        total = prior[:, 0] + (likelihood if likelihood.ndim == 1 else likelihood.sum(axis=1))
        return np.where(np.isnan(total), -np.inf, total).clip(min=-1e300)

    points, weight = sample(log_density, [one.start for one in parameters], draws, seed, pilot)
    effective = 1 / (weight @ weight)
    print(f"{name}: {effective:.0f} effective draws of {draws}, largest weight {weight.max():.5f}")
    if effective < 20000 or weight.max() > 1 / 500:
        sys.exit(f"{name}: too few effective draws")
    # Outside of where the prior is nothing else has a value.
    points, weight = points[weight > 0], weight[weight > 0]
    values = [one.value(points[:, i]) for i, one in enumerate(parameters)]
    found = {one.name: quantity(weight, v) for one, v in zip(parameters, values) if one.name}
    if more:
        chunks = [more(*[v[i : i + 2000, None] for v in values]) for i in range(0, len(weight), 2000)]
        for key, one in chunks[0].items():
            joined = [np.concatenate(part) for part in zip(*([c[key]] if not isinstance(one, tuple) else c[key] for c in chunks))]
            found[key] = quantity(weight, *joined)
    script = Path(sys.argv[0]).name
    lines = [f"    {json.dumps(key, ensure_ascii=False)}: {json.dumps(row).replace('{', '{ ').replace('}', ' }')}" for key, row in found.items()]
    source = f"importance sampling in Python, test/reference/{script}"
    text = "{\n" + f'  "source": "{source}",\n' + '  "quantities": {\n' + ",\n".join(lines) + "\n  }\n}\n"
    (models / name / "expected.json").write_text(text, encoding="utf-8")
