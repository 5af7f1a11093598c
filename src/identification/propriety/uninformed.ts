/**
 * Flat parameters that no outcome depends on, or only the mean direction of angles.
 *
 * All that an outcome does not depend on can be integrated out, one after another from the end, each giving 1 if its
 * prior is proper; a flat one gives infinity. So it does where only directions depend on it: a von Mises density is at least
 * exp(-2κ) of its largest value, whatever the direction, so that the likelihood is above a positive number however far the
 * parameter goes.
 */

import type { ParameterStatement } from "../../language/checked-model.ts";
import { baseOf } from "../../language/parts.ts";
import type { Argument } from "./arguments.ts";
import { flatRangeOf } from "./equations.ts";
import type { Forms } from "./forms.ts";

/** A flat parameter that nothing bounds. */
export interface Uninformed {
  readonly parameter: ParameterStatement;
  /** Whether directions of angles depend on it. */
  readonly hasDirection: boolean;
}

/** The parameters with a flat prior of infinite mass that no outcome, or only directions, depend on. */
export function findUninformed(forms: Forms): Uninformed[] {
  const informed = reachedFrom(forms, (one) => !isDirection(one));
  const reached = reachedFrom(forms, () => true);
  return [...forms.arguments.parameters.values()].flatMap((parameter) => {
    const [lower, upper] = flatRangeOf(forms.model, parameter) ?? [0, 0];
    if (upper - lower !== Infinity || informed.has(parameter.name)) return [];
    return [{ parameter, hasDirection: reached.has(parameter.name) }];
  });
}

function isDirection({ of, name }: Argument): boolean {
  return baseOf(of.distribution).distribution.name === "von_mises" && name === "mean";
}

/** The parameters that outcomes depend on, near or far, through arguments that count. */
function reachedFrom(forms: Forms, counts: (argument: Argument) => boolean): ReadonlySet<string> {
  const reached = new Set<string>();
  const visit = (name: string): void => {
    if (reached.has(name)) return;
    reached.add(name);
    const parameter = forms.arguments.parameters.get(name);
    if (parameter === undefined) return;
    for (const { expression } of forms.arguments.of(parameter)) {
      for (const one of forms.arguments.parametersIn(expression)) visit(one);
    }
  };
  for (const argument of forms.arguments.all) {
    if (argument.of.kind !== "likelihood" || !counts(argument)) continue;
    for (const name of forms.arguments.parametersIn(argument.expression)) visit(name);
  }
  return reached;
}
