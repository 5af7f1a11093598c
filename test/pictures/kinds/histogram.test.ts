/** Histograms: bars that hold all draws. */

import { expect, it } from "vitest";
import { histogram } from "../../../src/pictures/kinds/histogram.ts";
import { makeDraws, normalDraws } from "../../posterior/make-draws.ts";
import { marksOf, pictureOf } from "../picture-input.ts";

const shape = { chainCount: 2, drawCount: 500 };

it("have a bar for each bin, with the draws of all chains that lie in it", () => {
  const values = normalDraws(shape, 1);
  const [panel] = pictureOf(histogram, makeDraws(shape, { mu: values })).panels;
  const [bars] = marksOf(panel!, "boxes");
  const heights = Array.from(bars!.y2);
  expect(heights.reduce((a, b) => a + b)).toBe(1000);
  const place = heights.length >> 1;
  const isIn = (z: number): boolean => z >= bars!.x1[place]! && z < bars!.x2[place]!;
  expect(heights[place]).toBe(values.filter(isIn).length);
  expect(bars!.names![place]).toMatch(new RegExp(`: ${heights[place]} draws$`));
  expect(heights.length).toBeLessThanOrEqual(60);
});

it("of a constant are one bar about it", () => {
  const [panel] = pictureOf(histogram, makeDraws(shape, { a: new Float64Array(1000).fill(3) })).panels;
  const [bars] = marksOf(panel!, "boxes");
  expect([...Array.from(bars!.x1), ...Array.from(bars!.x2), ...Array.from(bars!.y2)]).toEqual([
    2.5, 3.5, 1000,
  ]);
});
