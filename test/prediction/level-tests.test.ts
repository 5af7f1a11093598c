/** Comparisons with labels in rows that the model was not fitted to: they are those of the new rows. */

import { expect, it } from "vitest";
import { fit, loo, parseModel, predict } from "../../src/index.ts";

const text = `data { y: real
way: factor }
α ~ normal(0, 5)
δ ~ normal(0, 5)
y ~ normal(α + δ * (way == "hand"), 1)
`;
const data = { y: [1, 2, 1.5, 4, 4.5, 5], way: ["robot", "robot", "robot", "hand", "hand", "hand"] };

it("are predicted by them", async () => {
  const run = await fit(parseModel(text), { data, draws: 200, workers: 0 });
  const { rows } = await predict(run, { data: [{ way: "hand" }, { way: "robot" }, { way: "hand" }] });
  const [α, δ] = [run.get("α"), run.get("δ")].map(
    (draws) => draws.reduce((sum, one) => sum + one, 0) / draws.length,
  );
  const expected = [α! + δ!, α!, α! + δ!];
  for (const [i, { mean }] of rows.entries()) expect(mean).toBeCloseTo(expected[i]!, 10);
});

it("are left out with their rows, which are fitted again", async () => {
  const outlying = { ...data, y: [1, 2, 1.5, 4, 4.5, 40] };
  const run = await fit(parseModel(text), { data: outlying, draws: 200, workers: 0 });
  const { models } = await loo(run, { refit: 6 });
  const [model] = models;
  expect(model!.elpd.every(Number.isFinite)).toBe(true);
  expect(Math.min(...model!.elpd)).toBe(model!.elpd[5]);
});
