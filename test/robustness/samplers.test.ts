/** Random models, sampled in short: every fit ends with draws and a verdict or with a problem, and is the same again. */

import fc from "fast-check";
import { expect, test } from "vitest";
import { makeRandomModel } from "./random-models.ts";
import { examineVerdict, fitOrRefuse } from "./samplers.ts";

const run = { chains: 2, warmup: 60, draws: 60, seed: 7, nuts: { maxTreeDepth: 5 } };

test("a fit ends with a verdict that names its reasons, and the same seed gives the same bits", async () => {
  await fc.assert(
    fc.asyncProperty(fc.gen(), async (choose) => {
      const model = makeRandomModel(choose);
      try {
        const [once, again] = [await fitOrRefuse(model, run), await fitOrRefuse(model, run)];
        expect(once === null).toBe(again === null);
        if (once === null || again === null) return;
        examineVerdict(once);
        expect(again.draws.values).toEqual(once.draws.values);
      } catch (error) {
        throw new Error(`${error instanceof Error ? error.stack : error}\nin the model\n${model.text}`);
      }
    }),
    { numRuns: 6, seed: 21, endOnFailure: true },
  );
});
