/** Ridgelines: a hill on each row, all of one height. */

import { expect, it } from "vitest";
import { ridgeline } from "../../../src/pictures/kinds/ridgeline.ts";
import { makeDraws, normalDraws } from "../../posterior/make-draws.ts";
import { marksOf, pictureOf } from "../picture-input.ts";

it("have hills of one height on their rows, with interval and median on the ground in front of all hills", () => {
  const shape = { chainCount: 2, drawCount: 300 };
  const draws = makeDraws(shape, {
    a: normalDraws(shape, 1),
    b: normalDraws(shape, 2, { map: (z) => 3 * z }),
  });
  const [panel] = pictureOf(ridgeline, draws).panels;
  marksOf(panel!, "area").forEach(({ lower, upper, x }, row) => {
    expect(new Set(Array.from(lower))).toEqual(new Set([row]));
    expect(Math.min(...Array.from(upper))).toBeCloseTo(row - 1.35, 2);
    const top = x[Array.from(upper).indexOf(Math.min(...Array.from(upper)))]!;
    expect(Math.abs(top)).toBeLessThan(1.5);
  });
  const kinds = panel!.marks.map(({ kind }) => kind);
  expect(kinds.lastIndexOf("area")).toBeLessThan(kinds.indexOf("segments"));
  expect(panel!.y.domain![0]).toBeLessThan(-1.35);
});
