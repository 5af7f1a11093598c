/** A half line bounded below, of which the positive numbers are the common case: x = lower + exp(u). */

import type { ScalarTransform } from "./transform.ts";

export const positive: ScalarTransform = {
  name: "positive",
  serves: (hasLower, hasUpper) => hasLower && !hasUpper,
  constrain: "lower + exp(u)",
  // dx/du = exp(u)
  logJacobian: "u",
};
