/** Examples that brms and rstanarm have fitted: their formulas and priors are taken as they stand. `peers.slow.ts` has the numbers. */

import { describe, expect, it } from "vitest";
import { peerExamples, peerModel } from "./peers.ts";

describe.each(peerExamples)("$name, by $source", (example) => {
  it("takes its priors, and has their distributions in the model", async () => {
    const { source } = await peerModel(example, example.priors);
    for (const prior of example.priors) {
      const [, distribution] = /= (\w+)\(/.exec(prior)!;
      expect(source).toContain(`${distribution}(`);
    }
  });
});
