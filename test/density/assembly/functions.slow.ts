import { expect, it } from "vitest";
import { differencesOf, functionNames } from "./paired-functions.ts";

it.each(functionNames)("two numbers at once have the bits of one by one in %s, at 400,000 points", (name) => {
  expect(differencesOf(name, 400_000).slice(0, 5)).toEqual([]);
});
