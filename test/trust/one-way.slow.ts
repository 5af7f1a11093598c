/** Verdicts on small one-way data sets of which two thirds have two modes: never good and wrong, by any method. */

import { describe, expect, it } from "vitest";
import { createRandomStream } from "../../src/numeric/random-stream.ts";
import { built } from "../run/built.ts";
import { judgeSet } from "./judge-set.ts";
import { drawSet, trialOf } from "./one-way-sets.ts";

/** More take longer: HYPERPRIOR_SETS=1000. */
const sets = Number(process.env.HYPERPRIOR_SETS ?? 60);

describe.each([
  ["auto", 0.95],
  ["nuts", 0],
  ["gibbs", 0],
  ["hmc", 0],
] as const)("verdicts by %s", (method, leastGood) => {
  it("are never good over a wrong answer, and by default good over nearly all right ones", {
    timeout: 3_600_000,
  }, async () => {
    const wrong: number[] = [];
    let good = 0;
    for (let seed = 0; seed < sets; seed++) {
      const set = drawSet(createRandomStream(seed, 7), seed % 3 !== 0);
      const { isGood, isWrong } = await judgeSet(built, trialOf(set), method);
      if (isGood) good++;
      if (isGood && isWrong) wrong.push(seed);
    }
    expect(wrong).toEqual([]);
    expect(good / sets).toBeGreaterThanOrEqual(leastGood);
  });
});
