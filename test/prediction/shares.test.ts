/** The probabilities of categories whose counts are outcomes, in new rows: those of the draws, by hand. */

import { expect, it } from "vitest";
import { fit } from "../../src/api/fit.ts";
import { parseModel } from "../../src/api/model.ts";
import { predictModel } from "../../src/api/predict-model.ts";
import { readCsv } from "../../src/data/read-csv.ts";

const node = { readFile: readCsv, isPath: true };
const data = { a: [3, 1, 2, 6], b: [2, 5, 4, 1], c: [1, 1, 3, 2], x: [0, 1, 0.5, -1] };
const options = { data, seed: 1, workers: 0, chains: 1, warmup: 50, draws: 40 } as const;
const mean = (values: readonly number[]) => values.reduce((sum, one) => sum + one, 0) / values.length;

it("by their logits", async () => {
  const fitted = await fit(
    parseModel(
      "data { a: int >= 0\nb: int >= 0\nc: int >= 0\nx: real }\nα ~ normal(0, 1)\nβ ~ normal(0, 1)\n[a, b, c] ~ multinomial_logit([0, α + β * x, β])",
    ),
    options,
  );
  const [α, β] = [fitted.get("α"), fitted.get("β")];
  const { rows, definition } = await predictModel(fitted, { data: { x: [0.3, -2] } }, node);
  expect(definition).toContain("probability of each category of [a, b, c]");
  expect(rows.map(({ category }) => category)).toEqual(["a", "b", "c", "a", "b", "c"]);
  for (const [i, x] of [0.3, -2].entries()) {
    const shares = [...α].map((one, d) => {
      const weights = [1, Math.exp(one + β[d]! * x), Math.exp(β[d]!)];
      const total = weights.reduce((sum, weight) => sum + weight, 0);
      return weights.map((weight) => weight / total);
    });
    for (let k = 0; k < 3; k++)
      expect(rows[3 * i + k]!.mean).toBeCloseTo(mean(shares.map((one) => one[k]!)), 12);
  }
});

it("by their probabilities", async () => {
  const fitted = await fit(
    parseModel(
      "data { a: int >= 0\nb: int >= 0\nc: int >= 0\nx: real }\nlevels K = 1..3\nw[K] ~ dirichlet(1)\n[a, b, c] ~ multinomial(w)",
    ),
    options,
  );
  const { rows } = await predictModel(fitted, { data: { x: [0] } }, node);
  rows.forEach(({ mean: found }, k) => {
    expect(found).toBeCloseTo(mean([...fitted.get(`w[${k + 1}]`)]), 12);
  });
});
