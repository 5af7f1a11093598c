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

  test.each([0, 100, 1000, 70_000])("takes numbers many at a time, with room made for %i", (room) => {
    const [array, slow] = [room, 0].map((length) => {
      const made = new GrowingArray((size) => new Int32Array(size));
      made.reserve(length);
      return made;
    }) as [GrowingArray<Int32Array>, GrowingArray<Int32Array>];
    let next = 0;
    for (const count of [0, 1, 255, 2, 742, 69_000]) {
      const part = Int32Array.from({ length: count }, () => next++);
      array.append(part);
      for (const value of part) slow.push(value);
    }
    array.push(next);
    slow.push(next);
    expect(array.length).toBe(slow.length);
    expect(array.join()).toEqual(slow.join());
  });

  test("takes no more memory at the end than its numbers", () => {
    const array = new GrowingArray((length) => new Int32Array(length));
    for (let i = 0; i < 1000; i++) array.push(i);
    expect(array.join().buffer.byteLength).toBe(4000);
  });
});
