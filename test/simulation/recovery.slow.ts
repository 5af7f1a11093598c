/** Recovery: data from given parameters are fitted, and the intervals hold the truth as often as they say. */

import { expect, it } from "vitest";
import { parseModel } from "../../src/api/model.ts";
import { fit } from "../../src/index.ts";
import { prepareSimulation } from "../../src/simulation/simulate-model.ts";

const oneWay = parseModel(`data {
  y: real
  g: factor
}
β ~ normal(0, 20)
σ_b ~ half_normal(5)
σ ~ half_normal(5)
b[g] ~ normal(0, σ_b)
y ~ normal(β + b[g], σ)`);
const setting = {
  readFile: () => {
    throw new Error("no file is read");
  },
};
const prob = 0.8;

it.each<[string, Record<string, number>]>([
  ["from the priors, exactly", {}],
  ["given, with many groups nearly", { β: 3, σ_b: 2, σ: 1 }],
])("of parameters %s", async (_, truth) => {
  const sets = 150;
  const options = { design: "g = 25, replicate = 4", truth, seed: 11 };
  const { simulateSet } = await prepareSimulation(oneWay, options, setting);
  const held = new Map<string, number>();
  for (let k = 1; k <= sets; k++) {
    const { data, truth: made } = simulateSet(k);
    const own = { y: data.y as number[], g: data.g as string[] };
    const fitted = await fit(oneWay, { data: own, draws: 500, chains: 2, seed: k, workers: 0 });
    for (const row of fitted.summary({ prob }).rows) {
      const value = made.parameters[row.variable];
      if (value === undefined || !["β", "σ_b", "σ", "b[1]", "b[7]"].includes(row.variable)) continue;
      const isHeld = row.lower <= value && value <= row.upper;
      held.set(row.variable, (held.get(row.variable) ?? 0) + (isHeld ? 1 : 0));
    }
  }
  expect([...held.keys()]).toHaveLength(5);
  // Four standard errors of a share; the posterior given few draws adds a little.
  const error = Math.sqrt((prob * (1 - prob)) / sets);
  for (const [name, count] of held)
    expect([name, Math.abs(count / sets - prob) < 4 * error]).toEqual([name, true]);
});
