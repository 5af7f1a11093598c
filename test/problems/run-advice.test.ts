/** Advice about runs that are moved, old or short is followed to where it leads, as in `advice.test.ts`. */

import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { fit, saveRun } from "../../src/api/fit.ts";
import { parseModel } from "../../src/api/model.ts";
import { writeRun } from "../../src/run/record/run-folder.ts";
import { run } from "../cli/captured-terminal.ts";
import { goodRun } from "../cli/fixed-run.ts";

const text =
  "data {\n  y: real\n  g: factor\n}\nτ ~ half_normal(1)\nb[g] ~ normal(0, τ)\ny ~ normal(b[g], 1)\n";
const table = "y,g\n1,a\n2,a\n4,b\n3,b\n";

let folder: string;
const at = (name: string): string => join(folder, name);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "hyperprior-run-advice-"));
  writeFileSync(at("m.model"), text);
  writeFileSync(at("d.csv"), table);
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

async function said(words: string): Promise<string> {
  const { out, err } = await run(...words.split(" ").map((word) => word.replace("@", `${folder}/`)));
  return (out + err).replaceAll(/\s+/g, " ");
}

const short = "--workers 0 --chains 2 --warmup 20 --draws 20 --lenient";
const fitted = (): Promise<string> => said(`fit @m.model --data @d.csv ${short} --out @r`);
const resume = "resume @r --draws 30 --workers 0 --lenient";

async function expectAdvice(words: string, code: string, hint: string): Promise<void> {
  const shown = await said(words);
  expect(shown).toContain(code);
  expect(shown).toContain(hint);
}

async function expectNoError(words: string): Promise<void> {
  expect(await said(words)).not.toMatch(/error:|error HP/);
}

test("HP0609: a run of another version is fitted anew", async () => {
  await fitted();
  const record = readFileSync(at("r/run.json"), "utf8");
  writeFileSync(at("r/run.json"), record.replace(/"hyperprior": ?"[^"]*"/, '"hyperprior":"0.0.1"'));
  await expectAdvice(resume, "HP0609", "or fit anew");
  await expectNoError(`fit @m.model --data @d.csv ${short} --out @r`);
});

test("HP0610: a run without states is fitted anew", async () => {
  await writeRun(at("r"), goodRun);
  await expectAdvice("resume @r --draws 2000", "HP0610", "fit anew");
  await expectNoError(`fit @m.model --data @d.csv ${short} --out @r`);
});

test("HP0612: a run of data in memory goes on with a file of the same data", async () => {
  const data = { y: [1, 2, 4, 3], g: ["a", "a", "b", "b"] };
  await saveRun(await fit(parseModel(text), { data, workers: 0, chains: 2, warmup: 20, draws: 20 }), at("r"));
  await expectAdvice(resume, "HP0612", "name a file with the same data: `--data FILE`");
  await expectNoError(`${resume} --data @d.csv`);
});

test("HP0613: data that were moved are named where they are", async () => {
  await fitted();
  renameSync(at("d.csv"), at("moved.csv"));
  await expectAdvice(resume, "HP0613", "name the place where they are now: `--data FILE`");
  await expectNoError(`${resume} --data @moved.csv`);
});

test("HP0614: data that were changed are brought back", async () => {
  await fitted();
  writeFileSync(at("d.csv"), table.replace("4,b", "5,b"));
  await expectAdvice(resume, "HP0614", "bring the data back as they were, or fit anew");
  writeFileSync(at("d.csv"), table);
  await expectNoError(resume);
});

test("HP0615: more draws are asked for, or none", async () => {
  await fitted();
  await expectAdvice("resume @r --draws 10 --workers 0", "HP0615", "ask for more, or leave `--draws` out");
  await expectNoError(resume);
});

test("HP0618: a rule that is not met goes on with more draws, or asks for less", async () => {
  await expectAdvice(
    `fit @m.model --data @d.csv ${short} --until ess>90 --out @r`,
    "HP0618",
    "go on with `hyperprior resume RUN --draws N`",
  );
  expect(await said("resume @r --draws 1000 --workers 0 --lenient")).not.toMatch(/HP0618|error HP/);
});

test("HP0620: the lock of a process that does not write there is removed", async () => {
  await fitted();
  writeFileSync(at("r/run.lock"), JSON.stringify({ pid: process.ppid, host: hostname() }));
  await expectAdvice(resume, "HP0620", "if no process writes there any more, remove");
  rmSync(at("r/run.lock"));
  await expectNoError(resume);
});

test("HP0624: a run whose record was edited is fitted anew", async () => {
  await said(`fit @m.model --data @d.csv ${short} --method nuts --out @r`);
  const record = readFileSync(at("r/run.json"), "utf8");
  writeFileSync(at("r/run.json"), record.replaceAll('"inverseMassMatrix"', '"inverseMass"'));
  await expectAdvice(resume, "HP0624", "fit anew");
  await expectNoError(`fit @m.model --data @d.csv ${short} --method nuts --out @r`);
});

test("HP0704: effects are named as the run has them", async () => {
  await fitted();
  await expectAdvice("effects @r h", "HP0704", "it has those of `g`");
  await expectNoError("effects @r g");
});

test("HP0987: options of a report go with what they are of", async () => {
  await fitted();
  const methods = "report @r --methods --lenient";
  await expectAdvice(`${methods} --to docx`, "HP0987", "name it: `--out report.docx`");
  await expectNoError(`${methods} --to docx --out @report.docx`);
  await expectAdvice(`${methods} --digits 3`, "HP0987", "leave it out, or add `--table summary`");
  await expectNoError(`${methods} --digits 3 --table summary`);
});

test("HP1030, HP1031, HP1032: a report is of six runs at most, and its parts of one", async () => {
  await fitted();
  await expectAdvice("report @r @r @r @r @r @r @r", "HP1030", "name 6 or fewer, as `hyperprior report");
  await expectNoError("report @r @r --lenient");
  await expectAdvice("report @r @r --methods", "HP1031", "name one, as `hyperprior report");
  await expectNoError("report @r --methods --lenient");
  await expectAdvice("report @r --to latex", "HP1032", "write `--to html` or `--to md`");
  await expectNoError("report @r --to md --lenient");
  await expectAdvice("report @r --to latex", "HP1032", "or add `--methods`");
  await expectNoError("report @r --methods --to latex --lenient");
});

test("HP0988: a run without effects has a summary", async () => {
  writeFileSync(at("m.model"), "data { y: real }\nμ ~ normal(0, 1)\ny ~ normal(μ, 1)\n");
  await fitted();
  await expectAdvice("report @r --table effects", "HP0988", "the table `summary` has every quantity");
  await expectNoError("report @r --table summary --lenient");
});

test("HP0989: a run of another language is fitted once more", async () => {
  await fitted();
  const record = JSON.parse(readFileSync(at("r/run.json"), "utf8"));
  record.model.text = record.model.text.replace("half_normal", "half_gaussian");
  writeFileSync(at("r/run.json"), JSON.stringify(record));
  await expectAdvice("report @r --methods", "HP0989", "or fit the model once more");
  await fitted();
  await expectNoError("report @r --methods --lenient");
});
