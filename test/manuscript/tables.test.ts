/** Tables for a manuscript: the numbers of the commands, escaped for what they are written in, and a document that Word's readers can open. */

import { crc32 } from "node:zlib";
import { DOMParser } from "linkedom";
import { beforeAll, describe, expect, it } from "vitest";
import { Fitted } from "../../src/api/fitted.ts";
import { type FitOptions, fit, manuscriptTable, parseModel, wordDocument } from "../../src/index.ts";
import { renderEffects } from "../../src/report/effects-table.ts";
import { renderSummary } from "../../src/report/summary-table.ts";
import { bareRun, failedRun, goodRun } from "../cli/fixed-run.ts";
import { latexFaults } from "./latex-faults.ts";
import { shortRun } from "./short-runs.ts";

const good = new Fitted(goodRun);
/** Of the first pipe table: cells of the rows below its head. */
const cellsOf = (markdown: string): string[][] =>
  markdown
    .split("\n\n")[0]!
    .split("\n")
    .filter((line) => line.startsWith("| "))
    .map((line) => line.slice(2, -2).split(" | "))
    .filter((_, i) => i !== 1)
    .slice(1);
const plain = (text: string): string => text.replaceAll("\\", "");

let sleep: Fitted;
/** Names and labels that are markup in LaTeX, HTML and Markdown. */
let nasty: Fitted;
const few: FitOptions = { chains: 2, draws: 40, exactDraws: true, workers: 0 };
beforeAll(async () => {
  sleep = await shortRun("sleepstudy");
  const text = `model a_model
data {
  y_1: real
  g_1: factor
}
β_0 ~ normal(0, 9) "a|b & 50% of $x_1 <i> #1 {~^}"
τ   ~ half_normal(9)
b[g_1] ~ normal(0, τ)
y_1 ~ normal(β_0 + b[g_1], 1)
`;
  const labels = ["a|b", "<b>&</b>", "50%_{x}", "$\\alpha$ #^~", "*e* [f] `g`"];
  const data = { y_1: labels.flatMap((_, i) => [i, i + 1.5]), g_1: labels.flatMap((one) => [one, one]) };
  nasty = await fit(parseModel(text), { ...few, data });
});

describe("the summary", () => {
  it("has the numbers and digits of `summary`, with intervals in one cell", () => {
    for (const digits of [undefined, 3]) {
      const options = digits === undefined ? {} : { digits };
      const rows = cellsOf(
        manuscriptTable(good, { table: "summary", to: "markdown", include: ["*"], ...options }),
      );
      const lines = renderSummary(good.summary(), options).trimEnd().split("\n").slice(1);
      expect(rows.map((row) => row.map(plain))).toEqual(
        lines.map((line) => {
          const [name, mean, sd, lower, median, upper, , bulk, tail, rhat] = line.split(/\s+/);
          return [name, mean, sd, median, `[${lower}, ${upper}]`, bulk, tail, rhat];
        }),
      );
    }
  });

  it("leaves the group effects to their own table and says so; patterns choose", () => {
    const names = (options: object): string[] =>
      cellsOf(manuscriptTable(sleep, { table: "summary", to: "markdown", ...options })).map(([name]) =>
        plain(name!).replace(" !", ""),
      );
    expect(names({})).toEqual([
      "β[intercept]",
      "β[days]",
      "τ[intercept]",
      "τ[days]",
      "Ω[intercept,days]",
      "σ",
    ]);
    expect(manuscriptTable(sleep, { table: "summary" })).toMatch(/Not in the\s+table: u \(36\s+numbers\)\./);
    expect(names({ include: ["β"], exclude: ["*days*"] })).toEqual(["β[intercept]"]);
    expect(() => names({ include: ["betta"] })).toThrow(/HP0603/);
  });

  it("has what the model says of a quantity, the width of the interval, and marks of the diagnosis", () => {
    const text = manuscriptTable(sleep, { table: "summary", prob: 0.5, to: "markdown" });
    expect(text).toContain("| Quantity | Meaning | Mean | SD | Median | 50 % interval |");
    expect(text).toMatch(/\| σ[ _!]*\| residual sd \|/);
    const failed = manuscriptTable(new Fitted(failedRun), { table: "summary", to: "markdown" });
    expect(failed).toContain("| β ! |");
    expect(failed).toContain("!: breaks a rule of the diagnosis. The diagnosis of the draws failed (rhat");
  });

  it("fits lines of 80 columns as plain text", () => {
    const lines = (["summary", "variance", "effects"] as const).flatMap((table) =>
      manuscriptTable(good, { table, prob: 0.95 }).split("\n"),
    );
    expect(lines.filter((line) => line.length > 100)).toEqual([]);
  });
});

describe("variance and effects", () => {
  it("are the numbers of the commands", () => {
    const { components, residual } = good.variance();
    const rows = cellsOf(manuscriptTable(good, { table: "variance", to: "markdown", digits: 4 }));
    expect(rows.map(([group]) => group)).toEqual(["batch", "residual"]);
    expect(rows.map((row) => Number(row[2]))).toEqual(
      [...components, residual!].map(({ sd }) => Number(sd.mean.toPrecision(4))),
    );
    const [table] = good.effects();
    const effects = cellsOf(manuscriptTable(good, { table: "effects", to: "markdown", group: "batch" }));
    const lines = renderEffects(table!)
      .split("\n")
      .slice(2, 2 + effects.length);
    expect(effects.map((row) => row.map(plain))).toEqual(
      lines.map((line) => {
        const [level, n, raw, mean, sd, lower, upper, shrinkage] = line.split(/\s+/);
        return [level, n, raw, mean, sd, `[${lower}, ${upper}]`, shrinkage];
      }),
    );
  });

  it("have a table of intraclass correlations with their definitions, of correlations, and of each term", () => {
    const latex = manuscriptTable(sleep, { table: "variance", to: "latex" });
    expect([...latex.matchAll(/\\label\{tab:([^}]*)\}/g)].map(([, label]) => label)).toEqual([
      "variance",
      "icc",
      "correlations",
    ]);
    expect(latex).toContain("correlation of two values of reaction of the same subject");
    const effects = manuscriptTable(sleep, { table: "effects", to: "latex" });
    expect([...effects.matchAll(/\\label\{tab:([^}]*)\}/g)].map(([, label]) => label)).toEqual([
      "effects-subject-intercept",
      "effects-subject-days",
    ]);
  });

  it("are a problem where the run has none", () => {
    const bare = new Fitted(bareRun);
    for (const table of ["variance", "effects"] as const)
      expect(() => manuscriptTable(bare, { table })).toThrow(/HP0988/);
    expect(() => manuscriptTable(good, { table: "effects", group: "cask" })).toThrow(
      /HP0988.*effects of cask/,
    );
    expect(() => manuscriptTable(good, { table: "sumary" } as never)).toThrow(
      /HP0603[\s\S]*did you mean `summary`/,
    );
    expect(() => manuscriptTable(good, {} as never)).toThrow(/HP0603/);
  });
});

describe("markup", () => {
  const tables = ["summary", "variance", "effects"] as const;

  it("of LaTeX can be set, whatever names and labels are made of", () => {
    for (const fitted of [good, sleep, nasty])
      for (const table of tables)
        expect(latexFaults(manuscriptTable(fitted, { table, to: "latex" }))).toEqual([]);
    const summary = manuscriptTable(nasty, { table: "summary", to: "latex", include: ["*"] });
    expect(latexFaults(summary)).toEqual([]);
    expect(summary).toContain("    $\\beta_{\\mathrm{0}}$");
    expect(summary).toContain(
      "a|b \\& 50\\% of \\$x\\_1 <i> \\#1 \\{\\textasciitilde{}\\textasciicircum{}\\}",
    );
    expect(manuscriptTable(nasty, { table: "effects", to: "latex" })).toContain("50\\%\\_\\{x\\} & ");
    const widths = summary
      .split("\n")
      .filter((line) => line.endsWith("\\\\"))
      .map((line) => line.replaceAll("\\&", "").split("&").length);
    expect(new Set(widths)).toEqual(new Set([9]));
  });

  it("of HTML is one table with as many cells in each row, and nothing of a label is an element", () => {
    const page = new DOMParser().parseFromString(
      `<html><body>${manuscriptTable(nasty, { table: "effects", to: "html" })}</body></html>`,
      "text/html",
    );
    const rows = [...page.querySelectorAll("tr")].map((row) => row.children.length);
    expect(new Set(rows)).toEqual(new Set([7]));
    expect(page.querySelectorAll("b, i")).toHaveLength(0);
    expect([...page.querySelectorAll("tbody td:first-child")].map((cell) => cell.textContent)).toContain(
      "<b>&</b>",
    );
    expect(manuscriptTable(nasty, { table: "summary", to: "html" })).toContain("β<sub>0</sub>");
  });

  it("of Markdown keeps its cells apart", () => {
    for (const table of tables) {
      const text = manuscriptTable(nasty, { table, to: "markdown" });
      for (const block of text.split("\n\n").filter((one) => one.startsWith("|"))) {
        const lines = block.split("\n").filter((line) => line.startsWith("|"));
        const cells = lines.map((line) => line.replaceAll("\\|", "").split("|").length);
        expect(lines.length).toBeGreaterThan(2);
        expect(new Set(cells).size).toBe(1);
      }
      expect(text).not.toMatch(/<b>|[^\\]\*e\*/);
    }
  });
});

describe("a document for Word", () => {
  /** The files of a zip, by the directory at its end; checksums are compared. */
  function unzip(bytes: Uint8Array): Record<string, string> {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const end = bytes.length - 22;
    expect(view.getUint32(end, true)).toBe(0x06054b50);
    const files: Record<string, string> = {};
    let at = view.getUint32(end + 16, true);
    for (let i = 0; i < view.getUint16(end + 10, true); i++) {
      expect(view.getUint32(at, true)).toBe(0x02014b50);
      const [sum, size] = [view.getUint32(at + 16, true), view.getUint32(at + 24, true)];
      const [nameLength, local] = [view.getUint16(at + 28, true), view.getUint32(at + 42, true)];
      const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength));
      expect(view.getUint32(local, true)).toBe(0x04034b50);
      const content = bytes.subarray(local + 30 + nameLength, local + 30 + nameLength + size);
      expect(crc32(content)).toBe(sum);
      files[name] = new TextDecoder().decode(content);
      at += 46 + nameLength;
    }
    expect(at).toBe(end);
    return files;
  }

  it("is a zip of the three files that there must be, well-formed, with the text and the table in it", () => {
    const files = unzip(wordDocument(nasty, { table: "effects" }));
    expect(Object.keys(files)).toEqual(["[Content_Types].xml", "_rels/.rels", "word/document.xml"]);
    for (const text of Object.values(files))
      expect(text).toMatch(/^<\?xml version="1.0" encoding="UTF-8" standalone="yes"\?>\n</);
    const xml = new DOMParser().parseFromString(files["word/document.xml"]!, "text/xml");
    const all = (
      name: string,
      within: { getElementsByTagName(name: string): Iterable<{ textContent: string | null }> },
    ) => [...within.getElementsByTagName(name)];
    const body = all("w:t", xml as never)
      .map(({ textContent }) => textContent)
      .join("");
    expect(body).toContain("A Bayesian hierarchical model was fitted (Gelman et al., 2013).");
    expect(body).toContain("<b>&</b>");
    expect(all("w:tr", xml as never)).toHaveLength(6);
    expect(all("w:tc", xml as never)).toHaveLength(6 * 7);
    expect(all("w:gridCol", xml as never)).toHaveLength(7);
    const opened = [...files["word/document.xml"]!.matchAll(/<(\/?)(w:\w+)[^>]*?(\/?)>/g)].filter(
      ([, , , self]) => self === "",
    );
    const stack: string[] = [];
    for (const [, isEnd, name] of opened) {
      if (isEnd === "") stack.push(name!);
      else expect(stack.pop()).toBe(name);
    }
    expect(stack).toEqual([]);
  });

  it("has what is asked for: the paragraph, the table, or both, and the same bytes each time", () => {
    const documentOf = (options: object): string => unzip(wordDocument(good, options))["word/document.xml"]!;
    const readable = new Fitted({
      ...goodRun,
      record: { ...goodRun.record, model: { ...goodRun.record.model, text: "μ ~ normal(0, 1)\n" } },
    });
    expect(documentOf({ methods: false, table: "summary" })).not.toContain("References");
    expect(unzip(wordDocument(readable))["word/document.xml"]).not.toContain("<w:tbl>");
    expect(wordDocument(readable, { table: "variance" })).toEqual(
      wordDocument(readable, { table: "variance" }),
    );
    expect(() => wordDocument(good, { tables: "summary" } as never)).toThrow(/tables/);
  });
});
