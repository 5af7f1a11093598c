/**
 * Parameters on the unconstrained scale: each takes the next free numbers of the position, a transform makes the parameter
 * of them, and its prior and the transform's log Jacobian go into the joint density.
 *
 * A group effect with a location and a scale that are parameters is non-centered unless the model says otherwise
 * (`noncentered.ts`): the free numbers are then z with b = location + scale · z, and the prior is that of z, or coordinates that
 * z is computed from (`centering.ts`).
 */

import type {
  IntervalSupport,
  ScalarDistribution,
  VectorDistribution,
} from "../../distributions/distribution.ts";
import type { CheckedScalar, DistributionOf, ParameterStatement } from "../../language/checked-model.ts";
import { knownMatrixOf } from "../../language/parts.ts";
import { distancesAlong } from "../../model/distances.ts";
import type { Domain } from "../../model/domains.ts";
import { halfLogTwoPi } from "../../numeric/logarithm.ts";
import { add, addOn, multiply, scale } from "../graph/arithmetic.ts";
import { applyFormula, call } from "../graph/call.ts";
import { component, stack } from "../graph/movement.ts";
import type { Node } from "../graph/node.ts";
import { orderedBetween, scalarTransforms, vectorTransforms } from "../transforms/index.ts";
import type { VectorTransform } from "../transforms/transform.ts";
import { standardEffect } from "./group-effects.ts";
import type { Joint } from "./joint.ts";
import { addKnownCentered, addKnownNoncentered } from "./known-matrix.ts";
import { addNoncentered, isNoncentered } from "./noncentered.ts";

/** How a parameter is put to the sampler. */
export type Parameterization = "centered" | "noncentered";

/** Adds a parameter and its prior to the joint density; says how it was parameterized. */
export function addParameter(joint: Joint, statement: ParameterStatement): Parameterization {
  joint.begin(statement);
  const { distribution } = statement;
  switch (distribution.kind) {
    case "scalar":
      if (isNoncentered(joint, statement, distribution)) {
        addNoncentered(joint, statement, distribution);
        return "noncentered";
      }
      addBounded(joint, statement, distribution, { lower: null, upper: null });
      return "centered";
    case "truncated":
      addBounded(joint, statement, distribution.base, distribution);
      return "centered";
    case "ordered":
      addOrdered(joint, statement, distribution.base);
      return "centered";
    case "vector":
      return addVector(joint, statement, distribution);
    default:
      throw new Error(`a parameter cannot have a ${distribution.kind} distribution`);
  }
}

type Vector = DistributionOf<"vector">;

/** A parameter in an interval: its distribution's support, within the bounds of a truncation. */
function addBounded(
  joint: Joint,
  statement: ParameterStatement,
  checked: CheckedScalar,
  cut: Pick<DistributionOf<"truncated">, "lower" | "upper">,
): void {
  const { model, translator } = joint;
  const { distribution } = checked;
  const domain = model.domains.ofPlates(statement.plates);
  const values = translator.translateAll(checked.arguments, domain);
  const from = cut.lower && translator.translate(cut.lower, domain);
  const to = cut.upper && translator.translate(cut.upper, domain);
  const u = joint.input(statement.name, domain);
  const { node, logJacobian } = constrained(joint, distribution, values, u, [from, to]);
  joint.addTerm(logJacobian, domain);
  joint.addScalarDensity(distribution, node, values, domain);
  if (from !== null || to !== null) joint.addTruncation(distribution, values, from, to, domain);
  joint.define({ name: statement.name, plates: statement.plates, domain, node, factor: null });
}

interface Constrained {
  readonly node: Node;
  readonly logJacobian: Node;
}

/** What the support makes of a free number, with the log Jacobian; by element where elements have supports of their own. */
function constrained(
  joint: Joint,
  distribution: ScalarDistribution,
  values: readonly Node[],
  u: Node,
  [from, to]: readonly [Node | null, Node | null],
): Constrained {
  const { graph } = joint;
  const within = (support: IntervalSupport, free: Node): Constrained => {
    const own = { ...distribution, support };
    const lower = supportEnd(joint, own, values, "lower", from);
    const upper = supportEnd(joint, own, values, "upper", to);
    const transform = scalarTransforms.find((one) => one.serves(lower !== null, upper !== null))!;
    const names = { u: free, lower: lower ?? graph.constant(0), upper: upper ?? graph.constant(0) };
    const [node, logJacobian] = [transform.constrain, transform.logJacobian].map((formula) =>
      applyFormula(graph, formula, names),
    ) as [Node, Node];
    return { node, logJacobian };
  };
  const { support, supports } = distribution;
  if (supports === undefined) return within(support, u);
  // The free numbers of other elements are 0 to a transform, which may be infinite at theirs.
  const isOwn = supports.map((_, k) => call(graph, "equal", [values[0]!, graph.constant(k)]));
  const all = supports.map((one, k) => within(one, call(graph, "if", [isOwn[k]!, u, graph.constant(0)])));
  const choose = (part: (one: Constrained) => Node): Node =>
    all.map(part).reduceRight((rest, one, k) => call(graph, "if", [isOwn[k]!, one, rest]));
  return { node: choose(({ node }) => node), logJacobian: choose(({ logJacobian }) => logJacobian) };
}

/** The lower or upper end of where a parameter may be, or null for none. */
export function supportEnd(
  joint: Joint,
  distribution: ScalarDistribution,
  values: readonly Node[],
  end: "lower" | "upper",
  truncation: Node | null,
): Node | null {
  const { graph } = joint;
  const bound = distribution.support[end];
  const names = Object.fromEntries(distribution.arguments.map((argument, i) => [argument.name, values[i]!]));
  const own = typeof bound === "number" ? graph.constant(bound) : applyFormula(graph, bound, names);
  const isInfinite = own.kind === "constant" && !Number.isFinite(own.value);
  if (truncation === null) return isInfinite ? null : own;
  return isInfinite ? truncation : call(graph, end === "lower" ? "max" : "min", [own, truncation]);
}

/** The vectors of a parameter: one for each element of the leading plates, over the last plate. */
export interface VectorShape {
  readonly elements: Domain;
  /** Of all elements of all vectors. */
  readonly domain: Domain;
  readonly size: number;
  /** How far each level of the last plate is from the one before it. */
  readonly distances: readonly number[];
}

/** Of a quantity with these plates; a matrix has its last plate twice. */
export function vectorShape(joint: Joint, plates: readonly string[], isMatrix: boolean): VectorShape {
  const { domains } = joint.model;
  const labels = domains.labelsOf(plates[plates.length - 1]!);
  return {
    elements: domains.ofPlates(plates.slice(0, isMatrix ? -2 : -1)),
    domain: domains.ofPlates(plates),
    size: labels.length,
    distances: distancesAlong(labels),
  };
}

/** Free numbers for vectors: `count` for each element. */
function freeComponents(joint: Joint, name: string, count: number, elements: Domain): Node[] {
  if (count === 0) return [];
  const { graph, model } = joint;
  const domain = model.domains.addAnonymous(`free elements of ${name}`, elements.size * count);
  const input = joint.input(name, domain);
  return Array.from({ length: count }, (_, k) => component(graph, input, k, count, elements));
}

/** What a transform makes of free numbers; adds its log Jacobian. */
function transformed(
  joint: Joint,
  { name }: ParameterStatement,
  transform: VectorTransform,
  { elements, size }: VectorShape,
): readonly Node[] {
  const u = freeComponents(joint, name, transform.freeCount(size), elements);
  const made = transform.constrain(joint.graph, u, size);
  for (const term of made.logJacobian) joint.addTerm(term, elements);
  return made.elements;
}

function addOrdered(joint: Joint, statement: ParameterStatement, checked: CheckedScalar): void {
  const { graph, translator } = joint;
  const shape = vectorShape(joint, statement.plates, false);
  const { elements, domain } = shape;
  const transform = orderedTransform(joint, checked, shape);
  const node = stack(graph, transformed(joint, statement, transform, shape), elements, domain);
  const values = translator.translateAll(checked.arguments, domain);
  joint.addScalarDensity(checked.distribution, node, values, domain);
  joint.define({ name: statement.name, plates: statement.plates, domain, node, factor: null });
}

/** By the bounds of the vectors' elements, which are those of each of them (`model/references.ts`). */
function orderedTransform(
  joint: Joint,
  { distribution, arguments: given }: CheckedScalar,
  { elements, domain, size }: VectorShape,
): VectorTransform {
  if (distribution.support.lower === -Infinity && distribution.support.upper === Infinity)
    return vectorTransforms.ordered;
  const values = joint.translator
    .translateAll(given, domain)
    .map((value) => component(joint.graph, value, 0, size, elements));
  const [lower, upper] = (["lower", "upper"] as const).map((end) =>
    supportEnd(joint, distribution, values, end, null),
  );
  return lower == null && upper == null
    ? vectorTransforms.ordered
    : orderedBetween(lower ?? null, upper ?? null);
}

function addVector(joint: Joint, statement: ParameterStatement, checked: Vector): Parameterization {
  const { support } = checked.distribution;
  if (support.kind === "correlation") addTransformed(joint, statement, checked, vectorTransforms.correlation);
  else if (support.kind === "simplex") addTransformed(joint, statement, checked, vectorTransforms.simplex);
  else if (knownMatrixOf(checked) !== null) {
    if (statement.parameterization !== "centered") {
      addKnownNoncentered(joint, statement, checked);
      return "noncentered";
    }
    addKnownCentered(joint, statement, checked);
  } else if (statement.parameterization === "centered") addVectorCentered(joint, statement, checked);
  else if (checked.distribution.chain !== undefined) {
    addChainNoncentered(joint, statement, checked, checked.distribution.chain);
    return "noncentered";
  } else {
    addVectorNoncentered(joint, statement, checked);
    return "noncentered";
  }
  return "centered";
}

/** The correlation matrix Ω = L L' of the elements of L, both row by row. */
export function matrixOf({ graph }: Joint, factor: readonly Node[]): Node[] {
  const size = Math.round(Math.sqrt(factor.length));
  return factor.map((_, index) => {
    const [i, j] = [Math.floor(index / size), index % size];
    if (i === j) return graph.constant(1);
    const products = Array.from({ length: Math.min(i, j) + 1 }, (_unused, m) =>
      multiply(graph, factor[i * size + m]!, factor[j * size + m]!),
    );
    return add(graph, ...products);
  });
}

/** Vectors, or factors of correlation matrices, that are made of free numbers by a transform, with their own density. */
function addTransformed(
  joint: Joint,
  statement: ParameterStatement,
  checked: Vector,
  transform: VectorTransform,
): void {
  const { name, plates } = statement;
  const isMatrix = checked.distribution.support.kind === "correlation";
  const shape = vectorShape(joint, plates, isMatrix);
  const { elements, domain } = shape;
  const made = transformed(joint, statement, transform, shape);
  addVectorDensity(joint, checked, made, shape);
  const node = stack(joint.graph, isMatrix ? matrixOf(joint, made) : made, elements, domain);
  joint.define({ name, plates, domain, node, factor: isMatrix ? made : null });
}

function addVectorCentered(joint: Joint, statement: ParameterStatement, checked: Vector): void {
  const shape = vectorShape(joint, statement.plates, false);
  const { elements, domain, size } = shape;
  const node = joint.input(statement.name, domain);
  const x = Array.from({ length: size }, (_, k) => component(joint.graph, node, k, size, elements));
  addVectorDensity(joint, checked, x, shape);
  joint.define({ name: statement.name, plates: statement.plates, domain, node, factor: null });
}

/** u = mean + diag(sd) L z with z ~ normal(0, 1): the non-centered form of `multi_normal(mean, sd, Ω)`, Ω = L L'. */
function addVectorNoncentered(joint: Joint, statement: ParameterStatement, checked: Vector): void {
  const { graph } = joint;
  const shape = vectorShape(joint, statement.plates, false);
  const { elements, domain, size } = shape;
  const input = joint.input(statement.name, domain);
  const free = Array.from({ length: size }, (_, k) => component(graph, input, k, size, elements));
  const [mean, deviation, correlation] = vectorArguments(joint, checked, shape);
  const factor = correlation!.map((one, index) =>
    multiply(graph, deviation![Math.floor(index / size)]!, one),
  );
  const effect = { elements, location: mean!, factor };
  const z = standardEffect(joint, statement, input, free, effect, (standard) =>
    standard.map((one) => scale(graph, -1, one)),
  );
  // log N(z | 0, 1) = -z²/2 - log(2π)/2
  for (const one of z) {
    joint.addValue(scale(graph, -0.5, call(graph, "square", [one])), elements);
    joint.addValue(graph.constant(-halfLogTwoPi), elements);
    joint.seed(one, scale(graph, -1, one), elements);
  }
  const u = z.map((_, k) => {
    const mixed = z.slice(0, k + 1).map((one, j) => multiply(graph, factor[k * size + j]!, one));
    return add(graph, mean![k]!, ...mixed);
  });
  const node = stack(graph, u, elements, domain);
  joint.define({ name: statement.name, plates: statement.plates, domain, node, factor: null });
}

/** x₁ = s₁ z₁, xₖ = cₖ xₖ₋₁ + sₖ zₖ with z ~ normal(0, 1): the non-centered form of what runs along levels. */
function addChainNoncentered(
  joint: Joint,
  statement: ParameterStatement,
  checked: Vector,
  chain: NonNullable<VectorDistribution["chain"]>,
): void {
  const { graph } = joint;
  const { name, plates } = statement;
  const shape = vectorShape(joint, plates, false);
  const { elements, domain, size, distances } = shape;
  const input = joint.input(name, domain);
  const links = chain(joint.algebra(), vectorArguments(joint, checked, shape), distances);
  const x: Node[] = [];
  for (const [k, { coefficient, sd }] of links.entries()) {
    const z = component(graph, input, k, size, elements);
    joint.addTerm(scale(graph, -0.5, call(graph, "square", [z])), elements);
    joint.addTerm(graph.constant(-halfLogTwoPi), elements);
    const step = multiply(graph, sd, z);
    x.push(coefficient === null ? step : addOn(graph, multiply(graph, coefficient, x[k - 1]!), step));
  }
  joint.define({ name, plates, domain, node: stack(graph, x, elements, domain), factor: null });
}

/** Argument by argument its nodes over the elements: one, as many as the vector is long, or those of the factor of a matrix. */
export function vectorArguments(
  joint: Joint,
  checked: Vector,
  { elements, domain, size }: Pick<VectorShape, "elements" | "domain" | "size">,
): (readonly Node[])[] {
  return checked.distribution.arguments.map((specification, i) => {
    const argument = checked.arguments[i]!;
    if (specification.shape === "matrix") return joint.translator.translateFactor(argument, elements);
    if (specification.shape === "vector")
      return joint.translator.translateVector(argument, elements, size, domain);
    return [joint.translator.translate(argument, elements)];
  });
}

/** The log density of vectors, or of correlation matrices by the elements of their factors, without that of any transform. */
export function addVectorDensity(
  joint: Joint,
  checked: Vector,
  x: readonly Node[],
  shape: VectorShape,
): void {
  const values = vectorArguments(joint, checked, shape);
  const terms = checked.distribution.logDensity(joint.algebra(), x, values, shape.distances);
  for (const term of terms) joint.addTerm(term, shape.elements);
}
