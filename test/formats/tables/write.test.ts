import { describe, expect, it } from "vitest";
import { noFacts, type OutputFile } from "../../../src/formats/format.ts";
import { formats } from "../../../src/formats/index.ts";
import { fileOfBytes } from "../../../src/formats/input-file.ts";
import type { Draws } from "../../../src/posterior/draws.ts";
import { makeDraws, strangeNames, strangeNumbers } from "../strange-draws.ts";
import { drawsOf, plainOptions } from "./samples.ts";

const tables = ["csv", "parquet", "arrow"];

function formatOf(name: string) {
  return formats.find((one) => one.name === name)!;
}

function write(name: string, draws: Draws): readonly OutputFile[] {
  return formatOf(name).write!({ draws, sampling: noFacts, title: "fit", version: "0", plates: {} });
}

async function bytesOf({ pieces }: OutputFile): Promise<Uint8Array> {
  const all: Uint8Array[] = [];
  for await (const piece of pieces()) all.push(piece.slice());
  return new Uint8Array(Buffer.concat(all));
}

async function readAgain(name: string, bytes: Uint8Array): Promise<Draws> {
  const head = { name: "fit", bytes, text: new TextDecoder().decode(bytes) };
  expect(formats.find(({ recognizes }) => recognizes(head))?.name).toBe(name);
  const result = await formatOf(name).read([fileOfBytes("fit", bytes)], plainOptions);
  expect(result.problems).toEqual([]);
  return drawsOf(result);
}

function expectSameBits(one: Draws, other: Draws): void {
  expect([one.chainCount, one.drawCount]).toEqual([other.chainCount, other.drawCount]);
  expect(one.variables.map(({ name }) => name)).toEqual(other.variables.map(({ name }) => name));
  one.values.forEach((values, v) => {
    expect(haveSameBits(values, other.values[v]!)).toBe(true);
  });
  expect(Object.keys(one.statistics)).toEqual(Object.keys(other.statistics));
  for (const [name, values] of Object.entries(one.statistics))
    expect(haveSameBits(values, other.statistics[name as keyof Draws["statistics"]]!), name).toBe(true);
}

function haveSameBits(one: Float64Array, other: Float64Array): boolean {
  return one.length === other.length && one.every((value, i) => Object.is(value, other[i]));
}

describe.each(tables)("draws written as %s", (name) => {
  it("come back bit by bit, with strange numbers, strange names and the sampler's statistics", async () => {
    const draws = makeDraws(
      strangeNames,
      3,
      strangeNumbers.length,
      (v, i) => strangeNumbers[(v + i) % strangeNumbers.length]!,
    );
    const [file, ...others] = write(name, draws);
    expect(others).toEqual([]);
    expectSameBits(await readAgain(name, await bytesOf(file!)), draws);
  });

  it("come back from several pieces and row groups", async () => {
    const draws = makeDraws(["a", "b[1,2]", "c"], 2, 70_000, (v, i) => Math.sqrt(v + 1) * i);
    expectSameBits(await readAgain(name, await bytesOf(write(name, draws)[0]!)), draws);
  });

  it("come back of thousands of variables, two of which have one name", async () => {
    const names = ["u[a,b,c]", "u[a,b,c]", ...Array.from({ length: 3000 }, (_, i) => `b[${i}]`)];
    const draws = makeDraws(names, 2, 5, (v, i) => v / 7 + i);
    const back = await readAgain(name, await bytesOf(write(name, draws)[0]!));
    expect(back.values).toEqual(draws.values);
    expect(back.variables[1]!.name).toBe("u[a,b,c] (2)");
  });

  it("keep a variable that is called as a column of chains is", async () => {
    const draws = makeDraws(["chain", "draw", "iteration", "value", "variable"], 2, 5, (v, i) => v + i);
    expectSameBits(await readAgain(name, await bytesOf(write(name, draws)[0]!)), draws);
  });

  it("are written in pieces of some megabytes, none of which grows with the draws", async () => {
    const draws = makeDraws(["a", "b", "c", "d"], 4, 100_000, (v, i) => v + i / 3);
    const sizes: number[] = [];
    for await (const piece of write(name, draws)[0]!.pieces()) sizes.push(piece.length);
    // A run folder's row group would be larger than the 12 MB of the draws.
    expect(sizes.length).toBeGreaterThan(1);
  });
});
