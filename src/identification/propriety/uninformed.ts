/**
 * Flat parameters that no outcome depends on.
 *
 * All that an outcome does not depend on can be integrated out, one after another from the end, each giving 1 if its
 * prior is proper; a flat one gives infinity.
 */

import type { ParameterStatement } from "../../language/checked-model.ts";
import { flatRangeOf } from "./equations.ts";
import type { Forms } from "./forms.ts";

export function findUninformed(forms: Forms): ParameterStatement[] {
  const informed = new Set<string>();
  const visit = (name: string): void => {
    if (informed.has(name)) return;
    informed.add(name);
    const parameter = forms.arguments.parameters.get(name);
    if (parameter === undefined) return;
    for (const { expression } of forms.arguments.of(parameter)) {
      for (const one of forms.arguments.parametersIn(expression)) visit(one);
    }
  };
  for (const { of, expression } of forms.arguments.all) {
    if (of.kind === "likelihood") for (const name of forms.arguments.parametersIn(expression)) visit(name);
  }
  return [...forms.arguments.parameters.values()].filter((one) => {
    const [lower, upper] = flatRangeOf(forms.model, one) ?? [0, 0];
    return upper - lower === Infinity && !informed.has(one.name);
  });
}
