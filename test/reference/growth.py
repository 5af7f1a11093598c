"""Reference of models/growth: height ~ s(age, k = 8) + (1 | child); given the sds all else is normal, and integrated in closed form.

The curve's columns are made once more, by scipy: cubic B-splines with knots at quantiles of the different ages, orthogonal over the rows
to 1 and age, coefficients with the precision of the integral of f''^2, and squares that add up to 1 on average. Their axes are left as
they come, since only their span with its prior matters.
"""

import numpy as np
from importance import half_normal, read, write
from scipy.interpolate import BSpline
from scipy.linalg import null_space

data = read("growth")
age, n, k = data["age"], len(data["age"]), 8
children = sorted(set(data["child"]))


def smooth():
    inside = np.quantile(np.unique(age), np.arange(1, k - 3) / (k - 3))
    edges = np.concatenate([[age.min()], inside, [age.max()]])
    knots = np.concatenate([[age.min()] * 3, edges, [age.max()] * 3])
    splines = BSpline(knots, np.eye(k), 3)
    # The second derivatives are straight between knots: two nodes of Gauss and Legendre are exact.
    middle, half = (edges[1:] + edges[:-1]) / 2, np.diff(edges) / 2
    penalty = sum((splines(middle + s * half / np.sqrt(3), nu=2).T * half) @ splines(middle + s * half / np.sqrt(3), nu=2) for s in (-1, 1))
    free = null_space(np.vstack([np.ones(n), age]) @ splines(age))
    root = np.linalg.cholesky(np.linalg.inv(free.T @ penalty @ free))
    columns = splines(age) @ free @ root
    return columns / np.sqrt((columns**2).sum() / n)


W = np.column_stack([np.ones(n), age, smooth(), np.equal.outer(data["child"], children)])
residual = data["height"] - 122
products, with_residual, squares = W.T @ W, W.T @ residual, residual @ residual


def precisions(τ_curve, τ_child):
    one = np.ones_like(τ_child)
    sds = np.hstack([170 * one, 16 * one] + [τ_curve] * (k - 2) + [τ_child] * len(children))
    return 1 / sds**2


def posterior(τ_curve, τ_child, σ):
    """Means and covariances of all coefficients but the 122 of the intercept, given the sds."""
    precision = precisions(τ_curve, τ_child)
    inner = products / σ[:, :, None] ** 2 + precision[:, :, None] * np.eye(len(products))
    covariance = np.linalg.inv(inner)
    return covariance @ with_residual / σ**2, covariance, inner, precision


def log_likelihood(τ_curve, τ_child, σ):
    mean, _, inner, precision = posterior(τ_curve, τ_child, σ)
    log_det = 2 * n * np.log(σ[:, 0]) - np.log(precision).sum(axis=1) + np.linalg.slogdet(inner)[1]
    return -0.5 * (log_det + (squares - mean @ with_residual) / σ[:, 0] ** 2)


def more(*sds):
    mean, covariance, _, _ = posterior(*sds)
    of = lambda i, shift=0: (mean[:, i] + shift, covariance[:, i, i])
    effects = {f"u_child[{child}]": of(k + i) for i, child in enumerate(children)}
    return {"β[intercept]": of(0, 122), "β[age]": of(1), **effects}


parameters = [half_normal("τ_S_age", 30, 5), half_normal("τ_child", 30, 5), half_normal("σ", 30, 1.5)]
write("growth", parameters, log_likelihood, more, draws=60000)
