import { expect, it } from "vitest";
import { differencesOf, functionNames } from "./paired-functions.ts";

// functions.slow.ts has more points.
it.each(functionNames)("two numbers at once have the bits of one by one in %s", (name) => {
  expect(differencesOf(name, 7_000).slice(0, 5)).toEqual([]);
});
