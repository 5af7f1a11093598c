/** `report RUN` and `report RUN RUN`: where reports are written, what they replace, and what is said of it. */

import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeRun } from "../../src/run/record/run-folder.ts";
import { exampleRun } from "../pictures/example-run.ts";
import { run } from "./captured-terminal.ts";
import { failedRun, goodRun } from "./fixed-run.ts";

let folder: string;
const at = (name: string): string => join(folder, name);
const read = (name: string): string => readFileSync(at(name), "utf8");
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "hyperprior-reports-"));
  const { model } = exampleRun.record;
  for (const [name, one] of Object.entries({ "a.run": goodRun, "b.run": failedRun }))
    await writeRun(at(name), { ...one, record: { ...one.record, model } });
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Lines of the terminal, joined. */
const said = (text: string): string => text.replace(/\s+/g, " ").trim();

describe("report RUN", () => {
  it("writes a page beside the run, and says where and how large it is", async () => {
    const ended = await run("report", at("a.run"));
    expect(ended.code).toBe(0);
    expect(said(ended.out)).toMatch(/^report of .*a\.run: written to .*a\.html, 0\.\d MB$/);
    expect(ended.out.split("\n").every((line) => line.length <= 80 || !line.includes(" "))).toBe(true);
    expect(read("a.html").slice(0, 15)).toBe("<!doctype html>");
    expect(read("a.html").includes("--run-data")).toBe(true);
  });

  it("replaces a report, and nothing else unless it is asked to", async () => {
    writeFileSync(at("a.html"), read("a.html").replace("<h1>", "<h1>old "));
    expect((await run("report", at("a.run"))).code).toBe(0);
    expect(read("a.html").includes("<h1>old ")).toBe(false);
    writeFileSync(at("mine.html"), "<!doctype html><p>mine");
    const refused = await run("report", at("a.run"), "--out", at("mine.html"));
    expect(refused).toMatchObject({ code: 1, err: expect.stringContaining("HP0828") });
    expect(read("mine.html")).toContain("mine");
    expect((await run("report", at("a.run"), "--out", at("mine.html"), "--force")).code).toBe(0);
    expect(read("mine.html").includes("Diagnosis")).toBe(true);
    const nowhere = await run("report", at("a.run"), "--out", at("none/a.html"));
    expect(nowhere).toMatchObject({ code: 1, err: expect.stringContaining("HP0836") });
  });

  it("writes Markdown with a folder of pictures beside it, by its option or the name of the file", async () => {
    const ended = await run("report", at("a.run"), "--to", "md");
    expect(said(ended.out)).toMatch(/written to .*a\.md, and \d+ pictures to .*a-pictures, 0\.\d MB$/);
    const pictures = readdirSync(at("a-pictures"));
    expect(pictures).toContain("trace.svg");
    const text = read("a.md");
    expect(pictures.filter((name) => !text.includes(`](a-pictures/${name})`))).toEqual([]);
    expect((await run("report", at("a.run"), "--out", at("named.md"))).code).toBe(0);
    expect(read("named.md").includes("](named-pictures/trace.svg)")).toBe(true);
    writeFileSync(at("a-pictures/trace.svg"), "mine");
    const refused = await run("report", at("a.run"), "--to", "md");
    expect(refused).toMatchObject({ code: 1, err: expect.stringContaining("HP0828") });
    expect(read("a-pictures/trace.svg")).toBe("mine");
  });

  it("prints what was written as JSON, and the verdict by its exit code and on standard error", async () => {
    const ended = await run("report", at("b.run"), "--json");
    expect(ended.code).toBe(3);
    expect(ended.err).toContain("diagnosis: failed (rhat");
    const { files, verdicts } = JSON.parse(ended.out);
    expect(verdicts).toEqual(["failed"]);
    expect(files).toEqual([{ path: at("b.html"), bytes: statSync(at("b.html")).size }]);
    expect((await run("report", at("b.run"), "--lenient")).code).toBe(0);
  });

  it("shows numbers as it is told to", async () => {
    await run("report", at("a.run"), "--prob", "0.5", "--digits", "3", "--out", at("half.html"));
    expect(read("half.html").includes("central 50 % intervals")).toBe(true);
    expect(/>1530<\/td>/.test(read("half.html"))).toBe(true);
  });
});

// Elsewhere addresses are opened by programs of the system that a stand-in on the PATH does not take the place of.
describe.skipIf(process.platform !== "linux")("report RUN --open", () => {
  const before = {
    PATH: process.env.PATH,
    DISPLAY: process.env.DISPLAY,
    WAYLAND_DISPLAY: process.env.WAYLAND_DISPLAY,
  };
  const ask = (): ReturnType<typeof run> =>
    run("report", at("a.run"), "--open", "--out", at("with space.html"));
  beforeAll(() => {
    // What the system opens addresses with: here it notes which.
    mkdirSync(at("bin"));
    writeFileSync(at("bin/xdg-open"), `#!/bin/sh\nprintf %s "$1" > '${at("opened")}'\n`, { mode: 0o755 });
    process.env.PATH = `${at("bin")}:${before.PATH}`;
    delete process.env.WAYLAND_DISPLAY;
  });
  afterAll(() => {
    for (const [name, value] of Object.entries(before)) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  });

  it("opens the page that was written, by its address", async () => {
    process.env.DISPLAY = ":0";
    const ended = await ask();
    expect(ended).toMatchObject({ code: 0, err: expect.stringContaining("opened in your browser") });
    await expect
      .poll(() => (existsSync(at("opened")) ? read("opened") : ""))
      .toMatch(/^file:.*with%20space\.html$/);
  });

  it("says the address where no browser can be opened", async () => {
    delete process.env.DISPLAY;
    const ended = await ask();
    expect(ended.code).toBe(0);
    expect(said(ended.err)).toMatch(/no browser could be opened; open file:.*with%20space\.html in one/);
  });
});

describe("report RUN RUN", () => {
  it("compares two runs in one page; the worse verdict is that of the command", async () => {
    const ended = await run("report", at("a.run"), at("b.run"));
    expect(ended.code).toBe(3);
    expect(said(ended.out)).toContain("comparison of");
    const page = read("a-and-b.html");
    expect(page.includes("Comparison of two fitted models")).toBe(true);
    expect(page.match(/<div class="verdict/g)).toHaveLength(2);
  });

  it.each([
    [["--methods"], "HP1031"],
    [["--table", "summary", "--bibtex"], "HP1031"],
    [["3", "4", "5", "6", "a seventh"], "HP1030"],
    [["--to", "docx"], "HP1032"],
  ])("with %s is a problem", async (words, code) => {
    const ended = await run("report", at("a.run"), at("b.run"), ...words);
    expect(ended).toMatchObject({ code: 1, err: expect.stringContaining(code) });
    expect(existsSync(at("a seventh"))).toBe(false);
  });
});

describe("report RUN --open, of what is no page", () => {
  it("is a problem, of Markdown and of parts", async () => {
    for (const words of [["--to", "md"], ["--methods"]]) {
      const ended = await run("report", at("a.run"), "--open", ...words);
      expect(ended).toMatchObject({ code: 1, err: expect.stringContaining("HP0987") });
    }
  });
});
