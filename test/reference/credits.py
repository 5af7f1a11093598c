"""Reference of models/credits: points | thres(gr = task) ~ (1 | pupil), adjacent categories; the abilities of the pupils are integrated by
quadrature."""

import numpy as np
from importance import Groups, half_normal, normal, read, write

data = read("credits")
pupils, tasks = Groups(data["pupil"]), Groups(data["task"])
points = data["points"].astype(int)[:, None]


def integrated(τ, *thresholds):
    first, second = (np.hstack(thresholds[k::2])[:, tasks.row, None] for k in (0, 1))

    def of_rows(u):
        one = u - first
        two = one + u - second
        return np.choose(points, [0 * u, one, two]) - np.logaddexp(np.logaddexp(0, one), two)

    return pupils.integrate(of_rows, τ)


thresholds = [normal(f"θ[{task},{k}]", 0, 3) for task in tasks.labels for k in (1, 2)]
effects = lambda *values: pupils.effects("u_pupil", integrated(*values))
write("credits", [half_normal("τ_pupil", 2, 1), *thresholds], lambda *values: integrated(*values)[0], effects, draws=50000, pilot=5000)
