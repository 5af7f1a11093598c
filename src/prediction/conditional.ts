/** A distribution as it stands in a statement, for drawing: its arguments as nodes of the model's graph, and what a draw makes of them. */

import type { Node } from "../density/graph/node.ts";
import type { Joint } from "../density/joint/joint.ts";
import { vectorArguments, vectorShape } from "../density/joint/parameters.ts";
import { argumentNodes } from "../density/joint/predictions.ts";
import type { CheckedDistribution, DistributionOf, Likelihood } from "../language/checked-model.ts";
import { outcomeName } from "../language/parts.ts";
import type { Domain } from "../model/domains.ts";
import type { RandomStream } from "../numeric/random-stream.ts";
import { censoredDraws } from "./censoring.ts";
import { type ArgumentValues, drawerOf, drawerOfElements, NotDrawn } from "./draw-one.ts";

export interface Conditional {
  /** One draw for each element. */
  readonly elements: Domain;
  /** Numbers that a draw is: 1, the length of a vector, or all elements of the factor of a correlation matrix. */
  readonly width: number;
  /** Argument by argument, each node over `elements` or scalar. */
  readonly arguments: readonly (readonly Node[])[];
  /** Throws a `NotDrawn` where no draw can be made. */
  readonly draw: (stream: RandomStream, values: ArgumentValues) => readonly number[];
}

/** Of a scalar or a choice, over the elements of a domain; of a vector or an ordered one over its last plate. */
export function conditionalOf(
  joint: Joint,
  distribution: CheckedDistribution,
  context: Domain,
  plates: readonly string[],
): Conditional {
  switch (distribution.kind) {
    case "scalar":
    case "truncated":
    case "choice": {
      const { distribution: base } = distribution.kind === "truncated" ? distribution.base : distribution;
      const elements = distribution.kind === "scalar" ? distribution.elements : undefined;
      const draw =
        elements === undefined || elements.parts.length === 0
          ? drawerOf(base, distribution.kind === "truncated")
          : drawerOfElements(elements);
      return {
        elements: context,
        width: 1,
        arguments: argumentNodes(joint.translator, distribution, context),
        draw: (stream, values) => [draw(stream, values)],
      };
    }
    case "ordered":
      return ordered(joint, distribution, plates);
    case "vector":
      return vector(joint, distribution, plates);
  }
}

/**
 * Of an outcome, over the elements of a domain: one number for each of its columns. Counts in several columns are drawn given their
 * sums in the table.
 */
export function conditionalOfOutcome(joint: Joint, likelihood: Likelihood, context: Domain): Conditional {
  const { columns, distribution } = likelihood;
  const censored = censoredDraws(joint, likelihood, context);
  if (censored !== null)
    return {
      elements: context,
      width: 1,
      arguments: censored.nodes.map((node) => [node]),
      draw: (stream, values) => [censored.draw(stream, values)],
    };
  if (distribution.kind !== "vector") return conditionalOf(joint, distribution, context, []);
  const { distribution: vectorDistribution } = distribution;
  const width = columns.length;
  const values = joint.columnArguments(distribution, width, context);
  const isOfCounts = vectorDistribution.support.kind === "counts";
  return {
    elements: context,
    width,
    arguments: isOfCounts ? [...values, [totalsOf(joint, columns, context)]] : values,
    draw: (stream, numbers) => vectorDistribution.draw!(stream, numbers, width),
  };
}

/** The sums of columns as they are in the table, for each element of the context. */
function totalsOf({ graph, model, translator }: Joint, columns: readonly string[], context: Domain): Node {
  const bound = columns.map((name) => model.columns.get(name)!);
  const { domain, values } = bound[0]!;
  const totals = values.map((_, i) => bound.reduce((sum, one) => sum + one.values[i]!, 0));
  return translator.carry(graph.data(domain, totals), domain, context, outcomeName(columns));
}

const first = (values: readonly number[]): number => values[0]!;

/** Equal distributions of all elements, put in order. */
function ordered(joint: Joint, { base }: DistributionOf<"ordered">, plates: readonly string[]): Conditional {
  const { domains } = joint.model;
  const whole = domains.ofPlates(plates);
  const elements = domains.ofPlates(plates.slice(0, -1));
  const width = whole.size / elements.size;
  const vectors = base.arguments.map((one) => joint.translator.translateVector(one, elements, width, whole));
  return {
    elements,
    width,
    arguments: vectors,
    draw: (stream, values) => {
      if (values.some((one) => one.some((value) => value !== one[0]))) {
        throw new NotDrawn("its elements have different distributions, and are drawn in no order then");
      }
      const numbers = values.map(first);
      const drawn = Array.from({ length: width }, () => base.distribution.draw!(stream, numbers));
      return drawn.sort((a, b) => a - b);
    },
  };
}

function vector(joint: Joint, checked: DistributionOf<"vector">, plates: readonly string[]): Conditional {
  const isMatrix = checked.distribution.support.kind === "correlation";
  const shape = vectorShape(joint, plates, isMatrix);
  const { elements, size, distances } = shape;
  return {
    elements,
    width: isMatrix ? size * size : size,
    arguments: vectorArguments(joint, checked, shape),
    draw: (stream, values) => checked.distribution.draw!(stream, values, size, distances),
  };
}
