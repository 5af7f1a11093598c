/** The free numbers of a position by name: which element of which parameter each of them is, or helps to make. */

import { type Domain, labelsAt } from "../../model/domains.ts";
import { variableName } from "../../predictor/hidden-variable.ts";
import type { ParameterInput } from "./joint.ts";

/** One number of a position. */
export interface Coordinate {
  /** As in summaries, `σ_b` or `b[A]`, where each element has a number; otherwise counted from 1: `Ω[1]`. */
  readonly name: string;
  readonly parameter: string;
  /** Which of the parameter's numbers it is, from 0. */
  readonly element: number;
}

/** The coordinates of a joint density, in the order of its position. */
export function coordinatesOf(inputs: readonly ParameterInput[]): Coordinate[] {
  return inputs.flatMap(({ name, node: { domain } }) =>
    Array.from({ length: domain.size }, (_, element) => ({
      name: variableName(name, levelsOf(domain, element)),
      parameter: name,
      element,
    })),
  );
}

function levelsOf(domain: Domain, element: number): string[] {
  const isCounted = domain.axes.length === 0 && domain.size > 1;
  return isCounted ? [String(element + 1)] : labelsAt(domain, element);
}
