/** Commands do what scripts do: the same problems, with an exit code for each; the same tables, when a run is gone on with. */

import { existsSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ProblemError } from "../../src/api/problem-error.ts";
import { codeOfError } from "../../src/cli/told-problems.ts";
import { fit, readModel, resume } from "../../src/index.ts";
import type { Problem } from "../../src/problems/problem.ts";
import * as running from "../../src/run/problems.ts";
import { run } from "./captured-terminal.ts";

let folder: string;
const at = (name: string): string => join(folder, name);
const write = (name: string, text: string): string => {
  writeFileSync(at(name), text);
  return at(name);
};
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "hyperprior-road-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const span = { start: 0, end: 1, line: 1, column: 1 };

describe("the exit code", () => {
  it.each<[string, number, Problem, boolean]>([
    ["a place in the model", 2, running.termNotFinite("y ~ normal(μ, σ)", Number.NaN, null, span), true],
    ["a gradient that is nowhere finite", 2, running.gradientNotFinite(), true],
    ["a method that is refused", 2, running.methodRefused({ method: "marginal", reason: "" }), true],
    ["a place in a rule", 1, running.expectedInRule("a number", "x", span), false],
    ["a quantity that a rule does not find", 1, running.unknownInRule("ess(x) > 9", "x", null, []), true],
    ["a record that does not fit", 1, running.recordMisfit("its variables"), true],
    ["data that have changed", 1, running.dataChanged("d.csv", 5, 6), true],
    ["an option", 1, running.badOption("`--draws`"), true],
  ])("of %s is %i", (_, code, problem, isOfModel) => {
    expect(codeOfError(new ProblemError([problem], "", "a.model", isOfModel))).toBe(code);
  });

  it("of a method that is refused is the same whatever asks for it", async () => {
    const model = write(
      "counts.model",
      "data {\n  y: int >= 0\n  g: factor\n  h: factor\n}\nb[g] ~ normal(0, 1)\nc[h] ~ normal(0, 1)\ny ~ poisson_log(b[g] + c[h])\n",
    );
    const rows = Array.from({ length: 60 }, (_, i) => `${i % 4},g${i >> 1},h${i % 20}`);
    const data = write("counts.csv", `y,g,h\n${rows.join("\n")}\n`);
    for (const command of ["fit", "explain", "calibrate"]) {
      const ended = await run(command, model, "--data", data, "--method", "marginal");
      expect(ended).toMatchObject({ code: 2, out: "", err: expect.stringContaining("HP0608") });
    }
  });
});

describe("a run of a table of groups", () => {
  const text =
    "data {\n  y: real\n  g: factor\n}\ndata per g {\n  x: real\n}\nβ ~ normal(0, 3)\nγ ~ normal(0, 3)\nσ ~ half_normal(3)\ny ~ normal(β + γ * x, σ)\n";
  const short = { draws: 40, warmup: 40, workers: 0 } as const;

  it("is gone on with from scripts and commands where only that table has moved", async () => {
    const model = await readModel(write("groups.model", text));
    const data = write("rows.csv", "y,g\n1,a\n2,a\n3,b\n4,b\n2,c\n3,c\n");
    const groups = { g: write("groups.csv", "g,x\na,1\nb,2\nc,3\n") };
    const out = at("groups.run");
    await fit(model, { ...short, data, groups, out });
    renameSync(groups.g, at("moved.csv"));
    await expect(resume(out, { draws: 50 })).rejects.toThrow("HP0613");
    await expect(resume(out, { draws: 50, groups: { g: at("none.csv") } })).rejects.toThrow("HP0401");
    const more = await resume(out, { draws: 50, groups: { g: at("moved.csv") } });
    expect(more.record.sources).toMatchObject({ main: data, groups: { g: at("moved.csv") } });
    const words = ["resume", out, "--draws", "50"];
    expect((await run(...words)).err).toContain("HP0613");
    expect((await run(...words, "--data", `g=${at("none.csv")}`)).err).toContain("HP0401");
    expect((await run(...words, "--data", `g=${at("moved.csv")}`)).err).toContain("saved in");
  });

  it("has no folder before its data are bound", async () => {
    const model = await readModel(write("groups.model", text));
    const data = write("short.csv", "y,g\n1,a\n");
    await expect(fit(model, { ...short, data, out: at("none.run") })).rejects.toThrow(ProblemError);
    expect(existsSync(at("none.run"))).toBe(false);
  });
});

describe("words for missing values", () => {
  const text =
    "data {\n  y: real\n  g: factor\n}\nβ ~ normal(0, 3)\nσ ~ half_normal(3)\nb[g] ~ normal(0, 1)\ny ~ normal(β + b[g], σ)\n";
  const rows = "y,g\n1,a\nN/A,a\n3,b\n-99,b\n2,c\n3,none\n5,c\n";
  const na = ["N/A", "-99", "none"];

  it("are the same in commands, scripts, tables in memory, and where a run is gone on with", async () => {
    const [model, data] = [write("na.model", text), write("na.csv", rows)];
    const flags = ["--drop-missing", ...na.flatMap((word) => ["--na", word])];
    const short = ["--draws", "40", "--exact-draws", "--lenient", "--method", "nuts", "--warmup", "40"];
    const out = at("na.run");
    const { code, out: shown } = await run("fit", model, "--data", data, ...flags, ...short, "--out", out);
    expect(code).toBe(0);
    expect(shown).toMatch(/^rows {4}7 read, 4 used, 3 dropped$/m);
    const more = await resume(out, { draws: 45 });
    expect(more.record.data).toMatchObject({ rowsUsed: 4, rowsDropped: 3 });
    expect(more.record.sources).toMatchObject({ na });
    const options = {
      draws: 40,
      warmup: 40,
      method: "nuts",
      workers: 0,
      exactDraws: true,
      dropMissing: true,
    } as const;
    const [header, ...lines] = rows.trim().split("\n");
    expect(header).toBe("y,g");
    const cells = lines.map((line) => line.split(","));
    const memory = {
      y: cells.map(([y]) => (Number.isNaN(Number(y)) ? y! : Number(y))),
      g: cells.map(([, g]) => g!),
    };
    const ofScript = await fit(await readModel(model), { ...options, data, na });
    const ofMemory = await fit(await readModel(model), { ...options, data: memory, na });
    expect(ofMemory.draws.values).toEqual(ofScript.draws.values);
    expect(more.get("β").slice(0, 40)).toEqual(ofScript.get("β").slice(0, 40));
  });

  it("are advised in the words of who reads it", async () => {
    const [model, data] = [write("na.model", text), write("na.csv", rows)];
    expect((await run("check", model, "--data", data)).out).toContain('and `N/A` with `--na "N/A"`');
    await expect(fit(await readModel(model), { data })).rejects.toThrow('and `N/A` with `na: ["N/A"]`');
    await expect(fit(await readModel(model), { data, na: "N/A" as never })).rejects.toThrow(
      "an array of texts",
    );
  });
});
