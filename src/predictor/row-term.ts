/** The terms of group effects as rows see them: predictor, level and variance. */

import type { BoundModel } from "../model/bound-model.ts";
import { isKnownIn } from "../model/context.ts";
import type { IndexMap } from "../model/domains.ts";
import type { GroupEffect } from "./effects.ts";
import type { HiddenVariable } from "./hidden-variable.ts";
import { predictorValues } from "./predictor.ts";
import { effectVariance, groupName, termName } from "./variance-formula.ts";

/** One term of the effects of one group, over the rows. */
export interface RowTerm {
  readonly group: string;
  readonly term: string;
  /** The predictor in each row, null for ones; its sign counts where terms are correlated. */
  readonly z: Float64Array | null;
  readonly sign: 1 | -1;
  readonly variance: HiddenVariable;
  /** Whether the variance differs between levels. */
  readonly varies: boolean;
  readonly levels: IndexMap;
}

/** Two correlated terms of one group. */
export interface RowCorrelation {
  readonly first: RowTerm;
  readonly second: RowTerm;
  readonly correlation: string;
}

/** Null where the effect has no variance in closed form, or rows do not know its level. */
export function rowTerm(model: BoundModel, effect: GroupEffect): RowTerm | null {
  const { domains } = model;
  const variance = effectVariance(model, effect);
  const levels = domains.mapTo(domains.rows, effect.plates);
  if (variance === null || levels === null) return null;
  return {
    group: groupName(effect),
    term: termName(model, effect),
    z: predictorValues(model, effect.predictor),
    sign: effect.sign,
    variance,
    varies: !Object.values(variance.names).every((one) => isKnownIn(model, one, [])),
    levels,
  };
}

/** What a term whose variance differs between levels gives the variance of a row, averaged over the rows. */
export function contributionOf(
  { cells, domains }: BoundModel,
  { variance, levels, z }: RowTerm,
): HiddenVariable {
  const weights = new Float64Array(levels.to.size);
  let total = 0;
  for (let row = 0; row < domains.rows.size; row++) {
    const count = cells?.counts[row] ?? 1;
    const [level, value] = [levels.indices[row]!, z?.[row] ?? 1];
    weights[level] = weights[level]! + count * value * value;
    total += count;
  }
  const name = `${variance.name.slice(0, -1)}, over the rows)`;
  return { ...variance, name, weights: weights.map((weight) => weight / total) };
}
