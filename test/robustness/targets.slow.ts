/** Hard posteriors by every method, several seeds each: none is good and wrong. */

import { describe, expect, it } from "vitest";
import { samplers } from "../../src/samplers/index.ts";
import { targets } from "./targets.ts";
import { judgeTarget, type Outcome } from "./verdict.ts";

const run = { chains: 4, warmup: 600, draws: 600, nuts: { maxTreeDepth: 8 } };
const seeds = [1, 2, 3, 4];

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
    expect(bad.map(({ kind, because }) => `${kind}: ${because}`)).toEqual([]);
  });
});
