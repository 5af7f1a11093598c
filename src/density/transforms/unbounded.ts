/** The whole real line: nothing to transform. */

import type { ScalarTransform } from "./transform.ts";

export const unbounded: ScalarTransform = {
  name: "unbounded",
  serves: (hasLower, hasUpper) => !hasLower && !hasUpper,
  constrain: "u",
  logJacobian: "0",
};
