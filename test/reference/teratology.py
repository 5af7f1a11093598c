"""Reference of models/teratology: alive | trials(born) ~ diet, beta-binomial, by a grid over its three parameters."""

import json
from pathlib import Path

import numpy as np
from importance import read
from scipy import stats
from scipy.special import betaln, expit

data = read("teratology")
folder = Path(__file__).resolve().parents[2] / "models" / "teratology"


def moments(points):
    """Means and sds over a grid with so many points on each axis; the trapezoidal rule, whose ends have no mass."""
    intercept = np.linspace(-3, 7, points)[:, None, None]
    change = np.linspace(-6, 5, points)[None, :, None]
    log_φ = np.linspace(-3.5, 11, points)[None, None, :]
    φ = np.exp(log_φ)
    log_density = (
        stats.norm.logpdf(intercept, 0, 2.8)
        + stats.norm.logpdf(change, 0, 2.5)
        + stats.norm.logpdf(log_φ, 2, 1.5)
    )
    for alive, born, diet in zip(data["alive"], data["born"], data["diet"]):
        odds = intercept + change * (diet == "treated")
        a, b = expit(odds) * φ, expit(-odds) * φ
        log_density = log_density + betaln(a + alive, b + born - alive) - betaln(a, b)
    weight = np.exp(log_density - log_density.max())
    weight /= weight.sum()

    def of(values):
        mean = float((weight * values).sum())
        return mean, float(np.sqrt((weight * (values - mean) ** 2).sum()))

    return {"β[intercept]": of(intercept), "β[diet=treated]": of(change), "φ": of(φ)}


coarse, fine = moments(120), moments(170)
quantities = {}
for name, (mean, sd) in fine.items():
    errors = [max(abs(one - other), 1e-7 * sd) for one, other in zip(coarse[name], fine[name])]
    quantities[name] = {
        "mean": float(f"{mean:.10g}"),
        "sd": float(f"{sd:.10g}"),
        "mcse_mean": float(f"{errors[0]:.2g}"),
        "mcse_sd": float(f"{errors[1]:.2g}"),
        "method": "quadrature",
    }
lines = [f"    {json.dumps(name, ensure_ascii=False)}: {json.dumps(one)}".replace('{"', '{ "').replace("}", " }") for name, one in quantities.items()]
text = '{\n  "source": "a grid in Python, test/reference/teratology.py",\n  "quantities": {\n' + ",\n".join(lines) + "\n  }\n}\n"
(folder / "expected.json").write_text(text, encoding="utf8")
