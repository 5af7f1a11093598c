/** What `diagnose`, `summary` and `compare-draws` take and print of draws from anywhere. */

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { writeRun } from "../../src/run/record/run-folder.ts";
import { textWidth } from "../../src/text/lines.ts";
import { run } from "./captured-terminal.ts";
import { failedRun, goodRun } from "./fixed-run.ts";
import { writeStanFiles } from "./stan-files.ts";

let folder: string;
let good: string[];
let failed: string[];
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "hyperprior-"));
  good = writeStanFiles(folder, "good");
  failed = writeStanFiles(folder, "failed", { shift: 3, divergent: 20 });
  writeStanFiles(folder, "other", { seed: 9 });
  expect(await writeRun(join(folder, "good.run"), goodRun)).toBeNull();
  expect(await writeRun(join(folder, "failed.run"), failedRun)).toBeNull();
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});
afterEach(() => {
  vi.restoreAllMocks();
});

const filesOf = (name: string): string[] =>
  ({
    good,
    failed,
    many: [join(folder, "many_*.csv")],
    "good.run": [join(folder, "good.run")],
    "failed.run": [join(folder, "failed.run")],
  })[name]!;

describe("output", () => {
  const words: readonly (readonly string[])[] = [
    ["diagnose", "good"],
    ["diagnose", "failed"],
    ["diagnose", "good", "--max-rhat", "1.05", "--min-ess", "400"],
    ["diagnose", "failed", "--output", "junit"],
    ["diagnose", "failed", "--output", "tap"],
    ["diagnose", "failed", "--output", "markdown"],
    ["diagnose", "good", "--output", "tap"],
    ["diagnose", "good", "--quantiles", "0.001,0.5"],
    ["summary", "good", "--include", "theta", "--include", "icc", "--derive", "icc = tau^2 / (tau^2 + 1)"],
    ["summary", "good", "--exclude", "theta[*]", "--style", "posterior"],
    ["summary", "good", "--include", "mu", "--errors", "--quantiles", "0.025,0.975"],
    ["summary", "failed", "--output", "markdown"],
    ["summary", "failed", "--output", "junit", "--include", "mu", "--include", "tau"],
    ["summary", "good.run", "--include", "b[*]", "--derive", "spread = sd(b)"],
    ["diagnose", "failed.run", "--exclude", "b"],
  ];

  it.each(words.map((list) => [list.join(" "), list] as const))(
    "of %s",
    async (title, [command, name, ...rest]) => {
      const { code, out, err } = await run(command!, ...filesOf(name!), ...rest);
      const text = out.replaceAll(folder, "runs");
      const isFailed = name!.startsWith("failed") || title.includes("0.001");
      expect({ code, err }).toEqual({ code: isFailed ? 3 : 0, err: "" });
      if (!rest.includes("--output"))
        expect(text.split("\n").filter((line) => textWidth(line) > 80)).toEqual([]);
      const file = title.replace(/[^a-z0-9.]+/gi, "-").replace(/-$/, "");
      await expect(text).toMatchFileSnapshot(`judged/${file}.txt`);
    },
  );

  it("of compare-draws", async () => {
    const pattern = (name: string) => join(folder, `${name}_*.csv`);
    const same = await run(
      "compare-draws",
      pattern("good"),
      pattern("other"),
      "--margin",
      "0.2",
      "--exclude",
      "lp__",
    );
    const apart = await run("compare-draws", pattern("good"), pattern("failed"));
    const program = await run("compare-draws", join(folder, "good.run"), pattern("good"), "--json");
    expect([same.code, apart.code, program.code]).toEqual([0, 3, 3]);
    expect(JSON.parse(program.out)).toMatchObject({
      verdict: "unknown",
      variables: [],
      first: join(folder, "good.run"),
    });
    const text = [same.out, apart.out].join("\n").replaceAll(folder, "runs");
    expect(text.split("\n").filter((line) => textWidth(line) > 80)).toEqual([]);
    await expect(text).toMatchFileSnapshot("judged/compare-draws.txt");
    expect((await run("compare-draws", pattern("good"), pattern("failed"), "--lenient")).code).toBe(0);
  });
});

it("a file that is named twice fails, below a line of what was read", async () => {
  const { code, out } = await run("diagnose", ...good, good[0]!);
  expect(code).toBe(3);
  expect(out).toMatch(/^5 chains × 500 draws, 5 files, CmdStan CSV\ndiagnosis: failed, 1 rule broken\n/);
  expect(out.replace(/\s+/g, " ")).toContain("nothing tells whether chains agree: chains 1 and 5 →");
});

describe("--include and --exclude that leave nothing", () => {
  it.each(["diagnose", "summary"])("are an error of %s", async (command) => {
    const { code, out, err } = await run(command, ...good, "--include", "theta", "--exclude", "theta*");
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toContain(
      "HP0713: no variable is left: --exclude `theta*` fits all that --include `theta` does",
    );
  });
});

describe("remedies", () => {
  it("of draws of Stan name its settings and none of our flags", async () => {
    const { out } = await run("diagnose", ...failed);
    expect(out).toContain("adapt_delta=0.95");
    expect(out).not.toMatch(/--[a-z]/);
    expect((await run("diagnose", join(folder, "failed.run"))).out).toContain("--draws");
  });
});

describe("JSON", () => {
  it("is printed for --output json as for --json, errors included", async () => {
    const { out } = await run("diagnose", ...good, "--json", "--quantiles", "0.5");
    expect((await run("diagnose", ...good, "--output", "json", "--quantiles", "0.5")).out).toBe(out);
    expect(JSON.parse(out)).toMatchObject({
      verdict: "good",
      thresholds: { max_rhat: 1.01, min_ess_per_chain: 100, max_divergences: null },
    });
    expect(JSON.parse(out).quantiles[0]).toMatchObject({ variable: "lp__", probability: 0.5 });
    const wrong = await run("diagnose", ...good, "--output=json", "--include", "nothing");
    expect(JSON.parse(wrong.out).error.problems[0].code).toBe("HP0713");
    expect((await run("diagnose", ...good, "--json", "--output", "tap")).err).toContain(
      "cannot be used with",
    );
  });
});

describe("test reports", () => {
  it("escape what files and variables are called", async () => {
    const place = join(folder, `a & <b> "c" # d`);
    mkdirSync(place);
    const files = writeStanFiles(place, "x", { shift: 4 });
    const { out } = await run("diagnose", ...files, "--output", "junit");
    expect(out).toContain("a &amp; &lt;b&gt; &quot;c&quot; # d");
    expect(out).not.toMatch(/="[^"]*[<>][^"]*"|&(?!amp;|lt;|gt;|quot;|apos;|#10;)/);
    expect((await run("diagnose", ...files, "--output", "tap")).out).toContain("\\# d");
    expect((await run("diagnose", ...files, "--output", "markdown")).out).toContain("&lt;b&gt;");
  });

  it("count what failed and what was not judged", async () => {
    const { out } = await run("diagnose", ...failed, "--output", "junit");
    const [, tests, failures] = /tests="(\d+)" failures="(\d+)"/.exec(out)!;
    expect(out.split("<testcase ")).toHaveLength(Number(tests) + 1);
    expect(out.split("<failure ")).toHaveLength(Number(failures) + 1);
    const tap = (await run("diagnose", ...failed, "--output", "tap")).out;
    expect(tap).toContain(`\n1..${tests}\n`);
    expect(tap.split("\nnot ok ")).toHaveLength(Number(failures) + 1);
  });
});

describe("settings of a project", () => {
  const project = (name: string, settings: string): string => {
    const place = join(folder, name);
    mkdirSync(join(place, "below"), { recursive: true });
    writeFileSync(join(place, "hyperprior.json"), settings);
    vi.spyOn(process, "cwd").mockReturnValue(join(place, "below"));
    return place;
  };

  it("are thresholds that are found above the current folder, and told", async () => {
    project("fine", '{ "thresholds": { "max_rhat": 1.2, "min_ess": 3000 } }');
    const { out, code } = await run("diagnose", ...good);
    expect(code).toBe(3);
    expect(out.split("\n").slice(0, 3)).toEqual([
      "4 chains × 500 draws, 4 files, CmdStan CSV",
      "diagnosis: failed, 2 rules broken",
      "  (thresholds of ../hyperprior.json)",
    ]);
    expect(out).toContain("below 3000 in all");
    const both = await run("diagnose", ...good, "--min-ess", "100");
    expect(both).toMatchObject({ code: 0 });
    expect(both.out.replace(/\s+/g, " ")).toContain("thresholds of --min-ess, ../hyperprior.json");
  });

  it.each([
    ["no JSON", "{", "HP0714"],
    ["another key", '{ "threshold": {} }', "HP0715"],
    ["another threshold", '{ "thresholds": { "max_rhatt": 1.05 } }', "HP0715"],
    ["a word for a number", '{ "thresholds": { "max_rhat": "1.05" } }', "HP0716"],
    ["an R-hat below 1", '{ "thresholds": { "max_rhat": 0.9 } }', "HP0716"],
    ["a list", '{ "thresholds": [] }', "HP0716"],
  ])("are refused with %s, and taken as the advice has them", async (name, settings, problem) => {
    const place = project(name, settings);
    const { err, code } = await run("diagnose", ...good);
    expect(code).toBe(1);
    const advised = /`(\{ "thresholds".*\})`/.exec(err)?.[1] ?? '{ "thresholds": { "max_rhat": 1.05 } }';
    writeFileSync(join(place, "hyperprior.json"), advised);
    expect(await run("diagnose", ...good)).toMatchObject({ code: 0, err: "" });
    expect(err).toContain(problem);
    expect(err).toContain("../hyperprior.json");
  });
});

describe("what does not fit", () => {
  it.each([
    ["--max-rhat", "0.5", "expected a number of at least 1"],
    ["--min-ess", "many", "expected a whole number of at least 0"],
    ["--max-divergences", "-1", "expected a whole number of at least 0"],
    ["--quantiles", "0.5,2", "expected numbers between 0 and 1"],
    ["--superchains", "3", "HP0717"],
    ["--output", "xml", "expected one of text, json, junit, tap, markdown"],
    ["--include", "thta", "HP0713"],
    ["--exclude", "*", "HP0713: no variable is left: --exclude `*` fits all of them"],
    ["--derive", "tau^2", "HP0860"],
    ["--derive", "a = tua^2", "did you mean `tau`?"],
    ["--derive", "a = theta", "HP0862"],
    ["--derive", "a = exq(tau)", "did you mean `exp`?"],
    ["--derive", "a = log(tau, 2)", "HP0864"],
    ["--derive", "tau = 2 * mu", "HP0865"],
    ["--derive", "a = [tau, mu]", "HP0866"],
    ["--derive", "a = tau *", "HP0110"],
  ])("of %s %s is told", async (flag, value, told) => {
    const { err, code } = await run("diagnose", ...good, flag, value);
    expect(code).toBe(1);
    expect(err).toContain(told);
    if (flag === "--derive") expect(err).toMatch(/^--derive:1:\d+\n[^\n]*\n +\| +\^/m);
  });
});
