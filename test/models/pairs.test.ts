/** Intraclass correlations of data sets whose pairs are of more than one kind. */

import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { parseModel } from "../../src/api/model.ts";
import { type Fitted, fit } from "../../src/index.ts";

const short = { chains: 2, warmup: 300, draws: 300, seed: 1, workers: 0 } as const;

async function fitText(
  text: string,
  data: string | Record<string, readonly (string | number)[]>,
  length: { readonly warmup?: number; readonly draws?: number } = {},
): Promise<Fitted> {
  const place = typeof data === "string" ? fileURLToPath(new URL(`pairs/${data}`, import.meta.url)) : data;
  return fit(parseModel(text), { ...short, ...length, data: place });
}

/** What there is of a definition that ends in these words. */
function meanOf(fitted: Fitted, words: string): number {
  const found = fitted.variance().intraclass.filter(({ definition }) => definition.endsWith(words));
  expect(found, words).toHaveLength(1);
  return found[0]!.mean;
}

function sumOfShares(fitted: Fitted): number {
  const { components, residual } = fitted.variance();
  return components.reduce((sum, { share }) => sum + (share?.mean ?? 0), residual!.share.mean);
}

describe("two values of one id, alike in the same condition and opposite in different ones", () => {
  const slopes = (design: string): Promise<Fitted> =>
    fitText(
      `data { y: real
  id: factor
  cond: factor }
X = design(1 + cond)
Z = design(${design})
β[X] ~ normal(0, 20)
τ[Z] ~ half_normal(5)
Ω[Z,Z] ~ lkj(1)
σ ~ half_normal(5)
u[id, Z] ~ multi_normal(0, τ, Ω)
y ~ normal(X * β + Z * u[id], σ)`,
      "slopes.csv",
    );

  it.each(["0 + cond", "1 + cond"])(
    "are not given one correlation of .70, however the design is coded: %s",
    async (design) => {
      const fitted = await slopes(design);
      expect(fitted.variance().components.map(({ icc }) => icc)).toEqual([null, null]);
      expect(meanOf(fitted, "the same id and the same cond, averaged over such pairs")).toBeCloseTo(0.7, 1);
      expect(meanOf(fitted, "one of cond a and one of cond b")).toBeCloseTo(-0.65, 1);
      // They summed to 2.37 with the intercept.
      expect(sumOfShares(fitted)).toBeCloseTo(1, 12);
      expect(fitted.variance().residual!.share.mean).toBeCloseTo(0.3, 1);
    },
  );
});

describe("two values of a sibling are always of two items, so no pair of one item is spoken of", () => {
  const declared = `data { family: factor
  sibling: factor in family
  item: factor
  value: real }
`;

  it("with effects of each item, where the part of a sibling in one value is .99", async () => {
    const fitted = await fitText(
      `${declared}Z = design(0 + item)
β[item] ~ normal(0, 10)
τ[Z] ~ half_normal(3)
Ω[Z,Z] ~ lkj(1)
ω[Z] ~ half_normal(3)
Ψ[Z,Z] ~ lkj(1)
σ ~ half_normal(0.1)
u[family, Z] ~ multi_normal(0, τ, Ω)
v[sibling, Z] ~ multi_normal(0, ω, Ψ)
value ~ normal(β[item] + Z * u[family] + Z * v[sibling], σ)`,
      "siblings.csv",
    );
    const ofSibling = fitted.variance().intraclass.filter(({ group }) => group === "sibling");
    expect(ofSibling.map(({ definition }) => definition)).toEqual([
      "correlation of two values of value of the same sibling (and so of the same family) but different item, averaged over such pairs",
    ]);
    // The raw correlations of the three pairs of items are .27, .24 and .35; the prior draws them towards 0.
    expect(ofSibling[0]!.mean).toBeGreaterThan(0.18);
    expect(ofSibling[0]!.mean).toBeLessThan(0.35);
    expect(ofSibling[0]!.upper).toBeGreaterThan(0.3);
    expect(sumOfShares(fitted)).toBeCloseTo(1, 12);
  });

  it("with one effect for all items and a residual for each", async () => {
    const fitted = await fitText(
      `${declared}β[item] ~ normal(0, 10)
τ ~ half_normal(3)
κ ~ half_normal(3)
σ[item] ~ half_normal(3)
ω ~ half_normal(3)
u[family] ~ normal(0, τ)
w[family:item] ~ normal(0, κ)
v[sibling] ~ normal(0, ω)
value ~ normal(β[item] + u[family] + w[family:item] + v[sibling], σ[item])`,
      "siblings.csv",
      { warmup: 150, draws: 150 },
    );
    const icc = meanOf(
      fitted,
      "the same sibling (and so of the same family) but different item, averaged over such pairs",
    );
    expect(icc).toBeGreaterThan(0.22);
    expect(icc).toBeLessThan(0.33);
  });
});

it("a choice between two has the correlation of its one logit, τ²/(τ² + π²/3), and its effects", async () => {
  const fitted = await fitText(
    "data { y: factor\ng: factor }\nτ ~ half_normal(1)\nb[g] ~ normal(0, τ)\ny ~ categorical_logit([0, b[g]])",
    { y: ["no", "yes", "no", "yes", "yes", "no"], g: [..."aabbcc"] },
  );
  const variances = fitted.get("τ").map((τ) => τ * τ);
  const expected =
    variances.reduce((sum, value) => sum + value / (value + Math.PI ** 2 / 3), 0) / variances.length;
  expect(meanOf(fitted, "the same g on the logit scale")).toBeCloseTo(expected, 12);
  expect(fitted.effects()[0]!.rows.map(({ rawMean }) => rawMean)).toEqual([0.5, 0.5, 0.5]);
});
