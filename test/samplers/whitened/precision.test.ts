/** Hessians from coloured directions against those from a direction for each number. */

import { describe, expect, it } from "vitest";
import { instantiateFunction, instantiator } from "../../../src/density/compile.ts";
import { compileCurvature } from "../../../src/density/compile-curvature.ts";
import { createRandomStream } from "../../../src/numeric/random-stream.ts";
import { patternOf } from "../../../src/numeric/sparse-pattern.ts";
import { ColouredDifferences } from "../../../src/samplers/whitened/coloured-differences.ts";
import { findPrecision } from "../../../src/samplers/whitened/find-precision.ts";
import { GraphCurvature } from "../../../src/samplers/whitened/graph-curvature.ts";
import { interactionsOf } from "../../../src/samplers/whitened/interactions.ts";
import { findLaplaceMode } from "../../../src/samplers/whitened/laplace.ts";
import { agrees, multiply } from "../../../src/samplers/whitened/precision.ts";
import { starColoring } from "../../../src/samplers/whitened/star-coloring.ts";
import { compileText } from "../../density/harness.ts";
import { bruteForceHessian, densityCases, densityOf } from "./harness.ts";

describe.each(densityCases)("the Hessian of a model with $name", ({ compiled }) => {
  const density = densityOf(compiled);
  const finder = ColouredDifferences.of(density, interactionsOf(compiled.joint)!)!;
  const { position } = findLaplaceMode(density, finder, [1], new Float64Array(density.dimension))!;
  const gradient = new Float64Array(density.dimension);
  density.evaluate(position, gradient);
  const found = finder.at(position, gradient)!;

  it("is what a gradient for each number gives", () => {
    const brute = bruteForceHessian(density, position);
    const unit = (j: number) => Float64Array.from(position, (_, i) => Number(i === j));
    brute.forEach((row, j) => {
      const own = multiply(found, unit(j));
      row.forEach((one, i) => {
        const scale = Math.sqrt(Math.abs(brute[i]![i]! * brute[j]![j]!));
        expect(Math.abs(own[i]! - one)).toBeLessThan(5e-3 * scale);
      });
    });
  });

  it("takes fewer gradients than there are numbers, and is confirmed by a random direction", () => {
    expect(finder.cost).toBeLessThan(density.dimension / 2 + 2);
    expect(agrees(density, found, position, gradient, createRandomStream(2, 1))).toBe(true);
  });

  it("is, from the graph, what a gradient for each number gives to five digits", () => {
    const curvature = compileCurvature(compiled.joint)!;
    const exact = new GraphCurvature(density.dimension, curvature, instantiateFunction(curvature.emitted), 1);
    const precision = exact.at(position)!;
    expect(agrees(density, precision, position, gradient, createRandomStream(3, 1))).toBe(true);
    const brute = bruteForceHessian(density, position);
    brute.forEach((row, j) => {
      const own = multiply(
        precision,
        position.map((_, i) => Number(i === j)),
      );
      row.forEach((one, i) => {
        const scale = Math.sqrt(Math.abs(brute[i]![i]! * brute[j]![j]!));
        expect(Math.abs(own[i]! - one)).toBeLessThan(1e-5 * scale);
      });
    });
  });

  it("is not confirmed where an element is wrong", () => {
    const wrong = { ...found, diagonal: found.diagonal.map((one) => 1.5 * one) };
    expect(agrees(density, wrong, position, gradient, createRandomStream(2, 1))).toBe(false);
  });
});

it("is not confirmed where numbers depend on each other in a way that the terms do not show", () => {
  const columns = { y: [1, 2, 4, 3], g: ["a", "b", "c", "d"] };
  const text =
    "data { y: real, g: factor }\nτ ~ half_normal(2)\nb[g] ~ normal(0, τ)\ny ~ normal(b[g] + square(sum(b)), 1)\n";
  const compiled = compileText(text, columns);
  const density = densityOf(compiled);
  const interactions = interactionsOf(compiled.joint);
  const finder = interactions && ColouredDifferences.of(density, interactions);
  if (finder === null) return;
  const position = Float64Array.of(0.2, 0.5, -0.3, 0.4, 0.1);
  const gradient = new Float64Array(5);
  density.evaluate(position, gradient);
  const found = finder.at(position, gradient);
  expect(found === null || !agrees(density, found, position, gradient, createRandomStream(1, 1))).toBe(true);
});

describe("Hessians are found", () => {
  const { compiled } = densityCases[1]!;
  const find = (uses: number) => findPrecision(compiled, densityOf(compiled), instantiator(), uses);

  it("by differences where few are asked for, and from the graph where it pays to compile it", () => {
    expect(find(1)).toBeInstanceOf(ColouredDifferences);
    const exact = find(1e6)!;
    expect(exact).toBeInstanceOf(GraphCurvature);
    expect(exact.cost).toBeLessThan(find(1)!.cost);
  });

  it("by differences where the graph has none", () => {
    const columns = { y: [1, 2, 4, 3, 2.5, 1.5], g: ["a", "b", "c", "d", "a", "b"] };
    const text =
      "data { y: real, g: factor }\nτ ~ half_normal(2)\nb[g] ~ normal(0, τ)\ny ~ normal(digamma(exp(b[g])), 1)\n";
    const without = compileText(text, columns);
    expect(compileCurvature(without.joint)).toBe(null);
    const found = findPrecision(without, densityOf(without), instantiator(), 1e9);
    expect(found).toBeInstanceOf(ColouredDifferences);
  });
});

describe("colours", () => {
  it("are one for all persons of a test and one for each item", () => {
    const persons = Int32Array.from({ length: 600 }, (_, k) => Math.floor(k / 6));
    const items = Int32Array.from({ length: 600 }, (_, k) => 100 + (k % 6));
    const { count, colors } = starColoring(patternOf(106, [[persons, items]]), 50)!;
    expect(count).toBe(7);
    expect(new Set(colors.slice(0, 100)).size).toBe(1);
    expect(new Set(colors.slice(100)).size).toBe(6);
  });

  it("are none where more are needed than may be", () => {
    const all = Array.from({ length: 20 }, (_, i) => i);
    const pairs = all.flatMap((i) => all.slice(0, i).map((j) => [i, j] as const));
    const complete = patternOf(20, [
      [Int32Array.from(pairs, ([i]) => i), Int32Array.from(pairs, ([, j]) => j)],
    ]);
    expect(starColoring(complete, 20)!.count).toBe(20);
    expect(starColoring(complete, 19)).toBe(null);
  });

  it("leave each element alone in the product that it is read from, of random patterns", () => {
    for (let seed = 1; seed <= 40; seed++) {
      const stream = createRandomStream(seed, 1);
      const size = 30;
      const pick = () => Int32Array.from({ length: 50 }, () => Math.floor(size * stream.uniform()));
      const pattern = patternOf(size, [[pick(), pick()]]);
      const { colors } = starColoring(pattern, size)!;
      const neighbours = Array.from({ length: size }, () => new Set<number>());
      for (let j = 0; j < size; j++) {
        for (let p = pattern.starts[j]!; p < pattern.starts[j + 1]!; p++) {
          neighbours[j]!.add(pattern.rows[p]!);
          neighbours[pattern.rows[p]!]!.add(j);
        }
      }
      neighbours.forEach((own, j) => {
        for (const i of own) {
          expect(colors[i]).not.toBe(colors[j]);
          const [moved, read] = colors[i]! < colors[j]! ? [i, j] : [j, i];
          const same = [...neighbours[read]!].filter((other) => colors[other] === colors[moved]);
          expect(same).toEqual([moved]);
        }
      });
    }
  });
});
