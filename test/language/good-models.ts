/** Models without a mistake, which between them use all of the language; the seeds of mutations. */

export const seed = `# Technical replicates within biological replicates: y_ij = β + b_i + ε_ij
model replicates

data {
  y:      real          # one technical measurement
  sample: factor        # the biological replicate it was taken from
}

β   ~ normal(0, 10)
σ_b ~ half_normal(5)
σ   ~ half_normal(5)

b[sample] ~ normal(0, σ_b)

y ~ normal(β + b[sample], σ)
`;

export const correlated = `data {
  y: real from "Reaction"
  days: real >= 0
  subject: factor
}
X = design(1 + days)
Z = design(1 + days)
β[X] ~ normal(0, 100)
τ[Z]   ~ half_normal(50)
Ω[Z,Z] ~ lkj(2)
u[subject, Z] ~ multi_normal(0, τ, Ω)          # mean, standard deviations, correlation
σ ~ half_student_t(3, 50) "residual sd"
y ~ normal(X * β + Z * u[subject], σ)
slope = β["days"]
`;

export const nested = `model pastes "strength of a paste"
data {
  strength: real
  batch: factor
  cask: factor in batch
  lab: factor, day: factor
}
data per batch { supplier: factor
  age: real > 0 }
constant s = 5
τ ~ half_normal(s)
σ_c ~ half_normal(s / 2)
σ ~ uniform(0, 2 * s)
c[batch] ~ normal(γ * log(age), τ)
γ ~ normal(0, 1)
centered a[cask] ~ normal(c[batch], σ_c)
g[lab:day] ~ student_t(4, 0, 1)
h[lab, day] ~ normal(0, 1)
m[supplier] ~ laplace(0, 1)
η = a[cask] + g[lab:day] + h[lab, day] +
  m[supplier]
strength ~ normal(η, sd: σ)
icc = τ^2 / (τ^2 + σ^2)
r[cask] = rank(a)
spread = sd(a) + max(a) - min(1, 2, sum(c))
`;

export const counts = `data {
  n: int > 0
  k: int in 0..n
  z: int >= 0
  dose: real
  kind: factor
  herd: factor
}
data per herd { size: real > 0, sick: int in 0..1 }
levels K = 1..3
w[K] ~ dirichlet([1, 2, 2])
μ[K] ~ ordered(normal(0, 5))
p ~ truncated(normal(0.5, 0.2), lower: 0, upper: 1)
θ[herd] ~ beta(2, 2 + w[2])
α ~ flat()
κ ~ flat(lower: 0)
φ ~ exponential(1)
k ~ binomial(n, θ[herd])
z ~ negative_binomial_log(α + dose * μ[1], κ + φ)
kind ~ categorical_logit([0, α, -α])
sick ~ bernoulli_logit(if(size > 10, 1, -1) * α + logit(p))
`;

const crossed = `data {
  y: real
  lab: factor
  day: factor from "Day of Study"
  tech: factor across lab:day from "Technician" "who measured"
  dose: factor reference "none" "of the drug"
  period: factor across lab reference 2
}
data per lab { country: factor reference "AT" }
X = design(1 + dose * period + country + I(dose == "low"))
β[X] ~ normal(0, 1)
β["country=DE"] ~ normal(0.5, σ_l)
σ_l ~ half_normal(1)
σ_t ~ half_normal(1)
σ_d ~ half_normal(1)
σ ~ half_normal(1)
a[lab] ~ normal(0, σ_l)
b[tech] ~ normal(country != "AT", σ_t)
d[day] ~ normal(0, σ_d)
y ~ normal(X * β + (dose == "high") * a[lab] + b[tech] + d[day], σ)
`;

export const goodModels: Readonly<Record<string, string>> = { seed, correlated, nested, counts, crossed };
