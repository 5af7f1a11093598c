/** Files of every version, whole and damaged. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import type { ReadOptions } from "../../../src/formats/format.ts";
import { fileOfBytes, fileOfStream } from "../../../src/formats/input-file.ts";
import { readFiles } from "../../../src/formats/recognize.ts";
import { measureVariable } from "../../../src/posterior/convergence.ts";
import { collectDraws } from "../../../src/posterior/draws-source.ts";
import { mean, standardDeviation } from "../../../src/posterior/moments.ts";
import { cmdStanFile, header, rowsOf, withoutAdaptation } from "./files.ts";

const plain: ReadOptions = { warmup: null, thin: 1, memory: 1e8 };
const sample = (name: string): Buffer => readFileSync(join(import.meta.dirname, "rstan", name));

/** Reads texts or bytes as the files of a run: draws, or none, and the problems' codes. */
async function read(files: readonly (string | Uint8Array)[], options: Partial<ReadOptions> = {}) {
  const given = files.map((file, k) =>
    fileOfBytes(`fit_${k + 1}.csv`, typeof file === "string" ? new TextEncoder().encode(file) : file),
  );
  const { received, problems } = await readFiles(given, null, { ...plain, ...options });
  return {
    received,
    problems,
    codes: problems.map(({ code }) => code),
    draws: received === null ? null : await collectDraws(received.source),
  };
}

/** The numbers of a column of the rows of a text. */
function column(text: string, name: string): number[] {
  const lines = text.split(/\r?\n/).filter((line) => line !== "" && !line.startsWith("#"));
  const at = lines[0]!.split(",").indexOf(name);
  return lines.slice(1).map((line) => Number(line.split(",")[at]));
}

describe("files that rstan wrote", () => {
  it("have the draws after warm-up, and the measures that posterior finds in what rstan reads", async () => {
    const { received, draws, codes } = await read([sample("nuts_1.csv"), sample("nuts_2.csv")]);
    expect(codes).toEqual([]);
    expect(draws).toMatchObject({ chainCount: 2, drawCount: 30 });
    expect(received?.program).toEqual({ name: "Stan", version: "2.21.0" });
    expect(received?.sampling).toMatchObject({
      warmupLeftOut: 30,
      thin: 1,
      maxTreedepth: 10,
      targetAcceptance: 0.8,
      seeds: ["1", "1"],
    });
    const rows = readFileSync(join(import.meta.dirname, "rstan/summary.csv"), "utf8")
      .trimEnd()
      .split("\n");
    expect(rows.slice(1)).toHaveLength(draws!.variables.length);
    for (const row of rows.slice(1)) {
      const [, name, numbers] = /^"(.*)",(.*)$/.exec(row)!;
      const v = draws!.variables.findIndex((one) => one.name === name);
      const values = draws!.values[v]!;
      const { rhat, essBulk, essTail } = measureVariable(draws!.variables[v]!, values, 2);
      const own = [mean(values), standardDeviation(values), rhat, essBulk, essTail];
      numbers!.split(",").forEach((text, k) => {
        expect(Math.abs(own[k]! / Number(text) - 1)).toBeLessThan(1e-10);
      });
    }
  });

  it.each([
    ["thinned.csv", 15, 0],
    ["static.csv", 20, 20],
    ["fixed.csv", 20, 0],
  ])("of the sampler of %s have all their draws", async (name, drawCount, warmupLeftOut) => {
    const { received, draws, codes } = await read([sample(name)]);
    expect(codes).toEqual([]);
    expect(draws?.drawCount).toBe(drawCount);
    expect(received?.sampling.warmupLeftOut).toBe(warmupLeftOut);
    const all = column(sample(name).toString(), "tau");
    expect([...draws!.values[2]!]).toEqual(all.slice(warmupLeftOut));
  });
});

describe("headers of CmdStan's versions", () => {
  const file = cmdStanFile();
  const rows = rowsOf(20);

  it("of 2.33 with nested arguments tell what was asked for", async () => {
    const { received, draws, codes } = await read([file, cmdStanFile({ seed: 2 })]);
    expect(codes).toEqual([]);
    expect(received).toMatchObject({
      program: { name: "Stan", version: "2.33.1" },
      sampling: {
        warmupLeftOut: 0,
        thin: 1,
        maxTreedepth: 11,
        targetAcceptance: 0.9,
        seeds: ["1", "2"],
        seconds: [
          { warmup: 0.25, sampling: 0.5 },
          { warmup: 0.25, sampling: 0.5 },
        ],
        model: "schools",
      },
    });
    expect(draws!.variables.map(({ name }) => name)).toEqual(["lp__", "mu", "theta[1]", "theta[2]"]);
    expect([...draws!.values[2]!]).toEqual(
      [file, cmdStanFile({ seed: 2 })].flatMap((one) => column(one, "theta.1")),
    );
    expect(Object.keys(draws!.statistics)).toHaveLength(7);
  });

  it("of 2.0 to 2.4 have n_divergent__, no energy__, and defaults in words of their own", async () => {
    const old = "lp__,accept_stat__,stepsize__,treedepth__,n_divergent__,mu";
    const text = `# stan_version_major = 2\n# stan_version_minor = 1\n# stan_version_patch = 0\n# model = m_model\n# method = sample (Default)\n#   sample\n#     num_samples = 5\n#     num_warmup = 1000 (Default)\n#     save_warmup = 0 (Default)\n#     thin = 1 (Default)\n#     algorithm = hmc (Default)\n${old}\n# Adaptation terminated\n# Step size = 1\n${rowsOf(5, 1, old)}#  Elapsed Time: 1 seconds (Warm-up)\n`;
    const { draws, codes, received } = await read([text]);
    expect(codes).toEqual([]);
    expect(received?.program?.version).toBe("2.1.0");
    expect(Object.keys(draws!.statistics).sort()).toEqual(
      ["acceptanceRate", "divergent", "logDensity", "stepSize", "treeDepth"].sort(),
    );
  });

  it.each(["false (Default)", "0 (Default)", "false", "0"])(
    "say `save_warmup = %s` where it was not kept",
    async (word) => {
      const { draws, codes } = await read([
        file.replace("save_warmup = 0 (Default)", `save_warmup = ${word}`),
      ]);
      expect(codes).toEqual([]);
      expect(draws?.drawCount).toBe(20);
    },
  );

  it.each(["true", "1"])(
    "say `save_warmup = %s` where it was kept, before the comments of the adaptation",
    async (word) => {
      const kept = file
        .replace("save_warmup = 0 (Default)", `save_warmup = ${word}`)
        .replace("num_warmup = 1000 (Default)", "num_warmup = 7")
        .replace("# Adaptation", `${rowsOf(7, 9)}# Adaptation`);
      const { draws, codes, received } = await read([kept]);
      expect(codes).toEqual([]);
      expect(received?.sampling.warmupLeftOut).toBe(7);
      expect([...draws!.values[1]!]).toEqual(column(kept, "mu").slice(7));
    },
  );

  it("of a fixed sampler say no adaptation, and have few statistics", async () => {
    const names = "lp__,accept_stat__,mu";
    const fixed = withoutAdaptation(cmdStanFile({ header: names })).replace(
      "algorithm = hmc (Default)",
      "algorithm = fixed_param",
    );
    const { draws, codes } = await read([fixed]);
    expect(codes).toEqual([]);
    expect(Object.keys(draws!.statistics)).toEqual(["logDensity", "acceptanceRate"]);
  });

  it("of static HMC have the time of a trajectory, which is no variable", async () => {
    const names = "lp__,accept_stat__,stepsize__,int_time__,energy__,mu";
    const { draws, codes } = await read([cmdStanFile({ header: names })]);
    expect(codes).toEqual([]);
    expect(draws!.variables.map(({ name }) => name)).toEqual(["lp__", "mu"]);
  });

  it("of generated quantities have no log density", async () => {
    const text = `# stan_version_major = 2\n# stan_version_minor = 36\n# model = m_model\n# method = generate_quantities\n#   generate_quantities\n#     fitted_params = fit.csv\n# id = 1\ny_rep.1,y_rep.2\n${rowsOf(6, 1, "y_rep.1,y_rep.2")}`;
    const { draws, codes } = await read([text]);
    expect(codes).toEqual([]);
    expect(draws).toMatchObject({ drawCount: 6, statistics: {} });
    expect(draws!.variables.map(({ name }) => name)).toEqual(["y_rep[1]", "y_rep[2]"]);
  });

  it.each(["optimize", "variational", "pathfinder", "laplace", "diagnose"])(
    "of the method %s are refused",
    async (method) => {
      const { draws, codes } = await read([cmdStanFile({ method })]);
      expect(draws).toBeNull();
      expect(codes).toContain("HP0830");
    },
  );

  it("have names of matrices, tuples and complex numbers", async () => {
    const names = "lp__,theta.1.2,p:1,p:2.3,z.1.real,z.1.imag,x_1,y.10";
    const { draws } = await read([cmdStanFile({ header: names })]);
    expect(draws!.variables.map(({ name, quantity, levels }) => [name, quantity, ...levels])).toEqual([
      ["lp__", "lp__"],
      ["theta[1,2]", "theta", "1", "2"],
      ["p:1", "p:1"],
      ["p:2[3]", "p:2", "3"],
      ["z.1.real", "z.1.real"],
      ["z.1.imag", "z.1.imag"],
      ["x_1", "x_1"],
      ["y[10]", "y", "10"],
    ]);
  });

  it("may stand in quotes, and be missing altogether but for the names", async () => {
    const { draws, codes } = await read([`${header.replaceAll(/[^,]+/g, '"$&"')}\n${rows}`]);
    expect(codes).toEqual([]);
    expect(draws?.drawCount).toBe(20);
  });
});

const whole = await read([cmdStanFile()]);

describe("files that are as they should not be", () => {
  const file = cmdStanFile();
  const first = rowsOf(20).split("\n")[0]!;
  const before = file.slice(0, file.indexOf(first));

  it("are read with line ends of Windows, and zipped, and from a pipe", async () => {
    for (const same of [file.replaceAll("\n", "\r\n"), gzipSync(file), new TextEncoder().encode(file)])
      expect((await read([same])).draws).toEqual(whole.draws);
    async function* bytes() {
      for (let at = 0; at < file.length; at += 7) yield new TextEncoder().encode(file.slice(at, at + 7));
    }
    const { received, problems } = await readFiles([fileOfStream("-", bytes())], null, plain);
    expect(problems).toEqual([]);
    expect(await collectDraws(received!.source)).toEqual(whole.draws);
  });

  it("have numbers that are not finite", async () => {
    const odd = file.replace(first, first.replace(/[^,]+,[^,]+$/, "nan,-inf"));
    const { draws, codes } = await read([odd]);
    expect(codes).toEqual([]);
    expect([draws!.values[2]![0], draws!.values[3]![0]]).toEqual([Number.NaN, -Infinity]);
  });

  it("are several chains behind one another in a pipe", async () => {
    const files = [1, 2, 3].map((seed) => cmdStanFile({ seed }));
    const one = await read([files.join("")]);
    const three = await read(files);
    expect(one.codes).toEqual([]);
    expect(one.draws).toEqual(three.draws);
    expect(one.received?.sampling).toEqual(three.received?.sampling);
    const rstan = await read([Buffer.concat([sample("nuts_1.csv"), sample("nuts_2.csv")])]);
    expect(rstan.draws).toEqual((await read([sample("nuts_1.csv"), sample("nuts_2.csv")])).draws);
  });

  it.each([
    ["in the middle of a row", file.slice(0, before.length + 5 * first.length), ["HP0833"]],
    ["behind a whole row", before + rowsOf(20).split("\n").slice(0, 7).join("\n").concat("\n"), ["HP0834"]],
  ])("cut %s, have their whole rows", async (_, text, codes) => {
    const cut = await read([text]);
    expect(cut.codes).toEqual(codes);
    const { drawCount } = cut.draws!;
    expect(drawCount).toBeGreaterThan(2);
    expect(drawCount).toBeLessThan(20);
    expect([...cut.draws!.values[3]!]).toEqual([...whole.draws!.values[3]!].slice(0, drawCount));
  });

  it("cut in the last number of a row, do not have that row, whose number would be another", async () => {
    const { draws, codes } = await read([`${before}${first}\n${first.slice(0, -1)}`]);
    expect(codes).toEqual(["HP0833"]);
    expect(draws?.drawCount).toBe(1);
  });

  it.each([
    ["nothing", "", "HP0839"],
    ["comments", before.slice(0, before.indexOf("lp__")), "HP0824"],
    ["a header", before.slice(0, before.indexOf("# Adaptation")), "HP0824"],
    ["half a header", before.slice(0, before.indexOf("stepsize__")), "HP0824"],
    ["warm-up", withoutAdaptation(file).replace("save_warmup = 0 (Default)", "save_warmup = 1"), "HP0835"],
  ])("with %s and no more hold no draws", async (_, text, code) => {
    const { draws, codes } = await read([text]);
    expect(draws).toBeNull();
    expect(codes).toContain(code);
  });

  it("broken in their zipping, have the rows before", async () => {
    const zipped = gzipSync(cmdStanFile({ draws: 5000 }));
    const { codes, draws } = await read([zipped.subarray(0, zipped.length / 2)]);
    expect(codes).toEqual(["HP0837"]);
    expect(draws!.drawCount).toBeGreaterThan(1000);
  });

  it("of chains of other variables are refused by what differs", async () => {
    const { draws, problems } = await read([file, cmdStanFile({ header: header.replace("mu", "nu") })]);
    expect(draws).toBeNull();
    expect(problems).toMatchObject([
      { code: "HP0826", message: expect.stringContaining("it lacks `mu`; it has `nu` besides") },
    ]);
  });

  it("of chains of unequal length are cut to the shortest, which is told", async () => {
    const { draws, codes } = await read([file, cmdStanFile({ draws: 12, seed: 2 })]);
    expect(codes).toEqual(["HP0825"]);
    expect(draws?.drawCount).toBe(12);
  });

  it("with rows that do not fit or fields that are no numbers are told by the line", async () => {
    const line = before.split("\n").length;
    const short = await read([file.replace(first, first.replace(/,[^,]*$/, ""))]);
    expect(short.problems).toMatchObject([{ code: "HP0831", place: { line } }, { code: "HP0834" }]);
    expect(short.draws?.drawCount).toBe(19);
    const odd = await read([file.replace(first, `${first}x`)]);
    expect(odd.problems).toMatchObject([{ code: "HP0832", place: { line, column: "theta.2" } }]);
    expect(odd.draws!.values[3]![0]).toBeNaN();
  });
});

describe("what is taken", () => {
  const files = [1, 2].map((seed) => cmdStanFile({ draws: 50, seed }));

  it("is without rows of warm-up, and every so manieth, as is asked", async () => {
    const { draws, received } = await read(files, { warmup: 8, thin: 3 });
    expect(received?.sampling.warmupLeftOut).toBe(8);
    const expected = files.flatMap((text) =>
      column(text, "theta.2").filter((_, i) => i >= 8 && (i - 8) % 3 === 0),
    );
    expect([...draws!.values[3]!]).toEqual(expected);
    expect((await read(files, { warmup: 50 })).codes).toEqual(["HP0827", "HP0827"]);
  });

  it.each([1, 2000, 3000, 20_000])("is the same in %d bytes of memory", async (memory) => {
    const all = await read(files, { warmup: 3, thin: 2 });
    const given = files.map((text, k) => fileOfBytes(`fit_${k}.csv`, new TextEncoder().encode(text)));
    const { received } = await readFiles(given, null, { warmup: 3, thin: 2, memory });
    const some = await collectDraws(received!.source);
    expect(some).toEqual(all.draws);
    const few = await collectDraws(received!.source, ({ name }) => name.startsWith("theta"));
    expect(few.values).toEqual(all.draws!.values.slice(2));
  });
});
