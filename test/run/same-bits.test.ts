/** The same model, data, seed and version give the same bits: in any number of threads, from a file or from memory, today or later. */

import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import vm from "node:vm";
import { describe, expect, it } from "vitest";
import type { Fitted } from "../../src/index.ts";
import { built } from "./built.ts";
import { dataFile, modelFile } from "./bundled.ts";
import { digestSource, recordedOptions, recordedRuns } from "./recorded-runs.ts";

const { fit, readModel } = built;
const short = { chains: 4, warmup: 150, draws: 50, seed: 7 };

/** Every number that a run drew, and what the sampler said of it. */
function hash({ draws }: Fitted): string {
  const digest = createHash("sha256");
  for (const values of [...draws.values, ...Object.values(draws.statistics)]) digest.update(values);
  return digest.digest("hex");
}

/** The columns of a table of numbers and labels. */
function columnsOf(file: string): Record<string, (string | number)[]> {
  const [header, ...rows] = readFileSync(file, "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => line.split(",").map((cell) => JSON.parse(cell) as string | number));
  return Object.fromEntries(header!.map((name, i) => [name, rows.map((row) => row[i]!)]));
}

describe("the draws of a run", async () => {
  const model = await readModel(modelFile("cbpp"));
  const data = dataFile("cbpp");
  const expected = hash(await fit(model, { ...short, data, workers: 0 }));

  it.each([1, 2, 4])("are the same bits in %i worker threads as in the calling one", async (workers) => {
    const fitted = await fit(model, { ...short, data, workers });
    expect(fitted.record.plan.workers).toBe(workers);
    expect(hash(fitted)).toBe(expected);
  });

  it("are the same bits a second time", async () => {
    expect(hash(await fit(model, { ...short, data, workers: 0 }))).toBe(expected);
  });

  it("are the same bits for columns in memory as for a file, and for rows", async () => {
    const columns = columnsOf(data);
    const names = Object.keys(columns);
    const rows = columns[names[0]!]!.map((_, i) =>
      Object.fromEntries(names.map((name) => [name, columns[name]![i]!])),
    );
    expect(hash(await fit(model, { ...short, data: columns, workers: 0 }))).toBe(expected);
    expect(hash(await fit(model, { ...short, data: rows, workers: 0 }))).toBe(expected);
  });

  it("do not depend on the number of chains beside them", async () => {
    const two = await fit(model, { ...short, chains: 2, data, workers: 0 });
    const four = await fit(model, { ...short, data, workers: 0 });
    expect(two.get("σ_herd")).toEqual(four.get("σ_herd").slice(0, 2 * short.draws));
  });

  it("are others for another seed", async () => {
    expect(hash(await fit(model, { ...short, seed: 8, data, workers: 0 }))).not.toBe(expected);
  });
});

describe("the draws of a version", () => {
  const file = join(import.meta.dirname, "expected-digests.json");
  const isRenewed = process.env.RENEW === "1";
  const digest = vm.runInThisContext(digestSource) as (draws: Fitted["draws"]) => string;

  // A change of a sampler changes them: RENEW=1 npx vitest run --project fast test/run/same-bits.test.ts writes them anew.
  it.each(recordedRuns)("by $name are those that were recorded", async ({ name, model, options }) => {
    const data = dataFile(model);
    const fitted = await fit(await readModel(modelFile(model)), { ...options, ...recordedOptions, data });
    const recorded = JSON.parse(readFileSync(file, "utf8")) as Record<string, string>;
    if (isRenewed) {
      writeFileSync(file, `${JSON.stringify({ ...recorded, [name]: digest(fitted.draws) }, null, 2)}\n`);
    } else expect(recorded[name]).toBe(digest(fitted.draws));
  });
});
