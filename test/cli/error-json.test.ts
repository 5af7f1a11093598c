/** What is printed under `--json` where something is wrong: one object, whatever it is. */

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { JsonTerminal } from "../../src/cli/error-json.ts";
import { exitCodes } from "../../src/cli/exit-codes.ts";
import { finishRun } from "../../src/cli/finish-run.ts";
import { noPaint } from "../../src/report/table.ts";
import { writeRun } from "../../src/run/record/run-folder.ts";
import { FolderStore } from "../../src/run/record/run-store.ts";
import { dataFile, modelFile } from "../run/bundled.ts";
import { run } from "./captured-terminal.ts";
import { failedRun, goodRun } from "./fixed-run.ts";

let folder: string;
const at = (name: string): string => join(folder, name);
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "hyperprior-"));
  await writeRun(at("failed"), failedRun);
  writeFileSync(at("broken.model"), "data { y: real }\nμ ~ norml(0, 1)\ny ~ normal(μ, τ)\n");
  writeFileSync(at("text.csv"), "Batch,Yield\nA,many\n");
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const model = modelFile("dyestuff");

describe("under --json", () => {
  it.each([
    ["a run that is not there", ["summary", "no.run"], 1, { code: "HP0604", file: "no.run", line: null }],
    ["no data", ["fit", model], 1, { code: "HP0703", file: null }],
    ["no model", ["calibrate", "no.model"], 1, { code: "HP0701" }],
    [
      "an option that there is not",
      ["fit", model, "--chain", "4"],
      1,
      { code: "HP0709", message: "unknown option '--chain'", hint: "did you mean `--chains`?" },
    ],
    ["a value that is none", ["variance", "x", "--prob", "2"], 1, { code: "HP0709" }],
    ["a command that there is not", ["sumary", "x"], 1, { code: "HP0709" }],
    ["an option out of range", ["fit", model, "--max-tree-depth", "21"], 1, { code: "HP0709" }],
    [
      "a flag of another method",
      ["explain", model, "--data", dataFile("dyestuff"), "--no-collapse"],
      1,
      { code: "HP0603" },
    ],
  ] as const)(
    "%s is an object with the error, and a text on standard error",
    async (_, words, code, problem) => {
      const answer = await run(...words, "--json");
      expect(answer.code).toBe(code);
      expect(JSON.parse(answer.out)).toEqual({
        error: {
          problems: [
            {
              severity: "error",
              message: expect.any(String),
              hint: expect.any(String),
              ...{ file: null, line: null, column: null },
              ...problem,
            },
          ],
          exit_code: code,
        },
      });
      expect(answer.err).not.toBe("");
    },
  );

  it("all problems of a model are there with their places, and its exit code", async () => {
    const { code, out } = await run("fit", at("broken.model"), "--json");
    expect(code).toBe(2);
    const { problems, exit_code } = JSON.parse(out).error;
    expect(exit_code).toBe(2);
    expect(problems.length).toBeGreaterThan(1);
    expect(problems[0]).toMatchObject({ file: at("broken.model"), line: 2, column: 5 });
  });

  it("problems of data have the line of the table, and the name of the column", async () => {
    const { out } = await run("fit", model, "--data", at("text.csv"), "--json");
    expect(JSON.parse(out).error.problems[0]).toMatchObject({
      file: at("text.csv"),
      line: 2,
      column: "Yield",
    });
  });

  it("a run whose diagnosis failed is no error", async () => {
    const { code, out } = await run("summary", at("failed"), "--json");
    expect(code).toBe(3);
    expect(JSON.parse(out)).not.toHaveProperty("error");
  });

  it("a result that could not be saved has the error beside the rest", async () => {
    let out = "";
    const quiet = (): void => {};
    const print = (text: string): void => {
      out += text;
    };
    const target = { print, warn: quiet, paint: noPaint, hasProgress: false, width: 80 };
    const json = new JsonTerminal(target);
    const { store } = await FolderStore.open(at("taken"));
    mkdirSync(join(at("taken"), "draws.parquet"));
    const flags = { json: true, prob: 0.9, style: "hyperprior" } as const;
    const code = await finishRun(json.terminal, store!, goodRun, flags);
    await store!.close();
    json.finish(code);
    expect(code).toBe(exitCodes.usage);
    expect(JSON.parse(out)).toMatchObject({
      model: "dyestuff",
      error: { problems: [{ code: "HP0605" }], exit_code: 1 },
    });
  });
});
