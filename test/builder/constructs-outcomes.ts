/** Distributions that are made of others, and outcomes, as the language has them beside what builds them. */

import { build } from "../../src/builder/build.ts";
import { distributions } from "../../src/builder/distributions.ts";
import type { Construct } from "./constructs.ts";

const { beta, categorical, censored, dirichlet, exponential, half_normal, hurdle, lkj, lognormal } =
  distributions;
const { mixture, multi_normal, multinomial, multinomial_logit, negative_binomial, normal, ordered } =
  distributions;
const { ordered_logistic, poisson, student_t, truncated, uniform, weibull, weighted } = distributions;
const { zero_inflated, zero_one_inflated } = distributions;

export const outcomeConstructs: readonly Construct[] = [
  [
    "zeros and hurdles",
    () =>
      build()
        .data({ visits: "int >= 0", cost: "real >= 0", share: "real in 0..1", age: "real" })
        .parameter("p", beta(1, 1))
        .parameter("α", normal(0, 2))
        .parameter("φ", exponential(1))
        .outcome("visits", zero_inflated("p", negative_binomial("exp(α + age)", "φ")), "of a year")
        .outcome("cost", hurdle("inv_logit(α * age)", lognormal("α", 1)))
        .outcome("share", zero_one_inflated(0.2, "p", beta({ a: "φ", b: 2 })))
        .model(),
    `data {
  visits: int >= 0
  cost: real >= 0
  share: real in 0..1
  age: real
}
p ~ beta(1, 1)
α ~ normal(0, 2)
φ ~ exponential(1)
visits ~ zero_inflated(p, negative_binomial(exp(α + age), φ)) "of a year"
cost ~ hurdle(inv_logit(α * age), lognormal(α, 1))
share ~ zero_one_inflated(0.2, p, beta(a: φ, b: 2))`,
  ],
  [
    "mixtures by one probability, by a list, and by a vector, of a modified one too",
    () =>
      build()
        .data({ x: "real", y: "real", z: "real > 0", n: "int >= 0" })
        .levels("K", 1, 2)
        .parameter("w[K]", dirichlet(1))
        .parameter("μ[K]", ordered(normal(0, 20)))
        .parameter("p", beta(1, 1))
        .outcome("x", mixture("p", [normal("μ[1]", 1), student_t(4, "μ[2]", 2)]))
        .outcome("y", mixture("w", [normal("μ[1]", 1), normal("μ[2]", 1)]))
        .outcome("z", mixture(["p / 2", "p / 2", "1 - p"], [lognormal(0, 1), weibull(1, 2), exponential(1)]))
        .outcome("n", mixture(0.5, [poisson(1), zero_inflated("p", poisson("exp(μ[1])"))]))
        .model(),
    `data {
  x: real
  y: real
  z: real > 0
  n: int >= 0
}
levels K = 1..2
w[K] ~ dirichlet(1)
μ[K] ~ ordered(normal(0, 20))
p ~ beta(1, 1)
x ~ mixture(p, [normal(μ[1], 1), student_t(4, μ[2], 2)])
y ~ mixture(w, [normal(μ[1], 1), normal(μ[2], 1)])
z ~ mixture([p / 2, p / 2, 1 - p], [lognormal(0, 1), weibull(1, 2), exponential(1)])
n ~ mixture(0.5, [poisson(1), zero_inflated(p, poisson(exp(μ[1])))])`,
  ],
  [
    "censoring on each side and between, truncation of it, and late entry",
    () =>
      build()
        .data({ t: "real > 0", event: "int in 0..1", entry: "real", low: "real", end: "real", s: "factor" })
        .parameter("k", half_normal(2))
        .outcome("t", truncated(censored(weibull("k", 1), { right: "event == 0" }), { lower: "entry" }))
        .outcome("low", censored(normal("k", 1), { to: "end", left: 's == "left"' }))
        .model(),
    `data {
  t: real > 0
  event: int in 0..1
  entry: real
  low: real
  end: real
  s: factor
}
k ~ half_normal(2)
t ~ truncated(censored(weibull(k, 1), right: event == 0), lower: entry)
low ~ censored(normal(k, 1), to: end, left: s == "left")`,
  ],
  [
    "weights, of thresholds of categories and of several columns",
    () =>
      build()
        .data({ rating: "int in 1..4", a: "real", b: "real", w: "real > 0" })
        .levels("K", 1, 3)
        .levels("J", 1, 2)
        .parameter("θ[K]", ordered(uniform(0, 10)))
        .parameter("Ω[J, J]", lkj(2))
        .outcome("rating", weighted(ordered_logistic("a", "θ"), "w"))
        .outcome(["a", "b"], weighted(multi_normal([0, "θ[1]"], 1, "Ω"), "2 * w"))
        .model(),
    `data {
  rating: int in 1..4
  a: real
  b: real
  w: real > 0
}
levels K = 1..3
levels J = 1..2
θ[K] ~ ordered(uniform(0, 10))
Ω[J, J] ~ lkj(2)
rating ~ weighted(ordered_logistic(a, θ), w)
[a, b] ~ weighted(multi_normal([0, θ[1]], 1, Ω), 2 * w)`,
  ],
  [
    "outcomes of several columns, and counts of categories",
    () =>
      build()
        .data({ height: "real", weight: "real", family: "factor", red: "int >= 0", green: "int >= 0" })
        .data({ black: "int >= 0", white: "int >= 0" })
        .levels("K", 1, 2)
        .parameter("α[K]", normal(0, 10))
        .parameter("σ[K]", half_normal(5))
        .parameter("Ω[K, K]", lkj(2))
        .parameter("u[family]", normal(0, 1))
        .parameter("θ[K]", dirichlet(1))
        .outcome(["height", "weight"], multi_normal(["α[1] + u[family]", "α[2]"], "σ", "Ω"), "size")
        .outcome(["red", "green"], multinomial_logit([0, "α[1]"]))
        .outcome(["black", "white"], multinomial("θ"))
        .model(),
    `data {
  height: real
  weight: real
  family: factor
  red: int >= 0
  green: int >= 0
}
data {
  black: int >= 0
  white: int >= 0
}
levels K = 1..2
α[K] ~ normal(0, 10)
σ[K] ~ half_normal(5)
Ω[K, K] ~ lkj(2)
u[family] ~ normal(0, 1)
θ[K] ~ dirichlet(1)
[height, weight] ~ multi_normal([α[1] + u[family], α[2]], σ, Ω) "size"
[red, green] ~ multinomial_logit([0, α[1]])
[black, white] ~ multinomial(θ)`,
  ],
  [
    "categories of each group, over the outcome's own levels",
    () =>
      build()
        .data({ choice: "factor", group: "factor" })
        .parameter("θ[group, choice]", dirichlet([1, 2, 3]))
        .outcome("choice", categorical("θ[group]"))
        .model(),
    `data {
  choice: factor
  group: factor
}
θ[group, choice] ~ dirichlet([1, 2, 3])
choice ~ categorical(θ[group])`,
  ],
];
