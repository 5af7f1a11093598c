/** Distribution functions: shares of draws up to each. */

import { expect, it } from "vitest";
import { ecdf } from "../../../src/pictures/kinds/ecdf.ts";
import { makeDraws, normalDraws } from "../../posterior/make-draws.ts";
import { marksOf, pictureOf } from "../picture-input.ts";

it.each([50, 3000])(
  "are the shares of the %d draws of a chain up to there, in steps of a pixel or less",
  (drawCount) => {
    const shape = { chainCount: 2, drawCount };
    const values = normalDraws(shape, 1);
    const [panel] = pictureOf(ecdf, makeDraws(shape, { mu: values })).panels;
    marksOf(panel!, "line").forEach(({ x, y, isStepped }, chain) => {
      expect(isStepped).toBe(true);
      const own = values.subarray(chain * drawCount, (chain + 1) * drawCount);
      for (let i = 0; i < x.length; i++)
        expect(y[i]).toBeCloseTo(own.filter((value) => value <= x[i]!).length / drawCount, 12);
      const largest = Array.from(y).reduce(
        (most, height, i) => Math.max(most, i === 0 ? 0 : height - y[i - 1]!),
        0,
      );
      expect(largest).toBeLessThanOrEqual(Math.max(1 / drawCount, 1 / 200) + 1e-3);
      expect([y[0], y[y.length - 1]]).toEqual([0, 1]);
    });
    expect(marksOf(panel!, "rule")).toHaveLength(3);
  },
);
