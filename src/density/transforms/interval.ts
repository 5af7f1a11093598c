/** A bounded interval: x = lower + (upper - lower) · inv_logit(u). */

import type { ScalarTransform } from "./transform.ts";

export const interval: ScalarTransform = {
  name: "interval",
  serves: (hasLower, hasUpper) => hasLower && hasUpper,
  constrain: "lower + (upper - lower) * inv_logit(u)",
  // dx/du = (upper - lower) · inv_logit(u) · inv_logit(-u)
  logJacobian: "log(upper - lower) + log_inv_logit(u) + log_inv_logit(-u)",
};
