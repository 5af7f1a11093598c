/** Data in a memory that threads share: arrays are there once, and each thread has the numbers of one alone. */

import { createHash } from "node:crypto";
import { Worker } from "node:worker_threads";
import { describe, expect, it } from "vitest";
import { shareArrays } from "../../../src/density/assembly/share-arrays.ts";
import { compile, instantiate, instantiateScript, instantiator } from "../../../src/density/compile.ts";
import { scattered } from "../harness.ts";
import { boundRows } from "./logistic-rows.ts";
import { differences } from "./twins.ts";

const recipeOf = (rows: number): ReturnType<typeof compile>["recipe"] => compile(boundRows(rows, 40)).recipe;

const bytesOf = (array: Float64Array | Int32Array): string =>
  createHash("sha256").update(array).digest("hex");

describe("data that threads share", () => {
  const recipe = recipeOf(200_001);
  const outer = { kind: "joint", density: recipe, again: [recipe.density], other: Float64Array.of(1, 2) };
  const shared = shareArrays(outer);

  it("are in one memory, all else as it was", () => {
    const { density, again, other, kind } = shared;
    expect([kind, other, density.dimension]).toEqual(["joint", outer.other, recipe.dimension]);
    // What was one object is one object.
    expect(again[0]).toBe(density.density);
    expect(other).toBe(outer.other);
    const { data, maps, shared: memory } = density.density;
    expect(data.map(bytesOf)).toEqual(recipe.density.data.map(bytesOf));
    expect(maps.map(bytesOf)).toEqual(recipe.density.maps.map(bytesOf));
    expect([...data, ...maps].every(({ buffer }) => buffer === memory!.buffer)).toBe(true);
    // Draws are few, and have no assembly.
    expect(density.constrain).toEqual(recipe.constrain);
    expect(recipe.density.shared).toBeUndefined();
  });

  it("give the same numbers to functions beside each other, which have rooms of their own", () => {
    const script = instantiateScript(recipe.density);
    const [first, second] = [1, 2].map(() => instantiator()(shared.density.density));
    const positions = [1, 2].map((k) => Float64Array.from(scattered(recipe.dimension, 1, k)));
    for (const position of [...positions, positions[0]!]) {
      for (const assembly of [first!, second!]) {
        expect(differences({ script, assembly }, position, recipe.dimension)).toEqual([]);
      }
    }
    // The data are not copied again: what each takes is far less.
    const before = shared.density.density.shared!.buffer.byteLength;
    instantiate(shared.density);
    expect(shared.density.density.shared!.buffer.byteLength - before).toBeLessThan(200_000);
  });

  it("come to a thread that is sent them, and are not copied", async () => {
    const { density } = shared.density;
    const code = `const { parentPort, workerData: { data, shared } } = require("node:worker_threads");
      const memory = new Float64Array(shared.buffer, data.byteOffset, data.length);
      data[0] = 17;
      parentPort.postMessage([memory[0], data.length, memory[data.length - 1]]);`;
    const data = density.data.find(({ length }) => length === 200_001)!;
    const [kept, last] = [data[0]!, data.at(-1)!];
    const worker = new Worker(code, { eval: true, workerData: { data, shared: density.shared } });
    const told = await new Promise((resolve) => worker.once("message", resolve));
    expect(told).toEqual([17, 200_001, last]);
    expect(data[0]).toBe(17);
    data[0] = kept;
  });
});

it("small data are left where they are", () => {
  const recipe = recipeOf(1001);
  expect(recipe.density.assembly).not.toBeNull();
  expect(shareArrays(recipe)).toBe(recipe);
});
