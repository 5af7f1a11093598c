/** The command line killed at many random points, in warm-up, while sampling and while saving: every sampler, in one thread and in two. */

import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dataFile, modelFile } from "./bundled.ts";
import { fitAndKill } from "./killed.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "hyperprior-"));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const cases: readonly [string, string, readonly string[]][] = [
  ["nuts", "cbpp", ["--warmup", "1000", "--draws", "6000"]],
  ["nuts", "dyestuff", ["--warmup", "1000", "--draws", "6000", "--metric", "dense"]],
  ["marginal", "sleepstudy", ["--draws", "20000"]],
  ["gibbs", "penicillin", ["--draws", "20000"]],
];

describe.each([0, 2])("a run that is killed ten times (workers: %i)", (workers) => {
  it.each(cases)("comes to the same draws in the end: %s, %s", async (method, name, options) => {
    const words = [
      ...[modelFile(name), "--data", dataFile(name), "--method", method],
      ...["--chains", "3", "--workers", String(workers), ...options],
    ];
    const [whole, killed] = ["whole", "killed"].map((kind) => join(folder, `${kind}-${name}-${workers}.run`));
    await fitAndKill(words, whole!, { kills: 0, mostMs: 0, seed: 1 });
    const { kills } = await fitAndKill(words, killed!, { kills: 10, mostMs: 1500, seed: 10 + workers });
    expect(kills).toBeGreaterThan(2);
    const [expected, found] = [whole, killed].map((run) => readFileSync(join(run!, "draws.parquet")));
    expect(found!.equals(expected!)).toBe(true);
  });
});
