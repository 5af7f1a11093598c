/** What the command line does with words that it cannot take, and which exit code it ends with. */

import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readRunFolder, writeRun } from "../../src/run/record/run-folder.ts";
import { dataFile, modelFile } from "../run/bundled.ts";
import { run } from "./captured-terminal.ts";
import { failedRun, goodRun } from "./fixed-run.ts";

const model = modelFile("dyestuff");
const data = ["--data", dataFile("dyestuff")];
const short = ["--workers", "0", "--chains", "2", "--warmup", "150", "--draws", "20"];

let folder: string;
const at = (name: string): string => join(folder, name);
const write = (name: string, text: string): string => {
  writeFileSync(at(name), text);
  return at(name);
};
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "hyperprior-"));
  await writeRun(at("good"), goodRun);
  await writeRun(at("failed"), failedRun);
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe("a mistake of usage ends with 1, says what is wrong on standard error, and prints nothing:", () => {
  it.each([
    ["no command", [], "Usage: hyperprior"],
    ["an unknown command, with the nearest", ["sumary"], "Did you mean summary?"],
    ["an unknown option, with the nearest", ["fit", model, "--chain", "4"], "Did you mean --chains?"],
    ["no model", ["fit"], "missing required argument 'model'"],
    [
      "a table without --data",
      ["fit", model, "data.csv"],
      "the table is given as an option: `--data data.csv`",
    ],
    ["a formula without quotes", ["fit", "y", "~", "x", ...data], "a formula stands in quotes"],
    [
      "a formula without quotes, as a shell gives it",
      ["fit", "y", process.env.HOME ?? "~", "x", ...data],
      "a formula stands in quotes",
    ],
    ["a table in place of the model", ["fit", dataFile("dyestuff")], "is a table, and a model was wanted"],
    ["a model too many", ["fit", model, model], "too many arguments"],
    ["an option without its value", ["fit", model, "--seed"], "argument missing"],
    ["no chains", ["fit", model, "--chains", "0"], "expected a whole number of at least 1"],
    ["a number with letters", ["fit", model, "--draws", "1e3x"], "expected a whole number of at least 1"],
    ["a negative seed", ["fit", model, "--seed", "-1"], "expected a whole number of at least 0"],
    ["half a chain", ["fit", model, "--chains", "1.5"], "expected a whole number"],
    ["an unknown metric", ["fit", model, "--metric", "round"], "expected one of fisher"],
    ["a step size of 0", ["fit", model, "--step-size", "0"], "expected a number above 0"],
    ["a jitter of 1", ["fit", model, "--jitter", "1"], "expected a number from 0 to less than 1"],
    ["half a step", ["fit", model, "--steps", "0.5"], "expected a whole number from 1 to 1000000"],
    [
      "a length told in two ways",
      ["fit", model, ...data, "--method", "hmc", "--steps", "5", "--trajectory-length", "2"],
      "give one of them only",
    ],
    [
      "steps without trajectories of one length",
      ["fit", model, ...data, "--method", "nuts", "--steps", "5"],
      "`--steps` is for `--method hmc`, and the method is `nuts`",
    ],
    [
      "nothing collapsed by a method that does not collapse",
      ["explain", model, ...data, "--no-collapse"],
      "`--no-collapse` is for `--method gibbs`, and the method is `auto`",
    ],
    ["workers that are no number", ["fit", model, "--workers", "many"], "expected a whole number"],
    ["a probability of 1", ["summary", "x", "--prob", "1"], "expected a number between 0 and 1"],
    ["a probability that is no number", ["summary", "x", "--prob", "x"], "expected a number between 0 and 1"],
    ["no digits", ["summary", "x", "--digits", "0"], "expected a whole number from 1 to 17"],
    [
      "digits that no double has",
      ["summary", "x", "--digits", "500"],
      "expected a whole number from 1 to 17",
    ],
    ["an unknown style", ["summary", "x", "--style", "r"], "expected one of hyperprior, stan"],
    ["two main tables", ["fit", model, ...data, ...data], "two main tables"],
    [
      "two tables of one factor",
      ["check", model, "--data", "g=a.csv", "--data", "g=b.csv"],
      "two tables for g",
    ],
    ["a constant without a value", ["fit", model, "--set", "s"], "expected NAME=NUMBER"],
    ["a constant that is no number", ["fit", model, "--set", "s=big"], "expected NAME=NUMBER"],
    ["a constant that is infinite", ["fit", model, "--set", "s=1e999"], "expected NAME=NUMBER"],
    ["a method that there is not", ["fit", model, ...data, "--method", "metropolis"], "expected one of auto"],
    [
      "trees that are too deep",
      ["fit", model, ...data, "--max-tree-depth", "21"],
      "expected a whole number from 1 to 20",
    ],
    ["a model file that is not there", ["fit", "no.model"], "HP0701"],
    ["a folder in place of a model", ["check", "/"], "HP0701"],
    ["a formula", ["fit", "y ~ 1 + (1 | g)"], "HP0702"],
    ["no data", ["fit", model], "name it: `--data FILE.csv`"],
    ["data that are not there", ["fit", model, "--data", "no.csv"], "no.csv"],
    ["a constant that the model has not", ["fit", model, ...data, "--set", "s=1"], "HP0501"],
    ["a run that is not there", ["summary", "no.run"], "HP0604"],
    ["a file that holds no draws in the place of a run", ["diagnose", model], "HP0822"],
  ] as const)("%s", async (_, words, text) => {
    const { code, out, err } = await run(...words);
    // `check` answers with problems: they are its results.
    expect(`${err}${words[0] === "check" ? out : ""}`).toContain(text);
    expect(code).toBe(1);
    if (words[0] !== "check") expect(out).toBe("");
  });

  it("a model too many, which says nothing of a table that is an option already", async () => {
    const { code, err } = await run("fit", model, model, ...data);
    expect(code).toBe(1);
    expect(err).toContain("too many arguments");
    expect(err).not.toContain("the table is given as an option");
  });

  it("a factor that the run has no effects of, with those that it has", async () => {
    const { code, out, err } = await run("effects", at("good"), "cask");
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toContain("it has those of `batch`");
  });

  it("a folder that has other files in it, before anything is sampled", async () => {
    mkdirSync(at("full"));
    write("full/thesis.tex", "");
    const { code, out, err } = await run("fit", model, ...data, "--out", at("full"));
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toContain("HP0606");
    expect(readdirSync(at("full"))).toEqual(["thesis.tex"]);
    const forced = await run("fit", model, ...data, ...short, "--lenient", "--out", at("full"), "--force");
    expect(forced.code).toBe(0);
    expect(readdirSync(at("full")).sort()).toEqual(["draws.parquet", "run.json", "thesis.tex"]);
  });

  it("a folder with a `run.json` of another program, which stays as it is", async () => {
    mkdirSync(at("foreign"));
    const theirs = write("foreign/run.json", '{"format":1,"results":[1,2,3]}');
    const { code, out, err } = await run("fit", model, ...data, "--out", at("foreign"));
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toContain("error HP0619: a run would replace `run.json` there, which is no record");
    expect(readFileSync(theirs, "utf8")).toContain("results");
    expect(readdirSync(at("foreign"))).toEqual(["run.json"]);
  });
});

it("a table in place of a model is one message, whatever its name and length", async () => {
  const lines = ["y;g", ...Array.from({ length: 300 }, (_, i) => `${i};a`)];
  const table = write("trial.txt", lines.join("\n"));
  for (const command of ["fit", "check", "explain", "calibrate", "format"]) {
    const { code, out, err } = await run(command, table);
    expect(code).toBe(command === "format" ? 2 : 1);
    expect(`${out}${err}`.match(/error HP\d+/g)).toEqual(["error HP0710"]);
  }
});

describe("exit codes:", () => {
  it("0 for a good run, help and the version", async () => {
    expect((await run("diagnose", at("good"))).code).toBe(0);
    expect((await run("--help")).code).toBe(0);
    expect(await run("--version")).toEqual({
      code: 0,
      out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
      err: "",
    });
  });

  it("2 for a model with problems, all of them at once and with their places", async () => {
    const broken = write("broken.model", "data { y: real }\nμ ~ norml(0, 1)\ny ~ normal(μ, τ)\n");
    for (const command of ["fit", "check", "explain"]) {
      const { code, out, err } = await run(command, broken, ...data);
      expect(code).toBe(2);
      expect(`${out}${err}`).toMatch(/broken\.model:2:5[\s\S]*broken\.model:3:15/);
    }
  });

  it("2 for the syntax tree of a model with problems, which is printed all the same", async () => {
    const broken = write("tree.model", "μ ~ norml(0, 1)\n");
    const { code, out, err } = await run("explain", broken, "--syntax");
    expect({ code, out }).toEqual({ code: 2, out: "   (model\n1    (distribution μ (call norml 0 1)))\n" });
    expect(err).toContain("tree.model:1:5");
    const { error, syntax } = JSON.parse((await run("explain", broken, "--syntax", "--json")).out);
    expect(error.exit_code).toBe(2);
    expect(syntax.statements).toHaveLength(1);
  });

  it("2 for one broken file among good ones", async () => {
    const broken = write("broken2.model", "μ ~ (");
    expect((await run("check", model, broken)).code).toBe(2);
  });

  it("3 for draws that failed the diagnosis, and 0 for them with --lenient", async () => {
    expect((await run("diagnose", at("failed"))).code).toBe(3);
    expect((await run("diagnose", at("failed"), "--lenient")).code).toBe(0);
    // Who takes a number from a table should not have to know that there is a verdict, too.
    for (const command of ["summary", "variance", "effects"]) {
      const failed = await run(command, at("failed"));
      expect(failed).toMatchObject({ code: 3, out: expect.stringMatching(/^diagnosis: failed \(/), err: "" });
      const lenient = await run(command, at("failed"), "--lenient");
      expect(lenient).toEqual({ ...failed, code: 0 });
      const json = await run(command, at("failed"), "--json");
      expect(json.code).toBe(3);
      expect(JSON.parse(json.out).diagnostics.verdict).toBe("failed");
      expect(await run(command, at("good"))).toMatchObject({
        code: 0,
        out: expect.not.stringContaining("diagnosis"),
      });
    }
    const words = [
      "fit",
      model,
      ...data,
      "--workers",
      "0",
      "--warmup",
      "0",
      "--draws",
      "5",
      "--out",
      at("three.run"),
    ];
    expect((await run(...words)).code).toBe(3);
    expect((await run(...words, "--lenient")).code).toBe(0);
  });
});

describe("fit", () => {
  it("prints results on standard output, and where they are saved on standard error", async () => {
    const { code, out, err } = await run("fit", model, ...data, ...short, "--lenient", "--out", at("a.run"));
    expect(code).toBe(0);
    expect(out).toMatch(/^model {3}dyestuff\n/);
    expect(out).toMatch(/^diagnosis: /m);
    expect(err).toMatch(
      /^\nsaved in .*a\.run \(set-up \d+\.\d+ s, warm-up .*\)\ngo on with {2}hyperprior variance/,
    );
    const summary = (await run("summary", at("a.run"))).out.replace(/^diagnosis: .*\n.*\n\n/, "");
    expect(summary).toBe(out.slice(0, out.indexOf("diagnosis: ")));
  });

  it("takes names in Greek or spelled out", async () => {
    const scaled = write(
      "scaled.model",
      'constant σ0 = 2\ndata { y: real from "Yield" }\nμ ~ normal(1500, 100 * σ0)\ny ~ normal(μ, σ0)\n',
    );
    const greek = await run(
      "fit",
      scaled,
      ...data,
      ...short,
      "--set",
      "σ0=50",
      "--lenient",
      "--out",
      at("greek.run"),
    );
    const ascii = await run(
      "fit",
      scaled,
      ...data,
      ...short,
      "--set",
      "sigma0=50",
      "--lenient",
      "--out",
      at("ascii.run"),
    );
    expect(ascii).toMatchObject({ code: 0, out: greek.out });
    expect((await readRunFolder(at("ascii.run"))).run!.record.model.constants).toEqual({ σ0: 50 });
  });

  it("of a model without data draws from its priors, and says so", async () => {
    const prior = write("prior.model", "model prior\nμ ~ normal(0, 1)\n");
    const { out, err } = await run("fit", prior, ...short, "--lenient", "--out", at("prior.run"));
    expect(out).toMatch(/^model {3}prior\n(data.*\nrows.*\n)?method/);
    expect(err).toContain("draws will be from the prior");
    expect(err).toMatch(/go on with {2}hyperprior diagnose \S+\n$/);
    const table = write("group.csv", "g,w\na,1\n");
    expect(await run("fit", prior, "--data", `g=${table}`)).toMatchObject({
      code: 1,
      out: "",
      err: expect.stringContaining("HP0515"),
    });
  });
});

describe("several outcomes, group-level tables, dropped rows and renamed columns", () => {
  const text = `model two
data {
  a: real from "A of it"
  n: int >= 0
  county: factor
}
data per county {
  w: real
}
μ ~ normal(0, 2)
σ ~ half_normal(2)
b[county] ~ normal(0, 1)
a ~ normal(μ + b[county] + w[county], σ)
n ~ poisson_log(b[county])
`;
  const rows = 'n,A of it,county\n2,1,x\n1,2,x\n0,0.5,y\n4,,y\n3,1.5,"z, z"\n';
  const counties = 'county,w\nx,0.5\ny,1\n"z, z",2\nnowhere,7\n';

  it("work together", async () => {
    const [file, main, group] = [
      write("two.model", text),
      write("two.csv", rows),
      write("county.csv", counties),
    ];
    const words = [
      "fit",
      file,
      "--data",
      main,
      "--data",
      `county=${group}`,
      ...short,
      "--lenient",
      "--out",
      at("two.run"),
    ];
    expect(await run(...words)).toMatchObject({
      code: 1,
      out: "",
      err: expect.stringContaining("--drop-missing"),
    });
    const { code, out, err } = await run(...words, "--drop-missing");
    expect(code).toBe(0);
    expect(out).toMatch(/^rows {4}5 read, 4 used, 1 dropped\nlevels {2}county 3$/m);
    expect(out).toMatch(/^b\[z, z\] +\S/m);
    expect(err).toMatch(/warning HP0432: 1 level of `county`.*`nowhere`/);
    const { record } = (await readRunFolder(at("two.run"))).run!;
    expect(record.data).toMatchObject({ rowsRead: 5, rowsUsed: 4, rowsDropped: 1, groups: { county: 3 } });
    expect(record.levels).toMatchObject({ county: ["x", "y", "z, z"] });
    for (const [answer, told] of [
      [["variance"], { out: expect.stringMatching(/outcome a\n(.*\n)*outcome n\n/) }],
      [["effects"], { out: expect.stringContaining("county") }],
      [["plot", "caterpillar"], { err: expect.stringContaining("group effects are not known") }],
    ] as const) {
      const [command, ...more] = answer;
      expect(await run(command, at("two.run"), ...more)).toMatchObject(told);
    }
  });

  it("are asked for where they lack", async () => {
    const [file, main, group] = [
      write("two.model", text),
      write("two.csv", rows),
      write("county.csv", counties),
    ];
    const check = (...words: string[]) => run("check", file, "--drop-missing", ...words);
    expect(await check("--data", main)).toMatchObject({ code: 1, out: expect.stringContaining("`w`") });
    expect(await check("--data", `county=${group}`)).toMatchObject({
      code: 1,
      out: expect.stringContaining("HP0703"),
    });
    const other = await check("--data", main, "--data", `state=${group}`);
    expect(other).toMatchObject({ code: 1, out: expect.stringContaining("HP0515") });
  });
});
