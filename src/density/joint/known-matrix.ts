/**
 * Effects with a known covariance matrix up to scales, `u[animal] ~ multi_normal(mean, sds, A)` with A = LLᵀ: the matrix is data, and
 * each of its columns a column of data over the plate, so that a product with it is a loop over levels with a term for each column.
 *
 *     non-centered    u = mean + sds · L z                z standard normal
 *     centered        z = L⁻¹ ((u - mean) / sds)          log f = Σ (log N(z | 0, 1) - log sds) - log |L|
 */

import type { DistributionOf, ParameterStatement } from "../../language/checked-model.ts";
import { knownMatrixOf } from "../../language/parts.ts";
import type { BoundMatrix } from "../../model/bound-model.ts";
import { type Domain, scalarDomain } from "../../model/domains.ts";
import { solveLower } from "../../numeric/cholesky.ts";
import { halfLogTwoPi, log } from "../../numeric/logarithm.ts";
import { add, linear, multiply, scale, subtract } from "../graph/arithmetic.ts";
import { call } from "../graph/call.ts";
import { component } from "../graph/movement.ts";
import type { Node } from "../graph/node.ts";
import type { Joint } from "./joint.ts";

type Vector = DistributionOf<"vector">;

interface Parts {
  readonly domain: Domain;
  readonly matrix: BoundMatrix;
  readonly mean: Node;
  readonly sds: Node;
}

function partsOf({ model, translator }: Joint, { plates }: ParameterStatement, checked: Vector): Parts {
  const domain = model.domains.ofPlates(plates);
  const matrix = model.matrices.get(knownMatrixOf(checked)!)!;
  const [mean, sds] = checked.arguments.map((argument, i) =>
    i < 2 ? translator.translateWhole(argument, scalarDomain, matrix.size, domain) : null,
  );
  return { domain, matrix, mean: mean!, sds: sds! };
}

/** The effects as a function of standard normal numbers. */
export function addKnownNoncentered(joint: Joint, statement: ParameterStatement, checked: Vector): void {
  const { graph } = joint;
  const { domain, matrix, mean, sds } = partsOf(joint, statement, checked);
  const z = joint.input(statement.name, domain);
  addStandardNormal(joint, z, domain);
  const mixed = product(joint, matrix.factor, matrix.size, z, domain);
  const node = add(graph, mean, multiply(graph, sds, mixed));
  joint.define({ name: statement.name, plates: statement.plates, domain, node, factor: null });
}

/** The effects as they are. */
export function addKnownCentered(joint: Joint, statement: ParameterStatement, checked: Vector): void {
  const { graph } = joint;
  const { domain, matrix, mean, sds } = partsOf(joint, statement, checked);
  const { factor, size } = matrix;
  const u = joint.input(statement.name, domain);
  const standard = call(graph, "divide", [subtract(graph, u, mean), sds]);
  addStandardNormal(joint, product(joint, inverseOf(factor, size), size, standard, domain), domain);
  joint.addTerm(scale(graph, -1, call(graph, "log", [sds])), domain);
  let logDiagonal = 0;
  for (let k = 0; k < size; k++) logDiagonal += log(factor[k * size + k]!);
  joint.addTerm(graph.constant(-logDiagonal), scalarDomain);
  joint.define({ name: statement.name, plates: statement.plates, domain, node: u, factor: null });
}

/** log N(z | 0, 1), of each element. */
function addStandardNormal(joint: Joint, z: Node, domain: Domain): void {
  const { graph } = joint;
  joint.addTerm(scale(graph, -0.5, call(graph, "square", [z])), domain);
  joint.addTerm(graph.constant(-halfLogTwoPi), domain);
}

/** A lower triangular matrix times a vector over the domain. */
function product({ graph }: Joint, lower: Float64Array, size: number, vector: Node, domain: Domain): Node {
  const terms = Array.from({ length: size }, (_, k) => {
    const column = graph.data(
      domain,
      Float64Array.from({ length: size }, (_unused, i) => lower[i * size + k]!),
    );
    const element = component(graph, vector, k, size, scalarDomain);
    return { coefficient: 1, node: multiply(graph, column, element) };
  });
  return linear(graph, 0, terms);
}

/** L⁻¹, which is lower triangular too. */
function inverseOf(factor: Float64Array, size: number): Float64Array {
  const inverse = new Float64Array(size * size);
  const column = new Float64Array(size);
  for (let k = 0; k < size; k++) {
    column.fill(0);
    column[k] = 1;
    solveLower(factor, size, column);
    for (let i = 0; i < size; i++) inverse[i * size + k] = column[i]!;
  }
  return inverse;
}
