/** A model with effects of more levels than draws hold, and whether two runs have the same draws. */

import { expect } from "vitest";
import type { Fitted } from "../../src/api/fitted.ts";

export const levels = Array.from({ length: 504 }, (_, i) => `g${i}`);
/** Two rows for each level, six levels in each region. */
export const data = {
  g: levels.flatMap((level) => [level, level]),
  r: levels.flatMap((_, i) => [`r${Math.floor(i / 6)}`, `r${Math.floor(i / 6)}`]),
  y: levels.flatMap((_, i) => [((i * 7) % 11) / 3, ((i * 5) % 13) / 4]),
};
export const text =
  "data { y: real\n g: factor }\nμ ~ normal(0, 9)\nτ ~ half_normal(9)\nσ ~ half_normal(9)\nb[g] ~ normal(0, τ)\ny ~ normal(μ + b[g], σ)\n";
/** 504 levels in as many draws as a rule may take would be more numbers than are kept; it holds soon. */
export const calm = { data, chains: 1, warmup: 20, draws: 10_000, until: "ess(μ) > 30", workers: 0 } as const;

/** Every variable of the first has the very same draws in the second. */
export function expectSameBits(some: Fitted, all: Fitted): void {
  for (const [v, { name }] of some.draws.variables.entries()) {
    const place = all.draws.variables.findIndex((one) => one.name === name);
    expect(all.draws.values[place], name).toEqual(some.draws.values[v]);
  }
}
