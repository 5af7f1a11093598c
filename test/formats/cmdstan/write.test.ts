import { describe, expect, it } from "vitest";
import { cmdstan } from "../../../src/formats/cmdstan.ts";
import { type DrawsFormat, noFacts, type WrittenDraws } from "../../../src/formats/format.ts";
import { fileOfBytes, type InputFile } from "../../../src/formats/input-file.ts";
import { elementNamed } from "../../../src/formats/variable-names.ts";
import { createRandomStream } from "../../../src/numeric/random-stream.ts";
import type { Draws, StatisticName, Variable } from "../../../src/posterior/draws.ts";
import { collectDraws } from "../../../src/posterior/draws-source.ts";

const options = { warmup: null, thin: 1, memory: 1e8 };
const statisticNames: readonly StatisticName[] = [
  "logDensity",
  "acceptanceRate",
  "stepSize",
  "treeDepth",
  "leapfrogSteps",
  "divergent",
  "energy",
];

function drawsOf(
  variables: readonly Variable[],
  [chainCount, drawCount]: readonly [number, number] = [2, 5],
): Draws {
  const stream = createRandomStream(3, 1);
  const column = (): Float64Array =>
    Float64Array.from(
      { length: chainCount * drawCount },
      () => stream.normal() * 10 ** (8 * stream.normal()),
    );
  return {
    chainCount,
    drawCount,
    variables,
    values: variables.map(column),
    statistics: Object.fromEntries(statisticNames.map((name) => [name, column()])),
  };
}

function written(draws: Draws, more: Partial<WrittenDraws> = {}): WrittenDraws {
  return { draws, sampling: noFacts, title: "fit", version: "0.1.0", plates: {}, ...more };
}

async function filesOf(given: WrittenDraws): Promise<InputFile[]> {
  const files: InputFile[] = [];
  for (const { suffix, pieces } of (cmdstan as Required<DrawsFormat>).write(given)) {
    const parts: Uint8Array[] = [];
    for await (const piece of pieces()) parts.push(piece);
    files.push(fileOfBytes(`fit${suffix}`, Buffer.concat(parts)));
  }
  return files;
}

async function readBack(files: readonly InputFile[]) {
  const { received, problems } = await cmdstan.read(files, options);
  expect(problems).toEqual([]);
  const { source, ...told } = received!;
  return { ...told, draws: await collectDraws(source) };
}

const one = (name: string): Variable => elementNamed(name, []);

describe("CmdStan CSV that is written", () => {
  const named: readonly Variable[] = [
    one("mu"),
    elementNamed("theta", ["1", "2"]),
    elementNamed("theta", ["2", "2"]),
    elementNamed("b", ["A"]),
    elementNamed("b", ['B, of "C" = #1\n']),
    elementNamed("u", ["308", "days"]),
    elementNamed("u", ["309", "intercept"]),
    elementNamed("u", ["309"]),
    elementNamed("a", ["x", "y,z"]),
    elementNamed("a", ["x,y", "z"]),
    elementNamed("zero", ["0"]),
    one("σ_b"),
    one("b.A"),
    one("b_A"),
    one("z.1.real"),
    one("p:1"),
    one("nan"),
    one("energy__"),
    one("1st"),
    one("log(x) = y"),
    { ...elementNamed("Ω", ["1", "1"]), name: "Ω[1, 1]" },
  ];

  it("comes back bit by bit, with the names, indices and statistics of its draws", async () => {
    const draws = drawsOf(named);
    const back = await readBack(await filesOf(written(draws)));
    const lp = back.draws.variables.findIndex(({ name }) => name === "lp__");
    expect(lp).toBe(0);
    expect(back.draws.variables.slice(1)).toEqual(named);
    expect(back.draws.values.slice(1)).toEqual(draws.values);
    expect(back.draws.statistics).toEqual(draws.statistics);
    expect(back.program).toEqual({ name: "Hyperprior", version: "0.1.0" });
  });

  it("has columns that other readers know: quantities of letters and digits, whole numbers as indices, each once", async () => {
    const [file] = await filesOf(written(drawsOf(named)));
    const text = new TextDecoder().decode(await file!.head(1e6));
    const header = text.split("\n").find((line) => line.startsWith("lp__"))!;
    const columns = header.split(",");
    expect(new Set(columns).size).toBe(columns.length);
    for (const column of columns) expect(column).toMatch(/^[\p{L}_][\p{L}\p{N}_:]*(\.\d+|\.real)*$/u);
    expect(columns.slice(7, 14)).toEqual(["mu", "theta.1.2", "theta.2.2", "b.1", "b.2", "u.1", "u.2"]);
    for (const line of text.split("\n")) expect(line).not.toMatch(/^# name .*=/);
  });

  it("has numbers that are not finite as CmdStan writes them, and -0", async () => {
    const draws = { ...drawsOf([one("x")], [1, 5]), statistics: {} };
    draws.values[0]!.set([Number.NaN, Infinity, -Infinity, -0, 5e-324]);
    const files = await filesOf(written(draws));
    expect(new TextDecoder().decode(await files[0]!.head(1e6))).toMatch(/\nnan\ninf\n-inf\n-0\n5e-324\n$/);
    expect((await readBack(files)).draws.values).toEqual(draws.values);
  });

  it("keeps what is known of the sampling", async () => {
    const sampling = {
      ...noFacts,
      thin: 3,
      maxTreedepth: 12,
      targetAcceptance: 0.95,
      seeds: ["7", "7"],
      seconds: [
        { warmup: 1.5, sampling: 2.25 },
        { warmup: 1, sampling: 3 },
      ],
      model: "eight schools",
    };
    const back = await readBack(await filesOf(written(drawsOf([one("x")]), { sampling })));
    expect(back.sampling).toEqual({ ...sampling, model: "eight_schools" });
  });

  it("leaves out variables that serve others, and has the log density once where draws of CmdStan are written again", async () => {
    const draws = drawsOf([one("lp__"), one("x"), { ...one("#variance 1"), isHidden: true }]);
    const first = await readBack(await filesOf(written(draws)));
    expect(first.draws.variables.map(({ name }) => name)).toEqual(["lp__", "x"]);
    expect(first.draws.values).toEqual([draws.statistics.logDensity, draws.values[1]]);
    const second = await readBack(await filesOf(written(first.draws)));
    expect(second.draws).toEqual(first.draws);
  });

  it("is made in pieces, of which each holds some rows", async () => {
    const variables = Array.from({ length: 300 }, (_, i) => elementNamed("x", [`${i + 1}`]));
    const draws = drawsOf(variables, [1, 800]);
    const [file] = (cmdstan as Required<DrawsFormat>).write(written(draws));
    const sizes: number[] = [];
    for await (const piece of file!.pieces()) sizes.push(piece.length);
    expect(sizes.length).toBeGreaterThan(3);
    expect(Math.max(...sizes)).toBeLessThan(1.1e6);
    expect((await readBack(await filesOf(written(draws)))).draws.values.slice(1)).toEqual(draws.values);
  });
});
