"""Reference of models/filling: weight ~ speed; sigma ~ speed + (1 | machine); the machines' effects are integrated by quadrature."""

import numpy as np
from importance import half_normal, integrate_effects, normal, read, write

data = read("filling")
machines = sorted(set(data["machine"]))
of_machine = np.equal.outer(data["machine"], machines).astype(float)
count = of_machine.sum(axis=0)[:, None]


def integrated(intercept, slope, log_sd, log_sd_slope, τ):
    log_σ = log_sd + log_sd_slope * data["speed"]
    squares = (((data["weight"] - intercept - slope * data["speed"]) * np.exp(-log_σ)) ** 2 @ of_machine)[:, :, None]
    constant = (log_σ @ of_machine)[:, :, None] + 0.5 * np.log(2 * np.pi) * count
    return integrate_effects(lambda u: -constant - count * u - 0.5 * squares * np.exp(-2 * u), τ)


def more(*values):
    _, mean, variance = integrated(*values)
    return {f"u_machine_σ[{label}]": (mean[:, i], variance[:, i]) for i, label in enumerate(machines)}


parameters = [
    normal("β[intercept]", 500, 7.1),
    normal("β[speed]", 0, 8.7, 2),
    normal("γ_σ[intercept]", 1.04, 1, 0.5),
    normal("γ_σ[speed]", 0, 1.2, 0.4),
    half_normal("τ_machine_σ", 0.5, 0.4),
]
write("filling", parameters, lambda *values: integrated(*values)[0], more, draws=100000)
