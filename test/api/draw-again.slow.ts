/** Effects that draws do not hold, drawn later, by other samplers and of factors that are nested. */

import { expect, it } from "vitest";
import { drawAgain, fit } from "../../src/api/fit.ts";
import { parseModel } from "../../src/api/model.ts";
import { createRandomStream } from "../../src/numeric/random-stream.ts";
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

it("have them of large crossed factors, too", async () => {
  const random = createRandomStream(5, 1);
  const rows = Array.from({ length: 6000 }, () => ({
    a: `a${Math.floor(1500 * random.uniform())}`,
    b: `b${Math.floor(900 * random.uniform())}`,
    y: random.normal(),
  }));
  const crossed = parseModel(
    "data { y: real\n a: factor\n b: factor }\nμ ~ normal(0, 9)\nα ~ half_normal(2)\nβ ~ half_normal(2)\nσ ~ half_normal(2)\nu[a] ~ normal(0, α)\nv[b] ~ normal(0, β)\ny ~ normal(μ + u[a] + v[b], σ)\n",
  );
  const options = { ...calm, data: rows, warmup: 50 };
  const some = await fit(crossed, options);
  expect(some.record.plan.kernel).toBe("collapsed_sweeps");
  expect(some.record.plan.notKept).toEqual(["u", "v"]);
  const kept = await fit(crossed, { ...options, keep: "all" });
  expectSameBits(some, kept);
  expectSameBits(kept, await drawAgain(some));
});
