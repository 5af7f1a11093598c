import { expect, test } from "vitest";
import { add, multiply, scale, subtract } from "../../../src/density/graph/arithmetic.ts";
import { call } from "../../../src/density/graph/call.ts";
import { Graph } from "../../../src/density/graph/graph.ts";
import { gather } from "../../../src/density/graph/movement.ts";
import type { Node } from "../../../src/density/graph/node.ts";
import { extreme, total } from "../../../src/density/graph/total.ts";
import { Domains, scalarDomain } from "../../../src/model/domains.ts";

function setUp() {
  const domains = new Domains(4);
  const group = domains.addPlate("group", ["a", "b"]);
  domains.addMap(domains.rows, "group", Int32Array.of(0, 0, 0, 1));
  const graph = new Graph(domains);
  const toGroup = domains.mapBetween(domains.rows, group)!;
  const x = graph.data(domains.rows, Float64Array.of(1, 2, 3, 4));
  const s = graph.input(scalarDomain);
  const b = graph.input(group);
  const r = graph.input(domains.rows);
  return { graph, rows: domains.rows, group, toGroup, x, s, b, r, inRows: gather(graph, b, toGroup) };
}

test("the sum of a scalar is its multiple", () => {
  const { graph, rows, s } = setUp();
  expect(total(graph, s, rows, null)).toBe(scale(graph, 4, s));
});

test("the sum of data is a constant", () => {
  const { graph, rows, x } = setUp();
  expect(total(graph, x, rows, null)).toBe(graph.constant(10));
});

test("the sum of a sum is the sum of the sums: Σ(2 + 3 s x - r) = 8 + 30 s - Σ r", () => {
  const { graph, rows, s, x, r } = setUp();
  const node = subtract(graph, add(graph, graph.constant(2), multiply(graph, graph.constant(3), s, x)), r);
  const expected = subtract(
    graph,
    add(graph, graph.constant(8), scale(graph, 30, s)),
    total(graph, r, rows, null),
  );
  expect(total(graph, node, rows, null)).toBe(expected);
});

test("a value of a group counts as often as the group has rows", () => {
  const { graph, rows, group, b, inRows } = setUp();
  const counts = multiply(graph, b, graph.data(group, Float64Array.of(3, 1)));
  const expected = total(graph, counts, group, null);
  // Data nodes are told apart by identity, so the structure is compared.
  const sum = total(graph, inRows, rows, null);
  expect(shapeOf(sum)).toEqual(shapeOf(expected));
  expect(sum.kind === "total" && sum.source.domain).toBe(group);
});

test("what does not vary within a group is taken out of the group's sum: Σ_group b r = b Σ_group r", () => {
  const { graph, rows, toGroup, b, r, inRows } = setUp();
  const sum = total(graph, multiply(graph, inRows, r), rows, toGroup);
  expect(sum).toBe(multiply(graph, b, total(graph, r, rows, toGroup)));
});

test("the sum of squares stays a loop over its elements", () => {
  const { graph, rows, r } = setUp();
  const sum = total(graph, call(graph, "square", [r]), rows, null);
  expect(sum).toMatchObject({ kind: "total", operation: "sum", domain: scalarDomain });
});

test("the sum over a scalar domain, or along an identity, is the value itself", () => {
  const { graph, group, s, b } = setUp();
  expect(total(graph, s, scalarDomain, null)).toBe(s);
  expect(total(graph, b, group, graph.domains.mapBetween(group, group))).toBe(b);
});

test("the least and the greatest of equal values are that value", () => {
  const { graph, s, b } = setUp();
  expect(extreme(graph, "max", s)).toBe(s);
  expect(extreme(graph, "max", b)).toMatchObject({ kind: "total", operation: "max" });
  expect(extreme(graph, "max", b)).not.toBe(extreme(graph, "min", b));
});

function shapeOf(node: Node): unknown {
  switch (node.kind) {
    case "data":
      return [...node.values];
    case "product":
      return node.factors.map(shapeOf);
    case "total":
      return { [node.operation]: shapeOf(node.source) };
    case "input":
      return `input ${node.offset}`;
    default:
      return node.kind;
  }
}
