/**
 * The coordinates of group effects: what the sampler moves in, instead of the effects.
 *
 * An effect is u = m + Tz with z standard: of one number T is the scale, of a vector the factor of its covariance TT'. Moving in z is the
 * non-centered form. Where something is known of what the data say about a level, in the form of a few observations of unit variance
 * Ru + Sβ ≈ h, β being parameters that all levels share, its z has given all else, were that the whole truth, a normal distribution
 *
 *     z ~ N(A⁻¹r, A⁻¹),   A = 1 + B'B,   B = RT,   r = B'(h - Sβ - Rm)
 *
 * and with A = KK' the coordinate w = K'z - K⁻¹r is standard normal, whatever m and T are. Without data (R = 0) it is the non-centered
 * one; where the data say all it is, but for a fixed shift and scale, the effect itself, the centered one. R, S and h are constants:
 * whatever they are, the posterior is the same, and only how easily it is sampled depends on them.
 *
 * Source: the whitening of latent normal variables by an approximate conditional, as in Hoffman et al. (2019, arXiv:1903.03704) with a
 * map that is known in closed form; the partly centered forms of Papaspiliopoulos, Roberts & Sköld (2007) go between the same ends.
 */

import type { Domain } from "../../model/domains.ts";
import { add, multiply, scale, subtract } from "../graph/arithmetic.ts";
import { call } from "../graph/call.ts";
import type { Graph } from "../graph/graph.ts";
import type { Node } from "../graph/node.ts";

/** What the data say about the levels of a group effect of ℓ numbers each, as ℓ observations of unit variance for each level. */
export interface LevelEvidence {
  /** R, upper triangular: ℓ² arrays, row by row, with a number for each level. */
  readonly root: readonly Float64Array[];
  /** h: ℓ arrays, with a number for each level. */
  readonly observed: readonly Float64Array[];
  /** S, column by column. */
  readonly slopes: readonly SharedSlope[];
  /** The share of the data in what is known of each number of each level, from 0 to 1; those of a level together. */
  readonly share: Float64Array;
}

/** How what is observed of the levels depends on a parameter that they share. */
export interface SharedSlope {
  /** The parameter, and which of its numbers. */
  readonly parameter: string;
  readonly index: number;
  /** ℓ arrays, with a number for each level. */
  readonly values: readonly Float64Array[];
}

/** The evidence that coordinates are made by, by the name of the group effect; the others are non-centered. */
export type Centering = ReadonlyMap<string, LevelEvidence>;

/** A group effect u = m + Tz whose coordinates may be chosen. */
export interface AdjustableEffect {
  readonly name: string;
  /** Its first number in the position; the others follow, the ℓ numbers of a level together. */
  readonly offset: number;
  /** Levels. */
  readonly elements: Domain;
  /** m: ℓ nodes. */
  readonly location: readonly Node[];
  /** T, lower triangular: ℓ² nodes, row by row. */
  readonly factor: readonly Node[];
  /** z: ℓ nodes. */
  readonly standard: readonly Node[];
  /** Makes the derivative of the log density of the prior of z: ℓ nodes. */
  readonly priorScore: () => readonly Node[];
  /** Real parameters, stated before it, that its coordinates may depend on. */
  readonly shared: readonly SharedParameter[];
}

/** A parameter that is sampled as it is. */
export interface SharedParameter {
  readonly name: string;
  /** Its first number in the position; the others follow. */
  readonly offset: number;
  readonly size: number;
}

/** The number `index` of the parameter `name`, as a scalar node. */
export type SharedNode = (name: string, index: number) => Node;

/** z and the logarithm of |dz/dw|, as terms over the levels. */
export interface StandardEffect {
  readonly standard: readonly Node[];
  readonly logJacobian: readonly Node[];
}

/** z = K⁻ᵀ(w + K⁻¹r). */
export function standardize(
  graph: Graph,
  w: readonly Node[],
  effect: Pick<AdjustableEffect, "elements" | "location" | "factor">,
  evidence: LevelEvidence,
  sharedNode: SharedNode,
): StandardEffect {
  const size = w.length;
  const range = Array.from({ length: size }, (_, k) => k);
  const root = evidence.root.map((values) => graph.data(effect.elements, values));
  // B = RT; R is upper and T lower triangular
  const b = range.flatMap((i) =>
    range.map((j) =>
      dot(graph, range.slice(Math.max(i, j)), (k) => [root[i * size + k]!, effect.factor[k * size + j]!]),
    ),
  );
  // A = 1 + B'B = KK'
  const lower = choleskyOf(graph, size, (i, j) => {
    const product = dot(graph, range, (k) => [b[k * size + i]!, b[k * size + j]!]);
    return i === j ? add(graph, graph.constant(1), product) : product;
  });
  const residual = residualOf(graph, root, effect, evidence, sharedNode);
  // K⁻¹r with r = B'(h - Sβ - Rm)
  const solved: Node[] = [];
  for (const i of range) {
    const right = dot(graph, range, (k) => [b[k * size + i]!, residual[k]!]);
    const known = dot(graph, range.slice(0, i), (k) => [lower[i * size + k]!, solved[k]!]);
    solved.push(divide(graph, subtract(graph, right, known), lower[i * size + i]!));
  }
  const standard: Node[] = new Array(size);
  for (const i of [...range].reverse()) {
    const known = dot(graph, range.slice(i + 1), (k) => [lower[k * size + i]!, standard[k]!]);
    const rest = subtract(graph, add(graph, w[i]!, solved[i]!), known);
    standard[i] = divide(graph, rest, lower[i * size + i]!);
  }
  const logJacobian = range.map((i) => scale(graph, -1, call(graph, "log", [lower[i * size + i]!])));
  return { standard, logJacobian };
}

/** h - Sβ - Rm. */
function residualOf(
  graph: Graph,
  root: readonly Node[],
  { elements, location }: Pick<AdjustableEffect, "elements" | "location">,
  { observed, slopes }: LevelEvidence,
  sharedNode: SharedNode,
): Node[] {
  return location.map((_, i) => {
    const fromLocation = location.map((one, k) => multiply(graph, root[i * location.length + k]!, one));
    const fromShared = slopes.map(({ parameter, index, values }) =>
      multiply(graph, graph.data(elements, values[i]!), sharedNode(parameter, index)),
    );
    return subtract(
      graph,
      graph.data(elements, observed[i]!),
      add(graph, ...fromLocation.slice(i), ...fromShared),
    );
  });
}

/** The lower triangular K of KK' = A, row by row; what is above the diagonal is left out. */
function choleskyOf(graph: Graph, size: number, element: (i: number, j: number) => Node): Node[] {
  const lower: Node[] = new Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      const before = Array.from({ length: j }, (_, k) => k);
      const known = dot(graph, before, (k) => [lower[i * size + k]!, lower[j * size + k]!]);
      const rest = subtract(graph, element(i, j), known);
      lower[i * size + j] = i === j ? call(graph, "sqrt", [rest]) : divide(graph, rest, lower[j * size + j]!);
    }
  }
  return lower;
}

/** Σ of products over the indices. */
function dot(graph: Graph, indices: readonly number[], pair: (k: number) => readonly [Node, Node]): Node {
  return add(graph, ...indices.map((k) => multiply(graph, ...pair(k))));
}

function divide(graph: Graph, numerator: Node, denominator: Node): Node {
  return call(graph, "divide", [numerator, denominator]);
}
