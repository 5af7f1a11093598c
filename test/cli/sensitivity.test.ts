/** `sensitivity` from the command line: tables of 80 columns, sentences, JSON, pictures, and what it refuses. */

import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fit, saveRun, sensitivity } from "../../src/api/fit.ts";
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

describe("sensitivity RUN", () => {
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
    const notes = join(folder, "notes.svg");
    expect(existsSync(notes)).toBe(false);
  });

  it.each([
    [["--scale", "taw"], "HP0885"],
    [["--scale", "theta"], "HP0886"],
    [["--scale", "tau", "--from", "3", "--to", "2"], "HP0888"],
    [["--from", "0.5"], "HP0889"],
    [["--out", "scale.svg"], "HP0889"],
    [["--scale", "tau", "--prior", "mu"], "HP0889"],
    [["--scale", "tau", "--dark"], "HP0749"],
    [["--include", "bset"], "HP0890"],
    [["--prior", "theta"], "HP0885"],
    [["--run-data", "nowhere.csv"], "HP0401"],
  ])("%j is told", async (words, problem) => {
    const { code, out, err } = await run("sensitivity", schools, ...words);
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toContain(`error ${problem}`);
  });
});
