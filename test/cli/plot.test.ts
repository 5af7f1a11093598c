/** `plot`: words, files, and what stands against them. */

import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { paintOfTerminal } from "../../src/cli/picture-paint.ts";
import { splitPlotWords } from "../../src/cli/plot-words.ts";
import { runProgram } from "../../src/cli/program.ts";
import { noPaint } from "../../src/report/table.ts";
import { writeRun } from "../../src/run/record/run-folder.ts";
import { exampleRun } from "../pictures/example-run.ts";
import { faultsOfSvg } from "../pictures/svg-faults.ts";
import { run } from "./captured-terminal.ts";
import { failedRun } from "./fixed-run.ts";

let folder = "";
const at = (name: string): string => join(folder, name);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "hyperprior-"));
  expect(await writeRun(at("good"), exampleRun)).toBeNull();
  expect(await writeRun(at("failed"), failedRun)).toBeNull();
});
afterAll(() => rmSync(folder, { recursive: true }));

/** A message of standard error, on one line. */
const problemOf = ({ err }: { readonly err: string }): string => err.trim().replace(/\n\s*/g, " ");

describe("the words of plot", () => {
  it("are sources, the kind, and variables behind it; the first word is a source whatever it is called", () => {
    const split = (...words: readonly string[]) => {
      const { sources, kind, variables } = splitPlotWords(words);
      return [sources, kind?.name ?? null, variables];
    };
    expect(split("a", "trace")).toEqual([["a"], "trace", []]);
    expect(split("a_1.csv", "a_2.csv", "trace", "b[*]", "tau")).toEqual([
      ["a_1.csv", "a_2.csv"],
      "trace",
      ["b[*]", "tau"],
    ]);
    expect(split("trace", "trace", "trace")).toEqual([["trace"], "trace", ["trace"]]);
    expect(split("fit_*.csv")).toEqual([["fit_*.csv"], null, []]);
  });

  it("may name a file as a kind is called: then the last one is the kind", () => {
    const before = process.cwd();
    mkdirSync(at("words"));
    process.chdir(at("words"));
    try {
      writeFileSync("trace", "");
      expect(splitPlotWords(["a.csv", "trace", "trace"])).toMatchObject({ sources: ["a.csv", "trace"] });
      expect(splitPlotWords(["trace"])).toEqual({ sources: ["trace"], kind: null, variables: [] });
    } finally {
      process.chdir(before);
    }
  });

  it.each([[["trace"]], [["trace", "sigma"]], [["rank", "--out", "rank.svg"]]])(
    "need a run or files before the kind: %j",
    async (words) => {
      const answer = await run("plot", ...words);
      expect({ code: answer.code, out: answer.out }).toEqual({ code: 1, out: "" });
      expect(problemOf(answer)).toContain(`error HP0740: \`${words[0]}\` is a kind of picture`);
      expect(problemOf(answer)).toContain(`name a run or files first: \`hyperprior plot RUN ${words[0]}`);
    },
  );

  it("list the kinds where none is named", async () => {
    const { code, out, err } = await run("plot", at("good"));
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toMatch(/^trace +draws in their order, a line for each chain$/m);
  });
});

describe("a picture in the terminal", () => {
  it("is of the variables that matter, and says how others are named", async () => {
    const { code, out, err } = await run("plot", at("good"), "trace");
    // A few transitions diverge.
    expect({ code, err }).toEqual({ code: 3, err: "" });
    expect(out).toMatch(/^β +σ_b$/m);
    expect(out).toMatch(/^σ +icc$/m);
    expect(out).toMatch(/^6 of 10 variables; others by their names or patterns: hyperprior plot/m);
  });

  it("is of those that are named, in any spelling of a pattern, and of no others", async () => {
    const { out } = await run("plot", at("good"), "trace", "b[?]", "--exclude", "b[A]", "--exclude", "b[F]");
    const titles = [...out.matchAll(/b\[(\w)\]/g)].map((match) => match[1]);
    expect(titles).toEqual(["B", "C", "D", "E"]);
    expect(out).not.toContain("others by their names");
    const { out: two } = await run("plot", at("good"), "trace", "--include", "σ*");
    expect(two).toMatch(/^σ_b +σ$/m);
    const { out: spelled } = await run("plot", at("good"), "trace", "sigma*", "beta");
    expect([...spelled.matchAll(/^[βσ].*/gm)].map(([line]) => line.trim().split(/ +/))).toEqual([
      ["β", "σ_b"],
      ["σ"],
    ]);
  });

  it("comes after the verdict where that is bad, with its exit code", async () => {
    const { code, out } = await run("plot", at("failed"), "trace");
    expect(code).toBe(3);
    expect(out).toMatch(
      /^diagnosis: failed \(.*\)\nwhat to do: {2}hyperprior diagnose .*\n\nTraces of dyestuff\n/,
    );
    expect((await run("plot", at("failed"), "trace", "--lenient")).code).toBe(0);
  });

  it("is as wide as is asked for, and in ASCII with Greek letters spelled out", async () => {
    const { out } = await run("plot", at("good"), "trace", "σ_b", "--ascii", "--width", "50");
    expect(out.slice(out.indexOf("Traces"))).toMatch(/^[ -~\n]*$/);
    expect(out).toMatch(/^sigma_b$/m);
    expect(
      Math.max(
        ...out
          .slice(out.indexOf("Traces"))
          .split("\n")
          .map((line) => line.length),
      ),
    ).toBe(50);
  });

  it("has colours where the terminal has them, 256 or 16, and no others", async () => {
    const printed: string[] = [];
    const paintPicture = paintOfTerminal({ TERM: "xterm-256color" });
    await runProgram(["plot", at("good"), "trace", "σ", "--lenient"], {
      print: (text) => void printed.push(text),
      warn: () => {},
      paint: noPaint,
      paintPicture,
      hasProgress: false,
      width: 80,
    });
    const text = printed.join("");
    expect(text).toContain("\u001b[38;5;32m──\u001b[0m chain 1");
    expect(text).not.toMatch(/u\{1b\}/);
    expect(paintOfTerminal({ TERM: "xterm" })("a", { chain: 1 })).toBe("\u001b[33ma\u001b[0m");
  });
});

describe("a picture in a file", () => {
  it("is SVG, light or dark, as wide as is asked for", async () => {
    const path = at("t.svg");
    const { out } = await run("plot", at("good"), "trace", "σ", "--out", path, "--width", "500", "--lenient");
    expect(out).toContain("Traces of dyestuff: written to");
    const light = readFileSync(path, "utf8");
    expect(light).toMatch(/^<svg [^>]*width="500"/);
    expect(faultsOfSvg(light)).toEqual([]);
    // An earlier picture is replaced.
    expect((await run("plot", at("good"), "trace", "σ", "--out", path, "--dark", "--lenient")).code).toBe(0);
    expect(readFileSync(path, "utf8")).toContain('fill="#0d1117"');
  });

  it("is PNG with twice the pixels, which says what made it and can be replaced", async () => {
    const path = at("t.png");
    for (const more of [[], ["--dark"]]) {
      const { code, err } = await run("plot", at("good"), "trace", "σ", "--out", path, "--lenient", ...more);
      // Without fonts that is told.
      expect({ code, err: err.replace(/^warning HP0748[\s\S]*/, "") }).toEqual({ code: 0, err: "" });
    }
    const png = readFileSync(path);
    expect(png.subarray(1, 4).toString()).toBe("PNG");
    expect(png.readUInt32BE(16)).toBe(1720);
    expect(png.subarray(37, 59).toString("latin1")).toBe("tEXtSoftware\0hyperprior".slice(0, 22));
  });

  it("is a page of its own, which can be replaced", async () => {
    const path = at("t.html");
    for (const more of [[], ["--dark"]])
      expect((await run("plot", at("good"), "trace", "--out", path, "--lenient", ...more)).code).toBe(0);
    const page = readFileSync(path, "utf8");
    expect(page).toMatch(/^<!doctype html>\n<html lang="en" data-theme="dark">/);
    expect(page).toContain("A chain that can be trusted is a band of even width");
  });

  it("replaces nothing else but by force, and nothing that is read", async () => {
    const notes = at("notes.svg");
    writeFileSync(notes, "<svg xmlns='http://www.w3.org/2000/svg'/>");
    const refused = await run("plot", at("good"), "trace", "--out", notes);
    expect({ code: refused.code, problem: problemOf(refused) }).toMatchObject({ code: 1 });
    expect(problemOf(refused)).toContain("HP0708");
    expect(problemOf(refused)).toContain("name another file, as `--out trace.svg`");
    const nowhere = await run("plot", at("good"), "rank", "--out", "/dev/null/r.svg", "--lenient");
    expect(problemOf(nowhere)).toContain("HP0706");
    expect(problemOf(nowhere)).toContain("`--out rank.svg`");
    expect((await run("plot", at("good"), "trace", "--out", notes, "--force", "--lenient")).code).toBe(0);
    expect(readFileSync(notes, "utf8")).toContain('data-maker="hyperprior"');
  });
});

describe("what stands against a picture", () => {
  const told: readonly (readonly [code: string, words: readonly string[], advice: string])[] = [
    ["HP0740", ["traec"], "did you mean `trace`?"],
    ["HP0741", ["--out", "x.svg"], "name it behind the run"],
    ["HP0713", ["trace", "icd"], "did you mean `icc`?"],
    ["HP0743", ["trace", "--exclude", "*"], "name more of them"],
    ["HP0746", ["trace", "--out", "x.pdf"], "name it as `--out picture.svg`"],
    ["HP0749", ["trace", "--dark"], "name a file: `--out picture.svg`"],
    ["HP0749", ["trace", "--force"], "name a file: `--out picture.svg`"],
    ["HP0749", ["trace", "--ascii", "--out", "x.svg"], "leave it out"],
    ["HP0749", ["trace", "--width", "200", "--out", "x.svg"], "write at least `--width 300`"],
  ];

  it.each(told)("is told as %s for %j", async (code, words, advice) => {
    const answer = await run("plot", at("good"), ...words);
    expect(answer.code).toBe(1);
    expect(problemOf(answer)).toContain(`error ${code}:`);
    expect(problemOf(answer)).toContain(advice);
    expect(answer.out).toBe("");
    expect(existsSync("x.svg")).toBe(false);
  });
});
