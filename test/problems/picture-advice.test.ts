/** The advice of problems of pictures, followed. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { pictureKinds } from "../../src/pictures/kinds/index.ts";
import { writeRun } from "../../src/run/record/run-folder.ts";
import { run } from "../cli/captured-terminal.ts";
import { goodRun } from "../cli/fixed-run.ts";

let folder = "";
const plot = (...words: readonly string[]) =>
  run("plot", join(folder, "r"), ...words.map((word) => word.replace("@", `${folder}/`)));

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "hyperprior-"));
  expect(await writeRun(join(folder, "r"), goodRun)).toBeNull();
});
afterAll(() => rmSync(folder, { recursive: true }));

async function expectAdvice(words: readonly string[], code: string, hint: string): Promise<void> {
  const { code: exit, err } = await plot(...words);
  expect(err).toContain(`error ${code}:`);
  expect(err.replace(/\n\s*/g, " ")).toContain(hint);
  expect(exit).toBe(1);
}

async function expectNoError(...words: readonly string[]): Promise<void> {
  expect(await plot(...words)).toMatchObject({ code: 0, err: "" });
}

test("HP0740: the nearest kind is a kind", async () => {
  await expectAdvice(["tarce"], "HP0740", "did you mean `trace`?");
  await expectNoError("trace");
});

test("HP0740: a run stands before the kind", async () => {
  const { code, err } = await run("plot", "trace");
  expect(code).toBe(1);
  expect(err.replace(/\n\s*/g, " ")).toContain("name a run or files first: `hyperprior plot RUN trace`");
  await expectNoError("trace");
});

test("HP0741: a kind is named for the file", async () => {
  await expectAdvice(["--out", "@a.svg"], "HP0741", "name it behind the run, as `hyperprior plot RUN");
  await expectNoError("trace", "--out", "@a.svg");
});

const wholeRun = pictureKinds.find(({ variables }) => variables === null)!;
test("HP0742: variables are left out", async () => {
  await expectAdvice([wholeRun.name, "β"], "HP0742", "leave them out");
  await expectNoError(wholeRun.name);
});

test("HP0743: more variables are named, as the summary lists them", async () => {
  await expectAdvice(["trace", "--exclude", "*"], "HP0743", "name more of them");
  await expectNoError("trace", "b[*]");
});

test("HP0745: the other kinds are listed", async () => {
  await expectAdvice(["sensitivity"], "HP0745", "`hyperprior plot RUN` lists the other kinds");
  await expectNoError();
});

test("HP0746: the file is named by how it is written", async () => {
  await expectAdvice(["trace", "--out", "@a.pdf"], "HP0746", "name it as `--out picture.svg`");
  await expectNoError("trace", "--out", "@picture.svg");
});

test("HP0749: an option has its file, or is left out", async () => {
  await expectAdvice(["trace", "--dark"], "HP0749", "name a file: `--out picture.svg`");
  await expectNoError("trace", "--dark", "--out", "@picture.svg");
  await expectAdvice(["trace", "--ascii", "--out", "@p.svg"], "HP0749", "leave it out");
  await expectNoError("trace", "--out", "@p.svg");
  await expectAdvice(["trace", "--width", "90", "--out", "@p.svg"], "HP0749", "write at least `--width 300`");
  await expectNoError("trace", "--width", "300", "--out", "@p.svg");
});
