/** Groups with outcomes and effects of several distributions, for the calibration of every sampler that has them. */

import type { CalibratedModel, DrawFrom } from "./calibration.ts";
import { drawLevels, numbers, sum } from "./columns.ts";
import {
  binomialLogit,
  exponential,
  laplace,
  negativeBinomial,
  normal,
  orderedLogistic,
  poisson,
  studentT,
} from "./log-densities.ts";

/** More than ten effects: fewer would be explored together with all else. */
const groups = Array.from("ABCDEFGHIJK");
const rows = groups.flatMap((g, i) => Array.from({ length: 2 + (i % 3) }, (_, k) => ({ g, x: k - 1 })));

interface Part {
  readonly text: string;
  readonly draw: (draw: DrawFrom, at: number, scale: number, x: number) => number;
  readonly logDensity: (y: number, at: number, scale: number, x: number) => number;
}

/** Where grades are cut. */
const cuts = [-0.5, 1];

const effects: Readonly<Record<string, Part>> = {
  normal: {
    text: "normal(0, τ)",
    draw: (draw, _, τ) => draw("normal", 0, τ),
    logDensity: (b, _, τ) => normal(b, 0, τ),
  },
  "Student-t": {
    text: "student_t(4, 0, τ)",
    draw: (draw, _, τ) => draw("student_t", 4, 0, τ),
    logDensity: (b, _, τ) => studentT(b, 4, 0, τ),
  },
  Laplace: {
    text: "laplace(0, τ)",
    draw: (draw, _, τ) => draw("laplace", 0, τ),
    logDensity: (b, _, τ) => laplace(b, 0, τ),
  },
};

/** By their names. */
export const outcomes: Readonly<Record<string, Part & { readonly column: string }>> = {
  counts: {
    column: "int >= 0",
    text: "poisson_log(η)",
    draw: (draw, η) => draw("poisson", Math.exp(η)),
    logDensity: (y, η) => poisson(y, Math.exp(η)),
  },
  answers: {
    column: "int in 0..1",
    text: "bernoulli_logit(η)",
    draw: (draw, η) => draw("binomial_logit", 1, η),
    logDensity: (y, η) => binomialLogit(y, 1, η),
  },
  "answers of five": {
    column: "int in 0..5",
    text: "binomial_logit(5, η)",
    draw: (draw, η) => draw("binomial_logit", 5, η),
    logDensity: (y, η) => binomialLogit(y, 5, η),
  },
  "scattered counts": {
    column: "int >= 0",
    text: "negative_binomial_log(η, 2)",
    draw: (draw, η) => draw("negative_binomial_log", η, 2),
    logDensity: (y, η) => negativeBinomial(y, Math.exp(η), 2),
  },
  grades: {
    column: "int in 1..3",
    text: "ordered_logistic(η, [-0.5, 1])",
    draw: (draw, η) => {
      const latent = draw("logistic", η, 1);
      return 1 + cuts.filter((cut) => latent > cut).length;
    },
    logDensity: (y, η) => orderedLogistic(y, η, cuts),
  },
  "real numbers of two sds": {
    column: "real",
    text: "normal(η, σ * exp(0.4 * x))",
    draw: (draw, η, σ, x) => draw("normal", η, σ * Math.exp(0.4 * x)),
    logDensity: (y, η, σ, x) => normal(y, η, σ * Math.exp(0.4 * x)),
  },
  "real numbers with outliers": {
    column: "real",
    text: "student_t(3, η, σ)",
    draw: (draw, η, σ) => draw("student_t", 3, η, σ),
    logDensity: (y, η, σ) => studentT(y, 3, η, σ),
  },
};

/** Eleven groups of two to four rows; `outcome` and `effect` by their names above. */
export function groupedModel(outcome: string, effect: string, hasSlopes = false): CalibratedModel {
  const [y, b] = [outcomes[outcome]!, effects[effect]!];
  const slopes = hasSlopes ? "ω ~ exponential(3)\nc[g] ~ normal(0, ω)\n" : "";
  const text = `data {
  y: ${y.column}
  x: real
  g: factor
}
α ~ normal(0.5, 0.7)
β ~ normal(0, 0.5)
σ ~ exponential(1)
τ ~ exponential(2)
b[g] ~ ${b.text}
${slopes}η = α + b[g] + ${hasSlopes ? "(β + c[g])" : "β"} * x
y ~ ${y.text}`;
  return {
    name: `${outcome}, ${effect} effects${hasSlopes ? " and slopes" : ""}`,
    text,
    simulate: (draw) => {
      const [α, β, σ, τ] = [
        draw("normal", 0.5, 0.7),
        draw("normal", 0, 0.5),
        draw("exponential", 1),
        draw("exponential", 2),
      ];
      const ω = hasSlopes ? draw("exponential", 3) : 0;
      const levels = drawLevels("b", groups, () => b.draw(draw, 0, τ, 0));
      const sloped = hasSlopes ? drawLevels("c", groups, () => draw("normal", 0, ω)) : {};
      const values = rows.map(({ g, x }) =>
        y.draw(draw, α + levels[`b[${g}]`]! + (β + (sloped[`c[${g}]`] ?? 0)) * x, σ, x),
      );
      const data = { y: values, x: rows.map(({ x }) => x), g: rows.map(({ g }) => g) };
      return { data, truth: { α, β, σ, τ, ...levels, ...(hasSlopes ? { ω, ...sloped } : {}) } };
    },
    logDensity: (value, data) => {
      const slopeOf = (g: string): number => (hasSlopes ? value(`c[${g}]`) : 0);
      return (
        normal(value("α"), 0.5, 0.7) +
        normal(value("β"), 0, 0.5) +
        exponential(value("σ"), 1) +
        exponential(value("τ"), 2) +
        (hasSlopes ? exponential(value("ω"), 3) + sum(groups, (g) => normal(slopeOf(g), 0, value("ω"))) : 0) +
        sum(groups, (g) => b.logDensity(value(`b[${g}]`), 0, value("τ"), 0)) +
        sum(rows, ({ g, x }, i) =>
          y.logDensity(
            numbers(data.y)[i]!,
            value("α") + value(`b[${g}]`) + (value("β") + slopeOf(g)) * x,
            value("σ"),
            x,
          ),
        )
      );
    },
  };
}
