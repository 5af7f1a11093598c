/** `resume`, and rules that end a run: what they print, and which exit codes they end with. */

import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeRun } from "../../src/run/record/run-folder.ts";
import { dataFile, modelFile } from "../run/bundled.ts";
import { run } from "./captured-terminal.ts";
import { goodRun } from "./fixed-run.ts";

const model = modelFile("dyestuff");
let folder: string;
const at = (name: string): string => join(folder, name);
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "hyperprior-"));
  copyFileSync(dataFile("dyestuff"), at("data.csv"));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const fit = (out: string, ...words: string[]) =>
  run("fit", model, "--data", at("data.csv"), "--workers", "0", "--out", at(out), ...words);
const drawsOf = (out: string) => readFileSync(join(at(out), "draws.parquet"));

describe("resume", () => {
  it("gives a run more draws, in its folder, and prints what fit prints", async () => {
    await fit("short", "--draws", "150");
    const whole = await fit("whole", "--draws", "400");
    const { code, out, err } = await run("resume", at("short"), "--draws", "400");
    expect({ code, out }).toEqual({ code: whole.code, out: whole.out });
    expect(err).toMatch(/saved in .*short \(set-up/);
    expect(drawsOf("short").equals(drawsOf("whole"))).toBe(true);
  });

  it("prints a run that has all its draws, with the exit code of its diagnosis", async () => {
    await fit("done", "--draws", "300");
    const before = drawsOf("done");
    const { code, out, err } = await run("resume", at("done"));
    expect(code).toBe(0);
    expect(out).toContain("diagnosis: good");
    expect(err).toContain("the run has all its draws");
    expect(drawsOf("done").equals(before)).toBe(true);
    await fit("bad", "--draws", "20");
    expect((await run("resume", at("bad"))).code).toBe(3);
    expect((await run("resume", at("bad"), "--lenient")).code).toBe(0);
  });

  it("takes tables that have moved, and refuses those that have changed", async () => {
    const moved = at("moved.csv");
    copyFileSync(at("data.csv"), moved);
    await run("fit", model, "--data", moved, "--draws", "150", "--out", at("moved"), "--workers", "0");
    copyFileSync(moved, at("here.csv"));
    rmSync(moved);
    const gone = await run("resume", at("moved"), "--draws", "200");
    expect(gone).toMatchObject({ code: 1, out: "" });
    expect(gone.err).toContain("HP0613");
    writeFileSync(at("changed.csv"), readFileSync(at("here.csv"), "utf8").replace("1545", "1546"));
    const changed = await run("resume", at("moved"), "--draws", "200", "--data", at("changed.csv"));
    expect(changed).toMatchObject({ code: 1, out: "" });
    expect(changed.err).toContain("HP0614");
    expect((await run("resume", at("moved"), "--draws", "400", "--data", at("here.csv"))).code).toBe(0);
    // It knows from now on where they are.
    expect((await run("resume", at("moved"), "--draws", "410")).code).toBe(0);
  });

  it.each([
    ["a folder that is no run", () => [at("nothing"), "--draws", "2"], "HP0604"],
    ["a run without states", () => [at("fixed"), "--draws", "2000"], "HP0610"],
    ["fewer draws than there are", () => [at("few"), "--draws", "29"], "HP0615"],
    ["a rule that is none", () => [at("few"), "--until", "ess < 5"], "--until:1:5"],
    ["a rule about nothing", () => [at("few"), "--until", "ess(c) > 5"], "HP0617"],
  ])("ends with 1 for %s, and prints nothing", async (_, words, message) => {
    await writeRun(at("fixed"), goodRun);
    await fit("few", "--draws", "30");
    const { code, out, err } = await run("resume", ...words());
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toContain(message);
  });
});

describe("fit --until", () => {
  it("ends the run when the rule holds, and says so", async () => {
    const { code, out } = await fit("until", "--until", "ess > 1000 and rhat < 1.01");
    expect(code).toBe(0);
    expect(out).toMatch(/^method .*4 chains × \d+ draws/m);
    expect(out).toMatch(/^note {4}stopped after \d+ draws per chain: ess > 1000 and rhat < 1\.01$/m);
    const again = await run("summary", at("until"));
    expect(again.out).toContain("stopped after");
  });

  it("warns of a rule that does not hold in the end, with the exit code of the diagnosis", async () => {
    const { code, out, err } = await fit("not", "--until", "mcse(icc) < 1e-4", "--draws", "400");
    expect(code).toBe(0);
    expect(err).toContain("HP0618");
    expect(err).toMatch(/400 draws per chain, the most that were asked for: mcse of icc is 0\.\d+/);
    expect(out).toMatch(/^note {4}the rule mcse\(icc\) < 1e-4 does not hold: mcse of icc is/m);
  });

  it("refuses a rule before anything is read or drawn", async () => {
    const { code, out, err } = await run("fit", model, "--until", "sd(icc) < 1");
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toContain("--until:1:1\n  1 | sd(icc) < 1\n    | ^^\nerror HP0616");
  });
});
