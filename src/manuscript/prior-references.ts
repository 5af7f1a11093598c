/** Who proposed a prior. */

import type { CheckedDistribution } from "../language/checked-model.ts";
import { baseOf } from "../language/parts.ts";
import type { ReferenceKey } from "./references.ts";

const byDistribution: Readonly<Record<string, ReferenceKey>> = {
  half_student_t: "gelman2006",
  half_cauchy: "gelman2006",
  lkj: "lewandowski2009",
};

/** Each once; none for the distributions that every textbook has. */
export function priorReferences(checked: CheckedDistribution): readonly ReferenceKey[] {
  const { elements } = checked.kind === "scalar" ? checked : {};
  const parts =
    elements === undefined
      ? [checked]
      : [elements.general, ...elements.single.map((one) => one.distribution)];
  const keys = parts.flatMap((part) => byDistribution[baseOf(part).distribution.name] ?? []);
  return [...new Set(keys)];
}
