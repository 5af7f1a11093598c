/** Second derivatives of random expressions against differences of their gradients. */

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { call } from "../../../src/density/graph/call.ts";
import { curvatureOf } from "../../../src/density/graph/curvature.ts";
import { freePlaces } from "../../../src/density/graph/differential.ts";
import { differentiate, type Seed } from "../../../src/density/graph/differentiate.ts";
import { Interpreter } from "../../../src/density/graph/interpret.ts";
import { gather } from "../../../src/density/graph/movement.ts";
import { scattered } from "../harness.ts";
import { trees, World } from "../random-trees.ts";

const stride = 16;

/** The Hessian, row by row; null where there is none. */
function hessianOf({ graph }: World, seeds: readonly Seed[], position: Float64Array): Float64Array[] | null {
  const parts = curvatureOf(graph, seeds);
  if (parts === null) return null;
  const interpreter = new Interpreter(position);
  const hessian = Array.from(position, () => new Float64Array(position.length));
  for (const { one, other, weight, domain } of parts) {
    const [rows, columns] = [freePlaces(one, domain), freePlaces(other, domain)];
    const values = interpreter.values(weight);
    rows.forEach((i, k) => {
      const j = columns[k]!;
      const value = values[values.length === 1 ? 0 : k]! / 2;
      hessian[i]![j]! += value;
      hessian[j]![i]! += value;
    });
  }
  return hessian;
}

function gradientOf({ graph }: World, seeds: readonly Seed[]): (position: Float64Array) => Float64Array {
  const nodes = differentiate(graph, seeds);
  return (position) => {
    const interpreter = new Interpreter(position);
    const gradient = new Float64Array(position.length);
    for (const [{ offset, domain }, node] of nodes) {
      const values = interpreter.values(node);
      for (let i = 0; i < domain.size; i++) gradient[offset + i] = values[values.length === 1 ? 0 : i]!;
    }
    return gradient;
  };
}

/** Along some numbers: those of all inputs in turn. */
function expectHessian(
  hessian: readonly Float64Array[],
  gradient: (position: Float64Array) => Float64Array,
  position: Float64Array,
  first: number,
): void {
  for (let i = first; i < position.length; i += stride) {
    const [up, down] = [1e-5, -1e-5].map((step) =>
      gradient(position.map((x, k) => x + Number(k === i) * step)),
    );
    const expected = up!.map((one, j) => (one - down![j]!) / 2e-5);
    const size = expected.reduce((most, one) => Math.max(most, Math.abs(one)), 1);
    expected.forEach((one, j) => {
      expect(Math.abs(hessian[i]![j]! - one), `${i} ${j}: ${hessian[i]![j]} for ${one}`).toBeLessThan(
        1e-5 * size,
      );
    });
  }
}

describe("a random expression over nested and crossed plates", () => {
  test("has the second derivatives that differences of its gradient give", () => {
    let found = 0;
    fc.assert(
      fc.property(trees, fc.nat(stride - 1), (tree, first) => {
        const world = new World();
        const node = world.build(tree, world.rows);
        const seeds = [{ node, adjoint: world.graph.constant(1), domain: world.rows }];
        const position = Float64Array.from(scattered(world.graph.dimension, 0.8, 5));
        const hessian = hessianOf(world, seeds, position);
        if (hessian === null) return;
        found++;
        expectHessian(hessian, gradientOf(world, seeds), position, first);
      }),
      { numRuns: 40, seed: 1 },
    );
    // The others have sums inside of what is no sum.
    expect(found).toBeGreaterThan(30);
  });

  test("has those of stated derivatives, too", () => {
    fc.assert(
      fc.property(trees, fc.nat(stride - 1), (tree, first) => {
        const world = new World();
        const { graph, rows } = world;
        const node = world.build(tree, rows);
        // ∂/∂x tanh(x) = 1 - tanh(x)², as a distribution states it
        const square = call(graph, "square", [call(graph, "tanh", [node])]);
        const adjoint = call(graph, "subtract", [graph.constant(1), square]);
        const seeds = [{ node, adjoint, domain: rows }];
        const position = Float64Array.from(scattered(graph.dimension, 0.8, 5));
        const hessian = hessianOf(world, seeds, position);
        if (hessian !== null) expectHessian(hessian, gradientOf(world, seeds), position, first);
      }),
      { numRuns: 20, seed: 2 },
    );
  });
});

describe("second derivatives", () => {
  const world = new World();
  const { graph, domains, rows } = world;
  const [cask, lab] = [domains.ofPlates(["cask"]), domains.ofPlates(["lab"])];
  const [c, l] = [cask, lab].map((domain) => {
    const node = world.inputs.find((one) => one.domain === domain)!;
    return gather(graph, node, domains.mapBetween(rows, domain)!);
  });
  const seedOf = (node: Seed["node"]): Seed[] => [{ node, adjoint: graph.constant(1), domain: rows }];

  test("stay with the rows only where factors cross", () => {
    const node = call(graph, "log1p_exp", [call(graph, "add", [c!, l!])]);
    const parts = curvatureOf(graph, seedOf(node))!;
    expect(parts.map(({ domain }) => domain.name).sort()).toEqual(["cask", "lab", "rows"]);
  });

  test("of what is linear are none", () => {
    expect(curvatureOf(graph, seedOf(call(graph, "add", [c!, l!])))).toEqual([]);
  });

  test("are not there where a derivative has none", () => {
    expect(curvatureOf(graph, seedOf(call(graph, "digamma", [call(graph, "exp", [c!])])))).toBe(null);
  });
});
