/** Effects that draws do not hold, drawn later, by other samplers and of factors that are nested. */

import { expect, it } from "vitest";
import { drawAgain, fit } from "../../src/api/fit.ts";
import { parseModel } from "../../src/api/model.ts";
import { calm, expectSameBits, text } from "./many-levels.ts";

const nested =
  "data { y: real\n r: factor\n g: factor in r }\nμ ~ normal(0, 9)\nρ ~ half_normal(9)\nτ ~ half_normal(9)\nσ ~ half_normal(9)\na[r] ~ normal(0, ρ)\nb[g] ~ normal(0, τ)\ny ~ normal(μ + a[r] + b[g], σ)\n";

it.each([
  ["gibbs", text],
  ["marginal", nested],
  ["gibbs", nested],
] as const)("have the bits of a run that kept them, by %s: %#", async (method, source) => {
  const options = { ...calm, method };
  const some = await fit(parseModel(source), options);
  const kept = await fit(parseModel(source), { ...options, keep: "all" });
  expect(some.record.plan.notKept).toContain("b");
  expectSameBits(some, kept);
  expectSameBits(kept, await drawAgain(some));
});
