/** Each fault of the exploration and of its judgement is noticed in a set with two modes, in which the sound program is right. */

import { describe, expect, it } from "vitest";
import { createRandomStream } from "../../src/numeric/random-stream.ts";
import { program, withPlanted } from "./fault-seams.ts";
import { judgeSet } from "./judge-set.ts";
import { drawSet, type TrustSet, trialOf } from "./one-way-sets.ts";
import { type TrustFault, trustFaults } from "./planted-faults.ts";
import { type Planting, wrongEvidence } from "./plantings.ts";

const sets = new Map<number, TrustSet>();

const judge = (planting: Planting, seed: number, method: TrustFault["method"]) => {
  if (!sets.has(seed)) sets.set(seed, drawSet(createRandomStream(seed, 7), true));
  return withPlanted(planting, () => judgeSet(program, trialOf(sets.get(seed)!), method));
};

describe("the verdict on sets with two modes", () => {
  it("is good and right by default, where nothing is planted and where modes begin with wrong weights", async () => {
    const byDefault = trustFaults.filter(({ method }) => method === "auto");
    for (const seed of new Set(byDefault.map(({ shown }) => shown.seed))) {
      for (const planting of [{}, wrongEvidence])
        expect(await judge(planting, seed, "auto")).toMatchObject({ isGood: true, isWrong: false });
    }
  });

  it.each(trustFaults.map((fault) => [`${fault.name} (${fault.place}), by ${fault.method}`, fault] as const))(
    "shows %s",
    async (_, { planting, method, shown }) => {
      const { isGood, isWrong } = await judge(planting, shown.seed, method);
      expect(isGood ? isWrong && "good and wrong" : "failed").toBe(shown.by);
    },
  );
});
