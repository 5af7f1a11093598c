/** The densities that the collapsed Gibbs sampler conditions on, against integration by brute force and the compiled joint density. */

import { describe, expect, it } from "vitest";
import { compile, instantiate } from "../../src/density/compile.ts";
import { CollapsedDensity } from "../../src/linear-gaussian/collapsed-density.ts";
import { CrossedEffectsDraw } from "../../src/linear-gaussian/crossed-effects-draw.ts";
import type { BoundModel } from "../../src/model/bound-model.ts";
import { requireBound } from "../density/harness.ts";
import {
  crossedExamples,
  noChance,
  noncentered,
  requireCollapsed,
  testStream,
} from "../samplers/collapsed-gibbs/crossed-models.ts";
import { bruteForce } from "../samplers/marginal/brute-force.ts";
import { exampleColumns } from "../samplers/marginal/marginal-models.ts";

const columns = exampleColumns();

describe.each(crossedExamples)("the collapsed density of $title", ({ text, mostDense }) => {
  const bound = requireBound(text, columns);
  const { recipe, integrated } = requireCollapsed(bound, mostDense);
  const { factors } = recipe.collapsed;
  const dimension = recipe.sampled.length;

  /** A density with effects of every factor, drawn at some hyperparameters. */
  const begun = (): CollapsedDensity => {
    const density = new CollapsedDensity(recipe);
    const stream = testStream(7);
    for (let k = 0; k < factors.length; k++) {
      density.condition(k);
      density.evaluate();
      density.draw(stream);
    }
    return density;
  };

  it.each(factors.map((_, k) => k))(
    "is that of the joint density integrated, given the effects of others than %i",
    (k) => {
      const density = begun();
      density.condition(k);
      const given = new Set(
        factors.flatMap(({ places }, o) => (o === k ? [] : places.map(({ parameter }) => parameter))),
      );
      const slow = bruteForce(
        bound,
        integrated.filter((name) => !given.has(name)),
      );
      const free = freePlaces(
        recipe.dimension,
        bound,
        integrated.filter((name) => !given.has(name)),
      );
      const whole = new Float64Array(recipe.dimension);
      for (const shift of [0, 0.6, -0.8]) {
        for (let i = 0; i < dimension; i++) density.hyperparameters.position[i] = shift * (1 + (i % 3) / 2);
        let value = density.evaluate();
        density.drawInto(whole, testStream(1));
        // b is given here, z = T⁻¹b there: densities differ by |T| for each level.
        density.factors.forEach(({ statistics, logDeterminant }, o) => {
          if (o !== k) value += statistics.levels * logDeterminant;
        });
        const expected = slow.value(Float64Array.from(free, (place) => whole[place]!));
        expect(Math.abs(value / expected - 1)).toBeLessThan(1e-9);
      }
    },
  );

  it("has, with everything given, the compiled density of the position that it writes", () => {
    const density = begun();
    const whole = new Float64Array(recipe.dimension);
    for (const shift of [0, 0.5]) {
      for (let i = 0; i < dimension; i++) density.hyperparameters.position[i] = shift * (1 - (i % 3) / 2);
      const value = density.jointLogDensity();
      density.drawInto(whole, testStream(1));
      const expected =
        joint.evaluate(whole, new Float64Array(recipe.dimension)) + compiled.joint.droppedConstant;
      expect(Math.abs(value / expected - 1)).toBeLessThan(1e-9);
    }
  });

  const compiled = compile(noncentered(bound, integrated));
  const { density: joint } = instantiate(compiled.recipe);

  /** The largest derivative of the joint density with respect to parameters, where a density stands. */
  const largestSlope = (density: CollapsedDensity, names: readonly string[]): number => {
    const whole = new Float64Array(recipe.dimension);
    const gradient = new Float64Array(recipe.dimension);
    density.drawInto(whole, noChance);
    joint.evaluate(whole, gradient);
    return Math.max(...freePlaces(recipe.dimension, bound, names).map((place) => Math.abs(gradient[place]!)));
  };

  it.each(factors.map((_, k) => k))(
    "draws γ and the effects of factor %i around the mode of the joint density",
    (k) => {
      const density = begun();
      density.condition(k);
      density.evaluate();
      density.draw(noChance);
      const own = factors[k]!.places.map(({ parameter }) => parameter);
      const given = factors.flatMap(({ places }) => places.map(({ parameter }) => parameter));
      const drawn = integrated.filter((name) => own.includes(name) || !given.includes(name));
      const others = compiled.joint.inputs.map(({ name }) => name).filter((name) => !drawn.includes(name));
      expect(largestSlope(density, others)).toBeLessThan(1e-7);
    },
  );

  it("draws γ and the effects of a factor as spread as the joint density has them", () => {
    const density = begun();
    density.condition(0);
    density.evaluate();
    density.draw(noChance);
    const mode = density.jointLogDensity();
    const stream = testStream(5);
    const count = 2000;
    const dimension = density.dense.size + density.factors[0]!.effects.length;
    let sum = 0;
    for (let i = 0; i < count; i++) {
      density.draw(stream);
      // χ² with as many degrees of freedom as numbers are drawn
      sum += 2 * (mode - density.jointLogDensity());
    }
    expect(Math.abs(sum / count - dimension)).toBeLessThan(4 * Math.sqrt((2 * dimension) / count));
  });

  it("draws everything jointly around the mode of the joint density, and as spread", () => {
    const density = begun();
    const draw = new CrossedEffectsDraw(density);
    draw.draw(noChance);
    const others = compiled.joint.inputs.map(({ name }) => name).filter((name) => !integrated.includes(name));
    expect(largestSlope(density, others)).toBeLessThan(1e-7);
    const mode = density.jointLogDensity();
    const stream = testStream(5);
    const count = 1000;
    const dimension = density.factors.reduce(
      (total, { effects }) => total + effects.length,
      density.dense.size,
    );
    let sum = 0;
    for (let i = 0; i < count; i++) {
      draw.draw(stream);
      sum += 2 * (mode - density.jointLogDensity());
    }
    expect(Math.abs(sum / count - dimension)).toBeLessThan(4 * Math.sqrt((2 * dimension) / count));
  });
});

/** The places of a position that are left when some parameters are integrated out. */
function freePlaces(dimension: number, bound: BoundModel, integrated: readonly string[]): number[] {
  const isFree = new Uint8Array(dimension).fill(1);
  for (const { name, node } of compile(bound).joint.inputs) {
    if (integrated.includes(name)) isFree.fill(0, node.offset, node.offset + node.domain.size);
  }
  return [...isFree.keys()].filter((i) => isFree[i] === 1);
}
