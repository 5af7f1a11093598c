/** Verdicts on small nested data sets of which two thirds have two modes: never good and wrong, by any method. */

import { describe, expect, it } from "vitest";
import { createRandomStream } from "../../src/numeric/random-stream.ts";
import { built } from "../run/built.ts";
import { judgeSet } from "./judge-set.ts";
import { drawNestedSet, nestedTrialOf } from "./nested-sets.ts";

/** More take longer: HYPERPRIOR_SETS=1000. */
const sets = Number(process.env.HYPERPRIOR_SETS ?? 30);

describe.each([
  ["auto", 0.95],
  ["nuts", 0],
  ["gibbs", 0],
  ["hmc", 0],
] as const)("verdicts on nested sets by %s", (method, leastGood) => {
  it("are never good over a wrong answer, and by default good over nearly all right ones", {
    timeout: 7_200_000,
  }, async () => {
    const wrong: number[] = [];
    const notGood: number[] = [];
    for (let seed = 0; seed < sets; seed++) {
      const set = drawNestedSet(createRandomStream(seed, 8), seed % 3 !== 0);
      const { isGood, isWrong } = await judgeSet(built, nestedTrialOf(set), method);
      if (!isGood) notGood.push(seed);
      if (isGood && isWrong) wrong.push(seed);
    }
    console.log(`${method}: ${sets} sets, ${sets - notGood.length} good, failed ${notGood.join(" ")}`);
    expect(wrong).toEqual([]);
    expect(1 - notGood.length / sets).toBeGreaterThanOrEqual(leastGood);
  });
});
