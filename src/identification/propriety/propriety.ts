/**
 * Posteriors that are proved to be improper before anything is sampled.
 *
 * A posterior is improper if the integral of likelihood times prior is infinite. Each kind here is proved by a lower
 * bound: a part of the parameter space, cut into shells, over which the integral is at least a power of the shell's
 * size, whatever the rest of the model does there. What cannot be proved is left to the judgement of the draws; nothing
 * is said that is only likely.
 */

import type { BoundModel } from "../../model/bound-model.ts";
import type { Problem } from "../../problems/problem.ts";
import { Arguments } from "./arguments.ts";
import { findExactFit } from "./exact-fit.ts";
import { Forms } from "./forms.ts";
import { findSeparation, findUndetermined } from "./separation.ts";
import { findUninformed } from "./uninformed.ts";
import { findVanishingScales } from "./vanishing-scale.ts";
import { findWideScales } from "./wide-scale.ts";
import {
  describeExactFit,
  describeSeparation,
  describeUndetermined,
  describeUninformed,
  describeVanishing,
  describeWide,
} from "./words.ts";

/** Every proof that the posterior is improper that was found, at most one for each parameter and kind. */
export function checkPropriety(model: BoundModel): Problem[] {
  const all = new Arguments(model.checked);
  if (all.isTooLarge) return [];
  const forms = new Forms(model, all);
  const exact = findExactFit(forms);
  const separation = findSeparation(forms);
  const undetermined = findUndetermined(forms);
  return [
    ...(exact === null ? [] : [describeExactFit(forms, exact)]),
    ...(separation === null ? [] : [describeSeparation(forms, separation)]),
    ...(undetermined.length === 0 ? [] : [describeUndetermined(forms, undetermined)]),
    ...findVanishingScales(forms).map((one) => describeVanishing(forms, one)),
    ...findWideScales(forms).map((one) => describeWide(forms, one)),
    ...findUninformed(forms).map((one) => describeUninformed(forms, one)),
  ];
}
