"""Reference of models/lead: score ~ mi(lead); mi(lead) ~ old; given all else the missing values are normal, and integrated in closed form."""

import csv

import numpy as np
from importance import half_normal, models, normal, write
from scipy import stats

with open(models / "lead" / "data.csv", encoding="utf-8") as file:
    rows = list(csv.DictReader(file))
score, old = (np.array([float(row[name]) for row in rows]) for name in ("score", "old"))
missing = np.array([row["lead"] == "" for row in rows])
lead = np.array([float(row["lead"] or 0) for row in rows])


def log_likelihood(intercept, slope, σ, of_new, of_old, ω):
    expected = of_new + of_old * old
    there = stats.norm.logpdf(lead, expected, ω) + stats.norm.logpdf(score, intercept + slope * lead, σ)
    return np.where(missing, stats.norm.logpdf(score, intercept + slope * expected, np.hypot(σ, slope * ω)), there)


def of_missing(intercept, slope, σ, of_new, of_old, ω):
    expected = of_new + of_old * old
    share = slope * ω**2 / (σ**2 + slope**2 * ω**2)
    mean, variance = expected + share * (score - intercept - slope * expected), ω**2 * (1 - share * slope)
    return {f"lead[row {i + 1}]": (mean[:, i], variance[:, 0]) for i in np.flatnonzero(missing)}


parameters = [
    normal("β[intercept]", 87.8, 59, 100),
    normal("β_lead", 0, 26, -6),
    half_normal("σ", 9.1, 7),
    normal("γ_lead[intercept]", 2.07, 2.4),
    normal("γ_lead[old]", 0, 2.2),
    half_normal("σ_lead", 0.86, 0.9),
]
write("lead", parameters, log_likelihood, of_missing)
