/** `report`: what it prints is what the functions give; what does not go together is a problem. */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  type Fitted,
  manuscriptTable,
  methodsBibtex,
  methodsText,
  readRun,
  wordDocument,
} from "../../src/index.ts";
import { writeRun } from "../../src/run/record/run-folder.ts";
import { run } from "./captured-terminal.ts";
import { bareRun, failedRun, goodRun } from "./fixed-run.ts";

const text =
  "model dyestuff\ndata { yield: real\n batch: factor }\nβ ~ normal(0, 9)\nσ_b ~ half_normal(9)\nσ ~ half_normal(9)\nb[batch] ~ normal(0, σ_b)\nyield ~ normal(β + b[batch], σ)\n";
const worded = (one: typeof goodRun) => ({
  ...one,
  record: { ...one.record, model: { ...one.record.model, text } },
});

let folder: string;
let good: string;
let fitted: Fitted;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "hyperprior-report-"));
  good = join(folder, "good");
  for (const [name, one] of Object.entries({ good: goodRun, failed: failedRun, bare: bareRun }))
    await writeRun(join(folder, name), worded(one));
  fitted = await readRun(good);
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("report", () => {
  it("prints the paragraph in lines of the terminal, and in other formats as it is", async () => {
    const shown = await run("report", good, "--methods");
    expect(shown).toMatchObject({ code: 0, err: "" });
    const words = (printed: string): string[] => printed.trim().split(/\s+/);
    expect(words(shown.out)).toEqual(words(methodsText(fitted)));
    expect(shown.out.split("\n").filter((line) => line.length > 80)).toEqual([]);
    for (const to of ["markdown", "latex", "html"] as const)
      expect((await run("report", good, "--methods", "--to", to)).out).toBe(methodsText(fitted, { to }));
  });

  it("prints the references, the tables, and all of it one below the other", async () => {
    expect((await run("report", good, "--bibtex")).out).toBe(methodsBibtex(fitted));
    for (const table of ["summary", "variance", "effects"] as const) {
      const options = { table, to: "latex", prob: 0.5, digits: 3 } as const;
      const words = ["--table", table, "--to", "latex", "--prob", "0.5", "--digits", "3"];
      expect((await run("report", good, ...words)).out).toBe(manuscriptTable(fitted, options));
    }
    const both = await run(
      "report",
      good,
      "--methods",
      "--table",
      "effects",
      "--group",
      "batch",
      "--bibtex",
      "--to",
      "latex",
    );
    expect(both.out).toBe(
      [
        methodsText(fitted, { to: "latex" }),
        manuscriptTable(fitted, { table: "effects", to: "latex" }),
        methodsBibtex(fitted),
      ].join("\n"),
    );
    const some = await run(
      "report",
      good,
      "--table",
      "summary",
      "--to",
      "html",
      "--include",
      "sigma*",
      "--exclude",
      "sigma",
    );
    expect(some.out).toBe(manuscriptTable(fitted, { table: "summary", to: "html", include: ["σ_b"] }));
  });

  it("prints JSON", async () => {
    const json = JSON.parse((await run("report", good, "--methods", "--table", "variance", "--json")).out);
    expect(json.methods).toBe(methodsText(fitted, { to: "markdown" }).trimEnd());
    expect(json.bibtex).toBe(methodsBibtex(fitted));
    expect(json.references).toContain("vehtari2021");
    expect(json.tables.map(({ label }: { label: string }) => label)).toEqual(["variance", "icc"]);
    expect(json.tables[0].rows.map(([group]: string[]) => group)).toEqual(["batch", "residual"]);
    expect(json.verdict).toBe("good");
  });

  it("writes files, a document for Word among them, and replaces none unasked", async () => {
    const out = join(folder, "report.docx");
    const words = ["report", good, "--methods", "--table", "effects", "--to", "docx", "--out", out];
    expect(await run(...words)).toMatchObject({ code: 0, out: "", err: `written: ${out}\n` });
    expect(new Uint8Array(readFileSync(out))).toEqual(wordDocument(fitted, { table: "effects" }));
    writeFileSync(out, "mine");
    expect((await run(...words)).err).toContain("HP0828");
    expect(readFileSync(out, "utf8")).toBe("mine");
    expect(await run(...words, "--force")).toMatchObject({ code: 0 });
    const tex = join(folder, "report.tex");
    await run("report", good, "--methods", "--to", "latex", "--out", tex);
    expect(readFileSync(tex, "utf8")).toBe(methodsText(fitted, { to: "latex" }));
    expect(await run("report", good, "--methods", "--out", join(folder, "none", "a.txt"))).toMatchObject({
      code: 1,
      err: expect.stringContaining("HP0836"),
    });
  });

  it("tells of a failed diagnosis on standard error, in the text, and by its exit code", async () => {
    const failed = join(folder, "failed");
    const ended = await run("report", failed, "--table", "summary", "--to", "markdown");
    expect(ended).toMatchObject({
      code: 3,
      err: `diagnosis: failed (rhat, ess_bulk, ess_tail); hyperprior diagnose ${failed}\n`,
    });
    expect(ended.out).toContain("The diagnosis of the draws failed");
    expect((await run("report", failed, "--methods", "--lenient")).code).toBe(0);
  });

  it.each([
    ["--to latex", "HP1032", "write `--to html` or `--to md`"],
    ["--group batch", "HP0987", "`--group` is of tables"],
    ["--include b", "HP0987", "`--include` is of tables"],
    ["--methods --run-data d.csv", "HP0987", "`--run-data` is of the report of a run"],
    ["--methods --digits 3", "HP0987", "`--digits` is of tables"],
    ["--methods --group batch", "HP0987", "`--group` is of tables"],
    ["--table variance --group batch", "HP0987", "write `--table effects`"],
    ["--table variance --include b", "HP0987", "write `--table summary`"],
    ["--table effects --exclude b", "HP0987", "`--exclude` is of the table summary"],
    ["--methods --to latex --json", "HP0987", "`--to`"],
    ["--methods --json --out a.json", "HP0987", "`--out`"],
    ["--methods --to docx", "HP0987", "name it: `--out report.docx`"],
    ["--bibtex --to docx --out a.docx", "HP0987", "`--bibtex`"],
    ["--methods --force", "HP0987", "add `--out FILE`"],
    ["--table summary --include betta", "HP0713", "betta"],
    ["--table effects --group cask", "HP0988", "effects of cask"],
  ])("of the options %s is a problem", async (words, code, said) => {
    const ended = await run("report", good, ...words.split(" ").filter((word) => word !== ""));
    expect(ended.code).toBe(1);
    expect(ended.err + ended.out).toContain(code);
    expect(ended.err + ended.out).toContain(said);
  });

  it("has no table where the run has nothing for it", async () => {
    const bare = join(folder, "bare");
    expect((await run("report", bare, "--table", "variance")).err).toContain("HP0988");
    expect((await run("report", bare, "--table", "summary")).code).toBe(0);
  });
});
