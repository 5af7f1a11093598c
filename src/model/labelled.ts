/** Elements of a quantity that are named by labels, `u["308", "days"]`, or by labels and plates, `θ["b", subject]`. */

import type { Index } from "../language/checked-model.ts";
import type { BoundModel } from "./bound-model.ts";
import type { Domain } from "./domains.ts";

export interface Labelled {
  /** Of the plates that have no label, in their order. */
  readonly leading: Domain;
  /** For each element of `leading` its element of the quantity's domain. */
  readonly elements: Int32Array;
  /** Where the labels are of the last plates: elements of the rest, and which of them the labels name; otherwise null. */
  readonly last: { readonly width: number; readonly flat: number } | null;
}

/** Where the elements are, of a quantity over `plates`, with an index for each of them; no indices are all of them. */
export function labelled(
  { domains }: BoundModel,
  plates: readonly string[],
  indices: readonly Index[],
): Labelled {
  const isNamed = plates.map((_, i) => indices[i]?.kind === "label");
  const leading = domains.ofPlates(plates.filter((_, i) => !isNamed[i]));
  const first = isNamed.indexOf(true);
  const isLast = first < 0 || isNamed.slice(first).every((named) => named);
  let [flat, width, stride] = [0, 1, 1];
  // From the last plate to the first: how far apart its levels are, and those of the plates that are left.
  const steps: { readonly size: number; readonly stride: number }[] = [];
  for (let i = plates.length - 1; i >= 0; i--) {
    const labels = domains.labelsOf(plates[i]!);
    const index = indices[i];
    if (index?.kind === "label") {
      flat += stride * labels.indexOf(index.label);
      width *= labels.length;
    } else steps.push({ size: labels.length, stride });
    stride *= labels.length;
  }
  const elements = Int32Array.from({ length: leading.size }, (_, i) => {
    let [rest, element] = [i, flat];
    for (const step of steps) {
      element += step.stride * (rest % step.size);
      rest = Math.trunc(rest / step.size);
    }
    return element;
  });
  return { leading, elements, last: isLast ? { width, flat } : null };
}

/** The domain that indices lead through to what is over `domain`: that itself, but where they are columns of its plates, `skill[home]`. */
export function indexedBy({ domains }: BoundModel, domain: Domain, indices: readonly Index[]): Domain {
  const named = indices.flatMap((index) => (index.kind === "plate" ? [index.plate] : []));
  const { axes } = domain;
  const isOwn = named.length < axes.length || axes.every(({ plate }, i) => plate === named[i]);
  return isOwn ? domain : domains.ofPlates(named);
}
