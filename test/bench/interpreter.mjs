/**
 * What the compiler is measured against: the obvious way to evaluate a model, a walk over the trees of its expressions
 * for every element of every statement, forwards for the density and backwards for the gradient.
 *
 * Straightforward, not slow on purpose: names are resolved beforehand, a row is visited once for density and gradient
 * together, and a call allocates nothing. The trees are those of the checked model; the densities, their partial
 * derivatives and the transforms are the formulas of the distributions, which are walked as well. It knows scalar
 * parameters with or without plates, arithmetic, exp and log, which is what the benchmarks need.
 */

import { parseFormula } from "../../dist/density/graph/formula.js";
import { scalarTransforms } from "../../dist/density/transforms/index.js";
import {
  callNode,
  dataNode,
  evaluate,
  isNumber,
  numberNode,
  parameterNode,
  propagate,
} from "./interpreter-nodes.mjs";

/** `(position, gradient) => logDensity`, of a bound model with the parameterizations that the compiler chose. */
export function interpretModel(bound, parameterizations) {
  const quantities = new Map();
  const statements = [];
  let dimension = 0;
  for (const statement of bound.checked.statements) {
    if (statement.kind === "likelihood") statements.push(new LikelihoodVisitor(bound, quantities, statement));
    if (statement.kind !== "parameter") continue;
    const isCentered = parameterizations.get(statement.name) === "centered";
    const Visitor = isCentered ? CenteredVisitor : NoncenteredVisitor;
    const visitor = new Visitor(bound, quantities, statement, dimension);
    quantities.set(statement.name, visitor.parameter);
    statements.push(visitor);
    dimension += visitor.parameter.domain.size;
  }
  const reversed = [...statements].reverse();
  return (position, gradient) => {
    let logDensity = 0;
    gradient.fill(0, 0, dimension);
    for (const statement of statements) logDensity += statement.forwards(position, gradient);
    for (const statement of reversed) statement.backwards(position, gradient);
    return logDensity;
  };
}

/** `data ~ distribution(…)`: a row gives its density and its derivatives at once. */
class LikelihoodVisitor {
  constructor(bound, quantities, { column, distribution }) {
    const { domain, values } = bound.columns.get(column);
    this.size = domain.size;
    this.outcome = dataNode(values, null);
    this.arguments = distribution.arguments.map((one) => linkExpression(bound, quantities, one, domain));
    this.density = new DensityFormulas(distribution.distribution);
  }

  forwards() {
    const { density, outcome } = this;
    let sum = 0;
    for (let i = 0; i < this.size; i++) {
      sum += density.evaluate(evaluate(outcome, i), this.arguments, i);
      density.propagateArguments(this.arguments, i);
    }
    return sum;
  }

  backwards() {}
}

/** A parameter whose values are the position's, transformed into its support. */
class CenteredVisitor {
  constructor(bound, quantities, { plates, distribution }, offset) {
    const { lower, upper } = distribution.distribution.support;
    const domain = bound.domains.ofPlates(plates);
    const transform = scalarTransforms.find((one) => one.serves(lower !== -Infinity, upper !== Infinity));
    this.offset = offset;
    this.parameter = makeParameter(domain);
    this.arguments = distribution.arguments.map((one) => linkExpression(bound, quantities, one, domain));
    this.density = new DensityFormulas(distribution.distribution);
    this.free = parameterNode(new Float64Array(domain.size), new Float64Array(domain.size), null);
    const names = new Map([
      ["u", this.free],
      ["lower", numberNode(lower)],
      ["upper", numberNode(upper)],
    ]);
    this.constrained = linkFormula(transform.constrain, names);
    this.logJacobian = linkFormula(transform.logJacobian, names);
  }

  forwards(position) {
    const { density, free, parameter, constrained, logJacobian } = this;
    parameter.adjoints.fill(0);
    free.adjoints.fill(0);
    let sum = 0;
    for (let i = 0; i < parameter.domain.size; i++) {
      free.values[i] = position[this.offset + i];
      parameter.values[i] = evaluate(constrained, i);
      sum += evaluate(logJacobian, i) + density.evaluate(parameter.values[i], this.arguments, i);
    }
    return sum;
  }

  backwards(_position, gradient) {
    const { density, free, parameter, constrained, logJacobian } = this;
    for (let i = 0; i < parameter.domain.size; i++) {
      density.evaluate(parameter.values[i], this.arguments, i);
      density.propagateArguments(this.arguments, i);
      evaluate(constrained, i);
      propagate(constrained, parameter.adjoints[i] + density.derivativeOfX(), i);
      propagate(logJacobian, 1, i);
      gradient[this.offset + i] = free.adjoints[i];
    }
  }
}

/** A parameter location + scale · z; the position has z. */
class NoncenteredVisitor {
  constructor(bound, quantities, { plates, distribution }, offset) {
    const { distribution: law, arguments: list } = distribution;
    const domain = bound.domains.ofPlates(plates);
    const names = law.arguments.map((argument) => argument.name);
    const linked = list.map((one) => linkExpression(bound, quantities, one, domain));
    this.offset = offset;
    this.parameter = makeParameter(domain);
    this.location = linked[names.indexOf(law.locationScale.location)];
    this.scale = linked[names.indexOf(law.locationScale.scale)];
    this.standard = names.map((name, i) => {
      if (name === law.locationScale.location) return numberNode(0);
      return name === law.locationScale.scale ? numberNode(1) : linked[i];
    });
    this.density = new DensityFormulas(law);
  }

  forwards(position) {
    const { parameter, location, scale, offset } = this;
    parameter.adjoints.fill(0);
    let sum = 0;
    for (let i = 0; i < parameter.domain.size; i++) {
      const z = position[offset + i];
      parameter.values[i] = evaluate(location, i) + evaluate(scale, i) * z;
      sum += this.density.evaluate(z, this.standard, i);
    }
    return sum;
  }

  backwards(position, gradient) {
    const { parameter, location, scale, offset } = this;
    for (let i = 0; i < parameter.domain.size; i++) {
      const z = position[offset + i];
      const adjoint = parameter.adjoints[i];
      this.density.evaluate(z, this.standard, i);
      this.density.propagateArguments(this.standard, i);
      evaluate(location, i);
      propagate(location, adjoint, i);
      propagate(scale, adjoint * z, i);
      gradient[offset + i] = adjoint * evaluate(scale, i) + this.density.derivativeOfX();
    }
  }
}

/** The formulas of a distribution, over names that are set for each element. */
class DensityFormulas {
  constructor(distribution) {
    const names = new Map([["x", numberNode(0)]]);
    for (const { name } of distribution.arguments) names.set(name, numberNode(0));
    this.x = names.get("x");
    this.slots = distribution.arguments.map(({ name }) => names.get(name));
    // A name of `where` is computed once for an element, and then is a number.
    this.shared = Object.entries(distribution.where ?? {}).map(([name, formula]) => {
      const value = linkFormula(formula, names);
      const slot = numberNode(0);
      names.set(name, slot);
      return { slot, value };
    });
    this.terms = distribution.logDensity.map((formula) => linkFormula(formula, names));
    const partialOf = (name) => {
      const formula = distribution.partials[name];
      return formula === undefined ? null : linkFormula(formula, names);
    };
    this.partialOfX = partialOf("x");
    this.partials = distribution.arguments.map(({ name }) => partialOf(name));
  }

  /** The log density of `x` with the arguments at element `i`. */
  evaluate(x, values, i) {
    this.x.value = x;
    for (let k = 0; k < values.length; k++) this.slots[k].value = evaluate(values[k], i);
    for (const { slot, value } of this.shared) slot.value = evaluate(value, i);
    let sum = 0;
    for (const term of this.terms) sum += evaluate(term, i);
    return sum;
  }

  /** After `evaluate`: the derivatives by the arguments, handed on to what the arguments are made of. */
  propagateArguments(values, i) {
    for (let k = 0; k < values.length; k++) {
      const partial = this.partials[k];
      if (partial !== null && !isNumber(values[k])) propagate(values[k], evaluate(partial, i), i);
    }
  }

  derivativeOfX() {
    return evaluate(this.partialOfX, 0);
  }
}

function makeParameter(domain) {
  return { domain, values: new Float64Array(domain.size), adjoints: new Float64Array(domain.size) };
}

/** The tree of a model's expression, seen from the elements of `context`. */
function linkExpression(bound, quantities, expression, context) {
  switch (expression.kind) {
    case "number":
      return numberNode(expression.value);
    case "constant":
      return numberNode(bound.constants.get(expression.name));
    case "column": {
      const { values, domain } = bound.columns.get(expression.name);
      return dataNode(values, indicesBetween(bound, context, domain));
    }
    case "quantity": {
      const { values, adjoints, domain } = quantities.get(expression.name);
      return parameterNode(values, adjoints, indicesBetween(bound, context, domain));
    }
    case "call": {
      const parts = expression.arguments.map((one) => linkExpression(bound, quantities, one, context));
      return callNode(expression.function, parts);
    }
    default:
      throw new Error(`the interpreter knows no ${expression.kind}`);
  }
}

/** For each element of `context` the number of its element of `domain`, or null where they are the same. */
function indicesBetween(bound, context, domain) {
  if (domain === context) return null;
  if (domain.size === 1) return new Int32Array(context.size);
  return bound.domains.mapBetween(context, domain).indices;
}

/** The tree of a formula over the nodes that its names stand for. */
function linkFormula(text, names) {
  const link = (tree) => {
    if (tree.kind === "number") return numberNode(tree.value);
    if (tree.kind === "name") return names.get(tree.name);
    return callNode(tree.function, tree.arguments.map(link));
  };
  return link(parseFormula(text));
}
