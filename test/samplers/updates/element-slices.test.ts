/** Slices of many numbers side by side, each of which has a density of its own. */

import { describe, expect, it } from "vitest";
import { createRandomStream } from "../../../src/numeric/random-stream.ts";
import { ElementSlices } from "../../../src/samplers/updates/element-slices.ts";

describe("slices side by side", () => {
  it("leave an element where its density is infinite, as when a probability has rounded to 1, and move the others", () => {
    const position = Float64Array.of(0.25, -0.5, 0.75);
    const evaluate = (values: Float64Array): void => {
      values[0] = Infinity;
      values[1] = -0.5 * position[1]! * position[1]!;
      values[2] = Number.NaN;
    };
    const place = { offset: 0, stride: 1, size: 3 };
    const slices = new ElementSlices(position, place, evaluate, createRandomStream(1, 1));
    let moves = 0;
    for (let i = 0; i < 20; i++) {
      const before = position[1];
      slices.move();
      if (position[1] !== before) moves++;
    }
    expect([position[0], position[2], moves]).toEqual([0.25, 0.75, 20]);
  });
});
