"""Simulates the data of models whose truth is known: python3 simulated-data.py writes models/NAME/data.csv of each.

The truth stands in each function, and in the readme of its model. numpy 2.4, generator PCG64: the same seeds, the same tables.
"""

from pathlib import Path

import numpy as np

models = Path(__file__).resolve().parents[2] / "models"


def write(name, columns):
    rows = zip(*columns.values())
    lines = [",".join(columns)] + [",".join(str(cell) for cell in row) for row in rows]
    (models / name).mkdir(exist_ok=True)
    (models / name / "data.csv").write_text("\n".join(lines) + "\n")


def catches():
    """Fish caught by 120 parties: 30 % do not fish; a count of mean exp(0.4 + 0.5 hours) otherwise."""
    rng = np.random.default_rng(1)
    hours = np.round(rng.uniform(0.5, 4, 120), 1)
    fish = np.where(rng.random(120) < 0.3, 0, rng.poisson(np.exp(0.4 + 0.5 * hours)))
    write("catches", {"fish": fish, "hours": hours})


def rainfall():
    """Rain on 150 days: dry with log odds 0.8 in summer and -0.6 in winter, log amount normal(1.2 or 0.7, 0.9)."""
    rng = np.random.default_rng(2)
    season = np.array(["summer", "winter"])[np.arange(150) % 2]
    summer = season == "summer"
    dry = rng.random(150) < 1 / (1 + np.exp(-np.where(summer, 0.8, -0.6)))
    wet = np.round(np.exp(rng.normal(np.where(summer, 1.2, 0.7), 0.9)), 2)
    write("rainfall", {"rain": np.where(dry, 0.0, np.maximum(wet, 0.01)), "season": season})


def filling():
    """Weights filled by 8 machines, 15 each: mean 500 + 2 speed, log sd 0.5 + 0.4 speed + an effect with sd 0.4."""
    rng = np.random.default_rng(3)
    machine = np.repeat(np.arange(8), 15)
    speed = np.round(rng.uniform(-1.5, 1.5, 120), 2)
    effect = rng.normal(0, 0.4, 8)
    weight = rng.normal(500 + 2 * speed, np.exp(0.5 + 0.4 * speed + effect[machine]))
    labels = np.array(list("ABCDEFGH"))[machine]
    write("filling", {"weight": np.round(weight, 2), "speed": speed, "machine": labels})


def growth():
    """Heights of 9 children at ages 2 to 16: a curve with a spurt at 12, children about it with sd 5, error 1 (cm)."""
    rng = np.random.default_rng(4)
    child = np.repeat(np.arange(9), 8)
    age = np.round(np.tile(np.arange(2, 17, 2), 9) + rng.uniform(-0.5, 0.5, 72), 1)
    curve = 80 + 5.2 * (age - 2) + 14 / (1 + np.exp(-(age - 12) / 0.8))
    height = curve + rng.normal(0, 5, 9)[child] + rng.normal(0, 1, 72)
    write("growth", {"height": np.round(height, 1), "age": age, "child": np.array(list("ABCDEFGHI"))[child]})


def eruptions():
    """120 waiting times (minutes), a share of 0.35 about 55 with sd 6 and the others about 80 with sd 5."""
    rng = np.random.default_rng(5)
    short = rng.random(120) < 0.35
    write("eruptions", {"waiting": np.round(np.where(short, rng.normal(55, 6, 120), rng.normal(80, 5, 120)), 1)})


def measurement_error():
    """y = 1 + 0.8 x with sd 0.5, x normal(0, 1.2), measured twice as x1 and x2, each with an error of sd 0.8."""
    rng = np.random.default_rng(6)
    x = rng.normal(0, 1.2, 60)
    columns = {
        "y": rng.normal(1 + 0.8 * x, 0.5),
        "x1": x + rng.normal(0, 0.8, 60),
        "x2": x + rng.normal(0, 0.8, 60),
    }
    rounded = {name: np.round(column, 2) for name, column in columns.items()}
    write("measurement-error", {**rounded, "unit": [f"u{i + 1}" for i in range(60)]})


def choices():
    """Ways to work of 150 people, by distance: log odds against a bicycle 0.8 km - 3 of bus, 1.2 km - 5 of car."""
    rng = np.random.default_rng(7)
    km = np.round(rng.uniform(0.5, 9, 150), 1)
    score = np.column_stack([np.zeros(150), 0.8 * km - 3, 1.2 * km - 5])
    share = np.exp(score) / np.exp(score).sum(axis=1, keepdims=True)
    chosen = (rng.random(150)[:, None] > share.cumsum(axis=1)).sum(axis=1)
    write("choices", {"way": np.array(["bicycle", "bus", "car"])[chosen], "km": km})


def visits():
    """Visits of 120 patients to a doctor, of mean exp(1 + 0.5 ill) and variance 3 times the mean."""
    rng = np.random.default_rng(8)
    ill = np.round(rng.normal(0, 1, 120), 2)
    mean = np.exp(1 + 0.5 * ill)
    write("visits", {"visits": rng.poisson(rng.gamma(mean / 2, 2)), "ill": ill})


def headings():
    """Headings of 80 birds in radians: direction 2 atan(0.3 + 0.6 wind), concentration 4."""
    rng = np.random.default_rng(9)
    wind = np.round(rng.uniform(-1.5, 1.5, 80), 2)
    heading = rng.vonmises(2 * np.arctan(0.3 + 0.6 * wind), 4)
    write("headings", {"heading": np.round(heading, 3), "wind": wind})


def losses():
    """120 losses of mean 2 + 1 exposure and sd 1.5, from a skew normal distribution with skewness parameter 5."""
    rng = np.random.default_rng(10)
    exposure = np.round(rng.uniform(-1, 1, 120), 2)
    delta = 5 / np.sqrt(26)
    standard = delta * np.abs(rng.normal(size=120)) + np.sqrt(1 - delta**2) * rng.normal(size=120)
    standard = (standard - delta * np.sqrt(2 / np.pi)) / np.sqrt(1 - 2 * delta**2 / np.pi)
    write("losses", {"loss": np.round(2 + exposure + 1.5 * standard, 2), "exposure": exposure})


def reactions():
    """120 reaction times (s): 0.2 + lognormal(-1.2 + 0.3 hard, 0.5)."""
    rng = np.random.default_rng(11)
    hard = np.arange(120) % 2
    time = 0.2 + np.exp(rng.normal(-1.2 + 0.3 * hard, 0.5))
    write("reactions", {"seconds": np.round(time, 3), "task": np.array(["easy", "hard"])[hard]})


def cover():
    """Shares of ground covered in 120 plots: none or all with probability 0.3, all in 0.4 of these; beta elsewhere."""
    rng = np.random.default_rng(12)
    wet = np.round(rng.normal(0, 1, 120), 2)
    mean = 1 / (1 + np.exp(-(0.2 + 0.7 * wet)))
    inside = np.clip(np.round(rng.beta(6 * mean, 6 * (1 - mean)), 3), 0.001, 0.999)
    ends = (rng.random(120) < 0.4).astype(float)
    write("cover", {"share": np.where(rng.random(120) < 0.3, ends, inside), "wet": wet})


if __name__ == "__main__":
    for simulate in (catches, rainfall, filling, growth, eruptions, measurement_error, choices, visits, headings, losses, reactions, cover):
        simulate()
