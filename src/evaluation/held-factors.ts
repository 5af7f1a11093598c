/** Which effects stay as they were drawn where a group of a factor is left out: those of factors that cross it, or that it is within. */

import { isGrouping } from "../language/parts.ts";
import type { BoundModel } from "../model/bound-model.ts";

/** A factor whose effects are not those of single groups. */
export interface HeldFactor {
  /** Its name, or those of a combination: `item`, `item:day`. */
  readonly label: string;
  /** Whether a group has several of its levels, rather than being within one. */
  readonly crosses: boolean;
}

/** In the order of the model. */
export function heldFactors({ checked, domains }: BoundModel, factor: string): readonly HeldFactor[] {
  const group = domains.ofPlates([factor]);
  const held = new Map<string, HeldFactor>();
  for (const statement of checked.statements) {
    if (statement.kind !== "parameter") continue;
    const own = statement.plates.filter((plate) => isGrouping(checked.plates.get(plate)));
    if (own.length === 0 || domains.mapTo(domains.rows, own) === null) continue;
    const levels = domains.ofPlates(own);
    if (domains.mapBetween(levels, group) !== null) continue;
    const label = own.join(":");
    held.set(label, { label, crosses: domains.mapBetween(group, levels) === null });
  }
  return [...held.values()];
}
