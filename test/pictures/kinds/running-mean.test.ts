/** Running means: means of the first draws, and the band of their Monte Carlo error. */

import { expect, it } from "vitest";
import { chainError, runningMean } from "../../../src/pictures/kinds/running-mean.ts";
import { mcseMean } from "../../../src/posterior/mcse.ts";
import { mean } from "../../../src/posterior/moments.ts";
import { makeDraws, normalDraws } from "../../posterior/make-draws.ts";
import { marksOf, pictureOf } from "../picture-input.ts";

const shape = { chainCount: 3, drawCount: 200 };
const values = normalDraws(shape, 1, { rho: 0.4 });

it("are the means of a chain's first draws", () => {
  const [panel] = pictureOf(runningMean, makeDraws(shape, { mu: values })).panels;
  marksOf(panel!, "line").forEach(({ x, y }, chain) => {
    for (let i = 0; i < x.length; i++)
      expect(y[i]).toBeCloseTo(mean(values, chain * 200, chain * 200 + x[i]!), 12);
    expect([x[0], x[x.length - 1]]).toEqual([4, 200]);
  });
});

it("have a band of two standard errors of a chain's mean, which narrows with the root of its draws", () => {
  const [panel] = pictureOf(runningMean, makeDraws(shape, { mu: values })).panels;
  const [band] = marksOf(panel!, "area");
  const errors = [0, 1, 2].map((c) => mcseMean(values.subarray(c * 200, (c + 1) * 200), 1));
  const error = Math.hypot(...errors) / Math.sqrt(3);
  const reach = (i: number): number => (band!.upper[i]! - band!.lower[i]!) / 2;
  expect(reach(band!.x.length - 1)).toBeCloseTo(2 * error, 12);
  expect(reach(0)).toBeCloseTo(2 * error * Math.sqrt(200 / band!.x[0]!), 12);
});

it("that lie in the band by chance: of independent chains 95 % at the end", () => {
  const small = { chainCount: 400, drawCount: 200 };
  const draws = normalDraws(small, 3);
  const error = chainError(draws, 400);
  expect(error).toBeGreaterThan(0.9 / Math.sqrt(200));
  expect(error).toBeLessThan(1.1 / Math.sqrt(200));
  const outside = Array.from({ length: 400 }, (_, c) => Math.abs(mean(draws, c * 200, (c + 1) * 200))).filter(
    (m) => m > 2 * error,
  );
  expect(outside.length / 400).toBeLessThan(0.09);
  expect(outside.length / 400).toBeGreaterThan(0.01);
});

it("have no band without a standard deviation that could be known, and one that chains apart do not widen", () => {
  const heavy = normalDraws(shape, 4, { map: (z) => 1 / z });
  expect(marksOf(pictureOf(runningMean, makeDraws(shape, { a: heavy })).panels[0]!, "area")).toEqual([]);
  const apart = values.map((value, i) => value + 100 * Math.floor(i / 200));
  expect(chainError(apart, 3) / chainError(values, 3)).toBeCloseTo(1, 8);
});
