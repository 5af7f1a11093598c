/** How many numbers a parameter or defined value is. */

import type { BoundModel } from "../model/bound-model.ts";

/** 0 for a name that draws do not hold. */
export function sizeOfQuantity({ checked, domains }: BoundModel, name: string): number {
  for (const statement of checked.statements) {
    if (statement.kind !== "likelihood" && statement.name === name)
      return domains.ofPlates(statement.plates).size;
  }
  return 0;
}
