import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import type { ReadOptions, ReadResult } from "../../../src/formats/format.ts";
import { fileOfBytes } from "../../../src/formats/input-file.ts";
import { mcmcChainsJson } from "../../../src/formats/mcmcchains-json.ts";
import { collectDraws } from "../../../src/posterior/draws-source.ts";

const sample = readFileSync(
  fileURLToPath(new URL("../samples/known/mcmcchains/fit.json", import.meta.url)),
  "utf8",
);
const options: ReadOptions = { warmup: null, thin: 1, memory: 1e8 };
const whole: Readonly<Record<string, unknown>> = JSON.parse(sample);

const read = (...texts: readonly string[]): Promise<ReadResult> =>
  mcmcChainsJson.read(
    texts.map((text, k) => fileOfBytes(`fit-${k + 1}.json`, new TextEncoder().encode(text))),
    options,
  );
const withMembers = (members: Readonly<Record<string, unknown>>) => JSON.stringify({ ...whole, ...members });
const told = ({ problems }: ReadResult) => problems.map(({ code, message }) => `${code} ${message}`);

/** As NUTS of Turing names what it says of transitions. */
const nuts = {
  size: [2, 8, 1],
  value_flat: Array.from({ length: 16 }, (_, i) => i),
  iterations: [1001, 1003],
  parameters: [
    "σ",
    "x[1]",
    "lp",
    "n_steps",
    "acceptance_rate",
    "hamiltonian_energy",
    "tree_depth",
    "numerical_error",
  ],
  chains: [1],
  name_map: {
    parameters: ["σ", "x[1]"],
    internals: ["lp", "n_steps", "acceptance_rate", "hamiltonian_energy", "tree_depth", "numerical_error"],
  },
};

describe("MCMCChains JSON", () => {
  it("has the internals of the sampler as statistics, and parameters in the order of the first index fastest", async () => {
    const { received, problems } = await read(withMembers(nuts));
    expect(problems).toEqual([]);
    const draws = await collectDraws(received!.source);
    expect(draws.variables.map(({ name }) => name)).toEqual(["σ", "x[1]"]);
    expect(draws.values).toEqual([Float64Array.of(0, 1), Float64Array.of(2, 3)]);
    expect(draws.statistics).toEqual({
      logDensity: Float64Array.of(4, 5),
      leapfrogSteps: Float64Array.of(6, 7),
      acceptanceRate: Float64Array.of(8, 9),
      energy: Float64Array.of(10, 11),
      treeDepth: Float64Array.of(12, 13),
      divergent: Float64Array.of(14, 15),
    });
    expect(received).toMatchObject({
      program: { name: "Turing" },
      sampling: { thin: 2, model: "schools", totalSeconds: 2 },
    });
  });

  it("without a map of names has parameters alone", async () => {
    const { received } = await read(withMembers({ name_map: {} }));
    expect(received!.source.variables.map(({ name }) => name)).toContain("numerical_error");
    expect(received!.source.statistics).toEqual({});
  });

  it("has missing values as not-a-number", async () => {
    const { received } = await read(
      withMembers({ ...nuts, value_flat: nuts.value_flat.map((one) => (one === 2 ? null : one)) }),
    );
    expect((await collectDraws(received!.source)).values[1]).toEqual(Float64Array.of(NaN, 3));
  });

  it("files as chains lie behind one another, cut to the shortest", async () => {
    const both = await read(sample, sample);
    expect(both.received!.source).toMatchObject({ chainCount: 4, drawCount: 20 });
    const uneven = await read(
      withMembers(nuts),
      withMembers({ ...nuts, size: [1, 8, 1], value_flat: nuts.value_flat.slice(8), iterations: [1] }),
    );
    expect(uneven.received!.source).toMatchObject({ chainCount: 2, drawCount: 1 });
    expect(told(uneven)).toEqual([expect.stringContaining("HP0825")]);
    expect(told(await read(sample, withMembers(nuts)))[0]).toContain("HP0826");
  });

  it("that is cut off has the chains that are whole", async () => {
    const at = sample.indexOf('"iterations"');
    const cut = `${sample.slice(0, at - 400)}`;
    // The names stand behind the values.
    expect(told(await read(cut))[0]).toMatch(/^HP0845 .*found the end of the file/);
    const { value_flat: flat, ...rest } = whole;
    const behind = `${JSON.stringify(rest).slice(0, -1)},"value_flat":${JSON.stringify(flat)}}`;
    const result = await read(behind.slice(0, -300));
    expect(told(result)).toEqual([
      "HP0846 `fit-1.json` is cut off or damaged in line 1: 1 of its 2 chains are read",
    ]);
    const draws = await collectDraws(result.received!.source);
    expect(draws).toMatchObject({ chainCount: 1, drawCount: 20 });
    expect([...draws.values[0]!]).toEqual((flat as number[]).slice(0, 20));
    expect(told(await read(behind.slice(0, -2000)))).toEqual([expect.stringMatching(/^HP0845/)]);
  });

  it.each([
    [{ size: [20, 7] }, "`size` of three whole numbers was expected"],
    [{ size: [20, 7.5, 2] }, "`size` of three whole numbers was expected"],
    [{ size: [20, 8, 2] }, "`parameters` has 7 names where `size` says 8"],
    [{ size: [21, 7, 2] }, "`value_flat` has 280 numbers where `size` says 294"],
    [{ value_flat: "x" }, "`value_flat` of numbers was expected"],
    [{ value_flat: ["x"] }, "`value_flat` of numbers was expected"],
    [{ parameters: ["a", "a", "b", "c", "d", "e", "f"] }, "`parameters` has a name twice"],
  ])("of which something is not as it should be is told: %j", async (members, reason) => {
    const result = await read(withMembers(members));
    expect(result.received).toBeNull();
    expect(told(result)).toEqual([`HP0847 \`fit-1.json\` is not as MCMCChains writes it: ${reason}`]);
  });

  it("without draws is told", async () => {
    expect(told(await read(withMembers({ size: [0, 7, 2], value_flat: [], iterations: [] })))).toEqual([
      expect.stringContaining("HP0824"),
    ]);
  });
});
