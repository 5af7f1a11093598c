/** What is fitted to a table with a column for each time is what is fitted to a row for each, from scripts and commands. */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { fit, formula, resume } from "../../src/api/fit.ts";
import { readModel } from "../../src/api/read-model.ts";
import { fit as fitInPage } from "../../src/browser/index.ts";
import { run } from "../cli/captured-terminal.ts";
import { repository } from "../docs/commands.ts";

const folder = mkdtempSync(join(tmpdir(), "hyperprior-wide-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const modelFile = join(repository, "models/sleepstudy/sleepstudy.model");
const longFile = join(repository, "models/sleepstudy/data.csv");
const model = await readModel(modelFile);

/** The same with a row for each subject, and the columns Day0 to Day9. */
const [header = "", ...lines] = readFileSync(longFile, "utf8").trim().split("\n");
const names = header.split(",").map((name) => name.replaceAll('"', ""));
const records = lines.map((line) => line.split(",").map((cell) => cell.replaceAll('"', "")));
const at = (name: string): number => names.indexOf(name);
const subjects = [...new Set(records.map((one) => one[at("Subject")]!))];
const days = Array.from({ length: 10 }, (_, day) => `Day${day}`);
const cellOf = (subject: string, day: number): string =>
  records.find((one) => one[at("Subject")] === subject && Number(one[at("Days")]) === day)![at("Reaction")]!;
const wideLines = subjects.map((subject) =>
  [subject, ...days.map((_, day) => cellOf(subject, day))].join(","),
);
const wideText = `Subject,${days.join(",")}\n${wideLines.join("\n")}\n`;
const wideFile = join(folder, "wide.csv");
writeFileSync(wideFile, wideText);

const spec = `Reaction: ${days.join(" ")} as Days`;
const few = { chains: 2, draws: 40, warmup: 40, workers: 0 } as const;

test("the draws are those of the long table, bit by bit", async () => {
  const long = await fit(model, { data: longFile, ...few });
  const wide = await fit(model, { data: wideFile, wide: [spec], ...few });
  const inPage = await fitInPage(model, { data: wideText, wide: [spec], ...few });
  expect(wide.record.data.rowsUsed).toBe(180);
  expect(wide.draws.values).toEqual(long.draws.values);
  expect(inPage.draws.values).toEqual(long.draws.values);
});

test("a run is gone on with from the table as it was, and its record says how that was read", async () => {
  const out = join(folder, "wide.run");
  const first = await fit(model, { data: wideFile, wide: [spec], ...few, out });
  expect(first.record.sources?.wide).toEqual([spec]);
  const more = await resume(out, { draws: 60 });
  const whole = await fit(model, { data: wideFile, wide: [spec], ...few, draws: 60 });
  expect(more.draws.values).toEqual(whole.draws.values);
});

test("a formula has the model that it has of the long table", async () => {
  const text = "Reaction ~ Days + (1 + Days | Subject)";
  const wide = await formula(text, { data: wideFile, wide: [spec] });
  expect(wide.source).toBe((await formula(text, { data: longFile })).source);
});

test("a table of cells cannot be wide, nor a text that describes no columns", async () => {
  await expect(fit(model, { summaryData: wideFile, wide: [spec], ...few })).rejects.toThrow(
    "`wide` must be left out with a table of cells",
  );
  await expect(fit(model, { data: wideFile, wide: ["Reaction"], ...few })).rejects.toThrow(
    "HP0603: `wide` must",
  );
  await expect(formula("Reaction ~ Days", { data: wideFile, wide: ["Reaction: Day0"] })).rejects.toThrow(
    "HP0603",
  );
  await expect(fit(model, { data: wideFile, wide: spec as unknown as string[], ...few })).rejects.toThrow(
    "must be an array of texts",
  );
});

test("commands take it", async () => {
  const words = ["--data", wideFile, "--wide", spec];
  const checked = await run("check", modelFile, ...words);
  expect([checked.out + checked.err, checked.code]).toEqual([expect.stringContaining("18 levels"), 0]);
  const expanded = await run("expand", "Reaction ~ Days + (1 | Subject)", ...words);
  const expected = await run("expand", "Reaction ~ Days + (1 | Subject)", "--data", longFile);
  expect(expanded.out).toBe(expected.out);
  const wrong = await run("check", modelFile, "--data", wideFile, "--wide", "Reaction: Day0");
  expect([wrong.out + wrong.err, wrong.code]).toEqual([expect.stringContaining("HP0603: `--wide` must"), 1]);
  const absent = await run(
    "check",
    modelFile,
    "--data",
    wideFile,
    "--wide",
    `${spec}`.replace("Day9", "Day10"),
  );
  expect([absent.out + absent.err, absent.code]).toEqual([expect.stringContaining("HP0407"), 1]);
  expect(absent.out + absent.err).not.toContain("and `Reaction`");
});

test("a table of groups beside it stays as it is", async () => {
  const groups = join(folder, "groups.csv");
  const grouped = join(folder, "grouped.model");
  writeFileSync(groups, `Subject,age\n${subjects.map((one, i) => `${one},${20 + i}`).join("\n")}\n`);
  writeFileSync(
    grouped,
    'data {\n  y: real from "Reaction"\n  g: factor from "Subject"\n}\ndata per g { age: real }\n' +
      "a[g] ~ normal(250 + age, 20)\ny ~ normal(a[g], 30)\n",
  );
  const { record } = await fit(await readModel(grouped), {
    data: wideFile,
    wide: [spec],
    groups: { g: groups },
    ...few,
  });
  expect(record.data.rowsUsed).toBe(180);
});
