/** Densities of random models: the sum of their terms wherever they are finite, and never a silent NaN where they are not. */

import { expect, test } from "vitest";
import { findNotFinite } from "../../src/density/joint/not-finite.ts";
import { fullLogDensity, interpretedLogDensity, numericalGradient, scattered } from "../density/harness.ts";
import { compileRandom, forRandomModels, valuesAt } from "./for-random-models.ts";

test("the log density is the sum over distributions and rows that it is on paper, with the Jacobians of the transforms", () => {
  forRandomModels({ runs: 40 }, (model) => {
    const compiled = compileRandom(model);
    for (const seed of [0, 1]) {
      const position = scattered(compiled.density.dimension, 1.2, seed);
      const values = valuesAt(compiled, position);
      const slow = model.logDensity(values, model.table, compiled.parameterizations);
      const fast = fullLogDensity(compiled, position);
      expect(Math.abs(fast - slow)).toBeLessThanOrEqual(1e-8 * (1 + Math.abs(slow)));
    }
  });
});

test("the twin on paper would see a row that is counted twice, and a Jacobian that is left out", () => {
  let seen = 0;
  forRandomModels({ runs: 20 }, (model) => {
    const compiled = compileRandom(model);
    const position = scattered(compiled.density.dimension, 1.2);
    const values = valuesAt(compiled, position);
    const twice = Object.fromEntries(
      Object.entries(model.table).map(([name, column]) => [name, [...column, column[0]!]]),
    );
    const slow = model.logDensity(values, twice, compiled.parameterizations);
    expect(Math.abs(fullLogDensity(compiled, position) - slow)).toBeGreaterThan(1e-8);
    const other = new Map(
      [...compiled.parameterizations.keys()].map((name) => [name, "noncentered"] as const),
    );
    if (model.text.includes("\ns_") || model.text.includes("\nr_")) {
      seen++;
      const withoutScale = () => model.logDensity(values, model.table, other);
      expect(withoutScale()).not.toBeCloseTo(fullLogDensity(compiled, position), 8);
    }
  });
  expect(seen).toBeGreaterThan(3);
});

test("the gradient is that of finite differences", () => {
  forRandomModels({ runs: 25, seed: 2 }, (model) => {
    const { density } = compileRandom(model);
    const position = Float64Array.from(scattered(density.dimension, 0.9));
    const gradient = new Float64Array(density.dimension);
    const value = density.evaluate(position, gradient);
    const spare = new Float64Array(density.dimension);
    const numerical = numericalGradient((moved) => density.evaluate(moved, spare), position, 1e-4);
    const scale = 1 + 1e-3 * Math.abs(value);
    gradient.forEach((one, i) => {
      expect(Math.abs(one - numerical[i]!)).toBeLessThanOrEqual(1e-5 * (scale + Math.abs(one)));
    });
  });
});

test.each([4, 30, 700])(
  "at ±%d the density is finite or says which term is not, and is what the graph says",
  (size) => {
    forRandomModels({ runs: 25, seed: size }, (model) => {
      const compiled = compileRandom(model);
      const { density } = compiled;
      const position = Float64Array.from(
        scattered(density.dimension, 1, size),
        (one) => Math.sign(one) * size,
      );
      const gradient = new Float64Array(density.dimension);
      const value = density.evaluate(position, gradient);
      const slow = interpretedLogDensity(compiled, position);
      if (Number.isFinite(value) && Number.isFinite(slow)) {
        if (size < 30) expect(Math.abs(value - slow)).toBeLessThanOrEqual(1e-9 * (1 + Math.abs(slow)));
        return;
      }
      // Terms that are finite may overflow in their sum.
      if (Math.abs(value) === Infinity && Math.abs(slow) > 1e300) return;
      expect(findNotFinite(compiled.joint, position)).not.toBeNull();
    });
  },
);

test.each([1, 30, 700])("a position of ±%d is a draw within the support", (size) => {
  forRandomModels({ runs: 25, seed: 3 }, (model) => {
    const compiled = compileRandom(model);
    const position = scattered(compiled.density.dimension, 1, size).map((one) => Math.sign(one) * size);
    const values = valuesAt(compiled, position);
    const outside = model.findOutside(values);
    // Beyond what numbers can hold bounds that are parameters overflow themselves.
    if (size < 700) expect(outside).toBeNull();
    else expect(outside ?? "").not.toMatch(/^[abpuwTO]_/);
  });
});
