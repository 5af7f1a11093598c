/** Rows of a panel are of one quantity, or of one scale. */

import { expect, it } from "vitest";
import { rowGroups } from "../../src/pictures/row-groups.ts";
import { makeDraws, normalDraws } from "../posterior/make-draws.ts";

const shape = { chainCount: 2, drawCount: 100 };
const z = (seed: number, scale = 1, place = 0) => normalDraws(shape, seed, { map: (x) => place + scale * x });

it("elements of a quantity have a panel with their levels as names; single variables share one if each is seen in it", () => {
  const draws = makeDraws(
    shape,
    { mu: z(1), "b[A,1]": z(2), tau: z(3, 1, 3), "b[B,1]": z(4, 1e6), total: z(5, 1000, 1e5), "a[1]": z(6) },
    {
      flags: {
        "b[A,1]": { quantity: "b", levels: ["A", "1"] },
        "b[B,1]": { quantity: "b", levels: ["B", "1"] },
        "a[1]": { quantity: "a", levels: ["1"] },
      },
    },
  );
  expect(rowGroups(draws, 0.9)).toEqual([
    { quantity: null, places: [0, 2, 5], names: ["mu", "tau", "a[1]"] },
    { quantity: "b", places: [1, 3], names: ["A, 1", "B, 1"] },
    { quantity: null, places: [4], names: ["total"] },
  ]);
});
