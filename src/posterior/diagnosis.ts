/** The verdict on draws as data: what is printed, written to JSON, and turned into an exit code. */

import type { Rule, Thresholds } from "./diagnosis-rules.ts";

export interface Diagnosis {
  readonly verdict: "good" | "failed";
  /** What the draws were held against. */
  readonly thresholds: Thresholds;
  /** Into how many superchains the chains were divided, so that R-hat is the nested one; null where they were not. */
  readonly superchains: number | null;
  /** What fails the verdict; empty where it is good. */
  readonly problems: readonly DiagnosisProblem[];
  /** What a reader should know and what fails nothing. */
  readonly notes: readonly DiagnosisNote[];
  /** Number of divergent transitions; null where the draws carry none of these statistics. */
  readonly divergences: number | null;
  /** Number of transitions that reached the maximal tree depth. */
  readonly maxTreedepthHits: number | null;
  /** Per chain; null where no energies are known. */
  readonly ebfmi: readonly number[] | null;
}

export interface DiagnosisProblem {
  readonly rule: Rule;
  /**
   * Whom it concerns, the worst first, with the number that broke the rule: R-hat, effective sample size, count of non-finite
   * draws, E-BFMI by chain, for a copied chain the first one (from 1) that it is equal to, or for divergences how many standard deviations of its ranks they lie aside.
   */
  readonly variables: readonly NamedValue[];
  /** What was found, against which threshold. */
  readonly message: string;
  /** What to do. */
  readonly remedy: string;
}

/** A variable or chain that breaks a rule, and the value that breaks it. */
export interface NamedValue {
  readonly name: string;
  readonly value: number;
}

/** What is worth saying and breaks no rule. */
export interface DiagnosisNote {
  readonly rule:
    | "divergences"
    | "no_mean"
    | "mean_not_known"
    | "sd_not_known"
    | "max_treedepth"
    | "constant"
    | "no_statistics"
    | "one_chain"
    | "modes_apart"
    | "chains_apart"
    | "drift"
    | "pareto_k";
  readonly message: string;
  readonly remedy: string;
}
