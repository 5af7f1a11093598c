/** The models of `models/`, built in TypeScript statement by statement, in the order of their files. */

import { build } from "../../src/builder/build.ts";
import { distributions } from "../../src/builder/distributions.ts";

const { binomial_logit, dirichlet, half_cauchy, half_normal, lkj, mixture } = distributions;
const { multi_normal, normal, ordered, poisson_log, student_t } = distributions;

const replicates = build("replicates")
  .data({ y: "real", sample: "factor" })
  .parameter("β", normal(0, 10))
  .parameter("σ_b", half_normal(5))
  .parameter("σ", half_normal(5))
  .parameter("b[sample]", normal(0, "σ_b"))
  .outcome("y", normal("β + b[sample]", "σ"));

const cbpp = build("cbpp")
  .data({ incidence: "int in 0..size", size: "int > 0", period: "factor", herd: "factor" })
  .design("X", "1 + period")
  .parameter("β[X]", normal(0, 2.5))
  .parameter("σ_herd", half_normal(2), "sd between herds, log odds")
  .parameter("b[herd]", normal(0, "σ_herd"))
  .outcome("incidence", binomial_logit("size", "X * β + b[herd]"))
  .define("icc", "σ_herd^2 / (σ_herd^2 + 3.289868133696453)", "intraclass correlation, latent scale");

const dyestuff = build("dyestuff")
  .data({ yield: 'real from "Yield"', batch: 'factor from "Batch"' })
  .parameter("β", normal(1500, 200), "mean yield")
  .parameter("σ_b", half_normal(100), "sd between batches")
  .parameter("σ", half_normal(100), "sd within a batch")
  .parameter("b[batch]", normal(0, "σ_b"))
  .outcome("yield", normal("β + b[batch]", "σ"))
  .define("icc", "σ_b^2 / (σ_b^2 + σ^2)", "intraclass correlation");

const dyestuff2 = build("dyestuff2")
  .data({ yield: 'real from "Yield"', batch: 'factor from "Batch"' })
  .parameter("β", normal(0, 20), "mean yield")
  .parameter("σ_b", half_normal(5), "sd between batches")
  .parameter("σ", half_normal(10), "sd within a batch")
  .parameter("b[batch]", normal(0, "σ_b"))
  .outcome("yield", normal("β + b[batch]", "σ"))
  .define("icc", "σ_b^2 / (σ_b^2 + σ^2)", "intraclass correlation");

const eightSchools = build("eight_schools")
  .data({ school: "factor", y: "real", se: 'real > 0 from "sigma"' })
  .parameter("μ", normal(0, 5), "mean effect over schools")
  .parameter("τ", half_cauchy(5), "sd between schools")
  .parameter("θ[school]", normal("μ", "τ"))
  .outcome("y", normal("θ[school]", "se"))
  .define("best", "max(θ)", "the largest of the eight effects");

const eruptions = build("eruptions")
  .data({ waiting: "real" })
  .levels("K", 1, 2)
  .parameter("w[K]", dirichlet(1), "shares")
  .parameter("μ[K]", ordered(normal(70, 20)))
  .parameter("σ[K]", half_normal(20))
  .outcome("waiting", mixture("w", [normal("μ[1]", "σ[1]"), normal("μ[2]", "σ[2]")]));

const fixedEffects = build("fixed_effects")
  .data({ y: "real", method: "factor" })
  .design("X", "1 + method")
  .parameter("β[X]", normal(0, 10))
  .parameter("σ", half_normal(5))
  .outcome("y", normal("X * β", "σ"));

const grouseticks = build("grouseticks")
  .data({ ticks: 'int >= 0 from "TICKS"', chick: 'factor from "INDEX"', brood: 'factor from "BROOD"' })
  .dataPer("brood", { year: 'factor from "YEAR"', height: 'real from "HEIGHT"' })
  .design("X", "1 + year + scale(height)")
  .parameter("β[X]", normal(0, 2))
  .parameter("σ_brood", half_normal(2), "sd between broods, log scale")
  .parameter("σ_chick", half_normal(2), "sd between chicks of a brood, log scale")
  .parameter("m[brood]", normal("X * β", "σ_brood"), "log mean of a brood")
  .parameter("e[chick]", normal(0, "σ_chick"))
  .outcome("ticks", poisson_log("m[brood] + e[chick]"));

const heteroscedastic = build("heteroscedastic")
  .data({ y: "real", sample: "factor", method: "factor" })
  .parameter("β", normal(0, 10))
  .parameter("σ_b", half_normal(5), "biological sd")
  .parameter("σ[method]", half_normal(5), "technical sd of a method")
  .parameter("b[sample]", normal(0, "σ_b"))
  .outcome("y", normal("β + b[sample]", "σ[method]"))
  .define("worth", '(σ["hand"] / σ["robot"])^2');

const measurementError = build("measurement_error")
  .data({ y: "real", x1: "real", x2: "real", unit: "factor" })
  .parameter("α", normal(0, 5))
  .parameter("β", normal(0, 2), "slope on the true x")
  .parameter("σ", half_normal(2), "sd of y about the line")
  .parameter("μ_x", normal(0, 5), "mean of the true x")
  .parameter("σ_x", half_normal(2), "sd of the true x")
  .parameter("s", half_normal(2), "sd of a measurement of x")
  .parameter("x[unit]", normal("μ_x", "σ_x"))
  .outcome("x1", normal("x[unit]", "s"))
  .outcome("x2", normal("x[unit]", "s"))
  .outcome("y", normal("α + β * x[unit]", "σ"))
  .define("reliability", "σ_x^2 / (σ_x^2 + s^2)", "share of the true x in the variance of one measurement");

const mixedEffects = build("mixed_effects")
  .data({ y: "real", sample: "factor", method: "factor" })
  .design("X", "1 + method")
  .parameter("β[X]", normal(0, 10))
  .parameter("σ_b", half_normal(5), "biological sd")
  .parameter("σ", half_normal(5), "technical sd")
  .parameter("b[sample]", normal(0, "σ_b"))
  .outcome("y", normal("X * β + b[sample]", "σ"))
  .define("icc", "σ_b^2 / (σ_b^2 + σ^2)", "intraclass correlation");

const noPooling = build("no_pooling")
  .data({ y: "real", sample: "factor" })
  .parameter("β[sample]", normal(0, 10))
  .parameter("σ", half_normal(5))
  .outcome("y", normal("β[sample]", "σ"));

const oneMean = build("one_mean")
  .data({ y: "real" })
  .parameter("β", normal(0, 10))
  .parameter("σ", half_normal(5))
  .outcome("y", normal("β", "σ"));

const pastes = build("pastes")
  .data({ strength: "real > 0", batch: "factor", cask: "factor in batch" })
  .parameter("β", normal(60, 20), "mean strength")
  .parameter("σ_batch", half_normal(5), "sd between batches")
  .parameter("σ_cask", half_normal(5), "sd between casks of a batch")
  .parameter("σ", half_normal(5), "sd between assays of a cask")
  .parameter("b[batch]", normal(0, "σ_batch"))
  .parameter("c[cask]", normal(0, "σ_cask"))
  .outcome("strength", normal("β + b[batch] + c[cask]", "σ"))
  .define("icc_cask", "(σ_batch^2 + σ_cask^2) / (σ_batch^2 + σ_cask^2 + σ^2)")
  .define("icc_batch", "σ_batch^2 / (σ_batch^2 + σ_cask^2 + σ^2)");

const penicillin = build("penicillin")
  .data({ diameter: "real > 0", plate: "factor", sample: "factor" })
  .parameter("β", normal(20, 10), "mean diameter")
  .parameter("σ_plate", half_normal(5), "sd between plates")
  .parameter("σ_sample", half_normal(5), "sd between samples")
  .parameter("σ", half_normal(5), "residual sd")
  .parameter("a[plate]", normal(0, "σ_plate"))
  .parameter("c[sample]", normal(0, "σ_sample"))
  .outcome("diameter", normal("β + a[plate] + c[sample]", "σ"))
  .define("icc_sample", "σ_sample^2 / (σ_plate^2 + σ_sample^2 + σ^2)");

const sleepstudy = build("sleepstudy")
  .data({
    reaction: 'real > 0 from "Reaction"',
    days: 'real >= 0 from "Days"',
    subject: 'factor from "Subject"',
  })
  .design("X", "1 + days")
  .design("Z", "1 + days")
  .parameter("β[X]", normal(0, 300))
  .parameter("τ[Z]", half_normal(50), "sd between subjects")
  .parameter("Ω[Z, Z]", lkj(2), "correlation of intercept and slope")
  .parameter("σ", half_normal(50), "residual sd")
  .parameter("u[subject, Z]", multi_normal({ mean: 0, sds: "τ", correlation: "Ω" }))
  .outcome("reaction", normal("X * β + Z * u[subject]", "σ"));

const studentTEffects = build("student_t_effects")
  .data({ y: "real", sample: "factor" })
  .constant("ν", 4)
  .parameter("β", normal(0, 10))
  .parameter("σ_b", half_normal(5), "scale of the biological effects")
  .parameter("σ", half_normal(5), "technical sd")
  .parameter("b[sample]", student_t("ν", 0, "σ_b"))
  .outcome("y", normal("β + b[sample]", "σ"))
  .define("sd_b", "σ_b * sqrt(ν / (ν - 2))", "biological sd");

const lambs = build("lambs")
  .data({ weight: "real", sex: "factor", animal: "factor" })
  .matrix("A[animal, animal]")
  .design("X", "1 + sex")
  .parameter("β[X]", normal([4.5, 0], [2, 1]))
  .parameter("τ", half_normal(0.7), "sd of breeding values")
  .parameter("σ", half_normal(0.7), "sd of the rest")
  .parameter("u[animal]", multi_normal(0, "τ", "A"))
  .outcome("weight", normal("X * β + u[animal]", "σ"))
  .define("heritability", "τ^2 / (τ^2 + σ^2)", "share of breeding values in the variance");

/** By the name of their folder. */
export const builtModels = {
  cbpp: cbpp.model(),
  dyestuff: dyestuff.model(),
  dyestuff2: dyestuff2.model(),
  "eight-schools": eightSchools.model(),
  eruptions: eruptions.model(),
  "fixed-effects": fixedEffects.model(),
  grouseticks: grouseticks.model(),
  heteroscedastic: heteroscedastic.model(),
  lambs: lambs.model(),
  "measurement-error": measurementError.model(),
  "mixed-effects": mixedEffects.model(),
  "no-pooling": noPooling.model(),
  "one-mean": oneMean.model(),
  pastes: pastes.model(),
  penicillin: penicillin.model(),
  replicates: replicates.model(),
  sleepstudy: sleepstudy.model(),
  "student-t-effects": studentTEffects.model(),
};
