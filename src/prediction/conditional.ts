/** A distribution as it stands in a statement, for drawing: its arguments as nodes of the model's graph, and what a draw makes of them. */

import type { Node } from "../density/graph/node.ts";
import type { Joint } from "../density/joint/joint.ts";
import { vectorArguments, vectorShape } from "../density/joint/parameters.ts";
import type { CheckedDistribution, DistributionOf, Expression } from "../language/checked-model.ts";
import type { Domain } from "../model/domains.ts";
import type { RandomStream } from "../numeric/random-stream.ts";
import { drawTruncated } from "./draw-truncated.ts";

/** What one element is drawn from: one number for a scalar argument, K for a vector, K² for the factor of a matrix. */
export type ArgumentValues = readonly (readonly number[])[];

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

/** Why a draw cannot be made, in words: of bounds and arguments, which are known when they are met. */
export class NotDrawn extends Error {}

/** Of a scalar or a choice, over the elements of a domain; of a vector or an ordered one over its last plate. */
export function conditionalOf(
  joint: Joint,
  distribution: CheckedDistribution,
  context: Domain,
  plates: readonly string[],
): Conditional {
  const { translator } = joint;
  const translate = (one: Expression): readonly Node[] => [translator.translate(one, context)];
  switch (distribution.kind) {
    case "scalar": {
      const { distribution: scalar, arguments: list } = distribution;
      const draw: Conditional["draw"] = (stream, values) => [scalar.draw!(stream, values.map(first))];
      return { elements: context, width: 1, arguments: list.map(translate), draw };
    }
    case "truncated":
      return truncated(joint, distribution, context);
    case "choice": {
      const { distribution: choice } = distribution;
      const vectors = joint.choiceArguments(distribution, context);
      const draw: Conditional["draw"] = (stream, values) => [choice.draw!(stream, values)];
      return { elements: context, width: 1, arguments: vectors, draw };
    }
    case "ordered":
      return ordered(joint, distribution, plates);
    case "vector":
      return vector(joint, distribution, plates);
  }
}

const first = (values: readonly number[]): number => values[0]!;

function truncated(joint: Joint, checked: DistributionOf<"truncated">, context: Domain): Conditional {
  const { base, lower, upper } = checked;
  const { graph, translator } = joint;
  const end = (bound: Expression | null, otherwise: number): Node =>
    bound === null ? graph.constant(otherwise) : translator.translate(bound, context);
  const nodes = base.arguments.map((one) => translator.translate(one, context));
  return {
    elements: context,
    width: 1,
    arguments: [...nodes, end(lower, -Infinity), end(upper, Infinity)].map((node) => [node]),
    draw: (stream, values) => {
      const numbers = values.map(first);
      const [from, to] = numbers.splice(-2) as [number, number];
      const drawn = drawTruncated(base.distribution, stream, numbers, from, to);
      if (drawn !== null) return [drawn];
      throw new NotDrawn(
        `hardly any of its draws lie between ${from} and ${to}, with the arguments ${numbers.join(", ")}`,
      );
    },
  };
}

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
