"""Reference of models/measurement-error: given the parameters, (x, x1, x2, y) of a unit are normal, and x is integrated in closed form."""

import numpy as np
from importance import half_normal, normal, read, write
from scipy import stats

data = read("measurement-error")
x1, x2, y = data["x1"], data["x2"], data["y"]
norm = stats.norm.logpdf


def given(α, β, σ, μ_x, σ_x, s):
    """Mean and variance of x given both measurements, and given y besides."""
    precision = 1 / σ_x**2 + 2 / s**2
    mean = (μ_x / σ_x**2 + (x1 + x2) / s**2) / precision
    further = precision + β**2 / σ**2
    return mean, 1 / precision, (precision * mean + β * (y - α) / σ**2) / further, 1 / further


def log_likelihood(α, β, σ, μ_x, σ_x, s):
    mean, variance, _, _ = given(α, β, σ, μ_x, σ_x, s)
    # x1 and x2 by their half sum and their difference, whose Jacobian is 1.
    pair = norm((x1 + x2) / 2, μ_x, np.sqrt(σ_x**2 + s**2 / 2)) + norm(x1 - x2, 0, s * np.sqrt(2))
    return pair + norm(y, α + β * mean, np.sqrt(σ**2 + β**2 * variance))


def more(α, β, σ, μ_x, σ_x, s):
    _, _, mean, variance = given(α, β, σ, μ_x, σ_x, s)
    units = {f"x[{unit}]": (mean[:, i], variance[:, 0]) for i, unit in enumerate(data["unit"])}
    return {"reliability": (σ_x**2 / (σ_x**2 + s**2))[:, 0], **units}


parameters = [
    normal("α", 0, 5, 1),
    normal("β", 0, 2, 0.8),
    half_normal("σ", 2, 0.5),
    normal("μ_x", 0, 5),
    half_normal("σ_x", 2, 1.2),
    half_normal("s", 2, 0.8),
]
write("measurement-error", parameters, log_likelihood, more)
