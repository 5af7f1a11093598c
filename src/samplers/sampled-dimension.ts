/** How many unconstrained numbers are left to sample when the latents of a model are integrated out. */

import type { LinearGaussian } from "../structure/linear-gaussian.ts";

/** Of a correlation matrix the elements below the diagonal, of a simplex all but one, of anything else every element. */
export function sampledDimension({ model, sampled }: Pick<LinearGaussian, "model" | "sampled">): number {
  const { domains } = model;
  return sampled.reduce((sum, { distribution, plates }) => {
    const { size } = domains.ofPlates(plates);
    if (distribution.kind !== "vector") return sum + size;
    const last = domains.labelsOf(plates[plates.length - 1]!).length;
    switch (distribution.distribution.support.kind) {
      case "correlation":
        return sum + (size / last / last) * ((last * (last - 1)) / 2);
      case "simplex":
        return sum + size - size / last;
      default:
        return sum + size;
    }
  }, 0);
}
