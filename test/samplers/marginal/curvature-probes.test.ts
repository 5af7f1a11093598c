import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { planProbes } from "../../../src/samplers/marginal/curvature-probes.ts";

/** The pattern of a symmetric matrix with these entries below the diagonal, and a full diagonal. */
function patternOf(size: number, pairs: readonly (readonly [number, number])[]): Uint8Array {
  const pattern = new Uint8Array(size * size);
  for (let i = 0; i < size; i++) pattern[i * size + i] = 1;
  for (const [i, j] of pairs) {
    pattern[i * size + j] = 1;
    pattern[j * size + i] = 1;
  }
  return pattern;
}

describe("the probes of a sparse symmetric matrix", () => {
  it("are one for a diagonal, and two for a diagonal with one full row", () => {
    expect(planProbes(patternOf(5, []), 5)).toHaveLength(1);
    const arrow = patternOf(
      5,
      [1, 2, 3, 4].map((i) => [i, 0] as const),
    );
    expect(planProbes(arrow, 5).map(({ columns }) => [...columns])).toEqual([[0], [1, 2, 3, 4]]);
  });

  it("are as many as columns for a full matrix", () => {
    const full = new Uint8Array(16).fill(1);
    expect(planProbes(full, 4)).toHaveLength(4);
  });

  it("tell every entry: one read row of one probe has it, and nothing else of that probe", () => {
    const pairs = fc.array(fc.tuple(fc.nat(7), fc.nat(7)), { maxLength: 20 });
    fc.assert(
      fc.property(pairs, (list) => {
        const pattern = patternOf(8, list);
        const probes = planProbes(pattern, 8);
        const alone = new Set(probes.flatMap(({ columns, isAlone }) => (isAlone ? [...columns] : [])));
        const columns = probes.flatMap((probe) => [...probe.columns]).sort((a, b) => a - b);
        expect(columns).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
        for (const probe of probes) {
          for (let row = 0; row < 8; row++) {
            if (!probe.isAlone && alone.has(row)) continue;
            const met = [...probe.columns].filter((column) => pattern[row * 8 + column] === 1);
            expect(met.length).toBeLessThanOrEqual(1);
          }
        }
      }),
      { numRuns: 200 },
    );
  });
});
