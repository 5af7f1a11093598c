/** Calibration by simulation of the whole program, of models whose effects are integrated out by quadrature: effects of each kind. */

import { describe, it } from "vitest";
import type { CalibratedModel } from "../../correctness/calibration.ts";
import { drawLevels, numbers, sum } from "../../correctness/columns.ts";
import { groupedModel } from "../../correctness/grouped-families.ts";
import { expectCalibration } from "../../correctness/judge.ts";
import { binomialLogit, exponential, normal } from "../../correctness/log-densities.ts";

/** Sixty persons with three answers each: four sums, each of which is integrated once. */
const persons = Array.from({ length: 60 }, (_, g) => `p${g}`);
const alike: CalibratedModel = {
  name: "answers of persons of whom most are alike",
  text: `data { y: int in 0..1
g: factor }
α ~ normal(0.5, 0.7)
τ ~ exponential(2)
b[g] ~ normal(0, τ)
y ~ bernoulli_logit(α + b[g])`,
  simulate: (draw) => {
    const [α, τ] = [draw("normal", 0.5, 0.7), draw("exponential", 2)];
    const levels = drawLevels("b", persons, () => draw("normal", 0, τ));
    const rows = persons.flatMap((g) => [g, g, g]);
    const y = rows.map((g) => draw("bernoulli_logit", α + levels[`b[${g}]`]!));
    return { data: { y, g: rows }, truth: { α, τ, ...levels } };
  },
  logDensity: (value, data) =>
    normal(value("α"), 0.5, 0.7) +
    exponential(value("τ"), 2) +
    sum(persons, (g) => normal(value(`b[${g}]`), 0, value("τ"))) +
    sum(numbers(data.y), (y, i) => binomialLogit(y, 1, value("α") + value(`b[${data.g![i]}]`))),
};

const models = [
  groupedModel("answers", "Student-t"),
  groupedModel("real numbers with outliers", "Student-t"),
  groupedModel("counts", "Laplace"),
  groupedModel("counts", "normal", true),
  alike,
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
