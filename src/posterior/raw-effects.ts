/**
 * Effects as the rows of each level tell them by themselves: the raw mean, on the scale of the linear predictor, less the posterior mean of what
 * the predictor has besides the effect. Beside the effect it shows how far that was drawn in.
 */

import { normalQuantile } from "../numeric/error-function.ts";
import { log } from "../numeric/logarithm.ts";
import { logit } from "../numeric/logistic.ts";
import type { Draws, EffectsRole, RawLink } from "./draws.ts";
import { mean } from "./moments.ts";
import { requireVariable } from "./variables.ts";

/** By level, and what the numbers are. */
export interface RawEffects {
  readonly definition: string;
  readonly values: readonly number[];
}

const links: Readonly<Record<RawLink, { readonly words: string; readonly of: (mean: number) => number }>> = {
  identity: { words: "raw_mean", of: (value) => value },
  log: { words: "log of raw_mean", of: log },
  logit: { words: "logit of raw_mean", of: logit },
  probit: { words: "probit of raw_mean", of: normalQuantile },
};

/** Null where the role does not say how. */
export function rawEffects(draws: Draws, { raw, rawMean }: EffectsRole): RawEffects | null {
  if (raw == null) return null;
  const { words, of } = links[raw.link];
  const coefficients = raw.coefficients.map((one) =>
    typeof one === "number" ? one : mean(requireVariable(draws, one)),
  );
  const values = rawMean.map((value, j) => {
    const means = raw.means[raw.means.length === 1 ? 0 : j]!;
    return of(value) - means.reduce((sum, x, k) => sum + x * coefficients[k]!, 0);
  });
  const definition =
    coefficients.length === 0
      ? `${words} itself, as the effects have the population's mean in them`
      : `${words} less the fixed part of the predictor over the level's rows: the effect as these tell it`;
  return { definition, values };
}
