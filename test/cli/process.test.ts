/** The command line in a process of its own, as it is built: streams, colours, pipes. */

import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { describeSeconds } from "../../src/cli/progress.ts";
import { processTerminal } from "../../src/cli/terminal.ts";
import { writeRun } from "../../src/run/record/run-folder.ts";
import { mainFile } from "../run/built.ts";
import { dataFile, modelFile } from "../run/bundled.ts";
import { failedRun } from "./fixed-run.ts";

let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "hyperprior-"));
  await writeRun(join(folder, "failed"), failedRun);
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function start(...words: readonly string[]) {
  const child = spawn(process.execPath, [mainFile, ...words], {
    env: { ...process.env, NO_COLOR: undefined },
  });
  let [out, err] = ["", ""];
  child.stdout.on("data", (piece) => {
    out += String(piece);
  });
  child.stderr.on("data", (piece) => {
    err += String(piece);
  });
  const ended = new Promise<{ code: number | null; out: string; err: string }>((resolve) => {
    child.on("close", (code) => resolve({ code, out, err }));
  });
  return { child, ended };
}

describe("a process", () => {
  it("ends with the exit code of the command, without colours in a pipe", async () => {
    const { code, out, err } = await start("diagnose", join(folder, "failed")).ended;
    expect({ code, err }).toEqual({ code: 3, err: "" });
    expect(out).toMatch(/^diagnosis: failed, 3 rules broken\n/);
    expect(out).not.toContain("\u001b");
  });

  it("is quiet when its reader has had enough, as under `| head -1`", async () => {
    const { child, ended } = start(
      "explain",
      modelFile("grouseticks"),
      "--data",
      dataFile("grouseticks"),
      "--code",
    );
    child.stdout.destroy();
    expect(await ended).toEqual({ code: 0, out: "", err: "" });
  });

  it("draws no bar where standard error is no terminal", async () => {
    const words = ["--chains", "1", "--warmup", "50", "--draws", "50", "--lenient", "--json"];
    const run = [
      "fit",
      modelFile("dyestuff"),
      "--data",
      dataFile("dyestuff"),
      "--out",
      join(folder, "a.run"),
    ];
    const { code, out, err } = await start(...run, ...words).ended;
    expect(code).toBe(0);
    expect(err).toMatch(/^\nsaved in /);
    expect(err).not.toContain("\r");
    expect(JSON.parse(out)).toMatchObject({ model: "dyestuff" });
  });
});

describe("colours", () => {
  const isTTY = Object.getOwnPropertyDescriptor(process.stdout, "isTTY");
  afterEach(() => {
    vi.unstubAllEnvs();
    if (isTTY) Object.defineProperty(process.stdout, "isTTY", isTTY);
    else Reflect.deleteProperty(process.stdout, "isTTY");
  });

  it.each([
    [true, undefined, true],
    [true, "", true],
    [true, "1", false],
    [false, undefined, false],
  ])("with a terminal (%s) and NO_COLOR %j: %s", (isTerminal, noColor, isColored) => {
    Object.defineProperty(process.stdout, "isTTY", { value: isTerminal, configurable: true });
    vi.stubEnv("NO_COLOR", noColor);
    const painted = processTerminal().paint("failed", "alert");
    expect(painted.includes("\u001b[31m")).toBe(isColored);
    expect(painted).toContain("failed");
  });
});

it.each([
  [0, "0 s"],
  [0.2, "1 s"],
  [89, "89 s"],
  [90, "2 min"],
  [3600, "60 min"],
  [5400, "2 h"],
])("%f seconds left are told as %s", (seconds, text) => {
  expect(describeSeconds(seconds)).toBe(text);
});
