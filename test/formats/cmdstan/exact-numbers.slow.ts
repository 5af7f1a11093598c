import { expect, it } from "vitest";
import { NumberRowReader } from "../../../src/formats/cmdstan/number-row.ts";
import { createRandomStream } from "../../../src/numeric/random-stream.ts";
import { wronglyRead } from "./exact-numbers.ts";
import { numberTexts } from "./number-texts.ts";

it("four million numbers are read as the doubles that are nearest", () => {
  expect(wronglyRead(new NumberRowReader(), 30_000, numberTexts(createRandomStream(4, 1)))).toEqual([]);
  expect(wronglyRead(new NumberRowReader(null), 10_000, numberTexts(createRandomStream(5, 1)))).toEqual([]);
});
