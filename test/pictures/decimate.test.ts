/** Lines of many points keep what the eye sees of them. */

import { describe, expect, it } from "vitest";
import { decimate } from "../../src/pictures/decimate.ts";
import { normalDraws } from "../posterior/make-draws.ts";

const y = normalDraws({ chainCount: 1, drawCount: 5000 }, 3);
const x = y.map((_, i) => i + 1);

describe("a line of many points", () => {
  it("keeps the least and the largest of each of its parts, and its ends, in their order", () => {
    const short = decimate({ x, y }, 50);
    const kept = new Set(Array.from(short.x));
    expect(short.x.length).toBeLessThanOrEqual(102);
    expect([short.x[0], short.x[short.x.length - 1]]).toEqual([1, 5000]);
    expect(Array.from(short.x)).toEqual(Array.from(short.x).sort((a, b) => a - b));
    for (let part = 0; part < 50; part++) {
      const [start, end] = [1 + Math.floor((part * 4998) / 50), 1 + Math.floor(((part + 1) * 4998) / 50)];
      const own = y.subarray(start, end);
      for (const extreme of [Math.min(...own), Math.max(...own)])
        expect(kept.has(start + own.indexOf(extreme) + 1)).toBe(true);
    }
    Array.from(short.x).forEach((place, i) => {
      expect(short.y[i]).toBe(y[place - 1]);
    });
  });

  it("keeps a gap where a part has no numbers, and no gap hides an extreme", () => {
    const gap = y.map((value, i) => (i >= 1000 && i < 2000 ? Number.NaN : i === 2500 ? 99 : value));
    const short = Array.from(decimate({ x, y: gap }, 50).y);
    expect(short.some(Number.isNaN)).toBe(true);
    expect(Math.max(...short.filter(Number.isFinite))).toBe(99);
  });

  it("is as it was if it is short", () => {
    const few = { x: x.subarray(0, 100), y: y.subarray(0, 100) };
    expect(decimate(few, 50)).toEqual(few);
  });
});
