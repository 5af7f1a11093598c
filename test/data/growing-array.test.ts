import { describe, expect, test } from "vitest";
import { GrowingArray } from "../../src/data/growing-array.ts";

describe("an array that grows", () => {
  test.each([0, 1, 256, 257, 768, 200_000])("holds %i numbers in their order", (count) => {
    const array = new GrowingArray((length) => new Float64Array(length));
    for (let i = 0; i < count; i++) array.push(i + 0.5);
    expect(array.length).toBe(count);
    const joined = array.join();
    expect(joined.length).toBe(count);
    expect(joined.every((value, i) => value === i + 0.5)).toBe(true);
  });

  test("takes no more memory at the end than its numbers", () => {
    const array = new GrowingArray((length) => new Int32Array(length));
    for (let i = 0; i < 1000; i++) array.push(i);
    expect(array.join().buffer.byteLength).toBe(4000);
  });
});
