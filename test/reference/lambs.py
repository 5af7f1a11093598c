"""Reference of models/lambs: an animal model. Given the two sds all else is normal, and integrated in closed form along the eigenvectors of
the relationship matrix; the sds are integrated by a product of Gauss-Legendre rules."""

import csv
import json

import numpy as np
from importance import models, read
from scipy import stats

data = read("lambs")
animals = list(data["animal"])
with open(models / "lambs" / "A.csv", encoding="utf-8") as file:
    of_label = {row["animal"]: row for row in csv.DictReader(file)}
A = np.array([[float(of_label[one][other]) for other in animals] for one in animals])
root, axes = np.linalg.eigh(A)
X = axes.T @ np.column_stack([np.ones(len(A)), data["sex"] == "male"])
center, prior = np.array([4.5, 0]), np.diag([1 / 2**2, 1 / 1**2])
weight = axes.T @ data["weight"] - X @ center
names = ["β[intercept]", "β[sex=male]", "τ", "σ", *(f"u[{animal}]" for animal in animals), "heritability"]


def given(τ, σ):
    """Log of the integrated density up to a constant, and means and variances of all quantities, given the sds."""
    variance = τ**2 * root + σ**2
    covariance = np.linalg.inv(X.T @ (X / variance[:, None]) + prior)
    β = covariance @ (X.T @ (weight / variance))
    quadratic = (weight**2 / variance).sum() - β @ (X.T @ (weight / variance))
    log_density = -0.5 * (np.log(variance).sum() - np.linalg.slogdet(covariance)[1] + quadratic)
    share = axes * (τ**2 * root / variance)
    of_β = share @ X
    spread = (share * σ**2 * axes).sum(axis=1) + np.einsum("ij,jk,ik->i", of_β, covariance, of_β)
    mean = [*(center + β), τ, σ, *(share @ (weight - X @ β)), τ**2 / (τ**2 + σ**2)]
    log_prior = stats.halfnorm.logpdf([τ, σ], scale=0.7).sum()
    return log_density + log_prior, np.array(mean), np.array([*np.diag(covariance), 0, 0, *spread, 0])


def moments(count):
    nodes, weights = np.polynomial.legendre.leggauss(count)
    nodes, weights = 1.25 * (nodes + 1), 1.25 * weights
    found = [given(τ, σ) for τ in nodes for σ in nodes]
    logs, means, variances = (np.array(part) for part in zip(*found))
    share = np.outer(weights, weights).ravel() * np.exp(logs - logs.max())
    share /= share.sum()
    mean = share @ means
    return mean, np.sqrt(share @ (variances + (means - mean) ** 2))


coarse, fine = moments(50), moments(80)
errors = [np.maximum(np.abs(one - other), 1e-7 * fine[1]) for one, other in zip(coarse, fine)]
lines = []
for name, mean, sd, of_mean, of_sd in zip(names, *fine, *errors):
    row = {"mean": float(f"{mean:.10g}"), "sd": float(f"{sd:.10g}"), "mcse_mean": float(f"{of_mean:.2g}"), "mcse_sd": float(f"{of_sd:.2g}")}
    text = json.dumps({**row, "method": "quadrature"}).replace("{", "{ ").replace("}", " }")
    lines.append(f"    {json.dumps(name, ensure_ascii=False)}: {text}")
source = "quadrature in Python, test/reference/lambs.py"
text = "{\n" + f'  "source": "{source}",\n' + '  "quantities": {\n' + ",\n".join(lines) + "\n  }\n}\n"
(models / "lambs" / "expected.json").write_text(text, encoding="utf-8")
