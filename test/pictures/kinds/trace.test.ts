/** Traces: the draws themselves, with the divergent ones below. */

import { expect, it } from "vitest";
import { trace } from "../../../src/pictures/kinds/trace.ts";
import { makeDraws, normalDraws } from "../../posterior/make-draws.ts";
import { marksOf, pictureOf } from "../picture-input.ts";

const shape = { chainCount: 2, drawCount: 5 };
const values = normalDraws(shape, 1);

it("are the draws of each chain in their order, and crosses below at divergent ones", () => {
  const divergent = Float64Array.of(0, 0, 1, 0, 0, 0, 0, 0, 0, 1);
  const { panels, legend } = pictureOf(
    trace,
    makeDraws(shape, { mu: values }, { statistics: { divergent } }),
  );
  const [first, second] = marksOf(panels[0]!, "line");
  expect([...Array.from(first!.y), ...Array.from(second!.y)]).toEqual([...values]);
  expect(Array.from(first!.x)).toEqual([1, 2, 3, 4, 5]);
  const [crosses] = marksOf(panels[0]!, "dots");
  expect(crosses).toMatchObject({
    x: [3, 5],
    y: [Math.min(...values), Math.min(...values)],
    symbol: "cross",
  });
  expect(crosses!.names).toEqual(["divergent: chain 1, draw 3", "divergent: chain 2, draw 5"]);
  expect(legend.map(({ text }) => text)).toEqual(["chain 1", "chain 2", "divergent transition"]);
});

it("of long chains keep the one draw that is far out", () => {
  const long = { chainCount: 1, drawCount: 20_000 };
  const draws = normalDraws(long, 2, { map: (z, _, i) => (i === 12_345 ? 50 : z) });
  const [line] = marksOf(pictureOf(trace, makeDraws(long, { mu: draws })).panels[0]!, "line");
  expect(line!.y.length).toBeLessThan(1000);
  expect(line!.x[Array.from(line!.y).indexOf(50)]).toBe(12_346);
});
