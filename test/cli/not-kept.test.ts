/** What is told of a run whose draws do not hold all group effects, and of warm-up that there was not. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeRun } from "../../src/run/record/run-folder.ts";
import type { Run } from "../../src/run/run.ts";
import { dataFile, modelFile } from "../run/bundled.ts";
import { run } from "./captured-terminal.ts";
import { goodRun } from "./fixed-run.ts";

const { record, draws } = goodRun;
const { plan, roles } = record;
const [batchVariance] = roles.components;
const studentVariance = { ...batchVariance!, group: "student" };

/** No effects of batches are kept. */
const without: Run = {
  draws,
  record: { ...record, plan: { ...plan, notKept: ["b"] }, roles: { ...roles, effects: [] } },
};
/** Those of batches are kept, those of students are not. */
const partly: Run = {
  draws,
  record: {
    ...record,
    plan: { ...plan, notKept: ["s"] },
    roles: { ...roles, components: [batchVariance!, studentVariance] },
  },
};
const independent: Run = { draws, record: { ...record, plan: { ...plan, warmup: 0 } } };

let folder: string;
const at = (name: string): string => join(folder, name);
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "hyperprior-"));
  await writeRun(at("without"), without);
  await writeRun(at("partly"), partly);
  await writeRun(at("independent"), independent);
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe("effects of a run whose draws do not hold them", () => {
  it.each([[[]], [["batch"]], [["--json"]]])("are a problem that names `--keep all`: %j", async (words) => {
    const { code, out, err } = await run("effects", at("without"), ...words);
    expect(code).toBe(1);
    if (words[0] !== "--json") expect(out).toBe("");
    expect(err).toContain("error HP0705: the draws do not hold the effects of `batch`");
    expect(err).toContain("--keep all");
  });

  it("are a warning beside those of another factor, which are shown", async () => {
    const { code, out, err } = await run("effects", at("partly"));
    expect(code).toBe(0);
    expect(out).toContain("effects of batch: intercept");
    expect(err).toContain("warning HP0705: the draws do not hold the effects of `student`");
  });

  it("do not concern who asks for another factor", async () => {
    const { code, err } = await run("effects", at("partly"), "batch");
    expect({ code, err }).toEqual({ code: 0, err: "" });
  });

  it("are an error for who asks for them alone", async () => {
    const { code, out, err } = await run("effects", at("partly"), "student");
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toContain("HP0705");
  });

  it("are not mistaken for those of a factor that there is not", async () => {
    const { err } = await run("effects", at("partly"), "cask");
    expect(err).toContain("HP0704");
  });
});

describe("warm-up", () => {
  it("is not in the head of a summary where no transitions were thrown away", async () => {
    const { out } = await run("summary", at("independent"));
    expect(out).toContain("4 chains × 250 draws, seed 11");
  });

  it.each([
    ["nuts", 150],
    ["marginal", 0],
  ])("that the plan of a run with %s tells is %i of the 150 that were asked for", async (method, warmup) => {
    const asked = ["--chains", "2", "--warmup", "150", "--draws", "50", "--workers", "0"];
    const words = [...asked, "--method", method, "--json", "--lenient"];
    const { out } = await run("fit", modelFile("dyestuff"), "--data", dataFile("dyestuff"), ...words);
    expect(JSON.parse(out)).toHaveProperty("plan.warmup", warmup);
  });
});
