/**
 * Priors with infinite mass near 0, or at -∞ of a logarithm, of an sd of effects.
 *
 * As τ → 0 the effects go to their means, where the likelihood is positive: each shell τ ≍ ε has at least a constant
 * times the mass ε^κ of the prior. If κ ≤ 0, as of a flat prior on log τ (κ = 0) or on a precision 1/τ² (κ = -2), the
 * sum over shells diverges, whatever the data are.
 */

import type { ParameterStatement } from "../../language/checked-model.ts";
import type { Forms } from "./forms.ts";
import { massTowards } from "./scale-units.ts";
import { findStretched } from "./sole-scale.ts";

export interface VanishingScale {
  readonly parameter: ParameterStatement;
  readonly kind: "positive" | "real";
  readonly effects: readonly string[];
}

/** Scales whose priors have infinite mass at 0, where the likelihood does not vanish. */
export function findVanishingScales(forms: Forms): VanishingScale[] {
  const found: VanishingScale[] = [];
  for (const [name, parameter] of forms.arguments.parameters) {
    const stretched = findStretched(forms, name) ?? [];
    const [first] = stretched;
    if (first === undefined || !stretched.every((one) => forms.isHarmless(one.parameter.name))) continue;
    const { kind } = first.unit;
    const sign = Math.sign(first.unit.weightAt(0));
    const goesOneWay = stretched.every(({ unit, domain }) => {
      if (unit.kind !== kind) return false;
      for (let i = 0; i < domain.size; i++) if (Math.sign(unit.weightAt(i)) !== sign) return false;
      return true;
    });
    if (!goesOneWay || sign === 0) continue;
    const power = massTowards("zero", forms.model, first.unit, sign);
    if (power === null || power.value > 0 || (power.value === 0 && power.isShort)) continue;
    found.push({ parameter, kind, effects: stretched.map((one) => one.parameter.name) });
  }
  return found;
}
