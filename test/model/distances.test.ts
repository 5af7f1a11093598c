/** How far apart levels are that a distribution runs along. */

import { expect, test } from "vitest";
import { areAlphabetical, distancesAlong } from "../../src/model/distances.ts";

test.each([
  [["1", "2", "5"], [1, 1, 3], false],
  [["-1", "0.5", "0.6"], [1, 1.5, 0.1], false],
  [["0.2", "0.3"], [1, 0.1], false],
  [["1e1", "20"], [1, 10], false],
  [["apr", "aug", "jan"], [1, 1, 1], true],
  [["a", "ab", "b"], [1, 1, 1], true],
  [["1", "2", "x"], [1, 1, 1], true],
  [["jan", "feb", "mar"], [1, 1, 1], false],
  [["ab", "a"], [1, 1], false],
  [["3", "1", "2"], [1, 1, 1], false],
  [["\u{ffff}", "\u{10000}"], [1, 1], true],
  [["7"], [1], false],
] as const)("of %j are %j", (labels, distances, isAlphabetical) => {
  expect(distancesAlong(labels)).toEqual(distances);
  expect(areAlphabetical(labels)).toBe(isAlphabetical);
});
