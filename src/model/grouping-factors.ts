/** The factors whose levels have parameters: groups, as against factors that are predictors in a design. */

import type { CheckedModel } from "../language/checked-model.ts";

/** Factors that parameters are over, by themselves, in a combination, or in a pool. */
export function groupingFactors({ statements, plates }: CheckedModel): ReadonlySet<string> {
  const found = new Set<string>();
  for (const one of statements) {
    if (one.kind !== "parameter") continue;
    for (const name of one.plates) {
      const plate = plates.get(name);
      if (plate?.kind === "factor") found.add(name);
      if (plate?.kind === "combination") for (const factor of plate.factors) found.add(factor);
      if (plate?.kind === "pool") for (const column of plate.columns) found.add(column);
    }
  }
  return found;
}
