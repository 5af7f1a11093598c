/** Elements of a quantity that are named by labels: `u["308", "days"]`. */

import type { BoundModel } from "./bound-model.ts";
import type { Domain } from "./domains.ts";

export interface Labelled {
  /** Of the plates before the labels, which stand at the end. */
  readonly leading: Domain;
  /** Elements of the rest, and which of them the labels name. */
  readonly width: number;
  readonly flat: number;
}

/** Where the element is, of a quantity over `plates`. */
export function labelled(
  { domains }: BoundModel,
  plates: readonly string[],
  labels: readonly string[],
): Labelled {
  const leading = domains.ofPlates(plates.slice(0, plates.length - labels.length));
  let flat = 0;
  let width = 1;
  for (const [i, plate] of plates.slice(plates.length - labels.length).entries()) {
    const known = domains.labelsOf(plate);
    flat = flat * known.length + known.indexOf(labels[i]!);
    width *= known.length;
  }
  return { leading, width, flat };
}
