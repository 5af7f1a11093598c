/** The workflow of the page on CI, run as GitHub runs it: its steps by bash, with good draws and with bad ones. */

import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { writeStanFiles } from "../cli/stan-files.ts";
import { mainFile } from "../run/built.ts";
import { repository } from "./commands.ts";
import { readBlocks } from "./markdown.ts";

interface Step {
  readonly name: string;
  /** `always()` or `failure()`; empty for a step that runs while all is well. */
  readonly condition: string;
  readonly script: string;
}

/** The steps with a `run`, which stand one key a line, a script of several lines behind `run: |`. */
function readSteps(yaml: string): Step[] {
  const steps = yaml.split(/^ {6}- /m).slice(1);
  return steps.flatMap((step) => {
    const key = (name: string): string => new RegExp(`^ *${name}: (.*)$`, "m").exec(step)?.[1] ?? "";
    const lines = /^ *run: \|\n((?: {10}.*\n)+)/m.exec(step)?.[1]?.replaceAll(/^ {10}/gm, "");
    const script = lines ?? key("run");
    return script === "" ? [] : [{ name: key("name"), condition: key("if"), script }];
  });
}

const page = readFileSync(join(repository, "docs/how-to/diagnose-in-ci.md"), "utf8");
const blocks = readBlocks(page);
const fileOf = (name: string): string =>
  blocks.find(({ directives }) => directives.get("file") === name)?.text ?? "";
const steps = readSteps(fileOf("draws.yml"));

const root = mkdtempSync(join(tmpdir(), "hyperprior-ci-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** `npx hyperprior` is the program as it was built, and `npm` has nothing to install. */
function writePrograms(folder: string): void {
  mkdirSync(folder);
  const programs = {
    npx: `[ "$1" = hyperprior ] || exit 99\nshift\nexec "${process.execPath}" "${mainFile}" "$@"`,
    npm: `[ "$*" = ci ] || exit 99`,
  };
  for (const [name, text] of Object.entries(programs)) {
    writeFileSync(join(folder, name), `#!/bin/sh\n${text}\n`);
    chmodSync(join(folder, name), 0o755);
  }
}

/** Runs the steps in a project with these draws: after one that failed, only those that are to run then. */
function runWorkflow(name: string, draws: Parameters<typeof writeStanFiles>[2]) {
  const folder = join(root, name);
  const programs = join(folder, "programs");
  mkdirSync(join(folder, "results"), { recursive: true });
  writePrograms(programs);
  writeStanFiles(join(folder, "results"), "fit", draws);
  writeFileSync(join(folder, "hyperprior.json"), fileOf("hyperprior.json"));
  const env = {
    ...process.env,
    PATH: `${programs}${delimiter}${process.env.PATH}`,
    GITHUB_STEP_SUMMARY: join(folder, "step-summary.md"),
  };
  const ended: { name: string; code: number | null; err: string }[] = [];
  for (const step of steps) {
    const hasFailed = ended.some(({ code }) => code !== 0);
    if (step.condition === "failure()" ? !hasFailed : step.condition === "" && hasFailed) continue;
    const { status, stderr } = spawnSync("bash", ["-e", "-c", step.script], { cwd: folder, env });
    ended.push({ name: step.name, code: status, err: String(stderr) });
  }
  const read = (file: string): string => readFileSync(join(folder, file), "utf8");
  const has = (file: string): boolean => existsSync(join(folder, file));
  return { ended, read, has, codes: Object.fromEntries(ended.map((one) => [one.name, one.code])) };
}

it("has the steps that its conditions are told of", () => {
  expect(steps.map(({ name, condition }) => [name, condition])).toEqual([
    ["install", ""],
    ["diagnose", ""],
    ["say it on the page of the run", "always()"],
    ["draw what went wrong", "failure()"],
  ]);
});

it("passes with good draws", () => {
  const { codes, read, has, ended } = runWorkflow("good", {});
  expect(codes, JSON.stringify(ended)).toEqual({
    install: 0,
    diagnose: 0,
    "say it on the page of the run": 0,
  });
  expect(read("diagnosis.xml")).toMatch(/<testsuites name="hyperprior diagnose" tests="9" failures="0" /);
  expect(read("diagnosis.xml")).not.toContain("<failure");
  expect(read("step-summary.md")).toContain("__diagnosis: good__");
  expect(has("rank.svg")).toBe(false);
});

it("fails with exit code 3 and a whole report where draws are bad", () => {
  const { codes, read, ended } = runWorkflow("bad", { shift: 3, divergent: 20 });
  expect(codes, JSON.stringify(ended)).toEqual({
    install: 0,
    diagnose: 3,
    "say it on the page of the run": 0,
    "draw what went wrong": 0,
  });
  const report = read("diagnosis.xml");
  expect(report).toMatch(/ failures="4" /);
  expect(report).toContain("80 of 2000 transitions diverged");
  expect(report.trimEnd()).toMatch(/<\/testsuites>$/);
  const said = read("step-summary.md");
  expect(said).toContain("__diagnosis: failed");
  expect(said).toContain("| mu __!__ |");
  expect(read("rank.svg")).toMatch(/^<svg /);
  expect(read("trace.html")).toMatch(/^<!doctype html>/i);
});

it("judges by the thresholds of the project", () => {
  const { codes, read } = runWorkflow("few", { draws: 60 });
  expect(codes.diagnose).toBe(3);
  expect(read("diagnosis.xml")).toContain("bulk ESS ≥ 400");
});

it("tells what could not be judged as skipped", () => {
  const folder = join(root, "table");
  mkdirSync(folder);
  const rows = Array.from({ length: 400 }, (_, i) => `${1 + (i % 2)},${Math.sin(i * i)}`);
  writeFileSync(join(folder, "fit.csv"), `.chain,mu\n${rows.join("\n")}\n`);
  const words = [mainFile, "diagnose", "fit.csv", "--output", "junit"];
  const { stdout } = spawnSync(process.execPath, words, { cwd: folder });
  expect(String(stdout)).toContain(' skipped="2"');
});

it("warns of a chain that was cut short, in the report too, and judges what is there", () => {
  const folder = join(root, "cut");
  mkdirSync(folder);
  const files = writeStanFiles(folder, "fit");
  const text = readFileSync(files[2]!, "utf8");
  writeFileSync(files[2]!, text.slice(0, text.length * 0.9));
  const words = [mainFile, "diagnose", "fit_*.csv", "--output", "junit"];
  const judge = (...more: string[]) => spawnSync(process.execPath, [...words, ...more], { cwd: folder });
  const { status, stdout, stderr } = judge();
  expect(status).toBe(0);
  expect(String(stderr)).toMatch(/HP0833.*HP0825/s);
  expect(String(stdout)).toMatch(/<skipped message="HP0833.*HP0825/s);
  expect(judge("--min-ess", "1900").status).toBe(3);
});

it("does not take a misspelt threshold for none", () => {
  const folder = join(root, "good");
  writeFileSync(join(folder, "hyperprior.json"), fileOf("hyperprior.json").replace("max_rhat", "max_rhatt"));
  const { status } = spawnSync(process.execPath, [mainFile, "diagnose", "results/fit_*.csv"], {
    cwd: folder,
  });
  expect(status).toBe(1);
});
