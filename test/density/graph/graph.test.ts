import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { emit } from "../../../src/density/code/emit.ts";
import { type Output, schedule } from "../../../src/density/code/schedule.ts";
import { instantiate } from "../../../src/density/compile.ts";
import { add, linear, multiply, scale, subtract } from "../../../src/density/graph/arithmetic.ts";
import { applyFormula, call } from "../../../src/density/graph/call.ts";
import { differentiate } from "../../../src/density/graph/differentiate.ts";
import { Graph } from "../../../src/density/graph/graph.ts";
import { Interpreter } from "../../../src/density/graph/interpret.ts";
import { component, gather, stack } from "../../../src/density/graph/movement.ts";
import { total } from "../../../src/density/graph/total.ts";
import { Domains, scalarDomain } from "../../../src/model/domains.ts";
import { numericalGradient, scattered } from "../harness.ts";
import { trees, World } from "../random-trees.ts";

function expectClose(actual: number, expected: number, scaleOf: number, tolerance: number): void {
  expect(Math.abs(actual - expected), `${actual} for ${expected}`).toBeLessThanOrEqual(
    tolerance * (1 + scaleOf),
  );
}

describe("a random expression over nested and crossed plates", () => {
  test("has, simplified, the value that its tree plainly has", () => {
    fc.assert(
      fc.property(trees, (tree) => {
        const world = new World();
        const root = total(world.graph, world.build(tree, world.rows), world.rows, null);
        const position = Float64Array.from(scattered(world.graph.dimension, 1.5, 3));
        let expected = 0;
        let size = 0;
        for (let i = 0; i < world.rows.size; i++) {
          const value = world.evaluate(tree, world.rows, i, position);
          expected += value;
          size += Math.abs(value);
        }
        expectClose(new Interpreter(position).values(root)[0]!, expected, size, 1e-9);
      }),
      { numRuns: 400, seed: 1 },
    );
  });

  test("has, compiled, the same value, and the gradient that finite differences give", () => {
    fc.assert(
      fc.property(trees, (tree) => {
        const world = new World();
        const root = total(world.graph, world.build(tree, world.rows), world.rows, null);
        const seeds = [{ node: root, adjoint: world.graph.constant(1), domain: scalarDomain }];
        const outputs: Output[] = [{ node: root, domain: scalarDomain, offset: null }];
        for (const [input, node] of differentiate(world.graph, seeds)) {
          outputs.push({ node, domain: input.domain, offset: input.offset });
        }
        const emitted = emit("logDensity", schedule(outputs), outputs, null);
        const dimension = world.graph.dimension;
        const { density } = instantiate({ dimension, width: 0, density: emitted, constrain: emitted });
        const position = Float64Array.from(scattered(dimension, 0.8, 5));
        const gradient = new Float64Array(dimension);
        const value = density.evaluate(position, gradient);
        expectClose(value, new Interpreter(position).values(root)[0]!, Math.abs(value), 1e-12);
        const used = world.inputs.filter((input) => outputs.some(({ offset }) => offset === input.offset));
        const plainly = (moved: Float64Array): number => {
          let sum = 0;
          for (let i = 0; i < world.rows.size; i++) sum += world.evaluate(tree, world.rows, i, moved);
          return sum;
        };
        const numerical = numericalGradient(plainly, position);
        const size = numerical.reduce((most, one) => Math.max(most, Math.abs(one)), Math.abs(value));
        numerical.forEach((expected, i) => {
          const isUsed = used.some(({ offset, domain }) => i >= offset && i < offset + domain.size);
          expectClose(isUsed ? gradient[i]! : 0, expected, size, 1e-6);
        });
      }),
      { numRuns: 80, seed: 2 },
    );
  });
});

describe("nodes", () => {
  const graph = new Graph(new Domains(3));
  const [a, b] = [graph.input(scalarDomain), graph.input(scalarDomain)];

  test("are the identical object for the same expression", () => {
    expect(call(graph, "exp", [a])).toBe(call(graph, "exp", [a]));
    expect(add(graph, a, b)).toBe(add(graph, b, a));
    expect(multiply(graph, a, b)).toBe(multiply(graph, b, a));
    expect(applyFormula(graph, "a + 2 * b - a / 1", { a, b })).toBe(scale(graph, 2, b));
    expect(call(graph, "exp", [a])).not.toBe(call(graph, "exp", [b]));
  });

  test("that are constant are folded", () => {
    const value = applyFormula(graph, "exp(0) + 2 ^ 3 * (1 - 0.5)", {});
    expect(value).toMatchObject({ kind: "constant", value: 5 });
    expect(subtract(graph, a, a)).toMatchObject({ kind: "constant", value: 0 });
    expect(multiply(graph, a, graph.constant(0))).toMatchObject({ kind: "constant", value: 0 });
  });

  test("that are sums are flat and have each node once", () => {
    const twice = linear(graph, 1, [
      { coefficient: 2, node: add(graph, a, b, graph.constant(3)) },
      { coefficient: -2, node: b },
    ]);
    expect(twice).toMatchObject({ kind: "linear", constant: 7, terms: [{ coefficient: 2, node: a }] });
  });

  test("that are products carry their numbers outside", () => {
    const product = multiply(graph, scale(graph, 3, a), scale(graph, -2, b));
    expect(product).toMatchObject({ kind: "linear", constant: 0, terms: [{ coefficient: -6 }] });
  });

  test("zero and minus zero are different constants", () => {
    expect(graph.constant(0)).not.toBe(graph.constant(-0));
  });

  test("a column of one repeated value is a constant", () => {
    const { rows } = graph.domains;
    expect(graph.data(rows, Float64Array.of(2, 2, 2))).toBe(graph.constant(2));
    expect(graph.data(rows, Float64Array.of(0, -0, 0)).kind).toBe("data");
  });
});

describe("values carried between domains", () => {
  const world = new World();
  const { domains, graph } = world;
  const [cask, batch] = [domains.ofPlates(["cask"]), domains.ofPlates(["batch"])];
  const c = graph.input(batch);

  test("go by way of what lies between as if directly", () => {
    const toCask = gather(graph, c, domains.mapBetween(cask, batch)!);
    const byCask = gather(graph, toCask, domains.mapBetween(domains.rows, cask)!);
    expect(byCask).toBe(gather(graph, c, domains.mapBetween(domains.rows, batch)!));
  });

  test("do not, where the way through another plate leads elsewhere", () => {
    const grid = domains.ofPlates(["cask", "batch"]);
    const toCask = gather(graph, c, domains.mapBetween(cask, batch)!);
    const byCask = gather(graph, toCask, domains.mapBetween(grid, cask)!);
    const direct = gather(graph, c, domains.mapBetween(grid, batch)!);
    const position = Float64Array.from(scattered(graph.dimension, 1));
    const [first, second] = [c.offset, c.offset + 1].map((i) => position[i]!);
    const values = (node: typeof direct) => [...new Interpreter(position).values(node)];
    expect(values(byCask)).toEqual([first, first, first, first, second, second, second, second]);
    expect(values(direct)).toEqual([first, second, first, second, first, second, first, second]);
  });

  test("meet in a grid, not in the plate of one of its brackets, where that has another value", () => {
    const grid = domains.ofPlates(["cask", "batch"]);
    const n = graph.input(cask);
    const [inGrid, direct] = [n, c].map((node) =>
      gather(graph, node, domains.mapBetween(grid, node.domain)!),
    );
    const position = new Float64Array(graph.dimension);
    position.set([10, 30], c.offset);
    position.set([5, 15, 25, 35], n.offset);
    const most = new Interpreter(position).values(call(graph, "max", [inGrid!, direct!]));
    expect([...most]).toEqual([10, 30, 15, 30, 25, 30, 35, 35]);
  });

  test("are picked from vectors, and the vector of the components is taken apart again", () => {
    const grid = domains.ofPlates(["batch", "lab"]);
    const [x, y] = [graph.input(batch), graph.input(batch)];
    const vector = stack(graph, [x, y, x], batch, grid);
    expect(component(graph, vector, 1, 3, batch)).toBe(y);
  });

  test("are picked from what does not vary in the vectors, or not between them", () => {
    const grid = domains.ofPlates(["batch", "lab"]);
    const lab = graph.input(domains.ofPlates(["lab"]));
    const outer = gather(graph, c, domains.mapBetween(grid, batch)!);
    const inner = gather(graph, lab, domains.mapBetween(grid, lab.domain)!);
    expect(component(graph, outer, 2, 3, batch)).toBe(c);
    expect(component(graph, inner, 2, 3, batch)).toBe(component(graph, lab, 2, 3, scalarDomain));
  });
});
