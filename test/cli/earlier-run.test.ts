/** `fit` into the folder of a run: what is replaced is told. */

import { mkdtempSync, rmSync, truncateSync, utimesSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { describeAge } from "../../src/cli/ages.ts";
import { writeRun } from "../../src/run/record/run-folder.ts";
import { glanceAtRun } from "../../src/run/record/run-glance.ts";
import { dataFile, modelFile } from "../run/bundled.ts";
import { run } from "./captured-terminal.ts";
import { goodRun } from "./fixed-run.ts";

const folder = mkdtempSync(join(tmpdir(), "hyperprior-earlier-"));
afterAll(() => rmSync(folder, { recursive: true }));

const short = ["--workers", "0", "--chains", "2", "--warmup", "150", "--draws", "20", "--exact-draws"];
const fit = (place: string) =>
  run("fit", modelFile("dyestuff"), "--data", dataFile("dyestuff"), ...short, "--out", place);

describe("fit", () => {
  it("says which run it took the place of, its method, size and age", async () => {
    const place = join(folder, "replaced");
    expect((await fit(place)).err).not.toContain("in place of");
    const old = Date.now() / 1000 - 3 * 3600 - 60;
    utimesSync(join(place, "run.json"), old, old);
    const { err } = await fit(place);
    expect(err).toContain(
      "in place of the run that was there (dyestuff, marginal, 2 × 20 draws, saved 3 h ago)\n",
    );
  });

  it("says nothing of the kind when a run is gone on with", async () => {
    const place = join(folder, "resumed");
    await fit(place);
    const { err } = await run("resume", place, "--draws", "30");
    expect(err).toContain("saved in");
    expect(err).not.toContain("in place of");
  });
});

describe("a look at a run", () => {
  it("counts its draws without reading them", async () => {
    const place = join(folder, "seen");
    await writeRun(place, goodRun);
    const { record, chainCount, drawCount, bytes, savedAt } = await glanceAtRun(place);
    expect({ chainCount, drawCount }).toEqual({ chainCount: 4, drawCount: 250 });
    expect(record.model).toEqual(goodRun.record.model);
    expect(bytes).toBeGreaterThan(8 * 1000 * goodRun.draws.variables.length);
    expect(Math.abs(Date.now() - savedAt)).toBeLessThan(60_000);
  });

  it("says what is wrong with a run whose draws were cut off", async () => {
    const place = join(folder, "cut");
    await writeRun(place, goodRun);
    truncateSync(join(place, "draws.parquet"), 1000);
    await expect(glanceAtRun(place)).rejects.toThrow("it does not belong to the record");
  });
});

it.each([
  [0, "just now"],
  [61_000, "1 min ago"],
  [3_599_000, "59 min ago"],
  [7_300_000, "2 h ago"],
  [90_000_000, "a day ago"],
  [400_000_000, "4 days ago"],
])("%d ms are %s", (ms, words) => {
  expect(describeAge(ms)).toBe(words);
});
