"""Reference of models/schooling: reached ~ books + (1 | village), a sequence of steps that are gone or not; the effects of the villages are
integrated by quadrature."""

import numpy as np
from importance import Groups, half_normal, normal, read, write
from scipy.special import log_expit

data = read("schooling")
villages = Groups(data["village"])
steps = np.array([["primary", "secondary", "college", "university"].index(label) for label in data["reached"]])[:, None]


def integrated(slope, τ, *thresholds):
    fixed = (slope * data["books"])[:, :, None]

    def of_rows(u):
        above = [fixed + u - θ[:, :, None] for θ in thresholds]
        went = sum(np.where(steps > k, log_expit(one), 0) for k, one in enumerate(above))
        return went + sum(np.where(steps == k, log_expit(-one), 0) for k, one in enumerate(above))

    return villages.integrate(of_rows, τ)


parameters = [normal("β[books]", 0, 2.4, 0.5), half_normal("τ_village", 2, 0.7)]
thresholds = [normal(f"θ[{k + 1}]", 0, 3, start) for k, start in enumerate((-1.9, 0, 0.5))]
effects = lambda *values: villages.effects("u_village", integrated(*values))
write("schooling", parameters + thresholds, lambda *values: integrated(*values)[0], effects, draws=40000, pilot=5000)
