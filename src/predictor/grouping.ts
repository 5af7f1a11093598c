/** Group effects whose spread is estimated, factor by factor. */

import type { BoundModel } from "../model/bound-model.ts";
import type { IndexMap } from "../model/domains.ts";
import { remembered } from "../model/remembered.ts";
import { decompose, type GroupEffect, isHierarchical } from "./effects.ts";
import type { Outcome } from "./outcome.ts";
import { groupName } from "./variance-formula.ts";

/** The effects of one factor, or of one combination of factors. */
export interface Grouping {
  readonly plates: readonly string[];
  /** From the rows to the levels. */
  readonly map: IndexMap;
  readonly effects: readonly GroupEffect[];
}

/** In the order in which the linear predictor mentions them. */
export function findGroupings(model: BoundModel, outcome: Outcome): Grouping[] {
  const { domains, checked } = model;
  const found = new Map<string, { map: IndexMap; plates: readonly string[]; effects: GroupEffect[] }>();
  for (const effect of decompose(model, outcome).effects) {
    const map = domains.mapTo(domains.rows, effect.plates);
    if (map === null || !isHierarchical(checked, effect)) continue;
    const { plates } = effect;
    remembered(found, groupName(effect), () => ({ map, plates, effects: [] })).effects.push(effect);
  }
  return [...found.values()];
}
