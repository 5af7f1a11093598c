"""Reference of models/choices: way ~ km, categorical with bicycle as the reference."""

import numpy as np
from importance import normal, read, write

data = read("choices")
chosen = np.array([["bicycle", "bus", "car"].index(way) for way in data["way"]])


def log_likelihood(bus, bus_slope, car, car_slope):
    scores = np.stack([np.zeros((len(bus), 150)), bus + bus_slope * data["km"], car + car_slope * data["km"]])
    return scores[chosen, :, np.arange(150)].T - np.log(np.exp(scores).sum(axis=0))


parameters = [normal(f"β_{way}[{column}]", 0, sd) for way in ("bus", "car") for column, sd in (("intercept", 5.5), ("km", 1))]
write("choices", parameters, log_likelihood)
