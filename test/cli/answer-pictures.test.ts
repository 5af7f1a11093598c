/** Pictures of answers from the command line: behind the table, in files, beside JSON, and what stands against them. */

import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fit, saveRun } from "../../src/api/fit.ts";
import { readModel } from "../../src/api/read-model.ts";
import { textWidth } from "../../src/text/lines.ts";
import { faultsOfSvg } from "../pictures/svg-faults.ts";
import { dataFile, modelFile } from "../run/bundled.ts";
import { run } from "./captured-terminal.ts";

const folder = mkdtempSync(join(tmpdir(), "hyperprior-"));
const at = (name: string): string => join(folder, name);
const [sleep, schools] = [at("sleep.run"), at("schools.run")];

beforeAll(async () => {
  const options = { draws: 250, workers: 0 } as const;
  for (const [name, path] of [
    ["sleepstudy", sleep],
    ["eight-schools", schools],
  ] as const) {
    const fitted = await fit(await readModel(modelFile(name)), { ...options, data: dataFile(name) });
    await saveRun(fitted, path);
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

const grid = ["--grid", "days = 0..9 by 3, subject = 308, new"];
/** Each command with a picture, and what the picture is called. */
const answers: readonly (readonly [name: string, words: () => string[], title: string, head: RegExp])[] = [
  [
    "predict",
    () => ["predict", sleep, ...grid],
    "Expected reaction by days and subject: sleepstudy",
    /^row +days/m,
  ],
  [
    "contrast",
    () => ["contrast", sleep, "--by", "days = 0, 9", "--contrast", "pairwise"],
    "Comparisons in sleepstudy",
    /^contrasts$/m,
  ],
  ["compare", () => ["compare", schools], "schools by leave-one-out cross-validation", /^model +elpd/m],
  ["effects", () => ["effects", schools, "school"], "Group effects of eight_schools", /^level +n/m],
  [
    "ranks",
    () => ["effects", schools, "--ranks", "--top", "3"],
    "Ranks of the levels of eight_schools",
    /^ranks of school/m,
  ],
  ["variance", () => ["variance", sleep], "Variance of reaction in sleepstudy", /^group +term/m],
  [
    "variance --versus",
    () => ["variance", sleep, "--versus", sleep],
    "Change of variances in sleepstudy",
    /^variances before/m,
  ],
];

describe.each(answers)("%s", (_, words, title, head) => {
  it("prints its table and behind it the picture, of 80 columns, and writes it to a file", async () => {
    const file = at("picture.svg");
    const { code, out } = await run(...words(), "--lenient", "--plot", "--out", file, "--dark");
    expect(code).toBe(0);
    expect(out.search(head)).toBeGreaterThanOrEqual(0);
    expect(out.search(head)).toBeLessThan(out.indexOf(`\n\n${title}`));
    expect(out).toContain(`\n${title}: written to`.slice(0, 40));
    expect(out.split("\n").filter((line) => textWidth(line) > 80 && !line.includes(folder))).toEqual([]);
    expect(faultsOfSvg(readFileSync(file, "utf8"))).toEqual([]);
  });

  it("writes it beside JSON, in the place of one before", async () => {
    const file = at("picture.svg");
    const { out } = await run(...words(), "--out", file, "--json");
    expect(JSON.parse(out)).toBeTypeOf("object");
    expect(readFileSync(file, "utf8")).toContain(title);
  });
});

describe("predict --out", () => {
  it("writes a table to a file whose name does not end as pictures do, with a picture in the terminal besides", async () => {
    const file = at("rows.csv");
    const { out } = await run("predict", sleep, ...grid, "--out", file, "--plot");
    expect(readFileSync(file, "utf8").split("\n")[0]).toMatch(/^row,days,subject,/);
    expect(out.trim()).toMatch(/^Expected reaction by days/);
  });

  it("draws a grid in the order of its words", async () => {
    const { out } = await run("predict", sleep, "--grid", "subject = 308, 309", "--plot");
    expect(out).toContain("Expected reaction by subject: sleepstudy\nAt days = 4.5.");
  });

  it("is by letters of ASCII alone where that is asked for", async () => {
    expect((await run("predict", sleep, ...grid, "--plot", "--ascii")).out).toMatch(/^[ -~\n]*$/);
  });

  it("has the data behind it; a linear predictor has none", async () => {
    expect((await run("predict", sleep, ...grid, "--plot")).out).toContain("observed");
    expect((await run("predict", sleep, ...grid, "--plot", "--kind", "linear")).out).not.toContain(
      "observed",
    );
  });
});

describe("what stands against a picture", () => {
  const messages: readonly (readonly [code: string, before: string[], hint: string, after: string[]])[] = [
    ["HP0749", ["--dark"], "name a file: `--out predict.svg`", ["--dark", "--out", at("predict.svg")]],
    ["HP0749", ["--force"], "name a file: `--out predict.svg`", ["--force", "--out", at("predict.svg")]],
    ["HP0749", ["--ascii"], "add `--plot`", ["--ascii", "--plot"]],
    ["HP0749", ["--json", "--plot"], "name a file", ["--json", "--out", at("predict.svg")]],
  ];
  it.each(messages)("is told as %s of %j, and its advice is good", async (code, before, hint, after) => {
    const shown = await run("predict", sleep, ...grid, ...before);
    expect(shown.code).toBe(1);
    const told = before.includes("--json") ? shown.out : shown.err;
    expect(told).toContain(code);
    expect(told.replaceAll(/\s+/g, " ")).toContain(hint);
    expect((await run("predict", sleep, ...grid, ...after)).code).toBe(0);
  });

  it("is a file that is no picture of ours, before anything is computed, unless it is forced", async () => {
    const file = at("mine.svg");
    writeFileSync(file, "mine");
    const words = ["contrast", sleep, "--by", "days = 0, 9", "--out", file];
    const refused = await run(...words);
    expect(refused).toMatchObject({ code: 1, out: "" });
    expect(readFileSync(file, "utf8")).toBe("mine");
    expect((await run(...words, "--force")).code).toBe(0);
    expect(readFileSync(file, "utf8")).toContain("<svg");
  });

  it("is that there is none: then nothing is printed or written", async () => {
    const file = at("none.svg");
    const refused = await run("variance", schools, "--versus", sleep, "--out", file);
    expect(refused).toMatchObject({ code: 1, out: "" });
    expect(existsSync(file)).toBe(false);
  });

  it("is `plot` without what is meant: it names the command", async () => {
    for (const kind of ["predict", "contrast", "compare"]) {
      const { code, err } = await run("plot", sleep, kind);
      expect(code).toBe(1);
      expect(err.replaceAll(/\s+/g, " ")).toContain(`hyperprior ${kind} RUN`);
    }
    expect((await run("plot", schools, "ranks", "school")).code).toBe(0);
  });
});
