/** Rows and groups left out by weights, beside fits without each of them. */

import { describe, expect, it } from "vitest";
import { compare, fit, formula } from "../../src/index.ts";
import { dataFile } from "../run/bundled.ts";

const data = dataFile("sleepstudy");
const calm = { workers: 0, seed: 8 } as const;

describe("what is left out by weights", () => {
  it("is predicted as by fits without it: subjects with slopes, their effects integrated out", async () => {
    const slopes = await fit(await formula("Reaction ~ 1 + Days + (1 + Days | Subject)", { data }), {
      data,
      ...calm,
    });
    const weighted = await compare({ slopes }, { by: "group", group: "Subject", refit: 0 });
    const fitted = await compare({ slopes }, { by: "kfold", group: "Subject", folds: 18 });
    const [one, other] = [weighted.models[0]!, fitted.models[0]!];
    one.elpd.forEach((elpd, i) => {
      if (one.unreliable.includes(i)) return;
      const error = Math.hypot(one.mcse![i]!, other.mcse![i]!);
      expect(Math.abs(elpd - other.elpd[i]!), weighted.points[i]).toBeLessThan(5 * error + 0.02);
    });
    expect(one.unreliable.length).toBeLessThan(4);
  });

  it("is predicted as by fits without it: rows of few in a batch", async () => {
    const table = dataFile("dyestuff");
    const batches = await fit(await formula("Yield ~ 1 + (1 | Batch)", { data: table }), {
      data: table,
      ...calm,
    });
    const weighted = await compare({ batches }, { refit: 0 });
    const fitted = await compare({ batches }, { by: "kfold", folds: 30 });
    const [one, other] = [weighted.models[0]!, fitted.models[0]!];
    one.elpd.forEach((elpd, i) => {
      const error = Math.hypot(one.mcse![i]!, other.mcse![i]!);
      expect(Math.abs(elpd - other.elpd[i]!), weighted.points[i]).toBeLessThan(5 * error + 0.02);
    });
  });
});
