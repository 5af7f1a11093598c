/** Densities: of all draws an area, of each chain a line, and nothing beyond a hard end. */

import { expect, it } from "vitest";
import { density } from "../../../src/pictures/kinds/density.ts";
import { quantile, sortDraws } from "../../../src/posterior/quantile.ts";
import { makeDraws, normalDraws } from "../../posterior/make-draws.ts";
import { marksOf, pictureOf } from "../picture-input.ts";

const shape = { chainCount: 3, drawCount: 400 };
const integral = (x: ArrayLike<number>, y: ArrayLike<number>): number =>
  Array.from(x).reduce((sum, at, i) => sum + (i === 0 ? 0 : ((at - x[i - 1]!) * (y[i]! + y[i - 1]!)) / 2), 0);

it("integrate to 1, of all draws and of each chain, and show interval and median on the ground", () => {
  const values = normalDraws(shape, 1);
  const [panel] = pictureOf(density, makeDraws(shape, { mu: values }), { prob: 0.8 }).panels;
  const [area] = marksOf(panel!, "area");
  expect(integral(area!.x, area!.upper)).toBeCloseTo(1, 2);
  const lines = marksOf(panel!, "line");
  expect(lines.map(({ name }) => name)).toEqual(["chain 1", "chain 2", "chain 3"]);
  for (const { x, y } of lines) expect(integral(x, y)).toBeCloseTo(1, 2);
  const sorted = sortDraws(values);
  expect(marksOf(panel!, "segments")[0]).toMatchObject({
    x1: [quantile(sorted, 0.1)],
    x2: [quantile(sorted, 0.9)],
  });
  expect(marksOf(panel!, "dots")[0]!.x).toEqual([quantile(sorted, 0.5)]);
});

it("of an sd are not smeared below 0", () => {
  const sd = normalDraws(shape, 2, { map: Math.abs });
  const [panel] = pictureOf(density, makeDraws(shape, { sd }), {}).panels;
  expect(panel!.x.domain![0]).toBe(0);
  const [area] = marksOf(panel!, "area");
  expect(area!.x[0]).toBe(0);
  expect(area!.upper[0]).toBeGreaterThan(0.6);
});

it("show a chain that stands still as an upright line, and a single chain as one curve", () => {
  const still = normalDraws(shape, 3, { map: (z, chain) => (chain === 1 ? 0.5 : z) });
  const upright = marksOf(pictureOf(density, makeDraws(shape, { a: still })).panels[0]!, "segments");
  expect(upright[0]).toMatchObject({
    x1: [0.5],
    x2: [0.5],
    colour: { chain: 1 },
    names: ["chain 2 stands still"],
  });
  const one = { chainCount: 1, drawCount: 100 };
  const picture = pictureOf(density, makeDraws(one, { a: normalDraws(one, 1) }));
  expect(marksOf(picture.panels[0]!, "line")).toHaveLength(1);
});

it("say how many draws lie beyond what is shown, and how many are not finite", () => {
  const heavy = normalDraws(shape, 4, {
    map: (z, _, i) => (i === 3 ? Number.NaN : z * z * z * z * z * z * z),
  });
  const picture = pictureOf(density, makeDraws(shape, { a: heavy }));
  const [, count] = picture.panels[0]!.title!.match(/^a \((\d+) draws beyond\)$/)!;
  expect(Number(count)).toBeGreaterThan(0);
  expect(picture.description).toContain("3 draws that are not finite left out");
});
