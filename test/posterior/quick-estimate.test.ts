/** Numbers without errors are those with errors, to the bit. */

import { expect, it } from "vitest";
import { createRandomStream } from "../../src/numeric/random-stream.ts";
import { estimate } from "../../src/posterior/estimate.ts";
import { quickEstimate } from "../../src/posterior/quick-estimate.ts";

it("gives the numbers of the careful estimate", () => {
  const stream = createRandomStream(3, 1);
  const kinds = [
    () => stream.normal(),
    () => Math.round(3 * stream.uniform()),
    () => 7,
    () => Math.floor(1e6 * stream.uniform()),
  ];
  for (const [k, draw] of kinds.entries()) {
    for (const size of [4, 40, 101, 1000]) {
      for (const prob of [0.5, 0.9, 0.999]) {
        const values = Float64Array.from({ length: size * 4 }, draw);
        const copy = values.slice();
        const { mean: _, sd: _sd, ...quick } = quickEstimate(values, prob);
        const { lower, median, upper } = estimate(values, 4, prob);
        expect(quick, `kind ${k}, ${size} draws`).toEqual({ lower, median, upper });
        expect(values).toEqual(copy);
      }
    }
  }
});

it("is NaN where a draw is", () => {
  expect(quickEstimate(Float64Array.of(1, Number.NaN, 2), 0.9).median).toBeNaN();
});
