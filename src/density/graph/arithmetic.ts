/**
 * Sums and products, kept flat and sorted by what varies: in Σ and Π, scalars are combined with scalars and the
 * values of one plate with each other, before they meet what varies by row. This is where what depends only on a
 * coarser plate leaves the row loop. (The order of additions may differ from that of the model's text; it depends on
 * nothing but the model and its data, so the bits are the same everywhere.)
 */

import { type Domain, scalarDomain } from "../../model/domains.ts";
import { commonDomain, elementAt, fold } from "./element.ts";
import type { Graph } from "./graph.ts";
import { sortByVariation } from "./hoisting.ts";
import { gather } from "./movement.ts";
import type { LinearTerm, Node } from "./node.ts";

/**
 * An inner sum or product with more parts than this stays a part of its own: written out, `d1 = d0 * d0`, `d2 = d1 * d1`, … would
 * double with every step, and each part of a product costs a product of all others in the gradient.
 */
const mostTermsWithin = 1000;
const mostFactorsWithin = 64;

/** The sum, flattened, with like terms collected. */
export function add(graph: Graph, ...nodes: readonly Node[]): Node {
  return sumOf(graph, nodes);
}

/** The same of a list. */
export function sumOf(graph: Graph, nodes: readonly Node[]): Node {
  const terms = nodes.map((node) => ({ coefficient: 1, node }));
  return linear(graph, 0, terms);
}

/** left + term, a sum that stays a part of its own: written out, the k-th of a chain of sums would have k terms. */
export function addOn(graph: Graph, left: Node, term: Node): Node {
  return asWhole(graph, add(graph, left, term));
}

/** A sum that is not written out in sums around it; what is no sum of several terms is left as it is. */
export function asWhole(graph: Graph, node: Node): Node {
  if (node.kind !== "linear" || node.terms.length < 2) return node;
  return internLinear(graph, node.domain, node.constant, node.terms, true);
}

/** left - right, as a sum. */
export function subtract(graph: Graph, left: Node, right: Node): Node {
  return linear(graph, 0, [
    { coefficient: 1, node: left },
    { coefficient: -1, node: right },
  ]);
}

/** coefficient · node, as a sum of one term. */
export function scale(graph: Graph, coefficient: number, node: Node): Node {
  return linear(graph, 0, [{ coefficient, node }]);
}

/** constant + Σ coefficient · node. */
export function linear(graph: Graph, constant: number, terms: readonly LinearTerm[]): Node {
  const flat = flattenTerms(constant, terms);
  const domain = commonDomain(flat.terms.map((term) => term.node));
  if (flat.terms.length === 0) return graph.constant(flat.constant);
  if (domain === scalarDomain) return internLinear(graph, domain, flat.constant, flat.terms);
  const sorted = sortByVariation(graph, flat.terms);
  let rest = flat.constant;
  const result: LinearTerm[] = [];
  const data = sorted.direct.filter((term) => term.node.isData);
  if (data.length > 0) {
    const known = foldTerms(graph, domain, sorted.scalars.length > 0 ? 0 : rest, data);
    if (sorted.scalars.length === 0) rest = 0;
    if (known.kind === "constant") rest += known.value;
    else result.push({ coefficient: 1, node: known });
  }
  result.push(...sorted.direct.filter((term) => !term.node.isData));
  const [host, ...others] = sorted.gathered;
  if (host !== undefined) {
    const hosted = linear(graph, rest, [...host.terms, ...sorted.scalars]);
    result.push(...gatheredTerm(graph, hosted, host.map));
    for (const other of others) result.push(...gatheredTerm(graph, linear(graph, 0, other.terms), other.map));
    return internLinear(graph, domain, 0, result);
  }
  if (sorted.scalars.length === 0) return internLinear(graph, domain, rest, result);
  const scalar = linear(graph, rest, sorted.scalars);
  if (result.length === 0) return scalar;
  return internLinear(graph, domain, 0, [...result, ...splitScale(scalar)]);
}

function gatheredTerm(graph: Graph, source: Node, map: Parameters<typeof gather>[2]): LinearTerm[] {
  return splitScale(source).map((term) => ({
    coefficient: term.coefficient,
    node: gather(graph, term.node, map),
  }));
}

/** A node that is only a multiple of another, taken apart: the coefficient stays in the sum around it. */
function splitScale(node: Node): LinearTerm[] {
  if (node.kind === "constant" && node.value === 0) return [];
  if (node.kind === "linear" && node.constant === 0 && node.terms.length === 1) return [...node.terms];
  return [{ coefficient: 1, node }];
}

/** Writes out inner sums, adds up repeated nodes and constants. */
function flattenTerms(
  constant: number,
  terms: readonly LinearTerm[],
): { readonly constant: number; readonly terms: LinearTerm[] } {
  const coefficients = new Map<Node, number>();
  let sum = constant;
  const visit = (coefficient: number, node: Node): void => {
    if (node.kind === "constant") sum += coefficient * node.value;
    else if (node.kind === "linear" && !node.isWhole && node.terms.length <= mostTermsWithin) {
      sum += coefficient * node.constant;
      for (const term of node.terms) visit(coefficient * term.coefficient, term.node);
    } else coefficients.set(node, (coefficients.get(node) ?? 0) + coefficient);
  };
  for (const term of terms) if (term.coefficient !== 0) visit(term.coefficient, term.node);
  const flat: LinearTerm[] = [];
  for (const [node, coefficient] of coefficients) if (coefficient !== 0) flat.push({ coefficient, node });
  return { constant: sum, terms: flat };
}

function foldTerms(graph: Graph, domain: Domain, constant: number, terms: readonly LinearTerm[]): Node {
  const single = terms.length === 1 && constant === 0 && terms[0]!.coefficient === 1;
  if (single) return terms[0]!.node;
  return fold(graph, domain, (i) =>
    terms.reduce((sum, term) => sum + term.coefficient * elementAt(term.node, i), constant),
  );
}

function internLinear(
  graph: Graph,
  domain: Domain,
  constant: number,
  terms: readonly LinearTerm[],
  isWhole = false,
): Node {
  if (terms.length === 0) return graph.constant(constant);
  const first = terms[0]!;
  if (terms.length === 1 && constant === 0 && first.coefficient === 1) return first.node;
  const isData = terms.every((term) => term.node.isData);
  if (isData) return foldTerms(graph, domain, constant, terms);
  const ordered = [...terms].sort((a, b) => a.node.id - b.node.id);
  const key = ordered.map((term) => `${term.coefficient}*${term.node.id}`).join("+");
  return graph.intern(`${isWhole ? "whole " : ""}linear ${constant} ${key}`, {
    kind: "linear",
    domain,
    constant,
    terms: ordered,
    isWhole,
  });
}

/** A product; numeric factors become the coefficient of a sum of one term. */
export function multiply(graph: Graph, ...nodes: readonly Node[]): Node {
  const flat = flattenFactors(nodes);
  if (flat.coefficient === 0) return graph.constant(0);
  return scale(graph, flat.coefficient, productOf(graph, flat.factors));
}

/**
 * left · factor, in which `left` stays a part of its own: written out, the k-th of a chain of products would have k factors, and a gradient
 * of k² products. Both are over one domain, or one of them is a number.
 */
export function multiplyOn(graph: Graph, left: Node, factor: Node): Node {
  if (left.domain !== factor.domain || left.isData || factor.isData) return multiply(graph, left, factor);
  return internProduct(graph, left.domain, [left, factor]);
}

function flattenFactors(nodes: readonly Node[]): { readonly coefficient: number; readonly factors: Node[] } {
  let coefficient = 1;
  const factors: Node[] = [];
  const visit = (node: Node): void => {
    if (node.kind === "constant") coefficient *= node.value;
    else if (node.kind === "product" && node.factors.length <= mostFactorsWithin)
      factors.push(...node.factors);
    else if (node.kind === "linear" && node.constant === 0 && node.terms.length === 1) {
      coefficient *= node.terms[0]!.coefficient;
      visit(node.terms[0]!.node);
    } else factors.push(node);
  };
  for (const node of nodes) visit(node);
  return { coefficient, factors };
}

function productOf(graph: Graph, factors: readonly Node[]): Node {
  if (factors.length === 0) return graph.constant(1);
  const domain = commonDomain(factors);
  if (domain === scalarDomain) return internProduct(graph, domain, factors);
  const sorted = sortByVariation(
    graph,
    factors.map((node) => ({ coefficient: 1, node })),
  );
  const [scalars, direct] = [sorted.scalars.map(nodeOf), sorted.direct.map(nodeOf)];
  const result = direct.filter((node) => !node.isData);
  const data = direct.filter((node) => node.isData);
  if (data.length === 1) result.push(data[0]!);
  if (data.length > 1) result.push(foldProduct(graph, domain, data));
  const [host, ...others] = sorted.gathered;
  if (host !== undefined && result.length === 0) {
    // Everything comes from plates: scalars are multiplied in there.
    result.push(gather(graph, multiply(graph, ...host.terms.map(nodeOf), ...scalars), host.map));
  } else {
    if (scalars.length > 0) result.push(multiply(graph, ...scalars));
    if (host !== undefined) others.unshift(host);
  }
  for (const { terms, map } of others) result.push(gather(graph, multiply(graph, ...terms.map(nodeOf)), map));
  return internProduct(graph, domain, result);
}

function nodeOf({ node }: LinearTerm): Node {
  return node;
}

function foldProduct(graph: Graph, domain: Domain, nodes: readonly Node[]): Node {
  return fold(graph, domain, (i) => nodes.reduce((product, node) => product * elementAt(node, i), 1));
}

function internProduct(graph: Graph, domain: Domain, factors: readonly Node[]): Node {
  const numbers = factors.filter((node) => node.kind === "constant");
  if (numbers.length > 0) return multiply(graph, ...factors);
  if (factors.length === 1) return factors[0]!;
  if (factors.every((node) => node.isData)) return foldProduct(graph, domain, factors);
  const ordered = [...factors].sort((a, b) => a.id - b.id);
  return graph.intern(`product ${ordered.map((node) => node.id).join("*")}`, {
    kind: "product",
    domain,
    factors: ordered,
  });
}
