/** Effects that draws do not hold, drawn later: with the bits of a run that kept them, and what was kept as it was. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { drawAgain, fit, resume, saveRun } from "../../src/api/fit.ts";
import { Fitted } from "../../src/api/fitted.ts";
import { parseModel } from "../../src/api/model.ts";
import { readRun } from "../../src/api/read-run.ts";
import { mean, standardDeviation } from "../../src/posterior/moments.ts";
import { run } from "../cli/captured-terminal.ts";
import { calm, data, expectSameBits, levels, text } from "./many-levels.ts";

const folder = mkdtempSync(join(tmpdir(), "hyperprior-"));
afterAll(() => rmSync(folder, { recursive: true }));

const left = await fit(parseModel(text), calm);
const again = await drawAgain(left);

describe("effects that were not kept", () => {
  it("are drawn again, and everything that was kept has the very same draws", () => {
    expect(left.record.plan.notKept).toEqual(["b"]);
    expect(again.record.plan.notKept).toEqual([]);
    expect(again.record.plan.apart).toEqual(["b"]);
    expectSameBits(left, again);
    expect(again.effects()).toHaveLength(1);
    expect(again.effects()[0]!.rows).toHaveLength(504);
  });

  it.each([text, `${text}best = max(b)\n`])("have the bits of a run that kept them: %#", async (source) => {
    const some = await fit(parseModel(source), calm);
    const kept = await fit(parseModel(source), { ...calm, keep: "all" });
    expect(kept.draws.drawCount).toBe(some.draws.drawCount);
    expectSameBits(some, kept);
    expectSameBits(kept, await drawAgain(some));
  });

  it("are the same in a run that is gone on with", async () => {
    const options = { ...calm, keep: "all" } as const;
    const more = { until: "ess(μ) > 60" } as const;
    const whole = await fit(parseModel(text), { ...options, ...more });
    const gone = await resume(await fit(parseModel(text), options), { ...more, data });
    expect(gone.record.plan.apart).toEqual(["b"]);
    expectSameBits(whole, gone);
  });

  it("are drawn from their distribution given all else, by numbers that the chain does not have", () => {
    const [μ, τ, σ] = ["μ", "τ", "σ"].map((name) => again.get(name)) as [
      Float64Array,
      Float64Array,
      Float64Array,
    ];
    const standardized = levels.map((level, j) => {
      const total = data.y[2 * j]! + data.y[2 * j + 1]!;
      return again.get(`b[${level}]`).map((value, s) => {
        const precision = 2 / σ[s]! ** 2 + 1 / τ[s]! ** 2;
        return (value - (total - 2 * μ[s]!) / σ[s]! ** 2 / precision) * Math.sqrt(precision);
      });
    });
    const all = Float64Array.from(standardized.flatMap((values) => [...values]));
    const error = 1 / Math.sqrt(all.length);
    expect(Math.abs(mean(all))).toBeLessThan(4 * error);
    expect(Math.abs(standardDeviation(all) - 1)).toBeLessThan(4 * error);
    // Neither one draw and the next, nor one level and the next.
    const products = standardized.flatMap((values, j) => {
      const beside = standardized[(j + 1) % 504]!;
      return [...values].map((value, s) => [value * values[(s + 1) % values.length]!, value * beside[s]!]);
    });
    for (const k of [0, 1]) expect(Math.abs(mean(products.map((one) => one[k]!)))).toBeLessThan(4 * error);
  });

  it("are nothing to draw where draws hold all", async () => {
    expect(await drawAgain(again)).toBe(again);
  });

  it("are told of where what is known comes out otherwise, or another version made it", async () => {
    const values = left.draws.values.map((one, v) => (v === 0 ? one.map((x) => x + 1e-15) : one));
    const edited = left.withDraws({ ...left.draws, values });
    await expect(drawAgain(edited)).rejects.toThrow(/HP0891.*draws of `μ`/s);
    const old = new Fitted({ record: { ...left.record, hyperprior: "0.0.1" }, draws: left.draws });
    await expect(drawAgain(old)).rejects.toThrow("HP0609");
  });
});

describe("effects RUN --draw-again", () => {
  it("shows them from a saved run, with its data named where they were in memory", async () => {
    const saved = join(folder, "left.run");
    await saveRun(left, saved);
    const without = await run("effects", saved);
    expect(without.code).toBe(1);
    expect(without.err).toContain("`--draw-again`");
    const gone = await run("effects", saved, "--draw-again");
    expect(gone.err).toContain("`--run-data FILE`");
    const table = join(folder, "rows.csv");
    const { writeFileSync } = await import("node:fs");
    writeFileSync(table, `y,g\n${data.y.map((y, i) => `${y},${data.g[i]}`).join("\n")}\n`);
    const unused = await run("effects", saved, "--run-data", table);
    expect({ code: unused.code, told: unused.err.includes("HP0889") }).toEqual({ code: 1, told: true });
    const shown = await run("effects", saved, "--draw-again", "--run-data", table, "--lenient", "--json");
    expect(shown.code).toBe(0);
    const [effects] = JSON.parse(shown.out).effects;
    expect(effects.levels).toHaveLength(504);
    const [first] = again.effects()[0]!.rows;
    expect(effects.levels[0].mean).toBe(first!.mean);
    expect(shown.err).toContain("the run is made again");
    expect((await readRun(saved)).record.plan.notKept).toEqual(["b"]);
  });
});
