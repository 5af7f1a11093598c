/** How many numbers a parameter or defined value is. */

import type { BoundModel } from "../model/bound-model.ts";

/** 0 for a name that draws do not hold. */
export function sizeOfQuantity({ checked, domains }: BoundModel, name: string): number {
  const declared = checked.declarations.get(name);
  return declared === undefined ? 0 : domains.ofPlates(declared.plates).size;
}
