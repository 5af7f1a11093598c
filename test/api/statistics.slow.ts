/** Every sampler on patterns in place of rows, and what is asked of a run of statistics that takes longer. */

import { describe, expect, it } from "vitest";
import { contrast } from "../../src/api/answers.ts";
import { fit, readModel, sensitivity, statistics } from "../../src/index.ts";
import { markdownReport } from "../../src/run-report/in-node.ts";
import { dataFile, modelFile } from "../run/bundled.ts";
import { expectSamePatterns } from "./same-patterns.ts";

describe("patterns of counts", () => {
  it.each(["marginal", "whitened", "nuts", "hmc", "gibbs"] as const)(
    "have the posterior of the rows by %s",
    async (method) => {
      await expectSamePatterns(method, { workers: 0, chains: 4, warmup: 500, draws: 1000 });
    },
  );
});

describe("a run of statistics", () => {
  it("has the sensitivity and the contrasts of one of rows, and a report", async () => {
    const model = await readModel(modelFile("sleepstudy"));
    const made = await statistics(model, { data: dataFile("sleepstudy") });
    const options = { workers: 0, chains: 2, warmup: 500, draws: 1000 } as const;
    const own = await fit(model, { ...options, statistics: [made] });
    const ofRows = await fit(model, { ...options, data: dataFile("sleepstudy") });
    const [one, other] = [await sensitivity(own), await sensitivity(ofRows)];
    one.rows.forEach((row, i) => {
      expect(Math.abs(row.likelihood!.distance - other.rows[i]!.likelihood!.distance)).toBeLessThan(1e-6);
    });
    const [slope, its] = [await contrast(own, { slope: "days" }), await contrast(ofRows, { slope: "days" })];
    expect(Math.abs(slope.means[0]!.estimate.mean - its.means[0]!.estimate.mean)).toBeLessThan(1e-6);
    const { text } = await markdownReport(own);
    expect(text).toContain("of which the model had statistics of 18 groups and not the rows");
  });
});
