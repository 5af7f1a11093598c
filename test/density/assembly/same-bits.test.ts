/** Generated WebAssembly gives the bits of generated JavaScript, wherever a sampler may go and beyond. */

import { describe, expect, it } from "vitest";
import { compile, instantiator } from "../../../src/density/compile.ts";
import type { BoundModel } from "../../../src/model/bound-model.ts";
import { bindFolder, modelNames } from "../../models/bundled-models.ts";
import { exampleColumns, exampleModels } from "../example-models.ts";
import { requireBound, scattered } from "../harness.ts";
import { differences, twinsOf } from "./twins.ts";

/** Of what positions are: ordinary, then where functions overflow, underflow, cancel and are not finite. */
const scales = [1, 0.01, 30, 800, 1e-300, 1e16, 1e300, Infinity];

function positions(dimension: number): Float64Array[] {
  const drawn = scales.map((scale, k) =>
    Float64Array.from(scattered(dimension, 1, k + 1), (one) => one * scale),
  );
  // One extreme number among ordinary ones, as a step that is too long makes.
  const mixed = scales.map((scale, k) =>
    Float64Array.from(scattered(dimension, 1, k + 9), (one, i) => (i % 3 === k % 3 ? one * scale : one)),
  );
  const same = [0, -0, NaN, -Infinity].map((value) => new Float64Array(dimension).fill(value));
  return [...drawn, ...mixed, ...same];
}

/** Density and draws of a model as JavaScript and as WebAssembly, at all positions: what differs. */
function compareTwins(bound: BoundModel): string[] {
  const { recipe } = compile(bound, new Map(), "all");
  const instantiate = instantiator();
  return [recipe.density, recipe.constrain].flatMap((emitted) => {
    // Ranks are made by JavaScript alone.
    if (emitted.assembly === null && emitted.text.includes("let rank")) return [];
    const twins = twinsOf(emitted, instantiate);
    const size = Math.max(recipe.dimension, recipe.width);
    return positions(recipe.dimension).flatMap((position) => differences(twins, position, size));
  });
}

describe("generated WebAssembly has the bits of generated JavaScript", () => {
  it.each(Object.entries(exampleModels))("for %s", (_, text) => {
    expect(compareTwins(requireBound(text, exampleColumns)).slice(0, 5)).toEqual([]);
  });

  it.each(modelNames)("for the bundled model %s", async (name) => {
    const { model } = await bindFolder(name);
    expect(compareTwins(model!).slice(0, 5)).toEqual([]);
  });
});
