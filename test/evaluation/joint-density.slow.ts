/** Marginal likelihoods over many numbers, beside closed forms. */

import { describe, expect, it } from "vitest";
import { constantOfPriors } from "../../src/evaluation/joint-density.ts";
import { evidence, expectNear, g, head, y } from "./evidence-of.ts";

describe("the marginal likelihood over many numbers", () => {
  it("is that of the example of bridgesampling with all its effects", async () => {
    // Twenty effects that are not integrated out, since a mean of all of them is in each row: 0 times it.
    const whole = await evidence(
      `${head}b[g] ~ normal(0, sqrt(v))\nm = mean(b)\ny ~ normal(b[g] + 1e-9 * m, 1)`,
      { y, g },
      { draws: 500 },
    );
    expect(whole.joint?.dimension).toBe(21);
    expectNear(whole.found!, -37.5341317569, 0.3);
  });

  it("is 1 of no data, whatever the priors", async () => {
    const text = `levels K = 1..3
a ~ normal(1, 2)
s ~ half_normal(3)
u ~ uniform(-2, 5)
t ~ truncated(normal(0, 1), 0.5, 3)
c[K] ~ ordered(normal(0, 2))
w[K] ~ dirichlet(2)
Ω[K, K] ~ lkj(2)
d[K] ~ multi_normal(a, s, Ω)`;
    const { joint, found, reason, model } = await evidence(text, undefined, { draws: 1500 });
    expect(reason).toBeUndefined();
    expect(joint!.dimension).toBe(15);
    expect(constantOfPriors(model)).toBeCloseTo(Math.log(6), 12);
    expectNear(found!, 0, 0.2);
  });
});
