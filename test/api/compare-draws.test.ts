import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { compareDraws, Fitted, readDraws } from "../../src/index.ts";
import { run } from "../cli/captured-terminal.ts";
import { goodRun } from "../cli/fixed-run.ts";
import { writeStanFiles } from "../cli/stan-files.ts";

let folder: string;
let files: Record<"a" | "b" | "far", string[]>;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "hyperprior-compare-"));
  files = {
    a: writeStanFiles(folder, "a"),
    b: writeStanFiles(folder, "b", { seed: 9 }),
    far: writeStanFiles(folder, "far", { shift: 3 }),
  };
});
afterAll(() => rmSync(folder, { recursive: true }));

it("draws are compared as the command compares them", async () => {
  const derive = ["icc = tau^2 / (tau^2 + 1)"];
  const found = await compareDraws(files.a, await readDraws(files.b), { margin: 0.3, derive });
  const pattern = (name: string): string => join(folder, `${name}_*.csv`);
  const told = await run(
    ...["compare-draws", pattern("a"), pattern("b"), "--margin", "0.3", "--derive", derive[0]!, "--json"],
  );
  const json = JSON.parse(told.out);
  expect(found.verdict).toBe(json.verdict);
  expect(found.variables.map(({ variable }) => variable)).toContain("icc");
  expect(found.variables.length).toBe(json.variables.length);
  expect(found.margin).toBe(0.3);
  expect(found.diagnoses.map(({ verdict }) => verdict)).toEqual(["good", "good"]);
  const far = await compareDraws(files.a, files.far, { isWanted: ({ name }) => name === "mu" });
  expect(far.variables.map(({ variable }) => variable)).toEqual(["mu"]);
});

it("a fitted model is equivalent to itself, and options that are none are refused", async () => {
  const fitted = new Fitted(goodRun);
  expect((await compareDraws(fitted, fitted, { margin: 1 })).verdict).toBe("equivalent");
  await expect(compareDraws(fitted, fitted, { margins: 1 } as object)).rejects.toThrow("`margin`");
  await expect(compareDraws(fitted, fitted, { margin: -1 })).rejects.toThrow(/margin/);
});
