/** Ctrl-C, sent to the command line as it is built, in a process of its own. */

import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readRunFolder } from "../../src/run/record/run-folder.ts";
import { built, mainFile } from "./built.ts";
import { dataFile, modelFile } from "./bundled.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "hyperprior-"));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

type Act = (child: ChildProcess) => void;

/** Runs `fit`, calls `act` once the process has had `ms` to run, and waits for its end. */
function fitAnd(act: Act, ms: number, words: readonly string[]): Promise<Ended> {
  const child = spawn(process.execPath, [
    mainFile,
    "fit",
    modelFile("dyestuff"),
    "--data",
    dataFile("dyestuff"),
    ...words,
  ]);
  let [out, err] = ["", ""];
  child.stdout.on("data", (piece) => {
    out += String(piece);
  });
  child.stderr.on("data", (piece) => {
    err += String(piece);
  });
  setTimeout(() => act(child), ms);
  return new Promise((resolve) => {
    child.on("close", (code) => resolve({ code, out, err }));
  });
}

/** On a busy machine the process may not have come to where it should be interrupted: then it is given more time. */
async function patiently(
  act: Act,
  isInTime: (ended: Ended) => boolean,
  ...words: readonly string[]
): Promise<Ended> {
  let ended: Ended | null = null;
  for (const ms of [1000, 2500, 6000, 15_000]) {
    ended = await fitAnd(act, ms, words);
    if (isInTime(ended)) break;
  }
  return ended!;
}

const interrupt: Act = (child) => void child.kill("SIGINT");
/** Ended by itself, and not while it was set up. */
const hasCode = ({ code, err }: Ended): boolean => code !== null && !err.includes("during set-up");

describe("an interrupted run", () => {
  // Far more draws than can be made in the time, after a warm-up that is soon over.
  const endless = ["--method", "nuts", "--warmup", "150", "--draws", "100000000"];

  it.each(["0", "2"])(
    "keeps the draws so far and tells of them, with exit code 130 (workers: %s)",
    async (workers) => {
      const out = join(folder, `kept-${workers}.run`);
      const given = ["fit", modelFile("cbpp"), "--data", dataFile("cbpp"), "--out", out];
      const few = ["--chains", "2", "--warmup", "20", "--draws", "100000000", "--checkpoint", "0.5"];
      // A checkpoint tells that there are draws; one that came too early is followed by a long pause.
      const latest = performance.now() + 10_000;
      const hasDraws = () => existsSync(join(out, "draws.parquet")) || performance.now() > latest;
      const ended = await interruptWhenBusy(
        [...given, "--method", "nuts", "--workers", workers, ...few],
        hasDraws,
      );
      expect(ended.code).toBe(130);
      const told = /^note {4}interrupted: draws that were kept, [12] × (\d+)$/m.exec(ended.out);
      expect(ended.out).toMatch(/^σ_herd +\S+/m);
      expect(ended.err).toContain(`saved in ${out}`);
      expect(readdirSync(out).sort()).toEqual(["draws.parquet", "run.json"]);
      const { record, draws } = await built.readRun(out);
      expect(record.isInterrupted).toBe(true);
      expect(draws.drawCount).toBeGreaterThan(0);
      // All that it told of, and not those of the checkpoint alone.
      expect(draws.drawCount).toBe(Number(told?.[1]));
      expect(draws.values[0]!.every(Number.isFinite)).toBe(true);
    },
  );

  it("without draws says so, leaves a record to begin again with, and ends with 130", async () => {
    const out = join(folder, "warm.run");
    const ended = await patiently(
      interrupt,
      hasCode,
      "--method",
      "nuts",
      "--warmup",
      "100000000",
      "--workers",
      "0",
      "--out",
      out,
    );
    expect(ended).toEqual({ code: 130, out: "", err: expect.stringMatching(/interrupted during warm-up/) });
    expect(ended.err).toContain(`begin it again with  hyperprior resume ${out}`);
    expect(readdirSync(out)).toEqual(["run.json"]);
    await expect(built.readRun(out)).rejects.toThrow(/HP0611/);
    const { run } = await readRunFolder(out, true);
    expect(run!.record).toMatchObject({ isInterrupted: true, states: [null, null, null, null] });
  });

  it("during warm-up leaves an earlier run with draws alone", async () => {
    const out = join(folder, "earlier.run");
    const data = dataFile("dyestuff");
    const earlier = await built.fit(await built.readModel(modelFile("dyestuff")), { data, draws: 30, out });
    const ended = await patiently(
      interrupt,
      hasCode,
      ...["--method", "nuts", "--warmup", "100000000", "--workers", "0", "--out", out],
    );
    expect(ended).toEqual({ code: 130, out: "", err: expect.not.stringContaining("resume") });
    expect((await built.readRun(out)).draws).toEqual(earlier.draws);
  });

  it("ends at once at the second signal, and leaves no folder or a whole one", async () => {
    const out = join(folder, "twice.run");
    // Both wait while the process is busy: the first is handled, and then the second.
    const twice: Act = (child) => {
      child.kill("SIGINT");
      child.kill("SIGTERM");
    };
    const ended = await patiently(twice, hasCode, ...endless, "--workers", "0", "--out", out);
    expect(ended).toEqual({ code: 130, out: "", err: "" });
    if (existsSync(join(out, "run.json"))) expect((await readRunFolder(out, true)).problem).toBeNull();
  });
});

/** Runs a command, sends a signal once it has computed for a while, and waits for its end. */
function interruptWhenBusy(
  words: readonly string[],
  isBegun: () => boolean,
  signal: "SIGINT" | "SIGTERM" = "SIGINT",
): Promise<Ended> {
  const child = spawn(process.execPath, [mainFile, ...words]);
  let [out, err] = ["", ""];
  child.stdout.on("data", (piece) => {
    out += String(piece);
  });
  child.stderr.on("data", (piece) => {
    err += String(piece);
  });
  const watch = setInterval(() => {
    if (!isBegun()) return;
    clearInterval(watch);
    setTimeout(() => child.kill(signal), 500);
  }, 20);
  return new Promise((resolve) => {
    child.on("close", (code) => {
      clearInterval(watch);
      resolve({ code, out, err });
    });
  });
}

describe("set-up that takes long", () => {
  const message = /interrupted during set-up: nothing was sampled or saved, and an earlier run is as it was/;

  /** Group effects of so many groups that their pilot alone computes for seconds, and no listener has its turn. */
  function manyGroups(): readonly string[] {
    const [model, table] = [join(folder, "many.model"), join(folder, "many.csv")];
    writeFileSync(
      model,
      "data {\n  y: int >= 0\n  g: factor\n}\nμ ~ normal(0, 1)\nτ ~ half_normal(1)\nb[g] ~ normal(0, τ)\ny ~ poisson_log(μ + b[g])\n",
    );
    const rows = Array.from({ length: 40_000 }, (_, i) => `${(7 * i) % 5},g${i >> 1}`);
    writeFileSync(table, `y,g\n${rows.join("\n")}\n`);
    return [model, "--data", table];
  }

  it("ends at Ctrl-C with 130, says that nothing is saved, and leaves no lock and no folder", async () => {
    const out = join(folder, "many.run");
    const words = ["fit", ...manyGroups(), "--method", "nuts", "--workers", "0", "--out", out];
    const ended = await interruptWhenBusy(words, () => existsSync(join(out, "run.lock")));
    expect(ended).toEqual({ code: 130, out: "", err: expect.stringMatching(message) });
    expect(existsSync(out)).toBe(false);
  });

  it("leaves an earlier run as it was", async () => {
    const out = join(folder, "before.run");
    const data = dataFile("dyestuff");
    const earlier = await built.fit(await built.readModel(modelFile("dyestuff")), { data, draws: 30, out });
    const words = ["fit", ...manyGroups(), "--method", "nuts", "--workers", "0", "--out", out];
    const ended = await interruptWhenBusy(words, () => existsSync(join(out, "run.lock")));
    expect(ended).toEqual({ code: 130, out: "", err: expect.stringMatching(message) });
    expect(readdirSync(out).sort()).toEqual(["draws.parquet", "run.json"]);
    expect((await built.readRun(out)).draws).toEqual(earlier.draws);
  });

  it("is ended by SIGTERM at once, and the folder can be written to again", async () => {
    const out = join(folder, "terminated.run");
    const words = ["fit", ...manyGroups(), "--method", "nuts", "--workers", "0", "--out", out];
    // No code: the signal has ended it, and not the listener that has its turn when the set-up is over.
    const ended = await interruptWhenBusy(words, () => existsSync(join(out, "run.lock")), "SIGTERM");
    expect(ended.code).toBeNull();
    expect(existsSync(join(out, "run.json"))).toBe(false);
    await built.fit(await built.readModel(modelFile("dyestuff")), {
      data: dataFile("dyestuff"),
      draws: 30,
      out,
    });
    expect(readdirSync(out).sort()).toEqual(["draws.parquet", "run.json"]);
  });
});
