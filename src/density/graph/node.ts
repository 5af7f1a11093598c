/**
 * The expression graph that a density is compiled from.
 *
 * A node is a value for each element of its domain: one number, one per level of a plate, one per row. Nodes are
 * immutable and interned: the same expression is the same object, so what two statements share is computed once. The
 * log density and its gradient are nodes of one graph, built by the same simplifying constructors:
 *
 * - `movement.ts` carries values between domains (gather, component, stack),
 * - `arithmetic.ts` has sums and products, which it sorts by domain, so that what varies less is computed once,
 * - `call.ts` applies the functions of `numeric/scalar-functions.ts`,
 * - `total.ts` adds up over a domain, and takes out of the sum what does not vary in it.
 *
 * What depends on no parameter is folded to data as it is built.
 */

import type { Domain, IndexMap } from "../../model/domains.ts";
import type { FunctionName } from "../../numeric/scalar-functions.ts";
import { unreachable } from "../../problems/unreachable.ts";

interface NodeHead {
  /** In order of creation: arguments come before what uses them. */
  readonly id: number;
  readonly domain: Domain;
  /** Depends on no parameter. */
  readonly isData: boolean;
  /** The line of the model that asked for it first; null for what no single line did (adjoints). */
  readonly line: number | null;
}

/** A number; always scalar. */
export interface ConstantNode extends NodeHead {
  readonly kind: "constant";
  readonly value: number;
}

/** Known numbers, one per element of the domain. */
export interface DataNode extends NodeHead {
  readonly kind: "data";
  readonly values: Float64Array;
}

/** A stretch of the unconstrained position: element i is `position[offset + i]`. */
export interface InputNode extends NodeHead {
  readonly kind: "input";
  readonly offset: number;
}

/** constant + Σ coefficient · node; terms in order of id, none constant, none repeated. */
export interface LinearNode extends NodeHead {
  readonly kind: "linear";
  readonly constant: number;
  readonly terms: readonly LinearTerm[];
  /** A sum around it has it as a term, and does not write out its terms. */
  readonly isWhole: boolean;
}

/** coefficient · node. */
export interface LinearTerm {
  readonly coefficient: number;
  readonly node: Node;
}

/** A product of two or more nodes, none constant; in order of id, repeats allowed. */
export interface ProductNode extends NodeHead {
  readonly kind: "product";
  readonly factors: readonly Node[];
}

/** A scalar function of nodes. */
export interface CallNode extends NodeHead {
  readonly kind: "call";
  readonly function: FunctionName;
  readonly arguments: readonly Node[];
}

/** Element i is `source[map.indices[i]]`. */
export interface GatherNode extends NodeHead {
  readonly kind: "gather";
  readonly source: Node;
  readonly map: IndexMap;
}

/** Element i is `source[i * width + index]`: one component of a vector that each element of the domain has. */
export interface ComponentNode extends NodeHead {
  readonly kind: "component";
  readonly source: Node;
  readonly index: number;
  readonly width: number;
}

/** Element `i * width + k` is `components[k][i]`: vectors, one for each element of `elements`. */
export interface StackNode extends NodeHead {
  readonly kind: "stack";
  readonly components: readonly Node[];
  readonly elements: Domain;
}

/** The sum, least or greatest of `source` over the elements that `map` sends to each element; over all, without map. */
export interface TotalNode extends NodeHead {
  readonly kind: "total";
  readonly operation: "sum" | "min" | "max";
  readonly source: Node;
  readonly map: IndexMap | null;
}

/** The rank of each element among all, 1 for the least; ties in order. */
export interface RankNode extends NodeHead {
  readonly kind: "rank";
  readonly source: Node;
}

export type Node =
  | ConstantNode
  | DataNode
  | InputNode
  | LinearNode
  | ProductNode
  | CallNode
  | GatherNode
  | ComponentNode
  | StackNode
  | TotalNode
  | RankNode;

/** Reading such a node's array or number needs no computation. */
export function isLeaf(node: Node): boolean {
  return node.kind === "constant" || node.kind === "data" || node.kind === "input";
}

/** The nodes that a node is computed from. */
export function dependencies(node: Node): readonly Node[] {
  switch (node.kind) {
    case "constant":
    case "data":
    case "input":
      return [];
    case "linear":
      return node.terms.map((term) => term.node);
    case "product":
      return node.factors;
    case "call":
      return node.arguments;
    case "stack":
      return node.components;
    case "gather":
    case "component":
    case "total":
    case "rank":
      return [node.source];
    default:
      return unreachable(node);
  }
}
