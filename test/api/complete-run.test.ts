/** Questions of runs whose draws do not hold the effects of their many levels: answered as by a run that kept them. */

import { describe, expect, it } from "vitest";
import { contrast, ppc, predict } from "../../src/api/answers.ts";
import { fit } from "../../src/api/fit.ts";
import { parseModel } from "../../src/api/model.ts";
import { predictModel } from "../../src/api/predict-model.ts";
import { predictedOfRun } from "../../src/api/predicted-of-run.ts";
import { ProblemError } from "../../src/api/problem-error.ts";
import { loo } from "../../src/calibration/compare.ts";
import { readCsv } from "../../src/data/read-csv.ts";
import { calm, text } from "./many-levels.ts";

const left = await fit(parseModel(text), calm);
const kept = await fit(parseModel(text), { ...calm, keep: "all" });
const bare = { readFile: readCsv, isPath: true };

describe("draws that do not hold effects", () => {
  it("are drawn again where rows need them, with the bits of a run that kept them", async () => {
    expect(left.record.plan.notKept).toEqual(["b"]);
    const rows = { data: { g: ["g3", "g500"] } };
    for (const kind of ["expected", "outcome"] as const)
      expect(await predict(left, { ...rows, kind })).toEqual(await predict(kept, { ...rows, kind }));
    const options = { by: "g = g1, g2", contrast: "pairwise" } as const;
    expect(await contrast(left, options)).toEqual(await contrast(kept, options));
    const few = { replicates: 20, statistics: ["sd_between"] };
    expect(await ppc(left, few)).toEqual(await ppc(kept, few));
    const { elpd } = (await loo(left, { by: "waic" })).models[0]!;
    expect(elpd).toEqual((await loo(kept, { by: "waic" })).models[0]!.elpd);
  });

  it("are not asked for where rows have none of these levels", async () => {
    const rows = { grid: "g = average", kind: "linear" } as const;
    const { rows: found } = await predictModel(left, rows, bare);
    expect(found).toEqual((await predictModel(kept, rows, bare)).rows);
    const μ = left.get("μ");
    expect(found[0]!.mean).toBeCloseTo(μ.reduce((sum, one) => sum + one, 0) / μ.length, 9);
  });

  it("are missed where nothing can be drawn again", async () => {
    const asked = predictModel(left, { data: { g: ["g3"] } }, bare);
    await expect(asked).rejects.toThrow("HP0970");
    await expect(predictedOfRun(left, bare)).rejects.toThrow(ProblemError);
  });

  it("are all needed where something else is made of them", async () => {
    const whole = await fit(parseModel(`${text}best = max(b)\n`), calm);
    expect(whole.record.plan.notKept).toEqual(["b"]);
    await expect(predictModel(whole, { grid: "g = average" }, bare)).rejects.toThrow("HP0970");
  });
});
