/** Random models by every method that takes them, long enough for good verdicts: the methods agree. */

import fc from "fast-check";
import { expect, test } from "vitest";
import { samplers } from "../../src/samplers/index.ts";
import { makeRandomModel } from "./random-models.ts";
import { examineVerdict, findDisagreement, fitOrRefuse } from "./samplers.ts";

const run = { chains: 4, warmup: 1000, draws: 1000, nuts: { maxTreeDepth: 8 } };
/** Of some thousands of comparisons, none by chance. */
const mostErrors = 5.5;

test("methods that are both good agree on every variable of a random model", async () => {
  let compared = 0;
  await fc.assert(
    fc.asyncProperty(fc.gen(), async (choose) => {
      const model = makeRandomModel(choose);
      const good = [];
      for (const [i, { method }] of samplers.entries()) {
        const fitted = await fitOrRefuse(model, { ...run, method, seed: 100 + i });
        if (fitted !== null && examineVerdict(fitted) === "good") good.push({ method, fitted });
      }
      const [first, ...others] = good;
      for (const other of others) {
        compared++;
        const found = findDisagreement(first!.fitted, other.fitted, mostErrors);
        expect(found, `${first!.method} and ${other.method} in the model\n${model.text}`).toEqual([]);
      }
    }),
    { numRuns: 30, seed: 22, endOnFailure: true },
  );
  expect(compared).toBeGreaterThan(10);
});
