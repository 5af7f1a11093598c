/** What was meant by the name of a family that there is not. */

import { nearestName } from "../problems/nearest-name.ts";
import { families, familyNamed } from "./families.ts";

/** Abbreviations of families in talk, which no program has. */
const abbreviations: Readonly<Record<string, string>> = {
  zip: "zero_inflated_poisson",
  zinb: "zero_inflated_negative_binomial",
  zib: "zero_inflated_binomial",
  zibb: "zero_inflated_beta_binomial",
  zoib: "zero_one_inflated_beta",
  nb: "negative_binomial",
  nb2: "negative_binomial",
  nbinom2: "negative_binomial",
  nb1: "nbinom1",
  hnb: "hurdle_negative_binomial",
  logit: "bernoulli",
  logistic: "bernoulli",
  clm: "cumulative",
  ald: "asym_laplace",
  quantile: "asym_laplace",
  invgauss: "inverse_gaussian",
  wald: "inverse_gaussian",
};

/** The family that a name that is none most likely means, or null: by abbreviations, and by all names that families have. */
export function nearestFamily(text: string): string | null {
  const plain = text.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
  const known = Object.entries(abbreviations).find(([short]) => short === plain);
  if (known !== undefined) return known[1];
  const names = Object.entries(families).flatMap(([name, { aliases }]) => [name, ...aliases]);
  const nearest = nearestName(text, names);
  return nearest === null ? null : familyNamed(nearest);
}
