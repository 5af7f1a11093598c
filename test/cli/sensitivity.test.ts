/** `sensitivity` from the command line: tables of 80 columns, sentences, JSON, pictures, and what it refuses. */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fit, saveRun, sensitivity } from "../../src/api/fit.ts";
import { parseModel } from "../../src/api/model.ts";
import { readModel } from "../../src/api/read-model.ts";
import { textWidth } from "../../src/text/lines.ts";
import { dataFile, modelFile } from "../run/bundled.ts";
import { run } from "./captured-terminal.ts";

const folder = mkdtempSync(join(tmpdir(), "hyperprior-"));
const schools = join(folder, "schools.run");
const options = { data: dataFile("eight-schools"), draws: 500, workers: 0 } as const;
const fitted = await fit(await readModel(modelFile("eight-schools")), options);
beforeAll(() => saveRun(fitted, schools));
afterAll(() => rmSync(folder, { recursive: true }));

describe("sensitivity RUN", { timeout: 60_000 }, () => {
  it("says which prior matters, in tables and sentences of 80 columns", async () => {
    const { code, out, err } = await run("sensitivity", schools, "--changes");
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out.split("\n").filter((line) => textWidth(line) > 80)).toEqual([]);
    expect(out).toMatch(
      /^sensitivity to the priors and to the likelihood\nvariable +prior +likelihood +diagnosis\n/,
    );
    expect(out).toMatch(/^τ +0\.\d{3}~? +0\.\d{3}~? +potential /m);
    expect(out).toMatch(/^τ depends on the prior τ ~ half_cauchy\(5\): per doubling of the power/m);
    expect(out).toMatch(/^τ +prior +-0\.\d\d +-0\.\d\d /m);
  });

  it("has the numbers of the function in JSON, whose changes are named by the interval", async () => {
    const { out } = await run("sensitivity", schools, "--json", "--prob", "0.5", "--include", "tau");
    const json = JSON.parse(out);
    const table = await sensitivity(fitted, { prob: 0.5, variables: ["τ"] });
    const { prior, priors } = table.rows[0]!;
    expect(json.sensitivity).toHaveLength(1);
    expect(json.sensitivity[0].prior.distance).toBe(prior!.distance);
    expect(json.sensitivity[0].prior.changes).toMatchObject({
      mean: prior!.changes.mean,
      q25: prior!.changes.lower,
    });
    expect(json.sensitivity[0].priors.τ.distance).toBe(priors[1]!.distance);
    expect(json.components.map(({ component }: { component: string }) => component)).toEqual([
      "prior",
      "likelihood",
      "μ",
      "τ",
    ]);
    expect(json.diagnostics.verdict).toBe("good");
  });

  it("scales the prior that is named, and says so", async () => {
    const { out } = await run(
      "sensitivity",
      schools,
      "--prior",
      "tau",
      "--threshold",
      "0.9",
      "--digits",
      "2",
    );
    expect(out).toMatch(/^sensitivity to the prior of τ and to the likelihood\n/);
    expect(out).not.toContain("by itself");
    expect(out).toContain(
      "No prior matters by this measure: none of these quantities has a sensitivity of\n  0.9 to the priors.",
    );
  });

  it("fits with other scales, and draws the ribbon", async () => {
    const words = ["sensitivity", schools, "--scale", "tau", "--points", "3"];
    const { code, out } = await run(...words, "--workers", "0", "--ascii");
    expect(code).toBe(0);
    expect(out.split("\n").filter((line) => textWidth(line) > 80)).toEqual([]);
    expect(out).toContain("refits with other scales of the prior τ ~ half_cauchy(5)\n");
    expect(out).toMatch(/^variable +at 1\.25 +the run +at 20 +moves$/m);
    expect(out).toMatch(
      /^τ moves from \S+ to \S+ when the scale of the prior of τ goes from 1\.25 to 20;\n {2}that is \S+ posterior sds\.$/m,
    );
    expect(out).toContain("eight_schools by the scale of the prior of tau");
  });

  it("writes the picture, and JSON beside it", async () => {
    const file = join(folder, "scale.svg");
    const words = ["sensitivity", schools, "--scale", "τ", "--points", "2", "--workers", "0"];
    const { out } = await run(...words, "--json", "--out", file);
    expect(JSON.parse(out).refits.map(({ scale }: { scale: number }) => scale)).toEqual([1.25, 20]);
    expect(readFileSync(file, "utf8")).toContain("by the scale of the prior of τ");
  });

  const refits = "--points 2 --workers 0";

  it.each([
    ["HP0885", `--scale taw ${refits}`, "did you mean `τ`?", `--scale τ ${refits}`],
    ["HP0885", "--prior theta", "there are those of `μ`, `τ`", "--prior mu"],
    ["HP0886", `--scale theta ${refits}`, "name one of these, as `μ`", `--scale mu ${refits}`],
    [
      "HP0888",
      `--scale τ --from 3 --to 2 ${refits}`,
      "the smaller one first",
      `--scale τ --from 2 --to 3 ${refits}`,
    ],
    ["HP0889", "--from 0.5 --out scale.svg", "name its parameter", `--scale τ --from 0.5 ${refits}`],
    ["HP0889", `--scale τ --changes ${refits}`, "leave one of the two out", "--changes"],
    ["HP0890", "--include bset", "did you mean `best`?", "--include best"],
    ["HP0749", `--scale τ --dark ${refits}`, "name a file", null],
    ["HP0401", "--run-data nowhere.csv", "", null],
  ])("%s is told of %s, and its advice is good", async (code, before, hint, after) => {
    const shown = await run("sensitivity", schools, ...before.split(" "));
    expect({ code: shown.code, out: shown.out }).toEqual({ code: 1, out: "" });
    expect(shown.err).toContain(`error ${code}`);
    expect(shown.err.replaceAll(/\s+/g, " ")).toContain(hint);
    if (after === null) return;
    const followed = await run("sensitivity", schools, ...after.split(" "), "--json");
    expect({ code: followed.code, err: followed.err }).toEqual({ code: 0, err: "" });
  });

  it("of a prior without a scale names another, which has one", async () => {
    const text = "data { y: real }\nμ ~ uniform(0, 9)\nσ ~ half_normal(2)\ny ~ normal(μ, σ)\n";
    const flat = join(folder, "flat.run");
    await saveRun(await fit(parseModel(text), { data: { y: [1, 2, 4] }, draws: 300, workers: 0 }), flat);
    const table = join(folder, "y.csv");
    writeFileSync(table, "y\n1\n2\n4\n");
    const words = ["--points", "2", "--workers", "0", "--run-data", table, "--lenient"];
    const shown = await run("sensitivity", flat, "--scale", "mu", ...words);
    expect(shown.err).toContain("error HP0887");
    expect(shown.err).toContain("name another parameter: `σ`");
    expect((await run("sensitivity", flat, "--scale", "σ", ...words)).code).toBe(0);
    const { out } = await run("sensitivity", flat, "--run-data", table, "--lenient");
    expect(out).toContain("flat, so that there is nothing to scale: μ");
  });

  it("of too few draws, where a run with more takes long, is a warning, HP0893, which more draws mend", async () => {
    const few = join(folder, "few.run");
    const small = { ...options, chains: 2, draws: 8 };
    const made = await fit(await readModel(modelFile("eight-schools")), small);
    const timing = { ...made.record.timing, sampling: 1e6 };
    await saveRun(made.withRun({ ...made, record: { ...made.record, timing } }), few);
    const { out, err } = await run("sensitivity", few, "--lenient");
    expect(err).toContain("warning HP0893");
    expect(err).toContain("take more draws");
    expect(out).toContain("not to be trusted, as Pareto k is above 0.7: prior, likelihood");
    await run("resume", few, "--draws", "300", "--workers", "0", "--lenient");
    expect((await run("sensitivity", few, "--lenient")).err).not.toContain("HP0893");
  });
});
