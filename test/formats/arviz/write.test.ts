import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readDraws } from "../../../src/api/read-draws.ts";
import { arraysOf } from "../../../src/formats/arviz/written-arrays.ts";
import {
  type DrawsFormat,
  noFacts,
  type SamplingFacts,
  type WrittenDraws,
} from "../../../src/formats/format.ts";
import { formats } from "../../../src/formats/index.ts";
import { elementNamed } from "../../../src/formats/variable-names.ts";
import type { Draws, Variable } from "../../../src/posterior/draws.ts";
import { strangeNumbers } from "../strange-draws.ts";

const facts: SamplingFacts = {
  ...noFacts,
  thin: 2,
  maxTreedepth: 12,
  targetAcceptance: 0.9,
  seeds: ["308", "309"],
  seconds: [
    { warmup: 0.5, sampling: 1.25 },
    { warmup: 0.75, sampling: 1 },
  ],
  model: "eight schools",
};

const levels = (name: string, ...axes: string[][]): Variable[] =>
  axes
    .reduce<string[][]>((all, axis) => all.flatMap((one) => axis.map((level) => [...one, level])), [[]])
    .map((one) => elementNamed(name, one));

const pupils = ["Ö, x", "a/b", 'say "hi"', " end "];
const variables: Variable[] = [
  elementNamed("β", []),
  ...levels("b", pupils),
  ...levels("u", ["308", "309", "330"], ["intercept", "days"]),
  ...levels("w", ["1", "2"]),
  elementNamed("ρ", ["intercept", "days"]),
  elementNamed("τ", ["intercept"]),
  elementNamed("τ", ["days"]),
  elementNamed("L", ["1", "1"]),
  elementNamed("L", ["2", "1"]),
  elementNamed("L", ["2", "2"]),
  elementNamed("a/b", []),
  elementNamed("pupil", []),
];
const [chainCount, drawCount] = [2, 10];
const size = chainCount * drawCount;
const draws: Draws = {
  chainCount,
  drawCount,
  variables,
  values: variables.map((_, v) =>
    Float64Array.from({ length: size }, (_, i) => strangeNumbers[(v + i) % 10]! * (1 + v)),
  ),
  statistics: {
    logDensity: Float64Array.from({ length: size }, (_, i) => -i / 3),
    divergent: Float64Array.from({ length: size }, (_, i) => (i === 7 ? 1 : 0)),
    treeDepth: Float64Array.from({ length: size }, (_, i) => i % 5),
    leapfrogSteps: Float64Array.from({ length: size }, (_, i) => 2 ** (i % 5) - 1),
    ending: Float64Array.from({ length: size }, (_, i) => i % 2),
    energy: Float64Array.from({ length: size }, (_, i) => i / 7),
  },
};
const written: WrittenDraws = {
  draws,
  sampling: facts,
  title: "schools",
  version: "0.9.1",
  plates: { b: ["pupil"], u: ["Subject", "term"], τ: ["term"] },
};

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "hyperprior-test-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const formatNamed = (name: string): DrawsFormat => formats.find((one) => one.name === name)!;

async function write(name: string, what: WrittenDraws, path: string): Promise<string> {
  const [file] = formatNamed(name).write!(what);
  const pieces: Uint8Array[] = [];
  for await (const piece of file!.pieces()) pieces.push(piece);
  writeFileSync(path, Buffer.concat(pieces));
  return path;
}

describe.each([
  ["arviz", "out.nc"],
  ["json", "out.json"],
])("draws written as %s", (name, file) => {
  it("come back bit by bit, under their names, with their statistics and what is known of the sampling", async () => {
    const { received, warnings } = await readDraws(await write(name, written, join(folder, file)));
    expect(warnings).toEqual([]);
    expect(received!.format).toBe(name);
    const back = await readDraws(join(folder, file)).then((given) => given.draws());
    expect(back).toMatchObject({ chainCount, drawCount });
    const places = new Map(back.variables.map((variable, v) => [variable.name, v]));
    expect([...places.keys()].sort()).toEqual(variables.map((variable) => variable.name).sort());
    for (const [v, variable] of variables.entries()) {
      const values = back.values[places.get(variable.name)!]!;
      const differing = [...values.keys()].filter((i) => !Object.is(values[i], draws.values[v]![i]));
      expect(differing, variable.name).toEqual([]);
      // A triangle lies along one dimension.
      if (variable.quantity !== "L") expect(back.variables[places.get(variable.name)!]).toEqual(variable);
    }
    expect(back.statistics).toEqual(draws.statistics);
    expect(received!.program).toEqual({ name: "Hyperprior", version: "0.9.1" });
    expect(received!.sampling).toEqual({ ...facts, totalSeconds: 3.5 });
  });

  it("may have no statistics, a single draw, and no variables with levels", async () => {
    const few: Draws = {
      chainCount: 1,
      drawCount: 1,
      variables: [elementNamed("x", [])],
      values: [Float64Array.of(2)],
      statistics: {},
    };
    const path = await write(
      name,
      { ...written, draws: few, sampling: noFacts },
      join(folder, `few-${file}`),
    );
    const back = await readDraws(path);
    expect(await back.draws()).toEqual({ ...few });
    expect(back.received!.sampling).toEqual({ ...noFacts, totalSeconds: null });
  });

  it("are files of hundreds of levels and thousands of draws, too", async () => {
    const many = levels(
      "b",
      Array.from({ length: 300 }, (_, k) => `level ${k}`),
    );
    const large: Draws = {
      chainCount: 4,
      drawCount: 1000,
      variables: many,
      values: many.map((_, v) => Float64Array.from({ length: 4000 }, (_, i) => Math.sin(v + i))),
      statistics: {},
    };
    const path = await write(
      name,
      { ...written, draws: large, plates: { b: ["group"] } },
      join(folder, `many-${file}`),
    );
    const back = await (await readDraws(path)).draws();
    expect(back.variables).toEqual(many);
    expect(back.values[299]).toEqual(large.values[299]);
  });
});

describe("variables as arrays", () => {
  it("have the dimensions of their plates; other labels of a plate, and quantities of its name, have another", () => {
    const { arrays, coordinates } = arraysOf(
      [
        ...levels("a", ["x", "y"]),
        ...levels("b", ["x", "y"]),
        ...levels("c", ["x"]),
        ...levels("d", ["x", "y"], ["x", "y"]),
        elementNamed("q", []),
      ],
      { a: ["g"], b: ["g"], c: ["g"], d: ["g", "g"], e: ["q"] },
    );
    expect(arrays.map(({ name, dimensions }) => `${name}(${dimensions.join(", ")})`)).toEqual([
      "a(g)",
      "b(g)",
      "c(g_2)",
      "d(g, g_3)",
      "q()",
    ]);
    expect([...coordinates.keys()]).toEqual(["g", "g_2", "g_3"]);
  });

  it("are found whole in whatever order their elements come", () => {
    const grid = levels("m", ["1", "2"], ["a", "b", "c"]);
    const order = [5, 0, 3, 1, 4, 2].map((k) => grid[k]!);
    const [array] = arraysOf(order, {}).arrays;
    expect(array).toMatchObject({ shape: [2, 3], dimensions: ["m_dim_0", "m_dim_1"] });
    expect(array!.places.map((place) => order[place]!.name)).toHaveLength(6);
    expect(new Set(array!.places).size).toBe(6);
  });
});

const here = (name: string) => fileURLToPath(new URL(name, import.meta.url));

interface Reading {
  readonly groups: readonly string[];
  /** Bits of doubles, chain behind chain. */
  readonly elements: Readonly<Record<string, readonly string[]>>;
  readonly attrs: Readonly<Record<string, unknown>>;
}

/** By `read_written.py`. */
const readings: Readonly<Record<string, Reading>> = JSON.parse(
  readFileSync(here("written.expected.json"), "utf8"),
);

describe.each([
  ["arviz", "written.nc", "netcdf"],
  ["json", "written.json", "json"],
])("what is written as %s", (name, file, key) => {
  it("is the file that ArviZ has read", async () => {
    const path = await write(name, written, join(folder, file));
    if (process.env.RENEW === "1") writeFileSync(here(file), readFileSync(path));
    if (name === "json") expect(readFileSync(path).equals(readFileSync(here(file)))).toBe(true);
    // HDF5 notes in a file when it was made.
    const [made, known] = await Promise.all([path, here(file)].map((one) => readDraws(one)));
    expect(made!.received!.sampling).toEqual(known!.received!.sampling);
    expect(await made!.draws()).toEqual(await known!.draws());
  });

  it("has the same numbers in ArviZ, bit by bit, under the same names", () => {
    const { elements, attrs } = readings[key]!;
    for (const [v, variable] of variables.entries()) {
      // Netcdf has no slash in names.
      const known = key === "netcdf" && variable.name === "a/b" ? "a_b" : variable.name;
      const bits = elements[`posterior/${known}`]!;
      const own = new BigInt64Array(draws.values[v]!.slice().buffer);
      // Which of all not-a-numbers it is, text does not say.
      bits.forEach((one, i) => {
        if (!Number.isNaN(draws.values[v]![i])) expect(BigInt(one), `${known} ${i}`).toBe(own[i]);
      });
      expect(bits).toHaveLength(size);
    }
    expect(elements["sample_stats/diverging"]).toHaveLength(size);
    expect(attrs).toMatchObject({
      "posterior/u": "float64 chain,draw,Subject,term",
      "posterior/b": "float64 chain,draw,pupil_2",
      "posterior/τ": "float64 chain,draw,term",
      "sample_stats/diverging": "bool chain,draw",
      "sample_stats/tree_depth": "int64 chain,draw",
      inference_library: "Hyperprior",
      model_name: "eight schools",
    });
  });
});

/** Where netCDF's own tools are installed. */
const hasNcdump = (() => {
  try {
    execFileSync("ncdump", ["-h"], { stdio: "ignore" });
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ENOENT";
  }
})();

describe("the netCDF file", () => {
  const transcript = fileURLToPath(new URL("written.cdl", import.meta.url));

  it.runIf(hasNcdump)("is what ncdump shows in the transcript", async () => {
    const path = await write("arviz", written, join(folder, "written.nc"));
    const shown = execFileSync("ncdump", ["-h", path], { encoding: "utf8" });
    await expect(shown).toMatchFileSnapshot(transcript);
  });
});
