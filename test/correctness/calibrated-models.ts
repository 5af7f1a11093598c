/** Models with the simulation that goes with each: small, so that hundreds of fits take seconds. */

import type { CalibratedModel } from "./calibration.ts";
import { numbers, sum } from "./columns.ts";
import {
  binomialLogit,
  exponential,
  gamma,
  lkjPair,
  lognormal,
  normal,
  normalPair,
  studentT,
} from "./log-densities.ts";

const groups = ["A", "B", "C", "D", "E", "F"];

/** `{ "b[A]": …, "b[B]": … }` of `{ A: …, B: … }`. */
function named(quantity: string, levels: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(levels).map(([level, value]) => [`${quantity}[${level}]`, value]));
}

/** As many rows as a group has measurements: 1 to 6 of each. */
const unbalanced = groups.flatMap((group, i) => new Array<string>(i + 1).fill(group));

function fewText(priorOfSigma: string): string {
  return `data {
  y: real
}
μ ~ normal(0, 2)
σ ~ ${priorOfSigma}
y ~ normal(μ, σ)`;
}

/** Two measurements, which leave much to the prior, so that what is wrong with it shows. */
export const fewMeasurements: CalibratedModel = {
  name: "two measurements",
  text: fewText("gamma(2, 2)"),
  simulate: (draw) => {
    const [μ, σ] = [draw("normal", 0, 2), draw("gamma", 2, 2)];
    return { data: { y: [draw("normal", μ, σ), draw("normal", μ, σ)] }, truth: { μ, σ } };
  },
  logDensity: (value, { y }) =>
    normal(value("μ"), 0, 2) +
    gamma(value("σ"), 2, 2) +
    sum(numbers(y), (one) => normal(one, value("μ"), value("σ"))),
};

/** `fewMeasurements` as a program fits it that forgets the Jacobian of σ = exp u: the prior of σ is divided by σ. */
export const fewWithoutJacobian = fewText("gamma(1, 2)");

/** `fewMeasurements` as a program fits it that never looks at y. */
export const fewWithoutData = fewMeasurements.text.replace(/^y ~ .*$/m, "");

/** y_ij = β + b_i + ε_ij */
export const replicates: CalibratedModel = {
  name: "technical within biological replicates",
  text: `data {
  y: real
  sample: factor
}
β ~ normal(0, 3)
σ_b ~ half_normal(2)
σ ~ gamma(4, 4)
b[sample] ~ normal(0, σ_b)
y ~ normal(β + b[sample], σ)`,
  simulate: (draw) => {
    const [β, σ_b, σ] = [draw("normal", 0, 3), draw("half_normal", 2), draw("gamma", 4, 4)];
    const b = Object.fromEntries(groups.map((group) => [group, draw("normal", 0, σ_b)]));
    const y = unbalanced.map((sample) => draw("normal", β + b[sample]!, σ));
    return { data: { y, sample: unbalanced }, truth: { β, σ_b, σ, ...named("b", b) } };
  },
  logDensity: (value, { y }) =>
    normal(value("β"), 0, 3) +
    normal(value("σ_b"), 0, 2) +
    gamma(value("σ"), 4, 4) +
    sum(groups, (group) => normal(value(`b[${group}]`), 0, value("σ_b"))) +
    sum(numbers(y), (one, i) => normal(one, value("β") + value(`b[${unbalanced[i]}]`), value("σ"))),
};

const times = [0, 1, 2, 3];
const subjects = ["A", "B", "C", "D", "E", "F", "G", "H"];
const visits = subjects.flatMap((subject) => times.map((time) => ({ subject, time })));

/** A line for each subject, intercepts and slopes correlated. */
export const slopes: CalibratedModel = {
  name: "correlated slopes",
  text: `data {
  y: real
  time: real
  subject: factor
}
X = design(1 + time)
Z = design(1 + time)
β[X] ~ normal(0, 2)
τ[Z] ~ lognormal(-0.5, 0.5)
Ω[Z,Z] ~ lkj(2)
σ ~ gamma(4, 4)
u[subject, Z] ~ multi_normal(0, τ, Ω)
y ~ normal(X * β + Z * u[subject], σ)`,
  simulate: (draw) => {
    const β = { intercept: draw("normal", 0, 2), time: draw("normal", 0, 2) };
    const τ = { intercept: draw("lognormal", -0.5, 0.5), time: draw("lognormal", -0.5, 0.5) };
    // Of two dimensions, lkj(η) says that (ρ + 1)/2 ~ beta(η, η).
    const ρ = 2 * draw("beta", 2, 2) - 1;
    const σ = draw("gamma", 4, 4);
    const u = Object.fromEntries(
      subjects.map((subject) => {
        const intercept = draw("normal", 0, 1);
        const slope = ρ * intercept + Math.sqrt(1 - ρ * ρ) * draw("normal", 0, 1);
        return [subject, { intercept: τ.intercept * intercept, time: τ.time * slope }];
      }),
    );
    const y = visits.map(({ subject, time }) =>
      draw("normal", β.intercept + u[subject]!.intercept + (β.time + u[subject]!.time) * time, σ),
    );
    const truth = {
      ...named("β", β),
      ...named("τ", τ),
      "Ω[intercept,time]": ρ,
      σ,
      ...named(
        "u",
        Object.fromEntries(
          Object.entries(u).map(([subject, one]) => [`${subject},intercept`, one.intercept]),
        ),
      ),
      ...named(
        "u",
        Object.fromEntries(Object.entries(u).map(([subject, one]) => [`${subject},time`, one.time])),
      ),
    };
    return {
      data: { y, time: visits.map(({ time }) => time), subject: visits.map(({ subject }) => subject) },
      truth,
    };
  },
  logDensity: (value, { y }) => {
    const τ = [value("τ[intercept]"), value("τ[time]")] as const;
    const ρ = value("Ω[intercept,time]");
    const u = (subject: string) => [value(`u[${subject},intercept]`), value(`u[${subject},time]`)] as const;
    const line = ({ subject, time }: (typeof visits)[number]): number => {
      const [intercept, slope] = u(subject);
      return value("β[intercept]") + intercept + (value("β[time]") + slope) * time;
    };
    return (
      sum(["β[intercept]", "β[time]"], (name) => normal(value(name), 0, 2)) +
      sum(τ, (one) => lognormal(one, -0.5, 0.5)) +
      lkjPair(ρ, 2) +
      gamma(value("σ"), 4, 4) +
      sum(subjects, (subject) => normalPair(u(subject), τ, ρ)) +
      sum(numbers(y), (one, i) => normal(one, line(visits[i]!), value("σ")))
    );
  },
  free: { Ω: (value) => Math.atanh(value("Ω[intercept,time]")) },
};

const herds = groups.flatMap((herd) =>
  [-1, 0, 1].map((x) => ({ herd, x, size: 5 + 2 * groups.indexOf(herd) })),
);

/** Counts of successes, log odds by a predictor and a group. */
export const proportions: CalibratedModel = {
  name: "binomial with group effects",
  text: `data {
  k: int in 0..size
  size: int > 0
  x: real
  herd: factor
}
α ~ normal(0, 1.5)
γ ~ normal(0, 1)
σ_herd ~ exponential(1)
b[herd] ~ normal(0, σ_herd)
k ~ binomial_logit(size, α + γ * x + b[herd])`,
  simulate: (draw) => {
    const [α, γ, σ_herd] = [draw("normal", 0, 1.5), draw("normal", 0, 1), draw("exponential", 1)];
    const b = Object.fromEntries(groups.map((herd) => [herd, draw("normal", 0, σ_herd)]));
    const k = herds.map(({ herd, x, size }) => draw("binomial_logit", size, α + γ * x + b[herd]!));
    const column = <K extends "herd" | "x" | "size">(name: K) => herds.map((row) => row[name]);
    return {
      data: { k, size: column("size"), x: column("x"), herd: column("herd") },
      truth: { α, γ, σ_herd, ...named("b", b) },
    };
  },
  logDensity: (value, { k }) =>
    normal(value("α"), 0, 1.5) +
    normal(value("γ"), 0, 1) +
    exponential(value("σ_herd"), 1) +
    sum(groups, (herd) => normal(value(`b[${herd}]`), 0, value("σ_herd"))) +
    sum(herds, ({ herd, x, size }, i) =>
      binomialLogit(numbers(k)[i]!, size, value("α") + value("γ") * x + value(`b[${herd}]`)),
    ),
};

const dials = ["A", "B", "C"];

/** Log odds by a predictor that is measured with error: the product of two parameters. */
export const errorsInPredictor: CalibratedModel = {
  name: "errors in a predictor",
  text: `data {
  k: int in 0..8
  dial: factor
}
α ~ normal(0, 1)
β ~ normal(0, 1)
x[dial] ~ normal(0.5, 1)
k ~ binomial_logit(8, α + β * x[dial])`,
  simulate: (draw) => {
    const [α, β] = [draw("normal", 0, 1), draw("normal", 0, 1)];
    const x = Object.fromEntries(dials.map((dial) => [dial, draw("normal", 0.5, 1)]));
    const k = dials.map((dial) => draw("binomial_logit", 8, α + β * x[dial]!));
    return { data: { k, dial: dials }, truth: { α, β, ...named("x", x) } };
  },
  logDensity: (value, { k }) =>
    normal(value("α"), 0, 1) +
    normal(value("β"), 0, 1) +
    sum(dials, (dial) => normal(value(`x[${dial}]`), 0.5, 1)) +
    sum(dials, (dial, i) => binomialLogit(numbers(k)[i]!, 8, value("α") + value("β") * value(`x[${dial}]`))),
};

/** Group means with heavy tails about a mean of their own. */
export const heavyTails: CalibratedModel = {
  name: "Student-t group effects",
  text: `data {
  y: real
  sample: factor
}
μ ~ student_t(5, 0, 2)
τ ~ lognormal(0, 0.7)
σ ~ gamma(4, 4)
θ[sample] ~ student_t(3, μ, τ)
y ~ normal(θ[sample], σ)`,
  simulate: (draw) => {
    const [μ, τ, σ] = [draw("student_t", 5, 0, 2), draw("lognormal", 0, 0.7), draw("gamma", 4, 4)];
    const θ = Object.fromEntries(groups.map((group) => [group, draw("student_t", 3, μ, τ)]));
    const y = unbalanced.map((sample) => draw("normal", θ[sample]!, σ));
    return { data: { y, sample: unbalanced }, truth: { μ, τ, σ, ...named("θ", θ) } };
  },
  logDensity: (value, { y }) =>
    studentT(value("μ"), 5, 0, 2) +
    lognormal(value("τ"), 0, 0.7) +
    gamma(value("σ"), 4, 4) +
    sum(groups, (group) => studentT(value(`θ[${group}]`), 3, value("μ"), value("τ"))) +
    sum(numbers(y), (one, i) => normal(one, value(`θ[${unbalanced[i]}]`), value("σ"))),
};
