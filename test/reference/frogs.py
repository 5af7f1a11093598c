"""Reference of models/frogs: infected ~ depth + (1 | pond), Bernoulli; the effects of the ponds are integrated by quadrature."""

import numpy as np
from importance import Groups, half_normal, integrate_effects, normal, read, write
from scipy.special import log_expit

data = read("frogs")
ponds = Groups(data["pond"])
infected = data["infected"] == "yes"
ill, well = ponds.members @ infected, ponds.members @ ~infected
depth = (ponds.members @ data["depth"]) / (ill + well)


def integrated(intercept, slope, τ):
    fixed = (intercept + slope * depth)[:, :, None]
    return integrate_effects(lambda u: ill[:, None] * log_expit(fixed + u) + well[:, None] * log_expit(-fixed - u), τ)


parameters = [normal("β[intercept]", 0, 2.5), normal("β[depth]", 0, 3.4), half_normal("τ_pond", 2, 0.4)]
effects = lambda *values: ponds.effects("u_pond", integrated(*values))
write("frogs", parameters, lambda *values: integrated(*values)[0], effects, draws=50000, pilot=5000)
