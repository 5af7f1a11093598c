/**
 * What the commands print, to the letter, in files of `help/` and `output/`. After a change that is wanted:
 * npx vitest run --project fast test/cli/golden.test.ts --update
 */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { commands } from "../../src/cli/commands/index.ts";
import { writeRun } from "../../src/run/record/run-folder.ts";
import { textWidth } from "../../src/text/lines.ts";
import { dataFile, modelFile } from "../run/bundled.ts";
import { run } from "./captured-terminal.ts";
import { bareRun, failedRun, goodRun } from "./fixed-run.ts";

const { out: overview } = await run("--help");
const commandNames = [...overview.matchAll(/^ {2}(?!help)([\w-]+) .*[<[]\w+(?:\.\.\.)?[>\]]/gm)].map(
  ([, name]) => name!,
);

/** Lines that an 80-column terminal would break. */
const tooWide = (text: string): string[] => text.split("\n").filter((line) => textWidth(line) > 80);

describe("help", () => {
  it("is there for every command", () => {
    expect(commandNames).toHaveLength(commands.length);
  });

  it.each(["", ...commandNames])("of hyperprior %s", async (name) => {
    const { code, out, err } = await run(...(name === "" ? [] : [name]), "--help");
    expect({ code, err, tooWide: tooWide(out) }).toEqual({ code: 0, err: "", tooWide: [] });
    expect(out).toMatch(/^Examples?:\n {2}hyperprior [\w-]+ /m);
    await expect(out).toMatchFileSnapshot(`help/${name || "hyperprior"}.txt`);
  });
});

describe("output", () => {
  let folder: string;
  const runs = { good: goodRun, failed: failedRun, bare: bareRun };
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "hyperprior-"));
    for (const [name, one] of Object.entries(runs))
      expect(await writeRun(join(folder, name), one)).toBeNull();
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it.each([
    ["summary", "good"],
    ["summary", "failed"],
    ["summary", "good", "--digits", "3", "--prob", "0.5"],
    ["summary", "good", "--style", "stan"],
    ["summary", "good", "--style", "arviz"],
    ["summary", "good", "--style", "brms"],
    ["summary", "good", "--style", "lme4"],
    ["variance", "good"],
    ["variance", "failed"],
    ["variance", "good", "--digits", "2", "--prob", "0.8"],
    ["variance", "bare"],
    ["effects", "good"],
    ["effects", "good", "batch", "--prob", "0.5"],
    ["effects", "failed"],
    ["effects", "bare"],
    ["diagnose", "good"],
    ["diagnose", "failed"],
  ])("of %s %s %s %s %s %s", async (command, name, ...words) => {
    const { code, out, err } = await run(command, join(folder, name), ...words);
    const text = out.replaceAll(folder, "runs");
    const expected = { code: name === "failed" ? 3 : 0, err: "", tooWide: [] };
    expect({ code, err, tooWide: tooWide(text) }).toEqual(expected);
    const file = [command, name, ...words].join("-").replace(/-{2,}/g, "-");
    await expect(text).toMatchFileSnapshot(`output/${file}.txt`);
  });

  it.each([
    ["check", "dyestuff"],
    ["check", "grouseticks"],
    ["explain", "sleepstudy"],
    ["explain", "cbpp"],
    ["explain", "penicillin", "--method", "gibbs"],
    ["explain", "dyestuff", "--math"],
    ["explain", "dyestuff", "--syntax"],
    ["explain", "grouseticks", "--syntax"],
    ["explain", "dyestuff", "--checked"],
    ["explain", "sleepstudy", "--checked"],
    ["explain", "sleepstudy", "--structure"],
    ["explain", "heteroscedastic", "--structure"],
    ["explain", "grouseticks", "--structure"],
  ])("of %s %s %s", async (command, name, ...words) => {
    const { code, out, err } = await run(command, modelFile(name), "--data", dataFile(name), ...words);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    const file = [command, name, ...words].join("-").replace(/-{2,}/g, "-");
    await expect(out.replaceAll(/\S*\/models\//g, "models/")).toMatchFileSnapshot(`output/${file}.txt`);
  });

  it("of check without data", async () => {
    const { out } = await run("check", modelFile("dyestuff"));
    await expect(out.replaceAll(/\S*\/models\//g, "models/")).toMatchFileSnapshot(
      "output/check-without-data.txt",
    );
  });
});
