/** The rules in words: what draws must keep. */

import type { Diagnosis } from "../posterior/diagnosis.ts";
import type { Rule } from "../posterior/diagnosis-rules.ts";

type Words = (diagnosis: Diagnosis) => string;

const words: { readonly [Name in Rule]: Words } = {
  non_finite: () => "draws are finite numbers",
  runaway: () => "draws stay within what numbers can hold",
  stuck: () => "chains and variables move",
  copies: () => "no chain is given twice",
  unexplored: () => "the mixture that chains propose from fits the posterior",
  departure: () => "draws agree with the density that was explored",
  divergences: ({ thresholds: { divergences } }) => {
    if (divergences === null) return "no divergences, or few and scattered ones";
    return divergences === 0 ? "no divergences" : `divergences ≤ ${divergences}`;
  },
  rhat: ({ thresholds, superchains }) =>
    `${superchains === null ? "R-hat" : "nested R-hat"} ≤ ${thresholds.rhat}`,
  ess_bulk: (diagnosis) => `bulk ${essWords(diagnosis)}`,
  ess_tail: (diagnosis) => `tail ${essWords(diagnosis)}`,
  ess_quantile: () => "enough effective draws for the quantiles asked",
  ebfmi: ({ thresholds }) => `E-BFMI ≥ ${thresholds.ebfmi}`,
  max_treedepth: ({ thresholds }) => `hits of the tree depth ≤ ${thresholds.maxTreedepthHits}`,
};

/** What a rule asks, as the thresholds have it. */
export function ruleWords(rule: Rule, diagnosis: Diagnosis): string {
  return words[rule](diagnosis);
}

/** `ESS ≥ 100 per chain`, `ESS ≥ 400 in all`, or both. */
export function essWords({ thresholds: { ess, essPerChain } }: Pick<Diagnosis, "thresholds">): string {
  const parts = [
    ...(essPerChain > 0 || ess === null ? [`ESS ≥ ${essPerChain} per chain`] : []),
    ...(ess === null ? [] : [`ESS ≥ ${ess} in all`]),
  ];
  return parts.join(", ");
}
