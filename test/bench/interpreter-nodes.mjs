/**
 * Expressions that compute themselves: trees of nodes, each with a value for the present element, and a reverse pass
 * that hands the derivative of the density down to the parameters at the leaves.
 *
 * All nodes have the same fields, so that the engine sees one shape. Names are resolved when a tree is built: a leaf
 * holds the arrays it reads, not a name to look up.
 */

import { scalarFunctions } from "../../dist/numeric/scalar-functions.js";

/** What kinds of nodes there are, as numbers: the functions that have a rule of their own, and leaves. */
const kinds = {
  number: 0,
  data: 1,
  parameter: 2,
  add: 3,
  subtract: 4,
  multiply: 5,
  divide: 6,
  negate: 7,
  square: 8,
  exp: 9,
  log: 10,
  other: 11,
};

class InterpreterNode {
  value = NaN;
  values = null;
  adjoints = null;
  indices = null;
  apply = null;
  a = null;
  b = null;
  c = null;

  constructor(kind, fields) {
    this.kind = kind;
    Object.assign(this, fields);
  }
}

/** A leaf with a value that does not change, or that is set from outside (a name in a distribution's formula). */
export function numberNode(value) {
  return new InterpreterNode(kinds.number, { value });
}

/** A number depends on nothing: no derivative has to be computed for it. */
export function isNumber(node) {
  return node.kind === kinds.number;
}

/** A data column; `indices` find the entry of an element, null where they are the element's own number. */
export function dataNode(values, indices) {
  return new InterpreterNode(kinds.data, { values, indices });
}

/** A parameter: its values, and where its derivatives are added up. */
export function parameterNode(values, adjoints, indices) {
  return new InterpreterNode(kinds.parameter, { values, adjoints, indices });
}

/** A function of `numeric/scalar-functions.ts` with the nodes of its arguments. */
export function callNode(name, [a, b, c]) {
  return new InterpreterNode(kinds[name] ?? kinds.other, { apply: scalarFunctions[name].value, a, b, c });
}

/** The value at element `i`, which every node of the tree remembers for the reverse pass. */
export function evaluate(node, i) {
  switch (node.kind) {
    case kinds.number:
      return node.value;
    case kinds.data:
    case kinds.parameter:
      node.value = node.values[node.indices === null ? i : node.indices[i]];
      return node.value;
    default:
      node.value = evaluateCall(node, i);
      return node.value;
  }
}

function evaluateCall(node, i) {
  const a = evaluate(node.a, i);
  switch (node.kind) {
    case kinds.add:
      return a + evaluate(node.b, i);
    case kinds.subtract:
      return a - evaluate(node.b, i);
    case kinds.multiply:
      return a * evaluate(node.b, i);
    case kinds.divide:
      return a / evaluate(node.b, i);
    case kinds.negate:
      return -a;
    case kinds.square:
      return a * a;
    default: {
      const b = node.b ? evaluate(node.b, i) : 0;
      return node.apply(a, b, node.c ? evaluate(node.c, i) : 0);
    }
  }
}

/** Adds `adjoint` times the derivatives of the node to the parameters that it depends on; after `evaluate`. */
export function propagate(node, adjoint, i) {
  if (node.kind === kinds.parameter) node.adjoints[node.indices === null ? i : node.indices[i]] += adjoint;
  else if (node.kind > kinds.parameter) propagateCall(node, adjoint, i);
}

function propagateCall(node, adjoint, i) {
  const { a, b } = node;
  switch (node.kind) {
    case kinds.add:
      propagate(a, adjoint, i);
      propagate(b, adjoint, i);
      return;
    case kinds.subtract:
      propagate(a, adjoint, i);
      propagate(b, -adjoint, i);
      return;
    case kinds.multiply:
      propagate(a, adjoint * b.value, i);
      propagate(b, adjoint * a.value, i);
      return;
    case kinds.divide:
      propagate(a, adjoint / b.value, i);
      propagate(b, (-adjoint * node.value) / b.value, i);
      return;
    case kinds.negate:
      propagate(a, -adjoint, i);
      return;
    case kinds.square:
      propagate(a, 2 * adjoint * a.value, i);
      return;
    case kinds.exp:
      propagate(a, adjoint * node.value, i);
      return;
    case kinds.log:
      propagate(a, adjoint / a.value, i);
      return;
    default:
      throw new Error(`the interpreter has no derivative of ${node.apply.name}`);
  }
}
