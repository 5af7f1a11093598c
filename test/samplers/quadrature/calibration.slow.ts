/** Calibration by simulation of the whole program, of models whose effects are integrated out by quadrature: outcomes and priors of each kind. */

import { describe, it } from "vitest";
import type { CalibratedModel, DrawFrom } from "../../correctness/calibration.ts";
import { drawLevels, numbers, sum } from "../../correctness/columns.ts";
import { expectCalibration } from "../../correctness/judge.ts";
import {
  binomialLogit,
  exponential,
  laplace,
  normal,
  poisson,
  studentT,
} from "../../correctness/log-densities.ts";

/** More than ten effects: fewer would be explored together with all else. */
const groups = Array.from("ABCDEFGHIJK");
const rows = groups.flatMap((g, i) => Array.from({ length: 2 + (i % 3) }, (_, k) => ({ g, x: k - 1 })));

interface Part {
  readonly text: string;
  readonly draw: (draw: DrawFrom, at: number, σ: number) => number;
  readonly logDensity: (y: number, at: number, σ: number) => number;
}

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

const outcomes: Readonly<Record<string, Part & { readonly column: string }>> = {
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
  "real numbers with outliers": {
    column: "real",
    text: "student_t(3, η, σ)",
    draw: (draw, η, σ) => draw("student_t", 3, η, σ),
    logDensity: (y, η, σ) => studentT(y, 3, η, σ),
  },
};

function modelOf(outcome: string, effect: string, hasSlopes = false): CalibratedModel {
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
      const levels = drawLevels("b", groups, () => b.draw(draw, 0, τ));
      const sloped = hasSlopes ? drawLevels("c", groups, () => draw("normal", 0, ω)) : {};
      const values = rows.map(({ g, x }) =>
        y.draw(draw, α + levels[`b[${g}]`]! + (β + (sloped[`c[${g}]`] ?? 0)) * x, σ),
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
        sum(groups, (g) => b.logDensity(value(`b[${g}]`), 0, value("τ"))) +
        sum(rows, ({ g, x }, i) =>
          y.logDensity(
            numbers(data.y)[i]!,
            value("α") + value(`b[${g}]`) + (value("β") + slopeOf(g)) * x,
            value("σ"),
          ),
        )
      );
    },
  };
}

const models = [
  modelOf("counts", "normal"),
  modelOf("answers", "normal"),
  modelOf("real numbers with outliers", "normal"),
  modelOf("answers", "Student-t"),
  modelOf("real numbers with outliers", "Student-t"),
  modelOf("counts", "Laplace"),
  modelOf("counts", "normal", true),
];

describe("calibration by simulation", () => {
  it.each(models.map((model) => [model.name, model] as const))(
    "finds nothing wrong with %s",
    (_, model) =>
      expectCalibration(
        { sampler: "quadrature", model, fitting: { method: "marginal", warmup: 400, draws: 300 } },
        200,
        7_000_000,
      ),
    900_000,
  );
});
