/** Hard posteriors in short, as the program samples them unasked: right, or the verdict says that they are not. */

import { describe, expect, it } from "vitest";
import { type Target, targets } from "./targets.ts";
import { judgeTarget, type Outcome } from "./verdict.ts";

/** Enough draws for some verdicts to be good, and short trajectories, since most of these are not worth long ones. */
const run = { chains: 4, warmup: 400, draws: 400, seed: 1, nuts: { maxTreeDepth: 7 } };

const outcomes = new Map<Target, Promise<Outcome>>();

/** What is said of a target, which is sampled once for all tests. */
function judgeOnce(target: Target): Promise<Outcome> {
  const outcome = outcomes.get(target) ?? judgeTarget(target, run);
  outcomes.set(target, outcome);
  return outcome;
}

describe("the posterior with", () => {
  it.each(targets)(
    "$name is sampled rightly, or a problem names whom it concerns and a remedy",
    async (target) => {
      const outcome = await judgeOnce(target);
      expect(outcome, outcome.because).toMatchObject({
        kind: expect.stringMatching(/^(right|failed|refused)$/),
      });
    },
  );

  it("a wrong answer would be seen: the facts of another posterior are not those of the draws", async () => {
    const target = targets.find(({ name }) => name.includes("size 100000000"))!;
    const shifted = () => target.facts!().map((fact) => ({ ...fact, probability: 0.8 * fact.probability }));
    expect((await judgeOnce(target)).kind).toBe("right");
    expect((await judgeTarget({ ...target, facts: shifted }, run)).kind).toBe("wrong");
    expect((await judgeTarget({ ...target, facts: null }, run)).kind).toBe("wrong");
  });

  it("some are sampled rightly, and others are told to have failed", async () => {
    const kinds = new Set<string>();
    for (const target of targets.filter((_, i) => i % 6 === 0)) kinds.add((await judgeOnce(target)).kind);
    expect([...kinds].sort()).toEqual(expect.arrayContaining(["failed", "right"]));
  });
});
