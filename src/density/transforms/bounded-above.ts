/** A half line bounded above: x = upper - exp(u). */

import type { ScalarTransform } from "./transform.ts";

export const boundedAbove: ScalarTransform = {
  name: "bounded above",
  serves: (hasLower, hasUpper) => !hasLower && hasUpper,
  constrain: "upper - exp(u)",
  // |dx/du| = exp(u)
  logJacobian: "u",
};
