/** `simulate` and `prior` on the command line: what they print where, the files that they write, and what stands against these. */

import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { textWidth } from "../../src/text/lines.ts";
import { dataFile, modelFile } from "../run/bundled.ts";
import { run } from "./captured-terminal.ts";

const folder = mkdtempSync(join(tmpdir(), "hyperprior-simulate-"));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string): string => join(folder, name);
const dyestuff = modelFile("dyestuff");
const design = ["--design", "batch = 3, replicate = 2"];
const isNarrow = (text: string): boolean => text.split("\n").every((line) => textWidth(line) <= 80);

describe("hyperprior simulate", () => {
  it("prints a table on standard output, and on standard error what was given and what was drawn", async () => {
    const { code, out, err } = await run(
      "simulate",
      dyestuff,
      ...design,
      "--truth",
      "σ_b = 2, sigma=1",
      "--digits",
      "5",
    );
    expect(code).toBe(0);
    expect(out.split("\n")[0]).toBe("Batch,replicate,Yield");
    expect(out.trim().split("\n")).toHaveLength(7);
    expect(out.trim().split("\n")[1]).toMatch(/^1,1,1\d\d\d\.?\d?$/);
    expect(err).toBe("simulated 6 rows of Yield; given: σ_b, σ; drawn from their priors: β, b\n");
  });

  it("writes a table and its truth beside it, from which the same parameters are read", async () => {
    const [first, second] = [at("first.csv"), at("second.csv")];
    const words = ["simulate", dyestuff, "--data", dataFile("dyestuff"), "--set", "sigma=25"];
    const one = await run(...words, "--out", first, "--seed", "7");
    expect(one).toMatchObject({ code: 0, out: `data: ${first}\ntruth: ${at("first.truth.json")}\n` });
    const two = await run(...words, "--out", second, "--seed", "8", "--truth", at("first.truth.json"));
    expect(two.err.replace(/\s+/g, " ")).toContain("given: β, σ_b, σ, b; drawn from their priors: nothing");
    const [truth, again] = ["first", "second"].map((name) =>
      JSON.parse(readFileSync(at(`${name}.truth.json`), "utf8")),
    );
    expect(again.parameters).toEqual(truth.parameters);
    expect(again.derived).toEqual(truth.derived);
    expect(truth).toMatchObject({
      seed: 7,
      set: 1,
      given: ["σ"],
      drawn: ["β", "σ_b", "b"],
      parameters: { σ: 25 },
    });
    expect(readFileSync(second, "utf8")).not.toBe(readFileSync(first, "utf8"));
  });

  it("makes tables that `fit` and `check` read as they were meant", async () => {
    const checked = await run("check", dyestuff, "--data", at("first.csv"));
    expect(checked).toMatchObject({ code: 0, err: "" });
    expect(checked.out).toContain("30");
    const shown = await run(
      "fit",
      dyestuff,
      "--data",
      at("first.csv"),
      "--out",
      at("first.run"),
      "--json",
      "--workers",
      "0",
    );
    expect(JSON.parse(shown.out).data).toMatchObject({ used: 30, groups: { batch: 6 } });
  });

  it("writes several sets to a folder, with a table of their truths", async () => {
    const { code, out } = await run("simulate", dyestuff, ...design, "--sets", "3", "--out", at("sets"));
    expect(code).toBe(0);
    expect(out).toBe(
      `data: ${at("sets/set-1.csv")} to ${at("sets/set-3.csv")}\ntruth of all: ${at("sets/truth.csv")}\n`,
    );
    expect(readdirSync(at("sets")).sort()).toEqual(
      [1, 2, 3].flatMap((k) => [`set-${k}.csv`, `set-${k}.truth.json`]).concat("truth.csv"),
    );
    const [head, ...rows] = readFileSync(at("sets/truth.csv"), "utf8").trim().split("\n");
    expect(head).toBe("set,β,σ_b,σ,b[1],b[2],b[3],icc");
    const { parameters } = JSON.parse(readFileSync(at("sets/set-2.truth.json"), "utf8"));
    expect(rows[1]!.split(",").slice(0, 3)).toEqual(["2", String(parameters.β), String(parameters.σ_b)]);
  });

  it("replaces what a simulation wrote, and no other file unless it is forced to", async () => {
    const words = ["simulate", dyestuff, ...design, "--out"];
    expect((await run(...words, at("first.csv"))).code).toBe(0);
    writeFileSync(at("mine.csv"), "a,b\n1,2\n");
    const refused = await run(...words, at("mine.csv"));
    expect(refused).toMatchObject({ code: 1, out: "" });
    expect(refused.err).toContain("HP0828");
    expect(readFileSync(at("mine.csv"), "utf8")).toBe("a,b\n1,2\n");
    expect((await run(...words, at("mine.csv"), "--force")).code).toBe(0);
    const read = await run(
      "simulate",
      dyestuff,
      "--data",
      at("first.csv"),
      "--out",
      at("first.csv"),
      "--force",
    );
    expect(read.err).toContain("HP0829");
    expect((await run(...words, at("none/mine.csv"))).err).toContain("HP0836");
    expect(existsSync(at("none"))).toBe(false);
  });

  it("prints JSON with data and truths", async () => {
    const { out } = await run("simulate", dyestuff, ...design, "--sets", "2", "--json");
    const { outcomes, sets } = JSON.parse(out);
    expect(outcomes).toEqual(["Yield"]);
    expect(sets).toHaveLength(2);
    expect(sets[1]).toMatchObject({
      set: 2,
      data: { Batch: ["1", "1", "2", "2", "3", "3"], replicate: [1, 2, 1, 2, 1, 2] },
    });
  });

  it("makes data of a formula, without a table too, whose priors are then in units of an sd", async () => {
    const words = [
      "y ~ week + (1 | subject)",
      "--design",
      "subject = 4, week = 0..2",
      "--truth",
      "τ_subject = 1",
    ];
    const { code, out, err } = await run("simulate", ...words);
    expect(code).toBe(0);
    expect(out.split("\n")[0]).toBe("subject,week,y");
    expect(err.replace(/\s+/g, " ")).toContain(
      "the table has no `y`: default priors are those of an outcome with mean 0 and sd 1",
    );
    const counts = await run(
      "simulate",
      "k | trials(n) ~ 1 + (1 | g)",
      "--design",
      "g = 5, n = 10..10",
      "--family",
      "binomial",
    );
    expect(
      counts.out
        .trim()
        .split("\n")
        .slice(1)
        .every((line) => Number(line.split(",")[2]) <= 10),
    ).toBe(true);
    const ordinal = await run("simulate", "y ~ x", "--design", "x = 0..3", "--family", "cumulative");
    expect(ordinal.err).toContain("HP0818");
  });

  it.each([
    [["--sets", "2"], "`--sets 2` are several tables: name a folder"],
    [["--sets", "2", "--out", "x.csv"], "`x.csv` is one file"],
    [
      ["--truth", "missing.truth.json"],
      "HP0816: the words `missing.truth.json` of `--truth` are not understood: the file cannot be read",
    ],
    [["--truth", "σ = x"], "`x` is no number"],
    [["--set", "nothing=3"], "HP0812"],
  ])("says what is wrong with %j", async (words, expected) => {
    const { code, out, err } = await run("simulate", dyestuff, ...design, ...words);
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err.replace(/\s+/g, " ")).toContain(expected);
  });

  it("says of an improper prior where it stands, with the exit code of models", async () => {
    writeFileSync(at("flat.model"), "data {\n  y: real\n}\nμ ~ flat()\ny ~ normal(μ, 1)\n");
    const { code, err } = await run("simulate", at("flat.model"), "--design", "row = 3");
    expect(code).toBe(2);
    expect(err).toContain("HP0815");
    expect((await run("simulate", at("flat.model"), "--design", "row = 3", "--set", "mu=2")).code).toBe(0);
  });

  it("says that a truth file has no numbers", async () => {
    writeFileSync(at("odd.json"), '{"parameters": {"σ": "one"}}');
    writeFileSync(at("torn.json"), '{"parameters": ');
    for (const name of ["odd.json", "torn.json"])
      expect((await run("simulate", dyestuff, ...design, "--truth", at(name))).err).toContain("HP0816");
  });
});

describe("hyperprior prior", () => {
  it("prints numbers of data sets beside those of the data, a verdict and the priors, in 80 columns", async () => {
    const { code, out, err } = await run("prior", dyestuff, "--data", dataFile("dyestuff"), "--draws", "200");
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toMatch(
      /^yield: 200 data sets of 30 rows from the priors\nstatistic +q5 +median +q95 +data +below\n/,
    );
    expect(out).toMatch(/\nsd of batch means +[\d.]+ +[\d.]+ +[\d.]+ +47.48 /);
    expect(out).toContain("\nverdict: of the scale of the data: ");
    expect(out).toMatch(/\npriors\nvariable +q5 +median +q95\nβ /);
    expect(isNarrow(out)).toBe(true);
  });

  it("needs no outcomes and no table", async () => {
    const { code, out } = await run("prior", dyestuff, ...design, "--draws", "50");
    expect(code).toBe(0);
    expect(out).toContain("nothing observed of yield to compare with");
    expect(out).not.toContain("below");
    const formula = await run(
      "prior",
      "y ~ 1 + (1 | g)",
      "--design",
      "g = 4, replicate = 3",
      "--draws",
      "50",
    );
    expect(formula.out).toContain("y: 50 data sets of 12 rows from the priors");
  });

  it("prints JSON, and writes a picture that a next one may replace", async () => {
    const words = [
      "prior",
      dyestuff,
      "--data",
      dataFile("dyestuff"),
      "--draws",
      "60",
      "--out",
      at("prior.svg"),
    ];
    const { out } = await run(...words, "--json", "--prob", "0.5");
    const json = JSON.parse(out);
    expect(json).toMatchObject({
      draws: 60,
      seed: 1,
      outcomes: [{ outcome: "yield", rows: 30, verdict: "of the scale" }],
    });
    expect(json.outcomes[0].statistics[1]).toMatchObject({
      statistic: "mean",
      q25: expect.any(Number),
      data: 1527.5,
    });
    expect(json.parameters.map(({ variable }: { variable: string }) => variable)).toContain("b[F]");
    expect(readFileSync(at("prior.svg"), "utf8")).toContain("yield as the priors have it");
    expect((await run(...words)).code).toBe(0);
    writeFileSync(at("other.svg"), "<svg/>");
    const refused = await run("prior", dyestuff, ...design, "--out", at("other.svg"));
    expect(refused).toMatchObject({ code: 1, out: "" });
    expect((await run("prior", dyestuff, ...design, "--out", at("prior.txt"))).code).toBe(1);
  });

  it("says which prior is improper, with the exit code of models", async () => {
    const { code, err } = await run("prior", at("flat.model"), "--design", "row = 3");
    expect(code).toBe(2);
    expect(err).toContain("nothing can be drawn from the improper prior `flat()` of `μ`");
  });
});
