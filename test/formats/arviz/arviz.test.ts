import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { readDraws } from "../../../src/api/read-draws.ts";
import { arvizJson } from "../../../src/formats/arviz-json.ts";
import { fileOfBytes } from "../../../src/formats/input-file.ts";
import { measureVariable } from "../../../src/posterior/convergence.ts";
import { collectDraws } from "../../../src/posterior/draws-source.ts";

const at = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const parsed = (name: string) => JSON.parse(readFileSync(at(name), "utf8"));

interface Expected {
  readonly summary: Readonly<Record<string, Readonly<Record<string, number | null>>>>;
  readonly bfmi: readonly number[];
}

const expected: Expected = parsed("full.expected.json");

/** In JSON of ArviZ, coordinates of logical and whole numbers and of names are all there. */
const files = ["full.nc", "full.json"];

function close(found: number | undefined, wanted: number | null, what: string): void {
  if (wanted === null) expect(Number.isFinite(found), `${what} is ${found}`).toBe(false);
  else
    expect(
      Math.abs(found! - wanted) / Math.max(1, Math.abs(wanted)),
      `${what} ${found} ${wanted}`,
    ).toBeLessThan(1e-8);
}

/** All numbers of the summary, to eight digits. */
async function expectSummary(name: string, { summary: wantedRows, bfmi }: Expected): Promise<void> {
  const given = await readDraws(at(name));
  const { summary, diagnosis } = await given.judge({ prob: 0.8 });
  const wide = await given.judge({ prob: 0.9 });
  for (const [r, row] of summary.rows.entries()) {
    const wanted = wantedRows[row.variable]!;
    const told = (column: string) => `${column} of ${row.variable}`;
    close(row.mean, wanted.mean!, told("mean"));
    close(row.sd, wanted.sd!, told("sd"));
    close(row.median, wanted.median!, told("median"));
    if (wanted.sd === 0) continue;
    close(row.mcse, wanted.mcse_mean!, told("mcse_mean"));
    close(row.errors!.sd, wanted.mcse_sd!, told("mcse_sd"));
    close(row.essBulk, wanted.ess_bulk!, told("ess_bulk"));
    close(row.rhat, wanted.r_hat!, told("r_hat"));
    close(wide.summary.rows[r]!.highestDensity![0], wanted["hdi_5%"]!, told("hdi_5%"));
    close(wide.summary.rows[r]!.highestDensity![1], wanted["hdi_95%"]!, told("hdi_95%"));
    // Where all draws lie on one side of a quantile, R's posterior knows no effective size and is followed; ArviZ says that of the mean.
    if (row.variable === "is_large") {
      expect([row.essTail, row.errors!.median, row.errors!.upper]).toEqual([NaN, NaN, NaN]);
      continue;
    }
    close(row.essTail, wanted.ess_tail!, told("ess_tail"));
    close(row.errors!.median, wanted.mcse_median!, told("mcse_median"));
    close(row.errors!.upper, wanted.mcse_q90!, told("mcse_q90"));
  }
  bfmi.forEach((wanted, c) => {
    close(diagnosis.ebfmi![c], wanted, `bfmi of chain ${c}`);
  });
}

describe.each(files)("%s, as ArviZ wrote it", (name) => {
  it("has every element under the name that ArviZ gives it", async () => {
    const { source, warnings } = await readDraws(at(name));
    expect(warnings).toEqual([]);
    expect(source.variables.map((variable) => variable.name).sort()).toEqual(
      Object.keys(expected.summary).sort(),
    );
    expect(source.variables.find((variable) => variable.name === "u[309,days]")).toMatchObject({
      quantity: "u",
      levels: ["309", "days"],
    });
    expect(source).toMatchObject({ chainCount: 4, drawCount: 60 });
  });

  it("has the summary that ArviZ has of it, to eight digits", () => expectSummary(name, expected));

  it("tells its program, its warm-up, its data, and the groups of observations and of the prior", async () => {
    const { received } = await readDraws(at(name));
    expect(received!.program).toEqual({ name: "PyMC", version: "5.16.2" });
    expect(received!.sampling).toMatchObject({ warmupLeftOut: 20, totalSeconds: 12.5 });
    expect(received!.observed).toEqual({ obs: { values: Float64Array.of(28, 8, -3, 7), shape: [4] } });
    const { logLikelihood, posteriorPredictive, prior, priorPredictive } = received!.groups;
    const observations = ["obs[Choate]", "obs[Deerfield]", "obs[St. Paul's]", "obs[Hotchkiss]"];
    expect(logLikelihood!.variables.map((one) => one.name)).toEqual(observations);
    expect(posteriorPredictive).toMatchObject({ chainCount: 4, drawCount: 60 });
    expect(prior).toMatchObject({ chainCount: 1, drawCount: 50 });
    expect(priorPredictive!.variables).toHaveLength(4);
    const theta = await collectDraws(received!.source, (one) => one.quantity === "theta");
    const logLik = await collectDraws(logLikelihood!);
    const y = received!.observed.obs!.values;
    for (const [i, values] of logLik.values.entries()) {
      for (const [d, value] of values.entries())
        close(value, -0.5 * (y[i]! - theta.values[i]![d]!) ** 2, `log likelihood ${i}`);
    }
  });

  it("has statistics of the transitions, whole and logical numbers among them", async () => {
    const { statistics } = (await readDraws(at(name))).source;
    expect(Object.keys(statistics).sort()).toEqual(
      [
        "acceptanceRate",
        "divergent",
        "energy",
        "leapfrogSteps",
        "logDensity",
        "stepSize",
        "treeDepth",
      ].sort(),
    );
    expect(new Set(statistics.divergent)).toEqual(new Set([0, 1]));
    expect(Math.max(...statistics.treeDepth!)).toBe(5);
  });
});

it("a run of PyMC has the summary that ArviZ has of it, and its own settings", async () => {
  await expectSummary("eight-schools.nc", parsed("eight-schools.expected.json"));
  const { received, source, warnings } = await readDraws(at("eight-schools.nc"));
  expect(warnings).toEqual([]);
  expect(received!.program).toEqual({ name: "PyMC", version: "4.2.2" });
  expect(Object.keys(source.statistics).sort()).toEqual(
    ["acceptanceRate", "divergent", "energy", "leapfrogSteps", "logDensity", "stepSize", "treeDepth"].sort(),
  );
  expect(source.variables.map(({ name }) => name)).toContain("theta[Phillips Andover]");
  expect(received!.groups.logLikelihood!.variables).toHaveLength(8);
});

it("netCDF and JSON of one InferenceData are the same draws, bit by bit", async () => {
  const [netcdf, json] = await Promise.all(files.map(async (name) => (await readDraws(at(name))).draws()));
  // JSON has not that `single` is of four bytes; its numbers are the same.
  expect(json!.variables).toEqual(netcdf!.variables);
  expect(json!.values).toEqual(netcdf!.values);
  expect(json!.statistics).toEqual(netcdf!.statistics);
});

describe("an InferenceData whose dimensions come in any order", () => {
  it.each(["transposed.nc", "xarray.json"])("has the draws of %s chain by chain", async (name) => {
    const { source, warnings } = await readDraws(at(name));
    expect(warnings.map(({ code, message }) => `${code} ${message}`)).toEqual([
      "HP0844 `constant` of the group `posterior` is left out: `constant` has no dimension `draw`, only time",
    ]);
    const wanted: Record<string, number[][][]> = parsed("transposed.expected.json");
    const draws = await collectDraws(source);
    // Those of the JSON file have a hole each.
    const differing: string[] = [];
    for (const [v, { quantity, levels }] of draws.variables.entries()) {
      const place = draws.variables
        .filter((one) => one.quantity === quantity)
        .findIndex((one) => one.levels === levels);
      for (let c = 0; c < 2; c++)
        for (let d = 0; d < 12; d++) {
          const value = wanted[quantity]![c]![d]!;
          const one = typeof value === "number" ? value : value[place];
          if (draws.values[v]![c * 12 + d] !== one)
            differing.push(`${draws.variables[v]!.name} ${c} ${d} ${draws.values[v]![c * 12 + d]}`);
        }
    }
    expect(differing).toEqual(name === "xarray.json" ? ["beta[1] 1 1 -Infinity", "sigma 0 0 NaN"] : []);
  });

  it("is read from a file of its posterior alone", async () => {
    const { source, received } = await readDraws(at("posterior-alone.nc"));
    expect(received!.program).toEqual({ name: "NumPyro", version: "0.15.2" });
    const whole = await readDraws(at("transposed.nc"));
    expect(await collectDraws(source)).toEqual(await whole.draws());
  });

  it("calls times by their dates, and what has no coordinates by numbers", async () => {
    const { source, received } = await readDraws(at("transposed.nc"));
    expect(source.variables.map(({ name }) => name)).toEqual([
      "beta[2020-01-01]",
      "beta[2020-01-02]",
      "beta[2020-03-01]",
      "sigma",
      "k[0]",
      "k[1]",
    ]);
    expect(received!.program).toEqual({ name: "NumPyro", version: "0.15.2" });
  });
});

it("statistics that are not one value for each transition are told, and others are taken", async () => {
  const group = {
    energy: [[1, 2, 3]],
    lp: "none",
    step_size: [[1, 2, 3, 4]],
    warning: ["a"],
    diverging: [[[0], [1], [0], [0]]],
  };
  const text = JSON.stringify({ posterior: { mu: [[1, 2, 3, 4]] }, sample_stats: group });
  const file = fileOfBytes("fit.json", new TextEncoder().encode(text));
  const { received, problems } = await arvizJson.read([file], { warmup: null, thin: 1, memory: 1e8 });
  expect(received!.source.statistics).toEqual({
    stepSize: Float64Array.of(1, 2, 3, 4),
    divergent: Float64Array.of(0, 1, 0, 0),
  });
  expect(problems.map(({ code, message }) => `${code} ${message}`)).toEqual([
    "HP0844 `lp`, `energy` of the group `sample_stats` are left out: `lp` is no array",
  ]);
});

describe("the rest of what is asked of a file", () => {
  it("rows at the beginning of chains are left out, and draws are thinned", async () => {
    const all = await (await readDraws(at("full.nc"))).draws();
    for (const name of files) {
      const { source } = await readDraws(at(name), { warmup: 10, thin: 3 });
      expect(source).toMatchObject({ chainCount: 4, drawCount: 17 });
      const some = await collectDraws(source);
      some.values.forEach((values, v) => {
        for (let c = 0; c < 4; c++)
          for (let d = 0; d < 17; d++) expect(values[c * 17 + d]).toBe(all.values[v]![c * 60 + 10 + 3 * d]);
      });
      expect(some.statistics.energy![17]).toBe(all.statistics.energy![60 + 10]);
    }
  });

  it.each(files)("%s in little memory has the same draws, in more blocks", async (name) => {
    const all = await (await readDraws(at(name))).draws();
    const { source } = await readDraws(at(name), { memory: 8000 });
    let blocks = 0;
    for await (const { places, values } of source.blocks()) {
      blocks++;
      places.forEach((place, k) => {
        expect(values[k]).toEqual(all.values[place]);
      });
    }
    expect(blocks).toBeGreaterThan(10);
    const wanted = await collectDraws(source, ({ quantity }) => quantity === "u");
    expect(wanted.variables).toHaveLength(6);
    expect(wanted.values[5]).toEqual(
      all.values[all.variables.findIndex(({ name: one }) => one === "u[330,days]")],
    );
  });

  it.each(files)("files as chains of %s lie behind one another", async (name) => {
    const { source } = await readDraws([at(name), at(name)]);
    expect(source.chainCount).toBe(8);
    const draws = await collectDraws(source, (one) => one.name === "tau");
    expect(draws.values[0]!.subarray(0, 240)).toEqual(draws.values[0]!.subarray(240));
    expect(source.statistics.energy).toHaveLength(480);
    expect(measureVariable(draws.variables[0]!, draws.values[0]!, 8)).not.toBeNull();
  });

  it("files with other variables are no chains of one run", async () => {
    await expect(readDraws([at("full.nc"), at("transposed.nc")])).rejects.toThrow(/HP0826.*lacks `mu`/s);
  });

  it.each([
    ["foreign.nc", /HP0842.* and it has no group/s],
    ["prior-only.nc", /HP0842.* and it has `prior`/s],
    ["classic.nc", /HP0841/],
  ])("%s is told from InferenceData with draws", async (name, problem) => {
    await expect(readDraws(at(name))).rejects.toThrow(problem);
  });
});
