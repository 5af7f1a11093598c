/** Autocorrelations: bars of the mean of the chains, and the band of independent draws. */

import { expect, it } from "vitest";
import { autocorrelation } from "../../../src/pictures/kinds/autocorrelation.ts";
import { autocorrelationsOf } from "../../../src/posterior/autocorrelation.ts";
import { makeDraws, normalDraws } from "../../posterior/make-draws.ts";
import { marksOf, pictureOf } from "../picture-input.ts";

const shape = { chainCount: 2, drawCount: 400 };

it("have bars to lag 40 that are the mean of the chains' lines, and a band of ±2/√n", () => {
  const values = normalDraws(shape, 1, { rho: 0.5 });
  const { panels, description } = pictureOf(autocorrelation, makeDraws(shape, { mu: values }));
  const [first, second] = [0, 1].map((c) => autocorrelationsOf(values.subarray(c * 400, (c + 1) * 400), 40));
  const [bars] = marksOf(panels[0]!, "boxes");
  expect(bars!.y2).toHaveLength(41);
  for (let lag = 0; lag <= 40; lag++) {
    const height = bars!.y1[lag]! + bars!.y2[lag]!;
    expect(height).toBeCloseTo((first![lag]! + second![lag]!) / 2, 12);
  }
  expect(marksOf(panels[0]!, "line").map(({ y }) => Array.from(y))).toEqual([[...first!], [...second!]]);
  expect(marksOf(panels[0]!, "area")[0]).toMatchObject({ lower: [-0.1, -0.1], upper: [0.1, 0.1] });
  const within = Array.from(first!).findIndex((value, lag) => Math.abs((value + second![lag]!) / 2) <= 0.1);
  expect(description).toContain(`within the band from lag ${within}`);
});

it("leave out chains that stand still", () => {
  const values = normalDraws(shape, 1, { map: (z, chain) => (chain === 0 ? 1 : z) });
  const [panel] = pictureOf(autocorrelation, makeDraws(shape, { mu: values })).panels;
  const [bars] = marksOf(panel!, "boxes");
  expect(bars!.y1[1]! + bars!.y2[1]!).toBe(autocorrelationsOf(values.subarray(400), 40)[1]);
});
