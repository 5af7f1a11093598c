/** Forests: a row for each variable, its interval, its half and its median. */

import { expect, it } from "vitest";
import { forest } from "../../../src/pictures/kinds/forest.ts";
import { quantile, sortDraws } from "../../../src/posterior/quantile.ts";
import { makeDraws, normalDraws } from "../../posterior/make-draws.ts";
import { inputOf, marksOf, pictureOf } from "../picture-input.ts";

const shape = { chainCount: 4, drawCount: 200 };

it("show interval, central half and median of each row, and 0 where a row reaches it", () => {
  const [a, b] = [normalDraws(shape, 1), normalDraws(shape, 2, { map: (z) => z + 1 })];
  const [panel] = pictureOf(forest, makeDraws(shape, { a, b })).panels;
  expect(panel!.y.names).toEqual(["a", "b"]);
  const [wide, half] = marksOf(panel!, "segments");
  for (const [row, values] of [a, b].entries()) {
    const at = (probability: number): number => quantile(sortDraws(values), probability);
    expect([wide!.x1[row], wide!.x2[row]]).toEqual([at(0.05), at(0.95)]);
    expect([half!.x1[row], half!.x2[row]]).toEqual([at(0.25), at(0.75)]);
    expect(marksOf(panel!, "dots")[0]!.x[row]).toBe(at(0.5));
  }
  expect(half!.width).toBeGreaterThan(wide!.width!);
  expect(marksOf(panel!, "rule")[0]!.at).toBe(0);
});

it("mark rows that break a rule of the diagnosis", () => {
  const draws = makeDraws(shape, {
    a: normalDraws(shape, 1),
    b: normalDraws(shape, 2, { map: (z, chain) => z + chain }),
  });
  expect(inputOf(draws).rows.get("b")!.breaksRule).toBe(true);
  const { panels, legend, description } = pictureOf(forest, draws);
  const [good, bad] = marksOf(panels[0]!, "dots");
  expect([good!.y, bad!.y, bad!.colour]).toEqual([[0], [1], "alert"]);
  expect(legend.map(({ text }) => text)).toContain("breaks a rule of the diagnosis");
  expect(description).toContain("Not to be trusted: b.");
});

it("say how many rows are left out, where some are", () => {
  const draws = makeDraws(shape, { a: normalDraws(shape, 1), b: normalDraws(shape, 2) });
  const subtitleOf = (of: number | undefined) => {
    const drawn = forest.draw({ ...inputOf(draws), ...(of === undefined ? {} : { of }) });
    return "subtitle" in drawn ? drawn.subtitle : drawn.reason;
  };
  expect([undefined, 2, 42].map(subtitleOf)).toEqual([null, null, "2 of 42 rows"]);
});

it("of two hundred levels have a panel that grows with them, and names of levels alone", () => {
  const names = Array.from({ length: 200 }, (_, i) => `school[${i}]`);
  const flags = Object.fromEntries(names.map((name, i) => [name, { quantity: "school", levels: [`${i}`] }]));
  const arrays = Object.fromEntries(
    names.map((name, i) => [name, normalDraws({ chainCount: 2, drawCount: 20 }, i)]),
  );
  const { panels } = pictureOf(forest, makeDraws({ chainCount: 2, drawCount: 20 }, arrays, { flags }));
  expect(panels).toHaveLength(1);
  expect(panels[0]!.title).toBe("school");
  expect(panels[0]!.y.names).toEqual(Array.from({ length: 200 }, (_, i) => `${i}`));
  expect(panels[0]!.height * 380).toBeGreaterThan(200 * 15);
});
