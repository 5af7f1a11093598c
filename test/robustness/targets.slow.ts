/** Hard posteriors by every method, several seeds each: none is good and wrong. */

import { describe, expect, it } from "vitest";
import { samplers } from "../../src/samplers/plan.ts";
import { targets } from "./targets.ts";
import { judgeTarget, type Outcome } from "./verdict.ts";

const run = { chains: 4, warmup: 600, draws: 600, nuts: { maxTreeDepth: 8 } };
const seeds = [1, 2, 3, 4];
/** Four chains that each climb one of two modes, as often the one as the other, are all in the same one in 1 of 8 runs; in four runs of four, in 1 of 4096. */
const mostMissed = 3;

const methods = ["auto", ...new Set(samplers.map(({ method }) => method))] as const;

describe.each(methods)("by %s", (method) => {
  it.each(targets)("$name is right, or is told to have failed", async (target) => {
    const outcomes: Outcome[] = [];
    for (const seed of seeds) {
      const outcome = await judgeTarget(target, { ...run, method, seed });
      outcomes.push(outcome);
      if (outcome.kind === "refused") break;
    }
    const bad = outcomes.filter(({ kind }) => kind === "wrong" || kind === "mute");
    const most = target.hasIsolatedModes ? mostMissed : 0;
    expect(bad.length, bad.map(({ kind, because }) => `${kind}: ${because}`).join("\n")).toBeLessThanOrEqual(
      most,
    );
  });
});
