/**
 * What the language has, each beside what builds it: data, plates, designs, parameters, values. (Distributions that are made of others,
 * and outcomes, are in `constructs-outcomes.ts`.)
 */

import type { Model } from "../../src/api/model.ts";
import { build } from "../../src/builder/build.ts";
import { distributions } from "../../src/builder/distributions.ts";
import { cumulativeSum, lag } from "../../src/builder/series.ts";

const { autoregressive, bernoulli, bernoulli_logit, categorical_logit, dirichlet, exponential, flat } =
  distributions;
const { half_normal, lkj, multi_normal, normal, ordered, random_walk, truncated, uniform } = distributions;

/** A model as it is built, and its text. */
export type Construct = readonly [words: string, built: () => Model, text: string];

export const constructs: readonly Construct[] = [
  [
    "levels, lists, labels of levels, and ordered",
    () =>
      build()
        .data({ z: "int in 1..3" })
        .levels("K", 1, 3, "categories")
        .parameter("c[K]", ordered(normal(0, 2)))
        .parameter("w[K]", dirichlet(1))
        .define("d", "c[2] - c[1] + w[3]")
        .outcome("z", categorical_logit(["c[1]", 0, "c[3] + 1"]))
        .model(),
    `data { z: int in 1..3 }
levels K = 1..3 "categories"
c[K] ~ ordered(normal(0, 2))
w[K] ~ dirichlet(1)
d = c[2] - c[1] + w[3]
z ~ categorical_logit([c[1], 0, c[3] + 1])`,
  ],
  [
    "truncation, improper priors, negative numbers, and names in ASCII",
    () =>
      build("m", "a label")
        .data({ y: "real > -1" })
        .constant("s", "2 * 3", "a scale")
        .parameter("mu", truncated(normal(-1, "s"), { lower: -2.5, upper: "s" }))
        .parameter("sigma", flat({ lower: 0 }))
        .parameter("nu", flat())
        .outcome("y", normal("mu + nu", "sigma"), 'with "quotes" and \\')
        .model(),
    `model m "a label"
data { y: real > -1 }
constant s = 2 * 3 "a scale"
mu ~ truncated(normal(-1, s), lower: -2.5, upper: s)
sigma ~ flat(lower: 0)
nu ~ flat()
y ~ normal(mu + nu, sigma) "with \\"quotes\\" and \\\\"`,
  ],
  [
    "combinations, grids, nesting, reference levels, group tables and parameterizations",
    () =>
      build()
        .data({
          y: "real",
          x: "real",
          lab: 'factor reference "B" from "The Lab"',
          day: "factor",
          batch: "factor across lab:day",
          cask: "factor in batch",
        })
        .dataPer("lab:day", { heat: "real" })
        .dataPer("lab", { size: "int >= 1" })
        .parameter("τ[lab]", exponential(1))
        .noncentered("b[lab:day]", normal("heat", "τ[lab]"))
        .centered("g[lab, day]", normal(0, 1))
        .parameter("c[batch]", normal(0, 1))
        .parameter("a[cask]", normal("c[batch]", 2))
        .define("μ", "b[lab:day] + g[lab, day] + a[cask] + size * x")
        .define("place[batch]", "rank(c)")
        .define("contrast", 'τ["A"] - τ["B"]')
        .define("cell", 'g["A", "1"]')
        .outcome("y", normal({ sd: "if(x > 0, 1, 2)", mean: "μ" }))
        .model(),
    `data {
  y: real
  x: real
  lab: factor reference "B" from "The Lab"
  day: factor
  batch: factor across lab:day
  cask: factor in batch
}
data per lab:day { heat: real }
data per lab { size: int >= 1 }
τ[lab] ~ exponential(1)
noncentered b[lab:day] ~ normal(heat, τ[lab])
centered g[lab, day] ~ normal(0, 1)
c[batch] ~ normal(0, 1)
a[cask] ~ normal(c[batch], 2)
μ = b[lab:day] + g[lab, day] + a[cask] + size * x
place[batch] = rank(c)
contrast = τ["A"] - τ["B"]
cell = g["A", "1"]
y ~ normal(sd: if(x > 0, 1, 2), mean: μ)`,
  ],
  [
    "a factor as the outcome, and priors that a list gives each its own",
    () =>
      build()
        .data({ died: "factor", days: "real" })
        .design("X", "1 + log(days + 1)")
        .parameter("β[X]", normal([1, 0], [2, 0.5]))
        .outcome("died", bernoulli("inv_logit(X * β)"))
        .model(),
    `data {
  died: factor
  days: real
}
X = design(1 + log(days + 1))
β[X] ~ normal([1, 0], [2, 0.5])
died ~ bernoulli(inv_logit(X * β))`,
  ],
  [
    "values that may be missing, and predictors with a distribution of their own",
    () =>
      build()
        .data({ y: "real?", x: "real? > 0", g: "factor?", z: "real" })
        .parameter("τ", half_normal(2))
        .parameter("b[g]", normal(0, "τ"))
        .parameter("β", normal(0, 2))
        .outcome("x", normal("z", 1))
        .outcome("y", normal("β * x + b[g]", 1))
        .model(),
    `data {
  y: real?
  x: real? > 0
  g: factor?
  z: real
}
τ ~ half_normal(2)
b[g] ~ normal(0, τ)
β ~ normal(0, 2)
x ~ normal(z, 1)
y ~ normal(β * x + b[g], 1)`,
  ],
  [
    "orders of levels, and a reference by its number",
    () =>
      build()
        .data({
          y: "real < 10",
          dose: 'factor ordered [low, medium, "very high"] "as given"',
          arm: "factor reference 2",
        })
        .design("S", "no_intercept(steps(dose))")
        .parameter("ζ[S]", dirichlet(1))
        .parameter("β", normal(0, 1))
        .parameter("a[dose]", normal(0, 1))
        .parameter("c[arm]", normal(0, 1))
        .define("rise", 'a["very high"] - a["low"]')
        .outcome("y", normal("β * (S * ζ) + a[dose] + c[arm]", 1))
        .model(),
    `data {
  y: real < 10
  dose: factor ordered [low, medium, "very high"] "as given"
  arm: factor reference 2
}
S = design(no_intercept(steps(dose)))
ζ[S] ~ dirichlet(1)
β ~ normal(0, 1)
a[dose] ~ normal(0, 1)
c[arm] ~ normal(0, 1)
rise = a["very high"] - a["low"]
y ~ normal(β * (S * ζ) + a[dose] + c[arm], 1)`,
  ],
  [
    "one plate under several columns, read by each",
    () =>
      build()
        .data({ won: "int in 0..1", home: "factor of team", away: "factor of team" })
        .parameter("τ", half_normal(1))
        .parameter("skill[team]", normal(0, 'if(team == "A", 1, τ)'))
        .parameter("h[home]", normal("skill[home]", 1))
        .outcome("won", bernoulli_logit("h[home] - skill[away]"))
        .define("ahead", 'skill["A"] - skill["B"]')
        .model(),
    `data {
  won: int in 0..1
  home: factor of team
  away: factor of team
}
τ ~ half_normal(1)
skill[team] ~ normal(0, if(team == "A", 1, τ))
h[home] ~ normal(skill[home], 1)
won ~ bernoulli_logit(h[home] - skill[away])
ahead = skill["A"] - skill["B"]`,
  ],
  [
    "matrices that are known, and inverses of such",
    () =>
      build()
        .data({ y: "real", animal: "factor", tip: "factor" })
        .matrix("A[animal, animal]", "kinship")
        .inverseMatrix("Q[tip, tip]")
        .parameter("τ", half_normal(5))
        .parameter("u[animal]", multi_normal(0, "τ", "A"))
        .parameter("v[tip]", multi_normal({ mean: 0, sds: 1, correlation: "Q" }))
        .outcome("y", normal("u[animal] + v[tip]", 1))
        .model(),
    `data {
  y: real
  animal: factor
  tip: factor
}
matrix A[animal, animal] "kinship"
matrix Q[tip, tip] inverse
τ ~ half_normal(5)
u[animal] ~ multi_normal(0, τ, A)
v[tip] ~ multi_normal(mean: 0, sds: 1, correlation: Q)
y ~ normal(u[animal] + v[tip], 1)`,
  ],
  [
    "priors of single elements, by the names of columns, labels and numbers",
    () =>
      build()
        .data({ y: "real", days: "real", lab: "factor" })
        .levels("K", 1, 2)
        .design("X", "1 + days")
        .parameter("β[X]", normal(0, 5))
        .element('β["days"]', normal(0, 1))
        .parameter("θ[lab, K]", normal(0, 1))
        .element("θ[lab, 2]", normal('β["days"]', 1))
        .element('θ["A", 1]', normal({ mean: 0, sd: 2 }))
        .outcome("y", normal("X * β + θ[lab, 1] + θ[lab, 2]", 1))
        .model(),
    `data {
  y: real
  days: real
  lab: factor
}
levels K = 1..2
X = design(1 + days)
β[X] ~ normal(0, 5)
β["days"] ~ normal(0, 1)
θ[lab, K] ~ normal(0, 1)
θ[lab, 2] ~ normal(β["days"], 1)
θ["A", 1] ~ normal(mean: 0, sd: 2)
y ~ normal(X * β + θ[lab, 1] + θ[lab, 2], 1)`,
  ],
  [
    "effects along an order",
    () =>
      build()
        .data({ y: "real", subject: "factor", week: "factor" })
        .parameter("τ", half_normal(1))
        .parameter("ρ", uniform(-1, 1))
        .parameter("trend[week]", random_walk("τ"))
        .centered("slow[subject, week]", random_walk({ sd: "τ", first: 10 }))
        .parameter("drift[subject, week]", autoregressive({ correlation: "ρ", sd: 1 }))
        .outcome("y", normal("trend[week] + slow[subject, week] + drift[subject, week]", 1))
        .model(),
    `data {
  y: real
  subject: factor
  week: factor
}
τ ~ half_normal(1)
ρ ~ uniform(-1, 1)
trend[week] ~ random_walk(τ)
centered slow[subject, week] ~ random_walk(sd: τ, first: 10)
drift[subject, week] ~ autoregressive(correlation: ρ, sd: 1)
y ~ normal(trend[week] + slow[subject, week] + drift[subject, week], 1)`,
  ],
  [
    "vectors over a design and their correlations",
    () =>
      build()
        .data({ y: "real", days: "real", subject: "factor" })
        .design("Z", "1 + days", "within a subject")
        .parameter("τ[Z]", half_normal([50, 10]))
        .parameter("Ω[Z, Z]", lkj(2))
        .noncentered("u[subject, Z]", multi_normal(0, "τ", "Ω"))
        .define("tied", 'Ω["intercept", "days"]')
        .define("first", 'u["308", "days"]')
        .outcome("y", normal("Z * u[subject]", 1))
        .model(),
    `data {
  y: real
  days: real
  subject: factor
}
Z = design(1 + days) "within a subject"
τ[Z] ~ half_normal([50, 10])
Ω[Z, Z] ~ lkj(2)
noncentered u[subject, Z] ~ multi_normal(0, τ, Ω)
tied = Ω["intercept", "days"]
first = u["308", "days"]
y ~ normal(Z * u[subject], 1)`,
  ],
  [
    "factors compared with labels, comparisons, and levels beside plates",
    () =>
      build()
        .data({ y: "real", age: "real", sex: "factor", word: "factor" })
        .dataPer("word", { kind: "factor", heat: "real" })
        .levels("K", 1, 2)
        .parameter("φ[K, word]", normal('if(kind == "verb", 1, 0)', 'if(K == "1", 1, 2)'))
        .parameter("γ", normal(0, 1))
        .define("μ", 'if((age >= 50) * (age != 60), φ[1, word], φ[2, word]) + (sex=="male") * γ')
        .define("ν", 'μ - (sex != "female") / 2 - -2^2 + heat[word]')
        .outcome("y", normal("ν", "if(age < 20, 1, if(age <= 30, 2, 3))"))
        .model(),
    `data {
  y: real
  age: real
  sex: factor
  word: factor
}
data per word { kind: factor, heat: real }
levels K = 1..2
φ[K, word] ~ normal(if(kind == "verb", 1, 0), if(K == "1", 1, 2))
γ ~ normal(0, 1)
μ = if((age >= 50) * (age != 60), φ[1, word], φ[2, word]) + (sex == "male") * γ
ν = μ - (sex != "female") / 2 - -2^2 + heat[word]
y ~ normal(ν, if(age < 20, 1, if(age <= 30, 2, 3)))`,
  ],
  [
    "numbers of the data, and of the groups at hand",
    () =>
      build()
        .data({ y: "real", dose: "real > 0", g: "factor" })
        .parameter("β", normal("mean(y)", "2 * sd(y)"))
        .parameter("γ", normal(0, "2.5 * sd(y) / sd(log(dose))"))
        .parameter("σ", half_normal("max(y) - min(y) + sum(dose)"))
        .parameter("b[g]", normal(0, 1))
        .define("half", "mean(y) / 2", "half of the mean")
        .define("spread", "sd(b) + max(b) - min(b) + sum(b) * mean(b)")
        .define("place[g]", "rank(b)")
        .outcome("y", normal("β + γ * (log(dose) - mean(log(dose))) + b[g] + half", "σ"))
        .model(),
    `data {
  y: real
  dose: real > 0
  g: factor
}
β ~ normal(mean(y), 2 * sd(y))
γ ~ normal(0, 2.5 * sd(y) / sd(log(dose)))
σ ~ half_normal(max(y) - min(y) + sum(dose))
b[g] ~ normal(0, 1)
half = mean(y) / 2 "half of the mean"
spread = sd(b) + max(b) - min(b) + sum(b) * mean(b)
place[g] = rank(b)
y ~ normal(β + γ * (log(dose) - mean(log(dose))) + b[g] + half, σ)`,
  ],
  [
    "designs with all that they may have",
    () =>
      build()
        .data({ y: "real", x: "real > 0", f: "factor", g: "factor", o: "factor ordered [a, b, c]" })
        .design("A", "-1 + (f + x)^2 - x:f + f / g + f:g")
        .design("B", "0 + center(x) + scale(x) * sum(f) + helmert(g) + poly(x, 2) + poly(o) + poly(o, 2)")
        .design("C", "log(x + 1) + log2(x) + log10(x) + log1p(x) + exp(-x) + sqrt(x) + square(x) + abs(x)")
        .design("D", 'I(x * 2) + I(x^3) + I(x > 3) + I(x <= 2) + I(x != 1) + I(f == "a") + I(f!="b")')
        .design("S", "0 + spline(x, 10)")
        .design("N", "no_intercept(f + steps(o) + (x))")
        .parameter("β[A]", normal(0, 1))
        .parameter("γ[B]", normal(0, 1))
        .parameter("δ[C]", normal(0, 1))
        .parameter("ε[D]", normal(0, 1))
        .parameter("u[S]", normal(0, 1))
        .parameter("ν[N]", normal(0, 1))
        .outcome("y", normal("A * β + B * γ + C * δ + D * ε + S * u + N * ν", 1))
        .model(),
    `data {
  y: real
  x: real > 0
  f: factor
  g: factor
  o: factor ordered [a, b, c]
}
A = design(-1 + (f + x)^2 - x:f + f / g + f:g)
B = design(0 + center(x) + scale(x) * sum(f) + helmert(g) + poly(x, 2) + poly(o) + poly(o, 2))
C = design(log(x + 1) + log2(x) + log10(x) + log1p(x) + exp(-x) + sqrt(x) + square(x) + abs(x))
D = design(I(x * 2) + I(x^3) + I(x > 3) + I(x <= 2) + I(x != 1) + I(f == "a") + I(f != "b"))
S = design(0 + spline(x, 10))
N = design(no_intercept(f + steps(o) + (x)))
β[A] ~ normal(0, 1)
γ[B] ~ normal(0, 1)
δ[C] ~ normal(0, 1)
ε[D] ~ normal(0, 1)
u[S] ~ normal(0, 1)
ν[N] ~ normal(0, 1)
y ~ normal(A * β + B * γ + C * δ + D * ε + S * u + N * ν, 1)`,
  ],
  [
    "levels with labels",
    () =>
      build()
        .data({ y: "real" })
        .levels("K", ["low", "very high", 3], "of the scale")
        .levels("J", [10, 20])
        .parameter("m[K]", normal(0, 'if(K == "very high", 1, 2)'))
        .element('m["low"]', normal(0, 1))
        .parameter("n[J]", normal(0, 1))
        .outcome("y", normal('m["very high"] - m["low"] + m[3] + n[20]', 1))
        .model(),
    `data { y: real }
levels K = [low, "very high", 3] "of the scale"
levels J = [10, 20]
m[K] ~ normal(0, if(K == "very high", 1, 2))
m["low"] ~ normal(0, 1)
n[J] ~ normal(0, 1)
y ~ normal(m["very high"] - m["low"] + m[3] + n[20], 1)`,
  ],
  [
    "priors of elements of other distributions",
    () =>
      build()
        .data({ y: "real", days: "real" })
        .design("X", "1 + days")
        .parameter("β[X]", normal(0, 5))
        .element('β["days"]', truncated(normal(0, 2), { lower: 0 }))
        .outcome("y", normal("X * β", 1))
        .model(),
    `data {
  y: real
  days: real
}
X = design(1 + days)
β[X] ~ normal(0, 5)
β["days"] ~ truncated(normal(0, 2), lower: 0)
y ~ normal(X * β, 1)`,
  ],
  [
    "lags and running sums",
    () =>
      build()
        .data({ y: "real", k: "int", person: "factor", week: "int" })
        .design("X", `1 + ${lag("y", { within: "person", by: "week", first: 0 })} * scale(lag(k, first: -1))`)
        .parameter("β[X]", normal(0, 1))
        .define("μ", lag(cumulativeSum("k", { within: "person" }), { steps: 2, first: 0 }))
        .outcome("y", normal("X * β + μ + lag(y, by: week, first: 0)", 1))
        .model(),
    `data {
  y: real
  k: int
  person: factor
  week: int
}
X = design(1 + lag(y, within: person, by: week, first: 0) * scale(lag(k, first: -1)))
β[X] ~ normal(0, 1)
μ = lag(cumulative_sum(k, within: person), steps: 2, first: 0)
y ~ normal(X * β + μ + lag(y, by: week, first: 0), 1)`,
  ],
];
