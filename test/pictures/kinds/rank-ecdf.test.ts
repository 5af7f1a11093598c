/** Distribution functions of ranks: shares of a chain below each share of all, less it, and their band. */

import { expect, it } from "vitest";
import { rankEcdf } from "../../../src/pictures/kinds/rank-ecdf.ts";
import { chainRankBand } from "../../../src/posterior/chain-ranks.ts";
import { makeDraws, normalDraws } from "../../posterior/make-draws.ts";
import { marksOf, pictureOf } from "../picture-input.ts";

const shape = { chainCount: 3, drawCount: 100 };

it("are the share of a chain's draws among the lowest of all, less the share of all, with the simultaneous band", () => {
  const values = normalDraws(shape, 1);
  const [panel] = pictureOf(rankEcdf, makeDraws(shape, { mu: values })).panels;
  const sorted = [...values].sort((a, b) => a - b);
  marksOf(panel!, "line").forEach(({ x, y }, chain) => {
    const own = values.subarray(chain * 100, (chain + 1) * 100);
    Array.from(x).forEach((z, i) => {
      // Three ranks of all for each point.
      const lowest = i === 0 ? Number.NEGATIVE_INFINITY : sorted[3 * i - 1]!;
      expect(y[i]).toBeCloseTo(own.filter((value) => value <= lowest).length / 100 - z, 12);
    });
  });
  const [band] = marksOf(panel!, "area");
  const { lower, upper } = chainRankBand(shape, 100, 0.05);
  [10, 50, 93].forEach((i) => {
    expect(band!.lower[i]).toBeCloseTo(lower[i]! / 100 - i / 100, 12);
    expect(band!.upper[i]).toBeCloseTo(upper[i]! / 100 - i / 100, 12);
  });
});

it("tell which chain leaves the band", () => {
  const wide = normalDraws(shape, 4, { map: (z, chain) => (chain === 1 ? 4 * z : z) });
  const { description } = pictureOf(rankEcdf, makeDraws(shape, { mu: wide }));
  expect(description).toMatch(/mu: outside the band: .*chain 2/);
});
