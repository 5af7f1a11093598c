/** What is said of models that are compared. */

import { describe, expect, it } from "vitest";
import { rankEvidence } from "../../src/posterior/compare-evidence.ts";
import { compareScored, type ModelComparison, type ScoredModel } from "../../src/posterior/compare-models.ts";
import { evidenceJson, renderEvidence } from "../../src/report/evidence.ts";
import { modelComparisonJson, renderModelComparison } from "../../src/report/model-comparison.ts";

const count = 120;
const scored = (name: string, of: (i: number) => number, others: Partial<ScoredModel> = {}): ScoredModel => ({
  name,
  elpd: Float64Array.from({ length: count }, (_, i) => of(i)),
  p: new Float64Array(count).fill(0.1),
  paretoK: new Float64Array(count).fill(0.2),
  mcse: new Float64Array(count),
  unreliable: [],
  integrated: null,
  refits: 0,
  notes: [],
  ...others,
});
const compared = (
  models: readonly ScoredModel[],
  others: Partial<ModelComparison> = {},
): ModelComparison => ({
  measure: "loo",
  predicted: "a new row of a known g",
  points: Array.from({ length: count }, (_, i) => `row ${i + 1}`),
  factor: null,
  trustedK: 0.7,
  models: compareScored(models),
  ...others,
});

describe("the text of a comparison", () => {
  const comparison = compared([
    scored("far", (i) => -3 - (i % 2)),
    scored("near", (i) => -1.02 - (i % 2), { unreliable: [3, 9] }),
    scored("best", (i) => -1 - (i % 2), {
      integrated: { factor: "g", method: "closed form", points: 7, quadrature: null },
      refits: 1,
    }),
  ]);
  const text = renderModelComparison(comparison, { width: 80 });

  it("has the best first, a sentence for each other, and what is not to be trusted", () => {
    expect(text.split("\n").filter((line) => line.length > 80)).toEqual([]);
    expect(text).toMatch(/^best +-180\.0 .* 0 +- /mu);
    const said = text.replaceAll(/\n {2}/gu, " ");
    expect(said).toContain("best and near predict alike: a difference of 2.4 is none to speak of (below 4)");
    expect(said).toContain(
      "best predicts better than far: the difference of 240.0 has a standard error of 0.0",
    );
    expect(said).toContain("best: the effects of g are integrated out in closed form, for 7 rows");
    expect(said).toContain("best: fitted again without each of 1 row");
    expect(said).toContain("near: 2 rows with a Pareto k above 0.70");
    expect(said).toContain("--refit 2");
    expect(said).not.toContain("Sivula");
  });

  it("says that errors of few points are too small, and of a single model nothing of others", () => {
    const few = compared([scored("a", () => -1), scored("b", () => -2)], {
      points: ["x", "y"],
      factor: "g",
      measure: "group",
    });
    const said = renderModelComparison(few, { width: 80 });
    expect(said).toContain("of only 2 groups");
    const alone = renderModelComparison(compared([scored("a", () => -1)]), { width: 80 });
    expect(alone).not.toContain("elpd_diff");
    expect(alone).toContain("k > 0.70");
  });

  it("is JSON with the numbers of each point", () => {
    const json = modelComparisonJson(comparison) as {
      models: { model: string; pointwise: { elpd: number[] } }[];
    };
    expect(json.models.map(({ model }) => model)).toEqual(["best", "near", "far"]);
    expect(json.models[0]!.pointwise.elpd).toHaveLength(count);
    expect(JSON.parse(JSON.stringify(json))).toEqual(json);
  });
});

describe("the text of marginal likelihoods", () => {
  const part = { method: "bridge sampling", dimension: 2, integrated: null } as const;
  const models = rankEvidence([
    { name: "a", logEvidence: -102, error: 0.01, ...part },
    { name: "b", logEvidence: -100, error: 0.01, ...part, integrated: "g" },
    { name: "c", logEvidence: -100.01, error: 0.05, ...part },
    { name: "d", logEvidence: -150, error: 0.01, ...part },
  ]);

  it("says how many times as likely the data are, where that is told", () => {
    const said = renderEvidence(models, { width: 80 }).replaceAll(/\n {2}/gu, " ");
    expect(said).toContain("the data are 7.4 times as likely under b as under a");
    expect(said).toContain("the data do not tell b from c");
    expect(said).toContain("the data are e^50.0 times as likely under b as under d");
    expect(said).toContain("b: the effects of g are integrated out first, 2 numbers are left");
    expect(models[0]!.probability).toBeCloseTo(1 / (1 + Math.exp(-2) + Math.exp(-0.01) + Math.exp(-50)), 12);
    expect(JSON.parse(JSON.stringify(evidenceJson(models)))).toMatchObject({ by: "evidence" });
  });
});
