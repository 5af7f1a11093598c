import fc from "fast-check";
import { expect, test } from "vitest";
import { RowLines } from "../../src/data/row-lines.ts";

function collect(lines: readonly number[]): number[] {
  const collected = new RowLines();
  for (const line of lines) collected.push(line);
  return [...collected.toArray()];
}

test("lines are given back as they were put in, whatever is left out between them", () => {
  expect(collect([])).toEqual([]);
  const increasing = fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 60 });
  fc.assert(
    fc.property(increasing, (steps) => {
      let line = 1;
      const lines = steps.map((step) => {
        line += step;
        return line;
      });
      expect(collect(lines)).toEqual(lines);
    }),
    { seed: 4 },
  );
});
