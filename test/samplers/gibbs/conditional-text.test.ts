import { describe, expect, it } from "vitest";
import { describePlan } from "../../../src/api/describe.ts";
import { requireBound } from "../../density/harness.ts";

const data = { y: [1, 2, 3, 4], g: ["a", "a", "b", "b"] };
const text = `data { y: real
g: factor }
t ~ half_normal(1)
s ~ half_normal(1)
m ~ normal(0, 1)
z[g] ~ normal(0, 1)
b[g] = m + t * z[g]
y ~ normal(b["a"], s)
`;

describe("the words of a normal full conditional", () => {
  it("name the level that a definition is named at, and not the level of the row", () => {
    const { plan } = describePlan(requireBound(text, data), "gibbs");
    const { conditional } = plan!.schedule.find(({ block }) => block === "m")!;
    expect(conditional[1]).toBe(
      '= normal with precision p and mean m, p = 1/1² + Σ 1/s², p·m = Σ (y - t * z["a"])/s²',
    );
  });

  it("name the weights of the rows", () => {
    const weighted = text.replace('normal(b["a"], s)', "weighted(normal(m, s), y / 2)");
    const { plan } = describePlan(requireBound(weighted, data), "gibbs");
    const { conditional } = plan!.schedule.find(({ block }) => block === "m")!;
    expect(conditional).toEqual([
      expect.stringContaining("∏_{rows} normal(y | m, s)^(y / 2)"),
      "= normal with precision p and mean m, p = 1/1² + Σ (y / 2) · 1/s², p·m = Σ (y / 2) · y/s²",
    ]);
  });
});
