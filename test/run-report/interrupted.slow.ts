/** A report takes its time where chains are run for its sensitivities: it says so, and what is interrupted leaves no file. */

import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { uninterrupted } from "../../src/cli/report-progress.ts";
import { htmlReport, saveRun } from "../../src/index.ts";
import type { ReportProgress } from "../../src/run-report/report-input.ts";
import { shortRun } from "../manuscript/short-runs.ts";

const main = join(import.meta.dirname, "../../dist/cli/main.js");
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "hyperprior-interrupted-report-"));
  await saveRun(await shortRun("sleepstudy"), join(folder, "a.run"));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("a report that is long in the making", () => {
  it("tells of the iterations of chains that are run for it", async () => {
    const told: ReportProgress[] = [];
    await htmlReport(await shortRun("student-t-effects", { method: "nuts" }), {
      onProgress: (one) => told.push(one),
    });
    const drawing = told.filter(({ iterations }) => iterations !== null);
    expect(drawing.length).toBeGreaterThan(0);
    expect(new Set(drawing.map(({ part }) => part))).toEqual(new Set(["sensitivity"]));
    expect(drawing.at(-1)!.iterations).toBeGreaterThan(100);
  });

  it.each([300, 600, 1000, 1500, 2000])(
    "and interrupted after %d ms leaves no file, or a whole one",
    async (ms) => {
      const out = join(folder, "a.html");
      rmSync(out, { force: true });
      const child = spawn(process.execPath, [main, "report", join(folder, "a.run"), "--lenient"], {
        stdio: "ignore",
      });
      const ended = new Promise<NodeJS.Signals | null>((resolve) => {
        child.once("exit", (_, signal) => resolve(signal));
      });
      const timer = setTimeout(() => child.kill("SIGINT"), ms);
      const signal = await ended;
      clearTimeout(timer);
      expect(readdirSync(folder).sort()).toEqual(signal === null ? ["a.html", "a.run"] : ["a.run"]);
    },
  );

  it("is written whole, though a signal comes while it is written", async () => {
    const file = join(folder, "whole.txt");
    await uninterrupted(async () => {
      process.kill(process.pid, "SIGINT");
      await new Promise((resolve) => setTimeout(resolve, 50));
      writeFileSync(file, "whole");
    });
    expect(readdirSync(folder)).toContain("whole.txt");
    expect(process.listenerCount("SIGTERM")).toBeLessThan(2);
    rmSync(file);
  });
});
