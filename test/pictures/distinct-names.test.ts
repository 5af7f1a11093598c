import { expect, it } from "vitest";
import { distinctNames } from "../../src/pictures/distinct-names.ts";
import { shortened } from "../../src/pictures/svg/words.ts";

const room = (most: number) => ({ most, shortened, ellipsis: "…" });

it("names that fit stay, and long ones lose their ends", () => {
  expect(distinctNames(["mu", "tau", "a_very_long_name"], room(8))).toEqual(["mu", "tau", "a_very_…"]);
});

it("long names that begin alike keep what tells them apart", () => {
  const names = ["effect_of_school[1]", "effect_of_school[2]", "effect_of_school[10]"];
  const shown = distinctNames(names, room(10));
  expect(shown).toEqual(["effec…l[1]", "effec…l[2]", "effec…[10]"]);
});

it("names that differ in the middle are numbered, and one that is there twice is not", () => {
  const names = ["beginning_1_and_the_end", "beginning_2_and_the_end", "beginning_1_and_the_end"];
  expect(distinctNames(names, room(10))).toEqual(["beginnin…1", "beginnin…2", "beginnin…1"]);
});

it("no room is too small for different names to differ", () => {
  const names = Array.from({ length: 30 }, (_, i) => `the_same_beginning_${i}_the_same_end`);
  for (const most of [6, 8, 12, 25]) {
    const shown = distinctNames(names, room(most));
    expect(new Set(shown).size).toBe(30);
    expect(Math.max(...shown.map((one) => Array.from(one).length))).toBeLessThanOrEqual(most);
  }
});
