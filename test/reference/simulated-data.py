"""Simulates the data of models whose truth is known: python3 simulated-data.py writes models/NAME/data.csv of each.

The truth stands in each function, and in the readme of its model. numpy 2.4, generator PCG64: the same seeds, the same tables.
"""

from pathlib import Path

import numpy as np

models = Path(__file__).resolve().parents[2] / "models"


def write(name, columns, file="data.csv"):
    rows = zip(*columns.values())
    lines = [",".join(columns)] + [",".join(str(cell) for cell in row) for row in rows]
    (models / name).mkdir(exist_ok=True)
    (models / name / file).write_text("\n".join(lines) + "\n")


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


def fetching():
    """Throws that 10 dogs miss before they fetch one, 10 days each: geometric, mean exp(1.6 - 0.15 day + an effect with sd 0.6)."""
    rng = np.random.default_rng(13)
    dog, day = np.repeat(np.arange(10), 10), np.tile(np.arange(10), 10)
    mean = np.exp(1.6 - 0.15 * day + rng.normal(0, 0.6, 10)[dog])
    names = np.array("Ajax Bella Coco Dora Elvis Finn Gina Hugo Ida Jack".split())
    write("fetching", {"misses": rng.geometric(1 / (1 + mean)) - 1, "day": day, "dog": names[dog]})


def lamps():
    """Lamps of 8 halls, of mean life exp(1 + an effect with sd 0.5) years: 14 of each that burn at a stocktaking, and are watched for 3 years."""
    rng = np.random.default_rng(14)
    mean = np.exp(1 + rng.normal(0, 0.5, 8))[:, None]
    life, age = rng.exponential(mean, (8, 400)), np.round(rng.uniform(0, 5, (8, 400)), 2)
    burning = (life > age + 0.005) & (np.cumsum(life > age + 0.005, axis=1) <= 14)
    end = np.minimum(life, age + 3)[burning]
    hall = np.repeat(np.array(list("ABCDEFGH")), 14)
    write("lamps", {"years": np.round(end, 2), "failed": (life < age + 3).astype(int)[burning], "age": age[burning], "hall": hall})


def germination():
    """Days until 120 seeds of 8 trays germinate, lognormal(2.2 - 0.5 soaked + an effect with sd 0.3, 0.4); looked at on some days only."""
    rng = np.random.default_rng(15)
    tray, soaked = np.repeat(np.arange(8), 15), np.arange(120) % 2
    day = np.exp(rng.normal(2.2 - 0.5 * soaked + rng.normal(0, 0.3, 8)[tray], 0.4))
    looks = np.array([0, 4, 6, 8, 11, 14])
    found = np.searchsorted(looks, day)
    status = np.where(found == 1, "left", np.where(found == len(looks), "right", "interval"))
    start = np.where(found == 1, 4, looks[found - 1])
    until = np.where(status == "interval", looks[np.minimum(found, 5)], start)
    treatment = np.array(["dry", "soaked"])[soaked]
    write("germination", {"day": start, "until": until, "status": status, "seed": treatment, "tray": np.array(list("ABCDEFGH"))[tray]})


def exposure():
    """Dust (mg/m3) that 15 workers breathed on 4 days each: lognormal(0.2 + 0.8 sanding + an effect with sd 0.5, 0.7)."""
    rng = np.random.default_rng(16)
    worker = np.repeat(np.arange(15), 4)
    sanding = worker % 3 == 0
    dust = np.exp(rng.normal(0.2 + 0.8 * sanding + rng.normal(0, 0.5, 15)[worker], 0.7))
    job = np.where(sanding, "sanding", "painting")
    write("exposure", {"dust": np.round(dust, 2), "job": job, "worker": [f"w{i + 1:02d}" for i in worker]})


def wear():
    """Hours until the wear of 80 pads of 8 lots is too much: inverse Gaussian, mean exp(4 - 0.6 load + an effect with sd 0.25), shape 300."""
    rng = np.random.default_rng(17)
    lot = np.repeat(np.arange(8), 10)
    load = np.round(rng.uniform(-1, 1, 80), 2)
    hours = rng.wald(np.exp(4 - 0.6 * load + rng.normal(0, 0.25, 8)[lot]), 300)
    write("wear", {"hours": np.round(hours, 1), "load": load, "lot": [f"lot {i + 1}" for i in lot]})


def naming():
    """Times (ms) in which 10 people name 12 words: normal(450 + 40 rare + an effect with sd 50, 40) and an exponential delay of mean 120."""
    rng = np.random.default_rng(18)
    person, rare = np.repeat(np.arange(10), 12), np.arange(120) % 2
    time = rng.normal(450 + 40 * rare + rng.normal(0, 50, 10)[person], 40) + rng.exponential(120, 120)
    words = np.array(["common", "rare"])[rare]
    write("naming", {"ms": np.round(time).astype(int), "word": words, "person": np.array(list("ABCDEFGHIJ"))[person]})


def accidents():
    """Accidents at 120 crossings of 10 towns: mean traffic * exp(-1.2 - 0.7 lights + an effect with sd 0.4), overdispersion 2."""
    rng = np.random.default_rng(19)
    town, lights = np.repeat(np.arange(10), 12), (rng.random(120) < 0.5).astype(int)
    traffic = np.round(rng.gamma(3, 4, 120) + 0.5, 1)
    mean = traffic * np.exp(-1.2 - 0.7 * lights + rng.normal(0, 0.4, 10)[town])
    count = rng.poisson(rng.gamma(2, mean / 2))
    control = np.array(["signs", "lights"])[lights]
    write("accidents", {"accidents": count, "control": control, "traffic": traffic, "town": [f"T{i + 1:02d}" for i in town]})


def absences():
    """Days of absence of 150 workers: none with log odds -0.2 + 1.1 day shift, otherwise a negative binomial count that is not 0, of
    mean exp(1.4 - 0.4 day shift) and overdispersion 2 before the zeros are taken out."""
    rng = np.random.default_rng(20)
    day = np.arange(150) % 2
    never = rng.random(150) < 1 / (1 + np.exp(0.2 - 1.1 * day))
    tries = rng.poisson(rng.gamma(2, np.exp(1.4 - 0.4 * day)[:, None] / 2, (150, 200)))
    days = np.where(never, 0, tries[np.arange(150), (tries > 0).argmax(axis=1)])
    write("absences", {"days": days, "shift": np.array(["night", "day"])[day]})


def credits():
    """Points, 0 to 2, of 30 pupils in four tasks: adjacent categories, ability with sd 1, two steps of each task."""
    rng = np.random.default_rng(21)
    pupil, task = np.repeat(np.arange(30), 4), np.tile(np.arange(4), 30)
    steps = np.array([[-1.5, -0.5], [-0.5, 0.5], [0.8, -0.3], [0.2, 1.6]])[task]
    scores = np.cumsum(np.column_stack([np.zeros(120), rng.normal(0, 1, 30)[pupil, None] - steps]), axis=1)
    share = np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True)
    points = (rng.random(120)[:, None] > share.cumsum(axis=1)).sum(axis=1)
    names = np.array(["clock", "fractions", "graph", "proof"])[task]
    write("credits", {"points": points, "task": names, "pupil": [f"p{i + 1:02d}" for i in pupil]})


def schooling():
    """How far 144 children of 12 villages go: on from each school with log odds 0.6 distance less -1.5, 0.2, 0.5, an effect with sd 0.7."""
    rng = np.random.default_rng(22)
    village = np.repeat(np.arange(12), 12)
    books = np.round(rng.normal(0, 1, 144), 2)
    location = 0.6 * books + rng.normal(0, 0.7, 12)[village]
    goes = rng.random((144, 3)) < 1 / (1 + np.exp(np.array([-1.5, 0.2, 0.5]) - location[:, None]))
    reached = np.cumprod(goes, axis=1).sum(axis=1)
    labels = np.array(["primary", "secondary", "college", "university"])[reached]
    write("schooling", {"reached": labels, "books": books, "village": np.array(list("ABCDEFGHIJKL"))[village]})


def frogs():
    """Frogs of 12 ponds, 12 each, infected with log odds -0.5 - 0.8 depth (m, about its mean) + an effect with sd 0.8."""
    rng = np.random.default_rng(23)
    pond = np.repeat(np.arange(12), 12)
    depth = np.round(rng.uniform(-1.5, 1.5, 12), 1)
    odds = -0.5 - 0.8 * depth + rng.normal(0, 0.8, 12)
    infected = rng.random(144) < 1 / (1 + np.exp(-odds[pond]))
    write("frogs", {"infected": np.where(infected, "yes", "no"), "depth": depth[pond], "pond": np.array(list("ABCDEFGHIJKL"))[pond]})


def badgers():
    """What 30 badgers ate in a night: counts of worms, beetles and berries, log odds against worms 0.3 - 0.5 rain, -0.2 - 1.2 rain."""
    rng = np.random.default_rng(24)
    rain = np.round(rng.gamma(1.5, 0.8, 30), 1)
    weight = np.exp(np.column_stack([np.zeros(30), 0.3 - 0.5 * rain, -0.2 - 1.2 * rain]))
    counts = np.array([rng.multinomial(n, w / w.sum()) for n, w in zip(rng.integers(4, 25, 30), weight)])
    write("badgers", {"worms": counts[:, 0], "beetles": counts[:, 1], "berries": counts[:, 2], "rain": rain})


def lead():
    """Scores of 80 children, 100 - 6 lead with sd 8; lead 1.5 + 0.5 old with sd 0.8 (old house or not), often not measured where scores are high."""
    rng = np.random.default_rng(25)
    old = np.arange(80) % 2
    lead = rng.normal(1.5 + 0.5 * old, 0.8)
    score = rng.normal(100 - 6 * lead, 8)
    measured = rng.random(80) < 1 / (1 + np.exp((score - 93) / 4))
    cells = [f"{value:.2f}" if there else "" for value, there in zip(lead, measured)]
    write("lead", {"score": np.round(score, 1), "lead": cells, "old": old})

def lambs():
    """Birth weights (kg) of 54 sheep of three generations: 4.6 + 0.4 of males + a breeding value with sd 0.6 for founders, the rest with sd 0.35.

    So few animals say little of it; with this seed the truth is in the middle of what they say."""
    rng = np.random.default_rng(28)
    rams, ewes = list(range(4)), list(range(4, 14))
    parents = [None] * 14 + [(rams[i % 4], ewes[i % 10]) for i in range(24)]
    parents += [(14 + i % 2 * 2, 19 + i // 2 * 2) for i in range(16)]
    n = len(parents)
    # The relationship of an animal and an older one is the mean of those of its parents (Henderson 1976, Biometrics 32).
    relationship = np.eye(n)
    for i, pair in enumerate(parents):
        if pair:
            relationship[i, :i] = relationship[:i, i] = relationship[list(pair), :i].mean(axis=0)
            relationship[i, i] = 1 + relationship[pair] / 2
    value = np.linalg.cholesky(relationship) @ rng.normal(0, 0.6, n)
    male = np.array([i < 4 or (i >= 14 and i % 2 == 0) for i in range(n)])
    weight = np.round(rng.normal(4.6 + 0.4 * male + value, 0.35), 2)
    names = [f"{'m' if one else 'f'}{i + 1:02d}" for i, one in enumerate(male)]
    write("lambs", {"weight": weight, "sex": np.where(male, "male", "female"), "animal": names})
    write("lambs", {"animal": names, **{name: row for name, row in zip(names, relationship)}}, "A.csv")

if __name__ == "__main__":
    first = (catches, rainfall, filling, growth, eruptions, measurement_error, choices, visits, headings, losses, reactions, cover)
    second = (fetching, lamps, germination, exposure, wear, naming, accidents, absences, credits, schooling, frogs, badgers, lead, lambs)
    for simulate in first + second:
        simulate()
