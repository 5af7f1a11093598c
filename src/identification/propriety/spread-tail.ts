/**
 * The mass far out of what is normal about its mean with an sd ω that has a prior itself, as log σ[g] of σ[g] ~
 * lognormal(λ, ω).
 *
 * The mass near -t is that of ω z = -t. With ω ~ half_normal(s) it is of order e^(-t/s), but for a power of t; a prior
 * of ω with a heavier tail leaves more than any e^(-δt). With a fixed ω it is less than any, and so it is with one that
 * has an upper bound. If ω grows, what else it is the sd of stays where it is at the price of a power of t. Only where ω
 * is used for nothing else.
 */

import type { Expression } from "../../language/checked-model.ts";
import { expressionsOf, mentionedQuantities } from "../../language/parts.ts";
import type { BoundModel } from "../../model/bound-model.ts";

/** κ where the mass is of order e^(-κt), but for a power of t; null for less, or what is not known. */
export function spreadTail(
  model: BoundModel,
  sd: Expression | undefined,
  numberIn: (expression: Expression | undefined) => number | null,
): number | null {
  if (sd?.kind !== "quantity" || sd.indices.length > 0 || countMentions(model, sd.name) !== 1) return null;
  const statement = model.checked.declarations.get(sd.name);
  if (statement?.kind !== "parameter" || statement.plates.length > 0) return null;
  const { distribution } = statement;
  if (distribution.kind !== "scalar") return null;
  const [first, second] = distribution.arguments;
  switch (distribution.distribution.name) {
    case "half_normal": {
      const scale = numberIn(first);
      return scale === null || !(scale > 0) ? null : 1 / scale;
    }
    case "flat":
      return numberIn(second) === Infinity && numberIn(first) === 0 ? 0 : null;
    case "exponential":
    case "gamma":
    case "chi_square":
    case "half_cauchy":
    case "half_student_t":
    case "inverse_gamma":
    case "lognormal":
      return 0;
    default:
      return null;
  }
}

/** How often a name stands in the model, definitions included. */
function countMentions({ checked }: BoundModel, name: string): number {
  let count = 0;
  for (const statement of checked.statements) {
    for (const one of expressionsOf(statement).flatMap(mentionedQuantities)) if (one === name) count++;
  }
  return count;
}
