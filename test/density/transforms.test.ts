import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { applyFormula } from "../../src/density/graph/call.ts";
import { Graph } from "../../src/density/graph/graph.ts";
import { Interpreter } from "../../src/density/graph/interpret.ts";
import type { Node } from "../../src/density/graph/node.ts";
import * as index from "../../src/density/transforms/index.ts";
import type { VectorTransform } from "../../src/density/transforms/transform.ts";
import { Domains, scalarDomain } from "../../src/model/domains.ts";
import { scattered } from "./harness.ts";

/** log |det A| by elimination with pivots. */
function logAbsoluteDeterminant(rows: readonly (readonly number[])[]): number {
  const a = rows.map((row) => [...row]);
  let sum = 0;
  for (let k = 0; k < a.length; k++) {
    const pivot = a.slice(k).reduce((best, row) => (Math.abs(row[k]!) > Math.abs(best[k]!) ? row : best));
    a.splice(a.indexOf(pivot), 1, a[k]!);
    a[k] = pivot;
    sum += Math.log(Math.abs(pivot[k]!));
    for (let i = k + 1; i < a.length; i++) {
      const ratio = a[i]![k]! / pivot[k]!;
      a[i] = a[i]!.map((value, j) => value - ratio * pivot[j]!);
    }
  }
  return sum;
}

interface Mapped {
  /** The elements with respect to which the density is stated. */
  readonly elements: readonly number[];
  readonly logJacobian: number;
}

/** d elements / d u, [element][u]. */
function numericalJacobian(map: (u: readonly number[]) => Mapped, u: readonly number[]): number[][] {
  const columns = u.map((_, k) => {
    const at = (delta: number) => map(u.map((value, i) => (i === k ? value + delta : value))).elements;
    const slope = (h: number) => at(h).map((up, i) => (up - at(-h)[i]!) / (2 * h));
    const [wide, narrow] = [slope(1e-3), slope(5e-4)];
    return narrow.map((value, i) => (4 * value - wide[i]!) / 3);
  });
  return columns[0]!.map((_, i) => columns.map((column) => column[i]!));
}

function expectJacobian(map: (u: readonly number[]) => Mapped, u: readonly number[]): void {
  expect(map(u).logJacobian).toBeCloseTo(logAbsoluteDeterminant(numericalJacobian(map, u)), 8);
}

function evaluate(nodes: readonly Node[], position: readonly number[]): number[] {
  const interpreter = new Interpreter(Float64Array.from(position));
  return nodes.map((node) => interpreter.values(node)[0]!);
}

describe.for(index.scalarTransforms)("the transform $name", (transform) => {
  const bounds = { lower: -1.5, upper: 2.5 };
  const map = ([value]: readonly number[]): Mapped => {
    const graph = new Graph(new Domains(1));
    const names = {
      u: graph.input(scalarDomain),
      lower: graph.constant(bounds.lower),
      upper: graph.constant(bounds.upper),
    };
    const nodes = [transform.constrain, transform.logJacobian].map((formula) =>
      applyFormula(graph, formula, names),
    );
    const [x, logJacobian] = evaluate(nodes, [value!]);
    return { elements: [x!], logJacobian: logJacobian! };
  };

  test("has the logarithm of its derivative as log Jacobian", () => {
    for (const u of [-3, -0.7, 0, 0.4, 2.5]) expectJacobian(map, [u]);
  });

  test("keeps the bounds that it serves, and no others", () => {
    const served = [false, true].flatMap((lower) => [false, true].map((upper) => [lower, upper] as const));
    const [[hasLower, hasUpper], ...more] = served.filter(([lower, upper]) =>
      transform.serves(lower, upper),
    ) as [readonly [boolean, boolean]];
    expect(more).toEqual([]);
    const values = [-30, -5, 0, 5, 30].map((u) => map([u]).elements[0]!);
    expect(values.every((value) => value >= bounds.lower)).toBe(hasLower);
    expect(values.every((value) => value <= bounds.upper)).toBe(hasUpper);
  });
});

test("each pair of bounds is served by one scalar transform", () => {
  for (const lower of [false, true]) {
    for (const upper of [false, true]) {
      expect(index.scalarTransforms.filter((one) => one.serves(lower, upper))).toHaveLength(1);
    }
  }
});

/** All elements, and the log Jacobian, of a vector or matrix of this size. */
function constrainVector(transform: VectorTransform, size: number, u: readonly number[]): Mapped {
  const graph = new Graph(new Domains(1));
  const inputs = u.map(() => graph.input(scalarDomain));
  const { elements, logJacobian } = transform.constrain(graph, inputs, size);
  const values = evaluate([...elements, ...logJacobian], u);
  const sum = values.slice(elements.length).reduce((total, value) => total + value, 0);
  return { elements: values.slice(0, elements.length), logJacobian: sum };
}

describe.for([2, 3, 4, 5])("vectors of length %i", (size) => {
  const { simplex, ordered } = index.vectorTransforms;

  test("that are simplexes sum to one, with the Jacobian of all elements but the last", () => {
    for (const seed of [1, 2]) {
      const u = scattered(simplex.freeCount(size), 2, seed);
      const { elements } = constrainVector(simplex, size, u);
      expect(elements).toHaveLength(size);
      expect(elements.every((element) => element > 0)).toBe(true);
      expect(elements.reduce((sum, element) => sum + element, 0)).toBeCloseTo(1, 14);
      expectJacobian((moved) => {
        const made = constrainVector(simplex, size, moved);
        return { ...made, elements: made.elements.slice(0, -1) };
      }, u);
    }
  });

  test("that are simplexes have equal elements at the origin", () => {
    const { elements } = constrainVector(simplex, size, new Array<number>(size - 1).fill(0));
    for (const element of elements) expect(element).toBeCloseTo(1 / size, 14);
  });

  test("that are ordered increase, with the Jacobian of their elements", () => {
    const u = scattered(ordered.freeCount(size), 2, 3);
    const { elements } = constrainVector(ordered, size, u);
    for (let k = 1; k < size; k++) expect(elements[k]).toBeGreaterThan(elements[k - 1]!);
    expectJacobian((moved) => constrainVector(ordered, size, moved), u);
  });

  test("that are rows of a correlation's Cholesky factor have length one, with the Jacobian of what is below the diagonal", () => {
    const { correlation } = index.vectorTransforms;
    const u = scattered(correlation.freeCount(size), 1.5, 4);
    const { elements } = constrainVector(correlation, size, u);
    const row = (i: number): number[] => elements.slice(i * size, (i + 1) * size);
    for (let i = 0; i < size; i++) {
      expect(row(i).reduce((sum, element) => sum + element * element, 0)).toBeCloseTo(1, 14);
      expect(row(i)[i]).toBeGreaterThan(0);
      expect(row(i).slice(i + 1)).toEqual(new Array<number>(size - 1 - i).fill(0));
    }
    expectJacobian((moved) => {
      const made = constrainVector(correlation, size, moved);
      const below = made.elements.filter((_, k) => k % size < Math.floor(k / size));
      return { ...made, elements: below };
    }, u);
  });
});

test("vectors of length one take no free numbers, except for ordered ones", () => {
  const { simplex, ordered, correlation } = index.vectorTransforms;
  expect(constrainVector(simplex, 1, [])).toEqual({ elements: [1], logJacobian: 0 });
  expect(constrainVector(correlation, 1, [])).toEqual({ elements: [1], logJacobian: 0 });
  expect(constrainVector(ordered, 1, [0.7])).toEqual({ elements: [0.7], logJacobian: 0 });
});

test("strong correlations keep their density: the factor's Jacobian is finite far out", () => {
  for (const u of [-20, 20, 300]) {
    const { logJacobian, elements } = constrainVector(index.vectorTransforms.correlation, 2, [u]);
    // log(1 - tanh²(u)) → 2 log 2 - 2|u|
    expect(logJacobian).toBeCloseTo(2 * Math.LN2 - 2 * Math.abs(u), 8);
    expect(Math.abs(elements[2]!)).toBeCloseTo(1, 12);
  }
});

test("every transform of the folder is in its index", () => {
  const folder = new URL("../../src/density/transforms/", import.meta.url);
  const files = readdirSync(folder).filter((name) => name !== "index.ts" && name !== "transform.ts");
  const text = readFileSync(new URL("index.ts", folder), "utf8");
  for (const file of files) expect(text).toContain(`"./${file}"`);
  const listed = [...index.scalarTransforms, ...Object.values(index.vectorTransforms)];
  expect(listed).toHaveLength(files.length);
  expect(listed.map(({ name }) => `${name.replaceAll(" ", "-")}.ts`).sort()).toEqual(files.sort());
});
