/** Reports: what a run says is what its functions say, names are text whatever is in them, and what cannot be had is said. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { FitSetting } from "../../src/api/fit-setting.ts";
import { Fitted } from "../../src/api/fitted.ts";
import {
  htmlReport,
  type MarkdownReport,
  markdownReport,
  methodsText,
  readRun,
  saveRun,
} from "../../src/index.ts";
import { had, notHad, type ReportProgress } from "../../src/run-report/report-input.ts";
import { failedRun } from "../cli/fixed-run.ts";
import { exampleRun } from "../pictures/example-run.ts";
import { hostileLabels, hostileRun } from "./hostile-run.ts";
import { findMarkdownFaults } from "./markdown-structure.ts";
import { findPageFaults, pageOf } from "./page-structure.ts";

let fitted: Fitted;
let html: string;
let page: Document;
let markdown: MarkdownReport;
beforeAll(async () => {
  fitted = await hostileRun();
  html = await htmlReport(fitted);
  page = pageOf(html);
  markdown = await markdownReport(fitted);
}, 60_000);

const textOf = (element: Element | null | undefined): string => element?.textContent?.trim() ?? "";
const textsOf = (root: ParentNode, selector: string): string[] =>
  [...root.querySelectorAll(selector)].map(textOf);
const section = (id: string): Element => page.querySelector(`#${id}`)!;
const tableOf = (root: ParentNode, caption: string): Element =>
  [...root.querySelectorAll("table")].find((one) => textOf(one.querySelector("caption")).includes(caption))!;

describe("the page", () => {
  it("keeps the rules of structure, tables, pictures and safety", () => {
    expect(findPageFaults(html)).toEqual([]);
    expect(Buffer.byteLength(html)).toBeLessThan(1_000_000);
  });

  it("says whether the draws can be trusted before anything else", () => {
    const first = page.querySelector("header")!.querySelector(".verdict, nav, table, section");
    expect(textOf(first)).toContain("Diagnosis: good");
  });

  it("has the sections in their order, each under a heading of its own", () => {
    expect([...page.querySelectorAll("main > section")].map(({ id }) => id)).toEqual([
      ...["in-short", "model", "data", "variance", "population", "effects", "plan"],
      ...["diagnosis", "priors", "sensitivity", "checks", "methods", "reproduce", "text"],
    ]);
  });

  it("has the numbers that the functions give", () => {
    const { components, intraclass } = fitted.variance();
    const rows = tableOf(section("variance"), "Variance components");
    const [share] = textsOf(rows, "tbody tr:first-child td:nth-child(7)").map(Number);
    expect(Math.abs(share! - components[0]!.share!.mean)).toBeLessThan(0.01);
    const icc = tableOf(section("variance"), "Intraclass");
    expect(textsOf(icc, "td:last-child")).toEqual(intraclass.map(({ definition }) => definition));
    const [effects] = fitted.effects();
    const shown = textsOf(tableOf(section("effects"), "Effects of g"), "tbody td:last-child").map(Number);
    shown.forEach((one, i) => {
      expect(Math.abs(one - effects!.rows[i]!.shrinkage)).toBeLessThan(0.006);
    });
    expect(textOf(section("in-short"))).toContain(intraclass[0]!.definition);
    expect(textOf(section("methods").querySelector("p")).slice(0, 40)).toBe(methodsText(fitted).slice(0, 40));
  });

  it("shows labels as they are, what cannot be seen made visible", () => {
    const levels = textsOf(tableOf(section("effects"), "Effects of g"), "tbody th");
    expect([...levels].sort()).toEqual(
      hostileLabels
        .map((label) => label.replace("\u202e", "\\u{202e}").replace("\t", "\\t").replace("\n", "\\n").trim())
        .sort(),
    );
    expect(textOf(tableOf(section("model"), "Parameters"))).toContain("<img src=x onerror=alert(1)>");
    expect(html).not.toContain("\u202e");
    expect(html).not.toMatch(/<img|<!-- /);
  });

  it("has the model's text, its mathematics, and the commands that make it again", () => {
    expect(textOf(section("text").querySelector("pre"))).toBe(fitted.record.model.text.trim());
    expect(section("model").querySelectorAll("math mtr")).toHaveLength(7);
    const commands = textOf(section("reproduce").querySelector("pre"));
    expect(commands).toContain("--seed 1");
    expect(commands).toContain("--warmup 200 --draws 150");
    expect(textOf(section("reproduce"))).toContain("in memory");
    expect(textOf(section("reproduce"))).toContain(fitted.record.data.fingerprint);
  });

  it("is the same, whatever was drawn before it", async () => {
    expect(await htmlReport(fitted)).toBe(html);
  });
});

describe("who is told how far it is", () => {
  it("hears of each part, and of iterations where a part draws", async () => {
    const told: ReportProgress[] = [];
    const onProgress = (one: ReportProgress): unknown => told.push(one);
    expect(await htmlReport(fitted, { onProgress })).toBe(html);
    const begun = told.filter(({ iterations }) => iterations === null);
    expect(begun.map(({ done }) => done)).toEqual(Array.from({ length: 14 }, (_, i) => i));
    expect(new Set(begun.map(({ of }) => of))).toEqual(new Set([14]));
    expect(begun[9]!.part).toBe("sensitivity");
    await htmlReport(fitted, { versus: fitted, names: ["a", "b"], onProgress });
    expect(told.slice(-2).map(({ part, of }) => `${part} of ${of}`)).toEqual(["a of 2", "b of 2"]);
  });
});

describe("the rules", () => {
  it.each([
    ["an image", "<main ", '<img src="a.png"><main '],
    ["an event", "<h1>", '<h1 onclick="alert(1)">'],
    ["a script of others", "</footer>", "<script>alert(1)</script></footer>"],
    ["a changed script", "<script>", "<script>;"],
    ["a skipped heading", "<h2 ", "<h4>a</h4><h2 "],
    ["a caption that is gone", /<caption.*?<\/caption>/, ""],
    ["a head without scope", '<th scope="col"', "<th"],
    ["a row that is short", /<td[^>]*>[^<]*<\/td><\/tr>/, "</tr>"],
    ["an image without role", 'role="img"', ""],
    ["an id twice", '<section id="data"', '<section id="model"'],
  ])("are broken by %s", (_, from, to) => {
    const faulty = html.replace(from, to);
    expect(faulty).not.toBe(html);
    expect(findPageFaults(faulty)).not.toEqual([]);
  });

  it.each([
    ["a picture that is gone", "pictures/trace.svg", "trace.svg"],
    ["a tag", "## The data", "## The data <b>"],
    ["a cell more", "| :--- |\n", "| :--- | :--- |\n"],
    ["a fence that does not end", "```hyperprior", ""],
  ])("are broken by %s in Markdown", (_, from, to) => {
    const text = markdown.text.replace(from, to);
    expect(text).not.toBe(markdown.text);
    expect(findMarkdownFaults({ ...markdown, text }, "pictures")).not.toEqual([]);
  });
});

describe("Markdown", () => {
  it("keeps the rules of structure, and has its pictures beside it", () => {
    expect(findMarkdownFaults(markdown, "pictures")).toEqual([]);
    expect(markdown.pictures.map(({ name }) => name)).toContain("prior-posterior.svg");
  });

  it("says the same as the page", () => {
    const titles = [...markdown.text.matchAll(/^## (.*)$/gm)].map(([, title]) => title);
    expect(titles).toEqual(textsOf(page, "main h2"));
    expect(markdown.text).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
    expect(markdown.text).toContain("a\\|b\\`c\\*d\\_e\\$x\\^2\\$ \\[l\\](javascript:alert(1))");
  });
});

describe("a run of which something is wrong", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "hyperprior-run-report-"));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it("says first that its diagnosis failed, which rules are broken, and that it was interrupted", async () => {
    const failed = new Fitted({
      ...failedRun,
      record: { ...failedRun.record, model: exampleRun.record.model },
    });
    const shown = pageOf(await htmlReport(failed));
    const verdict = textOf(shown.querySelector("header .verdict"));
    expect(verdict).toContain("Diagnosis: failed");
    expect(verdict).toContain("Do not take the numbers below as they are");
    expect(verdict).toContain("R-hat ≤ 1.01");
    expect(verdict).toContain("interrupted");
    expect(textOf(shown.querySelector("#in-short .aside"))).toContain("failed their diagnosis");
    const listed = textsOf(shown.querySelector("#diagnosis")!, "ol > li");
    expect(listed).toHaveLength(failed.diagnose().problems.length);
    expect(listed[0]).toContain("What to do:");
    const { text } = await markdownReport(failed);
    expect(text.indexOf("**Diagnosis: failed**")).toBeLessThan(text.indexOf("## "));
  });

  it("says which parts cannot be had where the data are gone, and has all others", async () => {
    await saveRun(fitted, join(folder, "a.run"));
    const shown = pageOf(await htmlReport(await readRun(join(folder, "a.run"))));
    expect(findPageFaults(shown.documentElement.outerHTML).filter((one) => !/script/.test(one))).toEqual([]);
    for (const id of ["sensitivity", "checks"]) {
      expect(textOf(shown.querySelector(`#${id} .aside`))).toMatch(/cannot be shown: the data .*runData/);
      expect(shown.querySelector(`#${id} table`)).toBeNull();
    }
    expect(shown.querySelectorAll("#variance table").length).toBeGreaterThan(0);
  });

  it("tells of a fault of ours in the place of the part that it stands against", async () => {
    const found = await had({} as FitSetting, () => {
      throw new TypeError("x is not a function");
    });
    expect(notHad("predictive checks", found.reason!).phrase).toEqual([
      "Predictive checks cannot be shown: a fault of Hyperprior stands against it (x is not a function).",
    ]);
  });

  it("warns of one group, of which nothing can be learned about the spread of groups", async () => {
    const one = await hostileRun({ data: { "y <b>|": [1, 2, 1.5], "g`*_$": ["a", "a", "a"] } });
    const shown = pageOf(await htmlReport(one));
    expect(textOf(shown.querySelector("#in-short"))).toContain("has one level only");
    expect(textOf(shown.querySelector("#in-short"))).toContain("The effect of the one level of g is shrunk");
  });
});

describe("two runs", () => {
  it("are compared: verdicts, what differs, results side by side", async () => {
    const other = await hostileRun({ seed: 2 });
    const compared = await htmlReport(fitted, { versus: other, names: ["first <1>", "second"] });
    expect(findPageFaults(compared)).toEqual([]);
    const shown = pageOf(compared);
    expect(textsOf(shown, "header .verdict strong")).toEqual([
      "Diagnosis of first <1>: good",
      "Diagnosis of second: good",
    ]);
    expect(
      textsOf(tableOf(shown, "do not have in common"), "tbody tr").map((row) => row.replace(/\s+/g, " ")),
    ).toEqual(["seed12"]);
    const results = tableOf(shown, "Parameters and what is derived");
    expect(textsOf(results, "tbody th")).toEqual(["β", "τ", "σ"]);
    expect(textsOf(shown, "#in-short p")[0]).toContain("first <1> and second differ in the seed");
    expect(findMarkdownFaults(await markdownReport(fitted, { versus: other }), "pictures")).toEqual([]);
  });

  it("and more have one column each, and are held against the first", async () => {
    const others = await Promise.all([2, 3].map((seed) => hostileRun({ seed })));
    const many = await htmlReport(fitted, { versus: others, names: ["one", "two", "three"] });
    expect(findPageFaults(many)).toEqual([]);
    const shown = pageOf(many);
    expect(textOf(shown.querySelector("h1"))).toBe("one, two and three");
    expect(textOf(shown.querySelector(".about"))).toContain("Comparison of three fitted models");
    expect(textsOf(shown, "header .verdict strong")).toHaveLength(3);
    const differing = tableOf(shown, "do not have in common");
    expect(textsOf(differing, "tbody tr:first-child *")).toEqual(["seed", "1", "2", "3"]);
    const results = tableOf(shown, "Parameters and what is derived");
    expect(textsOf(results, "thead th").slice(0, 4)).toEqual(["Quantity", "one", "two", "three"]);
    const means = [fitted, ...others].map(
      (one) => one.summary().rows.find(({ variable }) => variable === "σ")!,
    );
    const cells = textsOf(results, "tbody tr:nth-child(3) > *");
    means.forEach(({ mean, lower, upper }, i) => {
      const numbers = [...cells[i + 1]!.matchAll(/-?[\d.]+/g)].map(Number);
      [mean, lower, upper].forEach((value, k) => {
        expect(Math.abs(numbers[k]! - value)).toBeLessThan(0.06);
      });
    });
    const [first, second] = cells[5]!.split(" and ").map((name) => ["one", "two", "three"].indexOf(name));
    const gap = Math.abs(means[first!]!.mean - means[second!]!.mean);
    const gaps = means.flatMap((a) => means.map((b) => Math.abs(a.mean - b.mean)));
    expect(gap).toBeGreaterThan(0.9 * Math.max(...gaps));
    expect(Math.abs(Number(cells[4]) - gap / means[0]!.sd)).toBeLessThan(0.1 * Number(cells[4]) + 0.01);
    const markdownOfMany = await markdownReport(fitted, { versus: others });
    expect(findMarkdownFaults(markdownOfMany, "pictures")).toEqual([]);
    expect(markdownOfMany.text).toContain("(3)");
  });

  it("of which one is no fitted model, or an option is none, are a problem", async () => {
    await expect(htmlReport(fitted, { versus: "a.run" as never })).rejects.toThrow("must be a fitted model");
    await expect(htmlReport(fitted, { vesrus: fitted } as never)).rejects.toThrow("versus");
    await expect(htmlReport(fitted, { versus: Array(6).fill(fitted) })).rejects.toThrow("5 runs at most");
    await expect(markdownReport("a.run" as never)).rejects.toThrow("HP");
  });
});
