import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { fit } from "../../../src/api/fit.ts";
import { Fitted } from "../../../src/api/fitted.ts";
import { parseModel } from "../../../src/api/model.ts";
import { readRunFolder, writeRun } from "../../../src/run/record/run-folder.ts";
import { findObstacle } from "../../../src/run/record/run-place.ts";

const model = parseModel(
  `data { y: real; g: factor }
   μ ~ normal(0, 1)
   σ_b ~ half_normal(1)
   σ ~ half_normal(1)
   b[g] ~ normal(0, σ_b)
   y ~ normal(μ + b[g], σ)
   odd = log(-σ_b)`.replace("real; g", "real\n g"),
  "strange.model",
);
const levels = ["a,b", "[x]", 'say "y"', "σ 😀"];
const data = { y: levels.flatMap((_, i) => [i, i + 0.5]), g: levels.flatMap((level) => [level, level]) };
const run = await fit(model, { data, chains: 2, warmup: 50, draws: 20, seed: 3, workers: 0 });

let place: string;
let folder: string;
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), "hyperprior-"));
  folder = join(place, "a", "b.run");
});
afterEach(() => {
  rmSync(place, { recursive: true });
});

describe("a run folder", () => {
  it("gives the run back, bit by bit, and with it the same answers", async () => {
    expect(await writeRun(folder, run)).toBeNull();
    const { run: back, problem } = await readRunFolder(folder);
    expect(problem).toBeNull();
    expect(back!.record).toEqual(run.record);
    expect(back!.draws).toEqual(run.draws);
    expect(run.get("odd").every(Number.isNaN)).toBe(true);
    const fitted = new Fitted(back!);
    expect(fitted.variance()).toEqual(run.variance());
    expect(fitted.effects()).toEqual(run.effects());
    expect(fitted.summary()).toEqual(run.summary());
  });

  it("keeps numbers of the record that are not finite", async () => {
    const [first] = run.record.roles.effects;
    const rawMean = [Number.NaN, Infinity, -Infinity, 1];
    const record = { ...run.record, roles: { ...run.record.roles, effects: [{ ...first!, rawMean }] } };
    await writeRun(folder, { record, draws: run.draws });
    expect((await readRunFolder(folder)).run?.record).toEqual(record);
  });

  it("of version 0.1, which did not say of which pairs its intraclass correlations are, is read without them, and says so", async () => {
    await writeRun(folder, run);
    const file = join(folder, "run.json");
    const old = JSON.parse(readFileSync(file, "utf8"));
    old.roles.intraclass = [
      { group: "g", groups: ["g"], definition: "correlation of two values of y of the same g" },
    ];
    delete old.roles.remarks;
    for (const component of old.roles.components) delete component.contribution;
    writeFileSync(file, JSON.stringify(old));
    const { run: back, problem } = await readRunFolder(folder);
    expect(problem).toBeNull();
    const table = new Fitted(back!).variance();
    expect(table.components).toEqual(run.variance().components.map((row) => ({ ...row, icc: null })));
    expect(table.intraclass).toEqual([]);
    expect(table.remarks).toEqual([
      "no intraclass correlations: the run was made by an earlier version, which did not say of which pairs they are; fit the model again",
    ]);
  });

  it.each([
    ["an independence sampler", "independence"],
    ["exact draws", "exact"],
    ["Gibbs sweeps", "sweeps"],
    ["collapsed Gibbs sweeps", "collapsed_sweeps"],
    ["nuts", "nuts"],
  ])("of version 0.1, which named what sampled in words, %s, has its kind", async (words, kind) => {
    await writeRun(folder, run);
    const file = join(folder, "run.json");
    const old = JSON.parse(readFileSync(file, "utf8"));
    writeFileSync(file, JSON.stringify({ ...old, plan: { ...old.plan, kernel: words } }));
    expect((await readRunFolder(folder)).run?.record.plan.kernel).toBe(kind);
  });

  it("whose intraclass correlations name variables that are not there is refused", async () => {
    const [definition] = run.record.roles.intraclass;
    const covariance = { variances: [{ variance: "τ²", factor: 1 }], covariances: [] };
    const roles = { ...run.record.roles, intraclass: [{ ...definition!, covariance }] };
    await writeRun(folder, { record: { ...run.record, roles }, draws: run.draws });
    const { problem } = await readRunFolder(folder);
    expect(problem!.message).toContain("`roles.intraclass[0]` should be the name of a variable");
  });

  it("has two files and no others", async () => {
    await writeRun(folder, run);
    expect(readdirSync(folder).sort()).toEqual(["draws.parquet", "run.json"]);
  });

  it("is written over an earlier run, and leaves other files there alone", async () => {
    await writeRun(folder, run);
    writeFileSync(join(folder, "notes.txt"), "mine");
    expect(await findObstacle(folder)).toBeNull();
    const later = { draws: run.draws, record: { ...run.record, isInterrupted: true } };
    expect(await writeRun(folder, later)).toBeNull();
    expect((await readRunFolder(folder)).run!.record.isInterrupted).toBe(true);
    expect(readFileSync(join(folder, "notes.txt"), "utf8")).toBe("mine");
  });
});

describe("a run that cannot be written", () => {
  it("is a problem where the place of the draws is taken", async () => {
    mkdirSync(join(folder, "draws.parquet"), { recursive: true });
    expect(await writeRun(folder, run)).toMatchObject({ code: "HP0605" });
    expect(readdirSync(folder)).toEqual(["draws.parquet"]);
  });

  it("is a problem where the folder cannot be made", async () => {
    mkdirSync(join(folder, ".."));
    writeFileSync(folder, "");
    expect(await writeRun(folder, run)).toMatchObject({ code: "HP0605" });
    expect(await writeRun(`/dev/null/x.run`, run)).toMatchObject({ code: "HP0605" });
  });
});

describe("a folder that is no run", () => {
  const expectProblem = async (reason: string) => {
    const { run: found, problem } = await readRunFolder(folder);
    expect(found).toBeNull();
    expect(problem).toMatchObject({ code: "HP0604", place: { kind: "data", file: folder } });
    expect(problem!.message).toContain(reason);
  };

  it("is told by what it lacks", async () => {
    await expectProblem("`run.json`: there is no such file");
    await writeRun(folder, run);
    rmSync(join(folder, "draws.parquet"));
    await expectProblem("`draws.parquet`: there is no such file");
  });

  it.each([
    ["", "it is no JSON"],
    ["{", "it is no JSON"],
    ["null", "the whole should be an object"],
    ["[]", "the whole should be an object"],
    ["7", "the whole should be an object"],
    ["{}", "another version (format undefined)"],
    ['{"format":2}', "another version (format 2)"],
    ['{"format":1}', "`hyperprior` should be a text"],
  ])("is told by its record: %s", async (json, reason) => {
    await writeRun(folder, run);
    writeFileSync(join(folder, "run.json"), json);
    await expectProblem(reason);
  });

  it("is told by a record that speaks of variables that there are not", async () => {
    await writeRun(folder, run);
    const [first] = run.record.roles.effects;
    const roles = { ...run.record.roles, effects: [{ ...first!, variance: "gone" }] };
    await writeRun(folder, { draws: run.draws, record: { ...run.record, roles } });
    await expectProblem("`roles.effects[0].variance` should be the name of a variable");
  });

  it("is told by each part of the record that is missing or of another kind", async () => {
    await writeRun(folder, run);
    const keys = Object.keys(run.record).filter((key) => key !== "format");
    for (const key of keys) {
      for (const value of [undefined, null, 7, "x", [], {}, [7], { x: 7 }]) {
        writeFileSync(join(folder, "run.json"), JSON.stringify({ ...run.record, [key]: value }));
        const { run: found, problem } = await readRunFolder(folder);
        // What passes must do for every answer.
        if (problem === null) new Fitted(found).summary();
        else expect(problem.code).toBe("HP0604");
      }
    }
  });

  it("is told by draws that were cut off", async () => {
    await writeRun(folder, run);
    const file = join(folder, "draws.parquet");
    writeFileSync(file, readFileSync(file).subarray(0, 500));
    await expectProblem("`draws.parquet`: ");
  });
});
