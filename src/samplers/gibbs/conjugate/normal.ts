/**
 * Normal full conditionals: parameters in which the log density is quadratic, whatever the model calls them. A vector x for each
 * element has precision P = -∂²ℓ/∂x∂xᵀ, which is free of x, and mean x + P⁻¹ ∂ℓ/∂x, from the derivatives at any x. Scalars and
 * population effects are one joint block, the effects of a plate one block of independent vectors.
 */

import type { EmittedFunction } from "../../../density/code/emit.ts";
import type { Node } from "../../../density/graph/node.ts";
import type { Domain } from "../../../model/domains.ts";
import { choleskyFactor, solveLower, solveLowerTransposed } from "../../../numeric/cholesky.ts";
import { analyze, blockName, componentOf, type GibbsGraph, type Member } from "../gibbs-graph.ts";
import type { Update, UpdateContext, UpdateHead } from "../update.ts";

export interface NormalRecipe extends UpdateHead {
  readonly kind: "normal";
  readonly size: number;
  /** Per number of an element: its place for element 0, and the step to the next element. */
  readonly offsets: readonly number[];
  readonly strides: readonly number[];
  /** Gradients, number by number over the elements, then the lower triangle of -P, row by row. */
  readonly statistics: EmittedFunction;
}

/** More numbers in one block cost more than they are worth. */
const mostJoint = 60;

/** The update of these members together; null unless the density is quadratic in them. */
export function normalRecipe(
  graph: GibbsGraph,
  members: readonly Member[],
  elements: Domain,
): NormalRecipe | null {
  const width = members.reduce((sum, member) => sum + member.width, 0);
  if (width > mostJoint) return null;
  const analysis = analyze(members);
  if (!graph.isIndependent(analysis) || !graph.isSmooth(analysis, 2)) return null;
  const gradient = graph.gradient();
  const components = members.flatMap(({ input, width: own }) =>
    Array.from({ length: own }, (_, k) => ({ input, k, own })),
  );
  const part = (node: Node, k: number, own: number): Node => componentOf(graph, node, k, own, elements);
  const zero = graph.joint.graph.constant(0);
  const gradients = components.map(({ input, k, own }) => part(gradient.get(input) ?? zero, k, own));
  const curvatures: Node[] = [];
  for (const [row, node] of gradients.entries()) {
    const derivative = graph.derivative(node, elements);
    for (const { input, k, own } of components.slice(0, row + 1)) {
      const curvature = part(derivative.get(input) ?? zero, k, own);
      if (!analysis.isFree(curvature)) return null;
      curvatures.push(curvature);
    }
    // Without curvature there is no proper conditional.
    const last = curvatures[curvatures.length - 1]!;
    if (last.kind === "constant" && last.value === 0) return null;
  }
  return {
    kind: "normal",
    block: blockName(members),
    size: elements.size,
    offsets: components.map(({ input, k }) => input.offset + k),
    strides: components.map(({ own }) => own),
    statistics: graph.statistics([...gradients, ...curvatures], elements),
  };
}

/** Draws all members at once, element by element. */
export function normalUpdate(recipe: NormalRecipe, context: UpdateContext): Update {
  const { size, offsets } = recipe;
  const width = offsets.length;
  const compute = context.instantiate(recipe.statistics);
  const sums = new Float64Array((width + (width * (width + 1)) / 2) * size);
  const precision = new Float64Array(width * width);
  const shift = new Float64Array(width);
  return {
    update() {
      compute(context.position, sums);
      if (width === 1) drawNumbers(recipe, context, sums);
      else for (let j = 0; j < size; j++) drawVector(recipe, context, sums, precision, shift, j);
    },
  };
}

/** x ← x + g/p + z/√p */
function drawNumbers(
  { size, offsets: [offset], strides: [stride] }: NormalRecipe,
  { position, stream }: UpdateContext,
  sums: Float64Array,
): void {
  for (let j = 0; j < size; j++) {
    const precision = -sums[size + j]!;
    const moved = sums[j]! / precision + stream.normal() / Math.sqrt(precision);
    if (Math.abs(moved) < Infinity) position[offset! + j * stride!]! += moved;
  }
}

/** x ← x + P⁻¹g + L⁻ᵀz with P = LLᵀ */
function drawVector(
  { size, offsets, strides }: NormalRecipe,
  { position, stream }: UpdateContext,
  sums: Float64Array,
  precision: Float64Array,
  shift: Float64Array,
  j: number,
): void {
  const width = offsets.length;
  let next = width * size + j;
  for (let row = 0; row < width; row++) {
    for (let column = 0; column <= row; column++, next += size)
      precision[row * width + column] = -sums[next]!;
  }
  if (!choleskyFactor(precision, width)) return;
  for (let k = 0; k < width; k++) shift[k] = sums[k * size + j]!;
  solveLower(precision, width, shift);
  for (let k = 0; k < width; k++) shift[k]! += stream.normal();
  solveLowerTransposed(precision, width, shift);
  for (let k = 0; k < width; k++) position[offsets[k]! + j * strides[k]!]! += shift[k]!;
}
