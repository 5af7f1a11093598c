/** How often each fault of the exploration and of its judgement is noticed, and that none is where nothing is planted. */

import { describe, expect, it } from "vitest";
import { createRandomStream } from "../../src/numeric/random-stream.ts";
import { program, withPlanted } from "./fault-seams.ts";
import { judgeSet } from "./judge-set.ts";
import { drawSet, trialOf } from "./one-way-sets.ts";
import { setCounts, type TrustFault, trustFaults } from "./planted-faults.ts";
import { type Planting, wrongEvidence } from "./plantings.ts";

const sets = Array.from({ length: setCounts.auto }, (_, seed) => drawSet(createRandomStream(seed, 7), true));

/** How many of the sets had a failed verdict, and how many a good one over a wrong answer. */
async function count(planting: Planting, method: TrustFault["method"] | "gibbs") {
  let [failed, goodAndWrong] = [0, 0];
  for (const set of sets.slice(0, method === "gibbs" ? setCounts.nuts : setCounts[method])) {
    const { isGood, isWrong } = await withPlanted(planting, () => judgeSet(program, trialOf(set), method));
    if (!isGood) failed++;
    else if (isWrong) goodAndWrong++;
  }
  return { failed, goodAndWrong };
}

describe("verdicts on sets with two modes", () => {
  it("are good and right by default, where nothing is planted and where modes begin with wrong weights", async () => {
    for (const planting of [{}, wrongEvidence])
      expect(await count(planting, "auto")).toEqual({ failed: 0, goodAndWrong: 0 });
  });

  it.each(["nuts", "gibbs", "hmc"] as const)("are never good and wrong by %s", async (method) => {
    expect((await count({}, method)).goodAndWrong).toBe(0);
  });

  it.each(trustFaults.map((fault) => [`${fault.name} (${fault.place}), by ${fault.method}`, fault] as const))(
    "show %s",
    async (_, { planting, method, failed, goodAndWrong }) => {
      expect(failed + goodAndWrong).toBeGreaterThan(0);
      const found = await count(planting, method);
      expect(found.failed).toBeGreaterThanOrEqual(failed);
      expect(found.goodAndWrong).toBeGreaterThanOrEqual(goodAndWrong);
    },
  );
});
