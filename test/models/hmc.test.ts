/** Static HMC gives the posteriors that independent programs give, with step size and length adapted or set. */

import { describe, expect, it } from "vitest";
import { testAgreement } from "./agreement.ts";
import { fitModel } from "./bundled-models.ts";

const length = { seed: 1, method: "hmc", draws: 2000 } as const;

describe.each([
  ["cbpp", {}],
  ["fixed-effects", { trajectoryLength: 1.5 }],
  ["eight-schools", { targetAcceptance: 0.95 }],
])("%s, sampled by HMC with %o", (name, hmc) => {
  const fitted = fitModel(name, { ...length, hmc });
  testAgreement(name, () => fitted);

  it("is judged by what HMC reports, without trees", async () => {
    const { draws, record } = await fitted;
    expect(Object.keys(draws.statistics)).not.toContain("treeDepth");
    const diagnosis = (await fitted).diagnose();
    expect(diagnosis.maxTreedepthHits).toBeNull();
    expect(diagnosis.divergences).toBe(0);
    expect(diagnosis.problems.map(({ message }) => message)).toEqual([]);
    expect(record.plan).toMatchObject({ method: "hmc", kernel: "hmc", integrated: [] });
    expect(record.options.hmc).toMatchObject(hmc);
  });
});
