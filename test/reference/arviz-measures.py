"""Measures of ArviZ on the draws of test/posterior/more-measures.json.

    python test/reference/arviz-measures.py > test/posterior/arviz-measures.json

Made with ArviZ 0.23.4 (pip install arviz).
"""

import json
import math
import warnings

import arviz as az
import numpy as np

warnings.filterwarnings("ignore")

with open("test/posterior/more-measures.json", encoding="utf-8") as file:
    cases = json.load(file)["cases"]


def number(value):
    value = float(value)
    return value if math.isfinite(value) else None


def measures(x):
    return {
        "rhat": number(az.rhat(x)),
        "essBulk": number(az.ess(x, method="bulk")),
        "essTail": number(az.ess(x, method="tail")),
        "essMean": number(az.ess(x, method="mean")),
        "essSd": number(az.ess(x, method="sd")),
        "essQ2": number(az.ess(x, method="quantile", prob=0.025)),
        "essMedian": number(az.ess(x, method="median")),
        "essLocalMiddle": number(az.ess(x, method="local", prob=(0.25, 0.75))),
        "essLocalLow": number(az.ess(x, method="local", prob=(0.0, 0.25))),
        "mcseMean": number(az.mcse(x, method="mean")),
        "mcseSd": number(az.mcse(x, method="sd")),
        "mcseQ2": number(az.mcse(x, method="quantile", prob=0.025)),
        "mcseMedian": number(az.mcse(x, method="median")),
    }


long_cases = [case for case in cases if len(case["chains"][0]) >= 6]
print(
    json.dumps(
        {
            "program": f"ArviZ {az.__version__}",
            "cases": [
                {"name": case["name"], "values": measures(np.array(case["chains"]))} for case in long_cases
            ],
        }
    )
)
