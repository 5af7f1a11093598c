/**
 * A slice update of numbers whose density is known from a few sums: standard deviations of normal values from their count and
 * sum of squares, whatever the prior. The rows are passed over once; after that an evaluation is a few operations.
 *
 *     log p(x) = log prior(x) + Σ_k c_k ∫ x^k dx,   ∫ x^k dx = x^(k+1)/(k+1), or log x for k = -1
 *
 * Where the derivative of the prior is a sum of powers too it is among the c_k, otherwise the prior is evaluated.
 */

import type { EmittedFunction } from "../../density/code/emit.ts";
import { add } from "../../density/graph/arithmetic.ts";
import type { Node } from "../../density/graph/node.ts";
import { scalarDomain } from "../../model/domains.ts";
import { exp } from "../../numeric/exponential.ts";
import { ElementSlices, type EvaluateElements } from "../updates/element-slices.ts";
import { blockName } from "./gibbs-graph.ts";
import type { PowerBlock } from "./power-block.ts";
import { sliceUpdate } from "./slice-update.ts";
import type { Update, UpdateContext, UpdateHead } from "./update.ts";

export interface StatisticsSliceRecipe extends UpdateHead {
  readonly kind: "statistics slice";
  readonly offset: number;
  readonly size: number;
  /** The powers of x in the derivative. */
  readonly powers: readonly number[];
  /** Their coefficients, power by power over the elements. */
  readonly statistics: EmittedFunction;
  /** log prior + log Jacobian over the elements; null where the prior is among the powers. */
  readonly prior: EmittedFunction | null;
}

/** The update of a block of positive numbers; null where the derivative is no sum of powers. */
export function statisticsSliceRecipe(block: PowerBlock): StatisticsSliceRecipe | null {
  const { graph, parameter, elements, support } = block;
  const terms = block.whole ?? block.withoutPrior;
  if (support !== "positive" || terms === null || terms.length === 0) return null;
  if (terms.some(({ complementPower }) => complementPower !== 0)) return null;
  return {
    kind: "statistics slice",
    block: blockName([parameter]),
    offset: parameter.input.offset,
    size: elements.size,
    powers: terms.map(({ power }) => power),
    statistics: graph.statistics(
      terms.map(({ coefficient }) => coefficient),
      elements,
    ),
    prior: block.whole === null ? graph.statistics([priorNode(block)], elements) : null,
  };
}

/** log prior + log Jacobian of each element. */
function priorNode({ graph, parameter, elements }: PowerBlock): Node {
  const { name } = parameter.statement;
  const own = graph.joint.terms.filter(({ statement }) => "name" in statement && statement.name === name);
  const whole = own.filter(({ domain }) => domain === elements || domain === scalarDomain);
  return add(graph.joint.graph, ...whole.map(({ node }) => node));
}

/** Slices on the scale of u = log x, whose Jacobian is x. */
export function statisticsSlice(recipe: StatisticsSliceRecipe, context: UpdateContext): Update {
  const { offset, size, powers } = recipe;
  const { position, stream } = context;
  const compute = context.instantiate(recipe.statistics);
  const prior = recipe.prior && context.instantiate(recipe.prior);
  const sums = new Float64Array(powers.length * size);
  const evaluate: EvaluateElements = (values, isActive) => {
    if (prior !== null) prior(position, values);
    for (let j = 0; j < size; j++) {
      if (isActive[j] === 0) continue;
      const u = position[offset + j]!;
      let logDensity = prior === null ? u : values[j]!;
      for (let k = 0; k < powers.length; k++) {
        const coefficient = sums[k * size + j]!;
        const up = powers[k]! + 1;
        if (up === 0) logDensity += coefficient * u;
        // Of nothing nothing is left, however large the power.
        else if (coefficient !== 0) logDensity += (coefficient / up) * exp(up * u);
      }
      values[j] = logDensity;
    }
  };
  const slices = new ElementSlices(position, { offset, stride: 1, size }, evaluate, stream);
  return sliceUpdate([slices], () => {
    compute(position, sums);
    slices.move();
  });
}
