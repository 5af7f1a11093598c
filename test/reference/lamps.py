"""Reference of models/lamps: years | cens(1 - failed) + trunc(lb = age) ~ (1 | hall), exponential; the effects of the halls are integrated
by quadrature. The times of a hall come in by the number of failures and the sum of the years from the stocktaking on alone."""

import numpy as np
from importance import Groups, half_normal, integrate_effects, normal, read, write
from scipy import stats

data = read("lamps")
halls = Groups(data["hall"])
failures, watched = (halls.members @ column for column in (data["failed"], data["years"] - data["age"]))


def of_halls(η):
    return -failures[:, None] * η - watched[:, None] * np.exp(-η)


life = stats.expon(scale=np.exp(0.9))
rows = np.where(data["failed"] == 1, life.logpdf(data["years"]), life.logsf(data["years"])) - life.logsf(data["age"])
assert np.allclose(of_halls(0.9)[:, 0], halls.members @ rows)


def integrated(intercept, τ):
    return integrate_effects(lambda u: of_halls(intercept[:, :, None] + u), τ)


parameters = [normal("β[intercept]", 1.19, 2.5), half_normal("τ_hall", 1, 0.5)]
effects = lambda *values: halls.effects("u_hall", integrated(*values))
write("lamps", parameters, lambda *values: integrated(*values)[0], effects, draws=40000, pilot=5000)
