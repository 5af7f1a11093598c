/** Exact sums against integers of any length. */

import { describe, expect, it } from "vitest";
import { ExactSums } from "../../src/numeric/exact-sums.ts";
import {
  canonicalParts,
  expansionOf,
  multiplyExpansions,
  roundExpansion,
} from "../../src/numeric/expansions.ts";
import { createRandomStream } from "../../src/numeric/random-stream.ts";

/** A double as a whole number of 2^-1074. */
function units(value: number): bigint {
  const bits = new DataView(new ArrayBuffer(8));
  bits.setFloat64(0, value);
  const exponent = (bits.getUint16(0) >> 4) & 0x7ff;
  const fraction = bits.getBigUint64(0) & ((1n << 52n) - 1n);
  const size = exponent === 0 ? fraction : (fraction | (1n << 52n)) << BigInt(exponent - 1);
  return value < 0 ? -size : size;
}
const sumOf = (values: readonly number[]): bigint => values.reduce((sum, value) => sum + units(value), 0n);

/** Whether no other double is nearer to a number of units. */
function isNearest(value: number, exact: bigint): boolean {
  const distance = (one: number): bigint => (units(one) > exact ? units(one) - exact : exact - units(one));
  const step = Math.max(Math.abs(value) * 2 ** -53, Number.MIN_VALUE);
  const [below, above] = [value - step, value + step];
  return distance(value) <= distance(below) && distance(value) <= distance(above);
}

/** Numbers of very different sizes that cancel. */
function wild(count: number, seed: number): number[] {
  const stream = createRandomStream(seed, 0);
  const values = Array.from(
    { length: count },
    () => stream.normal() * 10 ** Math.floor(80 * stream.uniform() - 40),
  );
  return [...values, ...values.slice(0, count / 2).map((value) => -value)];
}

describe("expansions", () => {
  it("hold sums exactly, and are rounded to the nearest double", () => {
    for (let seed = 1; seed <= 20; seed++) {
      const values = wild(40, seed);
      const parts = expansionOf(values);
      expect(sumOf(parts)).toBe(sumOf(values));
      expect(isNearest(roundExpansion(parts), sumOf(values))).toBe(true);
    }
  });

  it("round what is half way to even, unless something is left below", () => {
    const half = 2 ** -53;
    expect(roundExpansion(expansionOf([1, half]))).toBe(1);
    expect(roundExpansion(expansionOf([1, half, 2 ** -200]))).toBe(1 + 2 * half);
    expect(roundExpansion(expansionOf([1, half, -(2 ** -200)]))).toBe(1);
    expect(roundExpansion([])).toBe(0);
  });

  it("hold products exactly", () => {
    const [a, b] = [expansionOf([1e20, 1.5, 1e-17]), expansionOf([-3e10, 1e-9])];
    const scale = 1n << 1074n;
    expect(sumOf(multiplyExpansions(a, b)) * scale).toBe(sumOf(a) * sumOf(b));
  });

  it("have one canonical form, whatever the order", () => {
    const values = wild(30, 7);
    const forms = [values, [...values].reverse(), [...values].sort((a, b) => a - b)].map((order) =>
      canonicalParts(expansionOf(order)),
    );
    expect(forms[1]).toEqual(forms[0]);
    expect(forms[2]).toEqual(forms[0]);
    expect(sumOf(forms[0]!)).toBe(sumOf(values));
  });
});

describe("many exact sums", () => {
  it("grow in number and in room, and none disturbs another", () => {
    const sums = new ExactSums();
    const all = Array.from({ length: 300 }, (_, k) => wild(12, k + 1));
    sums.reserve(10);
    for (let i = 0; i < 18; i++) {
      all.forEach((values, k) => {
        sums.reserve(k + 1);
        sums.add(k, values[i]!);
      });
    }
    all.forEach((values, k) => {
      expect(sumOf(sums.at(k))).toBe(sumOf(values.slice(0, 18)));
    });
  });

  it("add products without a loss", () => {
    const sums = new ExactSums();
    const stream = createRandomStream(3, 0);
    let exact = 0n;
    for (let i = 0; i < 200; i++) {
      const [a, b] = [1e9 + stream.normal(), 1e9 + stream.normal()];
      sums.addProduct(5, a, b);
      exact += units(a) * units(b);
    }
    expect(sumOf(sums.at(5)) << 1074n).toBe(exact);
    expect(sums.at(4)).toEqual([]);
  });
});
