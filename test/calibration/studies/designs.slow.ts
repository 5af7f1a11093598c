/** Designs whose sds are not known: power against the t-test made by hand, and the classical optimum where variances are estimated. */

import { describe, expect, it } from "vitest";
import { createRandomStream } from "../../../src/numeric/random-stream.ts";
import { oneWay, outlook, quantity } from "./harness.ts";

/** The 95th percentile of Student's t with 18 degrees of freedom. */
const critical = 1.734064;

/** The share of one-sided t-tests of two groups of ten that are significant at 5 %. */
function powerOfTTest(difference: number, sd: number, count: number): number {
  const stream = createRandomStream(5, 1);
  const size = 10;
  let told = 0;
  for (let i = 0; i < count; i++) {
    const [first, second] = [0, difference].map((center) =>
      Float64Array.from({ length: size }, () => center + sd * stream.normal()),
    );
    const moments = [first!, second!].map((values) => {
      const center = values.reduce((sum, one) => sum + one, 0) / size;
      return [center, values.reduce((sum, one) => sum + (one - center) ** 2, 0)] as const;
    });
    const [[mean1, squares1], [mean2, squares2]] = moments as [
      readonly [number, number],
      readonly [number, number],
    ];
    const pooled = (squares1 + squares2) / (2 * size - 2);
    if ((mean2 - mean1) / Math.sqrt((2 * pooled) / size) > critical) told++;
  }
  return told / count;
}

describe("a statement is told", () => {
  it("as often as the t-test is significant, where the prior of the sd says nothing", async () => {
    // With σ uniform in its logarithm the posterior of the difference is the t distribution of the test.
    const text = `data {
  y: real
  arm: factor
}
X = design(1 + arm)
β[X] ~ normal(0, 1000)
σ ~ lognormal(0, 10)
y ~ normal(X * β, σ)`;
    const truth = { "β[intercept]": 1, "β[arm=B]": 2, σ: 2 };
    const options = { replicates: 20, within: ["arm = A, B"], studies: 1500, draws: 1000 };
    const { designs } = await outlook(text, { ...options, truth, told: ["β[arm=B] > 0 at 0.95"] });
    const { share } = designs[0]!.told[0]!;
    const exact = powerOfTTest(2, 2, 200_000);
    expect(exact).toBeGreaterThan(0.6);
    expect(Math.abs(share.value - exact)).toBeLessThan(3.5 * share.error);
  }, 600_000);
});

describe("within a budget", () => {
  it("the mean is known best by about as many replicates as Cochran's formula says, though the sds are estimated", async () => {
    const costs = { budget: 3000, costGroup: 50, costReplicate: 5 };
    const request = { replicates: [1, 2, 4, 8, 16, 32], studies: 300, truth: { σ_b: 1, σ: 2, β: 3 } };
    const { recommendation, designs } = await outlook(oneWay, { ...costs, ...request });
    const good = [recommendation!.best, ...recommendation!.near].map((d) => designs[d]!.replicates);
    // √(50 / 5 · 4) = 6.3
    expect(good.some((k) => k === 4 || k === 8)).toBe(true);
    expect(good).not.toContain(1);
    expect(good).not.toContain(32);
    // With many groups sds hardly matter: the expected sd is that of known ones.
    for (const design of designs.filter(({ replicates }) => replicates === 4 || replicates === 8)) {
      const groups = design.levels[0]!.count;
      const exact = Math.sqrt(1 / groups + 4 / (groups * design.replicates!));
      expect(Math.abs(quantity(design, "β").sd.value / exact - 1)).toBeLessThan(0.05);
    }
  }, 600_000);
});
