/** The pure parts of the lesson on poolings: its slider from 0 to ∞, and its tables. */

import { describe, expect, it } from "vitest";
import { miceFrom, numbersNeeded } from "../../src/lessons/poolings/mice.ts";
import { arrowsOf, missOf } from "../../src/lessons/poolings/poolings.ts";
import { lastPosition, positionOf, valueAt } from "../../src/lessons/poolings/scale.ts";

const positions = Array.from({ length: lastPosition + 1 }, (_, i) => i);

describe("a slider from 0 to ∞", () => {
  it("ends at both, and ascends by about the same share between them", () => {
    const values = positions.map(valueAt);
    expect([values[0], values.at(-1)]).toEqual([0, Number.POSITIVE_INFINITY]);
    expect([values[1], values.at(-2)]).toEqual([0.05, 20]);
    for (let i = 2; i < lastPosition; i++) {
      expect(values[i]! / values[i - 1]!).toBeGreaterThan(1.05);
      expect(values[i]! / values[i - 1]!).toBeLessThan(1.2);
    }
  });

  it("finds the position of each of its values, and the nearest of others", () => {
    expect(positions.map((position) => positionOf(valueAt(position)))).toEqual(positions);
    expect([positionOf(1e-9), positionOf(1e9)]).toEqual([1, lastPosition - 1]);
  });
});

describe("a table of mice", () => {
  it("has the mean of each mouse, as its measurements have it", () => {
    const { data, sizes, rawMeans, trueMeans } = miceFrom(new Float64Array(numbersNeeded).fill(0.5));
    expect(data.y).toHaveLength(33);
    expect(data.sample!.filter((name) => name === "F")).toHaveLength(sizes[5]!);
    expect(trueMeans).toEqual(sizes.map(() => 2.6));
    for (const mean of rawMeans) expect(mean).toBeCloseTo(3.1, 12);
  });

  it("measures arrows from the raw means, and misses from the true ones", () => {
    const mice = miceFrom(new Float64Array(numbersNeeded));
    const estimates = mice.sizes.map((_, i) => (i === 0 ? 5 : 2));
    expect(arrowsOf(estimates, mice)).toEqual([3, 0, 0, 0, 0, 0, 0]);
    expect(missOf(estimates, mice)).toBeCloseTo(3 / Math.sqrt(7), 12);
  });
});
