/** Where the engine has no WebAssembly, or not enough of it, the same numbers come from JavaScript. */

import { afterEach, expect, it, vi } from "vitest";
import { compile, instantiator } from "../../../src/density/compile.ts";
import { scattered } from "../harness.ts";
import { boundRows } from "./logistic-rows.ts";

afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

it.each([
  ["there is no WebAssembly", undefined],
  ["it has no vectors", { ...ofWebAssembly(), validate: () => false }],
  ["there is no memory for it", { ...ofWebAssembly(), Memory: refuse(RangeError) }],
  ["it may not be compiled", { ...ofWebAssembly(), Module: refuse(WebAssembly.CompileError) }],
])("the same numbers come from JavaScript where %s", async (_, stubbed) => {
  const { recipe } = compile(boundRows(101, 6));
  const position = Float64Array.from(scattered(recipe.dimension, 1));
  const [expected, found] = [new Float64Array(recipe.dimension), new Float64Array(recipe.dimension)];
  const value = instantiator()(recipe.density)(position, expected);
  vi.resetModules();
  vi.stubGlobal("WebAssembly", stubbed);
  const fresh = await import("../../../src/density/compile.ts");
  const { density } = fresh.instantiate(recipe);
  vi.unstubAllGlobals();
  expect(density.evaluate(position, found)).toBe(value);
  expect(found).toEqual(expected);
});

/** What is not enumerable there, as an object that can be changed. */
function ofWebAssembly(): typeof WebAssembly {
  const names = Object.getOwnPropertyNames(WebAssembly) as (keyof typeof WebAssembly)[];
  return Object.fromEntries(names.map((name) => [name, WebAssembly[name]])) as unknown as typeof WebAssembly;
}

function refuse(kind: new (message: string) => Error): () => never {
  return class {
    constructor() {
      throw new kind("refused");
    }
  } as unknown as () => never;
}
