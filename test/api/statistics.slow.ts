/** Every sampler on patterns in place of rows. */

import { describe, it } from "vitest";
import { expectSamePatterns } from "./same-patterns.ts";

describe("patterns of counts", () => {
  it.each(["marginal", "whitened", "nuts", "hmc", "gibbs"] as const)(
    "have the posterior of the rows by %s",
    async (method) => {
      await expectSamePatterns(method, { workers: 0, chains: 4, warmup: 500, draws: 1000 });
    },
  );
});
