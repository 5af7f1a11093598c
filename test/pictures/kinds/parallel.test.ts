/** Parallel coordinates: lines of draws in standard deviations, divergent ones in front, extremes kept. */

import { expect, it } from "vitest";
import { parallel, standardized } from "../../../src/pictures/kinds/parallel.ts";
import { quantile, sortDraws } from "../../../src/posterior/quantile.ts";
import { makeDraws, normalDraws } from "../../posterior/make-draws.ts";
import { inputOf, marksOf, pictureOf } from "../picture-input.ts";

const shape = { chainCount: 2, drawCount: 1000 };
const [a, b] = [normalDraws(shape, 1), normalDraws(shape, 2, { map: (z) => 100 + 7 * z })];

it("are draws in standard deviations from the median, as quartiles have them, no farther than 5", () => {
  const sorted = sortDraws(b);
  const unit = (quantile(sorted, 0.75) - quantile(sorted, 0.25)) / 1.349;
  const scores = standardized(b);
  expect(scores[17]).toBeCloseTo((b[17]! - quantile(sorted, 0.5)) / unit, 10);
  expect(Math.max(...standardized(a.map((z) => z * z * z * z * z)))).toBe(5);
  expect([...standardized(Float64Array.of(2, 2))]).toEqual([0, 0]);
});

it("show at most 150 draws of either kind, the least and largest of each variable among them, and all few divergent ones", () => {
  const divergent = Float64Array.from(a, (_, i) => (i % 100 === 3 ? 1 : 0));
  const { panels, subtitle, description } = pictureOf(
    parallel,
    makeDraws(shape, { a, b }, { statistics: { divergent } }),
  );
  const [usual, alert] = marksOf(panels[0]!, "line");
  expect(alert!.y.length).toBe(20 * 3);
  expect(alert!.y[0]).toBe(standardized(a)[3]);
  expect(alert!.y[2]).toBeNaN();
  const heights = Array.from(usual!.y).filter((_, i) => i % 3 === 0);
  const scores = Array.from(standardized(a)).filter((_, i) => divergent[i] === 0);
  expect(heights.length).toBeLessThanOrEqual(150);
  expect([Math.min(...heights), Math.max(...heights)]).toEqual([Math.min(...scores), Math.max(...scores)]);
  expect(subtitle).toMatch(/^1[45]\d of 1980 draws and 20 of 20 divergent ones/);
  expect(description).toContain("20 draws are divergent");
});

it("need two variables", () => {
  expect(parallel.draw(inputOf(makeDraws(shape, { a })))).toEqual({
    reason: "parallel coordinates need at least 2 variables, found 1; name more of them",
  });
});
