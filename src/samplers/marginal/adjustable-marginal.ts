/** The marginal density as the pilot sees it that chooses the coordinates of sampled group effects, such as sds of groups. */

import type { LogDensity } from "../../density/log-density.ts";
import { MarginalDensity } from "../../linear-gaussian/marginal-density.ts";
import type { MarginalModel } from "../../linear-gaussian/marginal-model.ts";
import type { AdjustableDensity } from "../centering/adjustable-density.ts";

/** A whole position is the model's own, with zeros for what is integrated out. */
export function adjustableMarginal({ recipe, effects, recentered }: MarginalModel): AdjustableDensity {
  const density = new MarginalDensity(recipe);
  const places = recipe.sampled;
  const take = (whole: Float64Array): Float64Array => Float64Array.from(places, (place) => whole[place]!);
  const place = (position: Float64Array): Float64Array => {
    const whole = new Float64Array(recipe.dimension);
    places.forEach((at, i) => {
      whole[at] = position[i]!;
    });
    return whole;
  };
  const slope = new Float64Array(places.length);
  const whole: LogDensity = {
    dimension: recipe.dimension,
    evaluate: (position, gradient) => {
      const value = density.evaluate(take(position), slope);
      gradient.fill(0);
      places.forEach((at, i) => {
        gradient[at] = slope[i]!;
      });
      return value;
    },
  };
  const others: AdjustableDensity["recentered"] = (centering) => adjustableMarginal(recentered(centering));
  return { effects, sampled: density, whole, place, take, recentered: others };
}
