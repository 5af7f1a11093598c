import { expect, it } from "vitest";
import { readLongNumber } from "../../../src/formats/cmdstan/long-number.ts";
import { NumbersApart } from "../../../src/formats/cmdstan/number-code.ts";
import { NumberRowReader } from "../../../src/formats/cmdstan/number-row.ts";
import { createRandomStream } from "../../../src/numeric/random-stream.ts";
import { wronglyRead } from "./exact-numbers.ts";
import { numberTexts } from "./number-texts.ts";

it.each([
  ["sixteen bytes at a time", new NumberRowReader()],
  ["byte by byte", new NumberRowReader(null)],
])("numbers are read as the doubles that are nearest, %s", (_, reader) => {
  expect(wronglyRead(reader, 400, numberTexts(createRandomStream(3, 1)))).toEqual([]);
});

it("numbers of few digits have codes, zeros with their signs", () => {
  const reader = new NumberRowReader();
  const texts = "-7.25,0,-0,0.98765432,12345678,-1.5e-07,2e-05,1e3,134217728,1.23e-13,nan,inf".split(",");
  const bytes = new TextEncoder().encode(texts.join(","));
  const apart = new NumbersApart();
  reader.load(bytes);
  reader.readCodes([0, bytes.length], [0, 12], { numbers: new Int32Array(12), at: 0, step: 1, apart });
  expect([...apart.values.subarray(0, apart.count)]).toEqual([1000, 134_217_728, 1.23e-13, NaN, Infinity]);
});

it("of what is halfway between two doubles nothing is said", () => {
  const read = (text: string): number => readLongNumber(new TextEncoder().encode(text), 0, text.length);
  expect(read("9007199254740993")).toBeNaN();
  expect(read("9007199254740993.0000001")).toBe(9_007_199_254_740_994);
  expect(read("-9007199254740992.9999999")).toBe(-9_007_199_254_740_992);
  expect(read("0.1000000000000000055511151231")).toBe(0.1);
});
