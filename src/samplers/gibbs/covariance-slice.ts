/**
 * A slice update of the standard deviations and correlations of normal vectors from the vectors' count and cross-products alone:
 *
 *     log p(u | τ, Ω) = -J Σ_k (log τ_k + log L_kk) - ½ tr(A S Aᵀ),   A = L⁻¹ diag(τ)⁻¹, S = Σ_j (u_j - m_j)(u_j - m_j)ᵀ
 *
 * for J vectors u_j with means m_j and Ω = LLᵀ. The vectors are passed over once; after that an evaluation costs as much as a
 * small matrix, however many vectors there are. Priors of τ and Ω may be any. One free number after another is moved.
 */

import type { EmittedFunction } from "../../density/code/emit.ts";
import { add, multiply, scale, subtract } from "../../density/graph/arithmetic.ts";
import { call } from "../../density/graph/call.ts";
import { component } from "../../density/graph/movement.ts";
import type { Node } from "../../density/graph/node.ts";
import { total } from "../../density/graph/total.ts";
import { standardize } from "../../distributions/multi-normal.ts";
import { argumentsOf } from "../../language/parts.ts";
import { scalarDomain } from "../../model/domains.ts";
import { ElementSlices } from "../updates/element-slices.ts";
import { analyze, blockName, type FreeParameter, GibbsGraph, shapeOf } from "./gibbs-graph.ts";
import { sliceUpdate } from "./slice-update.ts";
import type { Update, UpdateContext, UpdateHead } from "./update.ts";

export interface CovarianceSliceRecipe extends UpdateHead {
  readonly kind: "covariance slice";
  /** Places of the free numbers of standard deviations and correlations. */
  readonly coordinates: readonly number[];
  /** Numbers of the position, after which the cross-products have places of their own. */
  readonly dimension: number;
  readonly productCount: number;
  /** The lower triangle of S, row by row. */
  readonly products: EmittedFunction;
  /** Its value is the log density of τ and Ω, of the position with S after it. */
  readonly density: EmittedFunction;
}

/** Standard deviations and correlations that nothing but one parameter's vectors depend on. */
export interface CovarianceBlock {
  readonly recipe: CovarianceSliceRecipe;
  readonly parameters: readonly FreeParameter[];
}

/** The blocks of a model's correlated group effects. */
export function covarianceBlocks(graph: GibbsGraph): CovarianceBlock[] {
  return graph.parameters.flatMap((vectors) => covarianceBlock(graph, vectors) ?? []);
}

function covarianceBlock(graph: GibbsGraph, vectors: FreeParameter): CovarianceBlock | null {
  const { distribution } = vectors.statement;
  if (distribution.kind !== "vector" || distribution.distribution.name !== "multi_normal") return null;
  const [, sds, correlation] = distribution.arguments;
  const parameters = [sds, correlation].map((one) =>
    graph.parameters.find(
      ({ statement }) => one?.kind === "quantity" && one.indices.length === 0 && one.name === statement.name,
    ),
  );
  const [deviations, correlations] = parameters;
  if (deviations === undefined || correlations === undefined) return null;
  const { width } = shapeOf(graph.model, vectors);
  const isVector = deviations.statement.plates.length === 1 && deviations.input.domain.size === width;
  if (!isVector || correlations.statement.plates.length !== 2) return null;
  const members = [deviations, correlations];
  if (!isOwn(graph, members, vectors)) return null;
  return { recipe: recipeOf(graph, vectors, members), parameters: members };
}

/** Whether nothing but their priors and the vectors depends on τ and Ω, and not the means of these. */
function isOwn(graph: GibbsGraph, members: readonly FreeParameter[], vectors: FreeParameter): boolean {
  const analysis = analyze(members.map((one) => ({ ...one, width: one.input.domain.size })));
  const names = new Set([...members, vectors].map(({ statement }) => statement.name));
  if (!meansOf(graph, vectors).every((mean) => analysis.isFree(mean))) return false;
  return graph
    .markovBlanket(analysis)
    .every(({ statement }) => "name" in statement && names.has(statement.name));
}

/** In a graph of its own, in which the cross-products are numbers of the position. */
function recipeOf(
  given: GibbsGraph,
  vectors: FreeParameter,
  members: readonly FreeParameter[],
): CovarianceSliceRecipe {
  const { elements, width } = shapeOf(given.model, vectors);
  const { dimension } = given;
  const graph = new GibbsGraph(given.model);
  const inner = graph.joint.graph;
  const productCount = (width * (width + 1)) / 2;
  const input = inner.input(given.model.domains.addAnonymous("cross-products", productCount));
  // `covarianceBlock` has seen that it is multi_normal(mean, sds, correlation).
  const [, sds, correlation] = argumentsOf(vectors.statement.distribution);
  const { translator } = graph.joint;
  const deviations = translator.translateVector(sds!, scalarDomain, width, vectors.input.domain);
  const factor = translator.translateFactor(correlation!, scalarDomain);
  const names = members.map(({ statement }) => statement.name);
  const prior = graph.joint.terms
    .filter(({ statement }) => "name" in statement && names.includes(statement.name))
    .map(({ node, domain }) => total(inner, node, domain, null));
  const logarithms = [
    ...deviations,
    ...Array.from({ length: width }, (_, k) => factor[k * (width + 1)]!),
  ].map((node) => scale(inner, -elements.size, call(inner, "log", [node])));
  const squares = scale(inner, -0.5, traceOf(graph, deviations, factor, input, productCount));
  return {
    kind: "covariance slice",
    block: blockName(members),
    coordinates: members.flatMap(({ input: own }) =>
      Array.from({ length: own.domain.size }, (_, i) => own.offset + i),
    ),
    dimension,
    productCount,
    products: productsOf(given, vectors),
    density: graph.emit([
      { node: add(inner, ...prior, ...logarithms, squares), domain: scalarDomain, offset: null },
    ]),
  };
}

/** tr(A S Aᵀ) = Σ_i Σ_a Σ_b A_ia A_ib S_ab; column m of A is the unit vector m, standardized. */
function traceOf(
  { joint }: GibbsGraph,
  deviations: readonly Node[],
  factor: readonly Node[],
  input: Node,
  productCount: number,
): Node {
  const { graph } = joint;
  const width = deviations.length;
  const zeros = new Array<Node>(width).fill(graph.constant(0));
  const columns = zeros.map((_, m) => {
    const unit = zeros.map((zero, k) => (k === m ? graph.constant(1) : zero));
    return standardize(joint.algebra(), unit, zeros, deviations, factor);
  });
  const terms: Node[] = [];
  for (let i = 0; i < width; i++) {
    for (let a = 0; a <= i; a++) {
      for (let b = 0; b <= a; b++) {
        const product = component(graph, input, (a * (a + 1)) / 2 + b, productCount, scalarDomain);
        const twice = graph.constant(a === b ? 1 : 2);
        terms.push(multiply(graph, twice, columns[a]![i]!, columns[b]![i]!, product));
      }
    }
  }
  return add(graph, ...terms);
}

/** The vectors' means, component by component. */
function meansOf({ joint, model }: GibbsGraph, vectors: FreeParameter): readonly Node[] {
  const { elements, width } = shapeOf(model, vectors);
  const [mean] = argumentsOf(vectors.statement.distribution);
  return joint.translator.translateVector(mean!, elements, width, vectors.input.domain);
}

/** S from the vectors and their means. */
function productsOf(graph: GibbsGraph, vectors: FreeParameter): EmittedFunction {
  const { elements, width } = shapeOf(graph.model, vectors);
  const inner = graph.joint.graph;
  const deviations = meansOf(graph, vectors).map((one, k) =>
    subtract(inner, component(inner, vectors.input, k, width, elements), one),
  );
  const nodes: Node[] = [];
  for (let a = 0; a < width; a++) {
    for (let b = 0; b <= a; b++) {
      nodes.push(total(inner, multiply(inner, deviations[a]!, deviations[b]!), elements, null));
    }
  }
  return graph.statistics(nodes, scalarDomain);
}

/** Coordinate after coordinate, by a density of the position with the cross-products after it. */
export function covarianceSlice(recipe: CovarianceSliceRecipe, context: UpdateContext): Update {
  const { dimension, productCount, coordinates } = recipe;
  const { position, stream } = context;
  const products = context.instantiate(recipe.products);
  const density = context.instantiate(recipe.density);
  const extended = new Float64Array(dimension + productCount);
  const nothing = new Float64Array(0);
  const evaluate = (values: Float64Array): void => {
    values[0] = density(extended, nothing);
  };
  const slices = coordinates.map(
    (offset) => new ElementSlices(extended, { offset, stride: 1, size: 1 }, evaluate, stream),
  );
  return sliceUpdate(slices, () => {
    extended.set(position);
    products(position, extended.subarray(dimension));
    for (const one of slices) one.move();
    for (const i of coordinates) position[i] = extended[i]!;
  });
}
