/** What draws are worth: whoever made them, they are judged by the same functions. */

import { essBulk, essTail } from "../../dist/posterior/ess.js";

/** The variable with the fewest effective draws, bulk or tail, of a map from names to draws, chain after chain. */
export function worstOf(values, chainCount) {
  const judged = [...values].map(([variable, draws]) => ({
    variable,
    ess: Math.min(essBulk(draws, chainCount), essTail(draws, chainCount)),
  }));
  return judged.reduce((worst, one) => (one.ess < worst.ess ? one : worst));
}
