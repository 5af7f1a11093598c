/** Calibration by simulation of the whole program, of models whose effects are integrated out by quadrature: effects of each kind. */

import { describe, it } from "vitest";
import { groupedModel } from "../../correctness/grouped-families.ts";
import { expectCalibration } from "../../correctness/judge.ts";

const models = [
  groupedModel("answers", "Student-t"),
  groupedModel("real numbers with outliers", "Student-t"),
  groupedModel("counts", "Laplace"),
  groupedModel("counts", "normal", true),
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
