/** Variance components, intraclass correlations and effects, on draws few enough to compute by hand. */

import { describe, expect, it } from "vitest";
import type { VarianceClass, VarianceSum } from "../../src/posterior/draws.ts";
import { effectsTables } from "../../src/posterior/effects.ts";
import { intraclassCorrelations, intraclassDraws } from "../../src/posterior/icc.ts";
import { varianceTable } from "../../src/posterior/variance.ts";
import { emptyRoles, makeDraws } from "./make-draws.ts";

const shape = { chainCount: 1, drawCount: 2 };

/** The sum of variances, each once. */
function sumOf(...variances: readonly (string | number)[]): VarianceSum {
  return { variances: variances.map((variance) => ({ variance, factor: 1 })), covariances: [] };
}

/** Two draws: σ_b² = 1, 9 and σ² = 4, 16. */
const oneFactor = makeDraws(shape, { "σ_b²": [1, 9], "σ²": [4, 16] });
const oneFactorRoles = {
  ...emptyRoles,
  components: [{ group: "sample", term: "intercept", variance: "σ_b²", meanSquare: 1, contribution: null }],
  residual: { variance: "σ²", definition: "variance of y about its linear predictor" },
  intraclass: [
    {
      group: "sample",
      definition: "correlation of two values of y of the same sample",
      pairs: 3,
      covariance: sumOf("σ_b²"),
      first: sumOf("σ_b²", "σ²"),
      second: null,
    },
  ],
};

describe("the variance table", () => {
  it("takes roots and ratios in each draw, before the mean", () => {
    const table = varianceTable(oneFactor, oneFactorRoles);
    const [row] = table.components;
    expect(row!.variance.mean).toBe(5);
    expect(row!.sd.mean).toBe(2);
    // 1/5 and 9/25
    expect(row!.share!.mean).toBeCloseTo((0.2 + 0.36) / 2, 15);
    expect(row!.icc!.mean).toBeCloseTo(0.28, 15);
    expect(table.residual!.sd.mean).toBe(3);
    expect(table.residual!.share.mean).toBeCloseTo(0.72, 15);
  });

  describe("with a variance that is infinite in a draw, as that of Student's t can be", () => {
    const table = varianceTable(
      makeDraws({ chainCount: 1, drawCount: 3 }, { "σ_b²": [1, Infinity, 9], "σ²": [4, 9, 16] }),
      oneFactorRoles,
    );

    it("tells quantiles of variance and sd, no mean, and why", () => {
      const [row] = table.components;
      expect(row!.variance).toMatchObject({ mean: NaN, sd: NaN, median: 9, moments: "no_mean" });
      expect(row!.sd).toMatchObject({ mean: NaN, sd: NaN, median: 3, moments: "no_mean" });
      expect(table.residual!.variance.mean).toBeCloseTo(29 / 3, 14);
      expect(table.remarks).toEqual([expect.stringContaining("in 1 of 3 draws it is infinite")]);
      expect(table.remarks[0]).toContain("the variance of the effects of sample (intercept) has no mean");
    });

    it("has shares and correlations with their limits, the shares of one draw still summing to 1", () => {
      const [row] = table.components;
      expect(row!.share!.mean).toBeCloseTo((0.2 + 1 + 0.36) / 3, 14);
      expect(table.residual!.share.mean).toBeCloseTo((0.8 + 0 + 0.64) / 3, 14);
      expect(row!.icc!.mean).toBeCloseTo((0.2 + 1 + 0.36) / 3, 14);
    });

    it("has for a pair the limit that a large variance comes near", () => {
      const [role] = oneFactorRoles.intraclass;
      const times = (factor: number): VarianceSum => ({
        variances: [
          { variance: "σ_b²", factor },
          { variance: "σ²", factor: 1 },
        ],
        covariances: [],
      });
      const covariance = { variances: [{ variance: "σ_b²", factor: 6 }], covariances: [] };
      const pair = { ...role!, covariance, first: times(4), second: times(12) };
      const one = { chainCount: 1, drawCount: 1 };
      const at = (b: number, residual = 2): number =>
        intraclassDraws(makeDraws(one, { "σ_b²": [b], "σ²": [residual] }), pair)[0]!;
      expect(at(Infinity)).toBeCloseTo(at(1e12), 9);
      expect(at(2, Infinity)).toBe(0);
      expect(at(Infinity, Infinity)).toBeNaN();
    });
  });

  it("counts predictors and correlations of a slope in the variance of a row", () => {
    const draws = makeDraws(shape, { "τ_0²": [4, 4], "τ_1²": [1, 9], ρ: [0.5, 0], "σ²": [2, 3] });
    const roles = {
      ...oneFactorRoles,
      components: [
        { group: "sample", term: "intercept", variance: "τ_0²", meanSquare: 1, contribution: null },
        { group: "sample", term: "days", variance: "τ_1²", meanSquare: 10, contribution: null },
      ],
      correlations: [
        { group: "sample", terms: ["intercept", "days"], correlation: "ρ", meanProduct: 3 } as const,
      ],
    };
    // Draw 1: 4 + 10 + 2 · 0.5 · 2 · 1 · 3 = 20, residual 2. Draw 2: 4 + 90 = 94, residual 3.
    const table = varianceTable(draws, { ...roles, intraclass: [] });
    expect(table.components[0]!.share!.mean).toBeCloseTo((20 / 22 + 94 / 97) / 2, 15);
    expect(table.components[0]!.isShareOfSeveral).toBe(true);
    expect(table.components[1]!.share).toBeNull();
    expect(table.residual!.share.mean).toBeCloseTo((2 / 22 + 3 / 97) / 2, 15);
    expect(table.correlations[0]).toMatchObject({
      group: "sample",
      terms: ["intercept", "days"],
      mean: 0.25,
    });
  });

  it("has the sds of each class beside the mean, where they differ by a factor", () => {
    const draws = makeDraws(shape, {
      "σ_b²": [1, 9],
      "σ²": [4, 16],
      new: [9, 25],
      noise: [4, 4],
      other: [1, 1],
    });
    const classes: readonly VarianceClass[] = [
      { words: "of exper new", at: { exper: "new" }, rows: 4, residual: "noise", variances: { "0": "new" } },
      { words: "of exper old", at: { exper: "old" }, rows: 4, residual: "other", variances: {} },
    ];
    const table = varianceTable(draws, { ...oneFactorRoles, classes });
    expect(table.classes.map(({ group, term, values, sd }) => [group, term, values, sd.mean])).toEqual([
      ["sample", "intercept", "of exper new", 4],
      ["residual", null, "of exper new", 2],
      ["residual", null, "of exper old", 1],
    ]);
    expect(varianceTable(oneFactor, oneFactorRoles).classes).toEqual([]);
  });

  it("gives nested factors an intraclass correlation each", () => {
    const draws = makeDraws(shape, { batch: [2, 2], cask: [3, 3] });
    const roles = {
      ...emptyRoles,
      components: [
        { group: "batch", term: "intercept", variance: "batch", meanSquare: 1, contribution: null },
        { group: "cask", term: "intercept", variance: "cask", meanSquare: 1, contribution: null },
      ],
      residual: { variance: 5, definition: "fixed" },
      intraclass: [
        {
          group: "batch",
          definition: "same batch",
          pairs: 1,
          covariance: sumOf("batch"),
          first: sumOf("batch", "cask", 5),
          second: null,
        },
        {
          group: "cask",
          definition: "same cask",
          pairs: 1,
          covariance: sumOf("batch", "cask"),
          first: sumOf("batch", "cask", 5),
          second: null,
        },
      ],
    };
    expect(intraclassCorrelations(draws, roles).map((row) => row.mean)).toEqual([0.2, 0.5]);
  });

  it("divides by the root of both variances where the values of a pair differ in theirs", () => {
    const draws = makeDraws(shape, { a: [4, 1], b: [9, 16], ρ: [-0.5, 0.25], "σ²": [1, 2] });
    const definition = {
      group: "id",
      definition: "one of a and one of b",
      pairs: 4,
      covariance: {
        variances: [],
        covariances: [{ correlation: "ρ", variances: ["a", "b"] as const, factor: 1 }],
      },
      first: sumOf("a", "σ²"),
      second: sumOf("b", "σ²"),
    };
    // -0.5 · 2 · 3 / √(5 · 10), 0.25 · 1 · 4 / √(3 · 18)
    expect([...intraclassDraws(draws, definition)]).toEqual([
      expect.closeTo(-3 / Math.sqrt(50), 15),
      expect.closeTo(1 / Math.sqrt(54), 15),
    ]);
  });

  it("names no single intraclass correlation beside a group that has several", () => {
    const [definition] = oneFactorRoles.intraclass;
    const roles = { ...oneFactorRoles, intraclass: [definition!, definition!] };
    expect(varianceTable(oneFactor, roles).components[0]!.icc).toBeNull();
  });

  it("has no shares and no intraclass correlation where the residual variance is not known", () => {
    const table = varianceTable(oneFactor, { ...oneFactorRoles, residual: null, intraclass: [] });
    expect(table.components[0]).toMatchObject({ share: null, icc: null });
    expect(table).toMatchObject({ residual: null, intraclass: [] });
  });

  it("throws with the names that there are when a role names no variable", () => {
    const roles = { ...oneFactorRoles, residual: { variance: "σ2", definition: "" } };
    expect(() => varianceTable(oneFactor, roles)).toThrow("expected draws of σ2, found those of σ_b², σ²");
  });
});

describe("the effects table", () => {
  const draws = makeDraws(shape, { "b[A]": [1, 3], "b[B]": [0, 2], τ2: [1, 9], "σ²": [4, 16] });
  const role = {
    group: "sample",
    term: "intercept",
    levels: ["A", "B"],
    variables: ["b[A]", "b[B]"],
    n: [2, 1],
    rawMean: [10, 12],
    variance: "τ2",
    information: [2, 1] as readonly number[] | null,
    residualVariance: "σ²" as string | number | null,
  };

  it("computes shrinkage from information, draw by draw", () => {
    const [table] = effectsTables(draws, { ...emptyRoles, effects: [role] });
    // A: 1/(1 + 2/4), 1/(1 + 18/16); B: 1/(1 + 1/4), 1/(1 + 9/16)
    expect(table!.rows.map(({ shrinkage }) => shrinkage)).toEqual([
      expect.closeTo((1 / 1.5 + 16 / 34) / 2, 15),
      expect.closeTo((0.8 + 0.64) / 2, 15),
    ]);
    expect(table!.rows[0]).toMatchObject({ level: "A", n: 2, rawMean: 10, mean: 2 });
  });

  it("accepts a fixed residual variance, as of known standard errors", () => {
    const known = { ...role, residualVariance: 1, information: [0, 1] };
    const [table] = effectsTables(draws, { ...emptyRoles, effects: [known] });
    // Without information a level is drawn in entirely. B: 1/2 and 1/10
    expect(table!.rows.map(({ shrinkage }) => shrinkage)).toEqual([1, expect.closeTo(0.3, 15)]);
  });

  it("falls back on variances where the data do not fix the information, at most 1", () => {
    const unknown = { ...role, information: null, residualVariance: null };
    const [table] = effectsTables(draws, { ...emptyRoles, effects: [unknown] });
    // Var(b) = 2 over mean τ² = 5
    expect(table!.rows[0]!.shrinkage).toBeCloseTo(0.4, 15);
    expect(table!.shrinkageDefinition).toContain("posterior variance");
    const wide = makeDraws(shape, { "b[A]": [-9, 9], "b[B]": [0, 2], τ2: [1, 1] });
    expect(effectsTables(wide, { ...emptyRoles, effects: [unknown] })[0]!.rows[0]!.shrinkage).toBe(1);
  });

  it("can be asked for one group", () => {
    const roles = { ...emptyRoles, effects: [role, { ...role, group: "batch" }] };
    expect(effectsTables(draws, roles, { group: "batch" }).map(({ group }) => group)).toEqual(["batch"]);
  });
});
