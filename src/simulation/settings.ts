/** What simulations are told, and what is wrong with it. */

import type { BindOptions } from "../api/bind-data.ts";
import type { DataSource } from "../api/load-tables.ts";
import type { GivenValues } from "../prediction/fixed-values.ts";

/** Which rows outcomes are simulated for: exactly one of `data`, `design` and `sizes`. */
export interface LayoutOptions extends Omit<BindOptions, "summaryData" | "statistics"> {
  /** Rows in words: `subject = 12, week = 0..4`. */
  readonly design?: string;
  /** A table of group sizes: labels, and the number of rows in a column `n`; a CSV file, columns, or rows. */
  readonly sizes?: DataSource;
}

/** What `simulate` is told. */
export interface SimulateOptions extends LayoutOptions {
  /** Values of parameters, by name or in words, `σ_b = 2, β[x] = 1`; what is not given is drawn from its prior. */
  readonly truth?: GivenValues | string;
  /** Rows that are missing in the end: a share, or in words, `0.1 along week within subject`. */
  readonly dropout?: number | string;
  /** A whole number from 0; the same seed gives the same data. */
  readonly seed?: number;
  /** How many data sets, each with draws of its own. */
  readonly sets?: number;
}

/** What `priorPredictive` is told. */
export interface PriorOptions extends LayoutOptions {
  /** Data sets that are drawn from the priors. */
  readonly draws?: number;
  /** A whole number from 0; the same seed gives the same data sets. */
  readonly seed?: number;
}

/** The defaults of both. */
export const simulationDefaults = { seed: 1, sets: 1, draws: 1000 };

/** What is wrong with numbers, one sentence each. */
export function findSettingFaults(
  settings: Readonly<Partial<Record<"seed" | "sets" | "draws", number>>>,
): string[] {
  const least = { seed: 0, sets: 1, draws: 1 };
  return Object.entries(settings).flatMap(([name, value]) => {
    const from = least[name as keyof typeof least];
    if (value === undefined || (Number.isSafeInteger(value) && value >= from)) return [];
    return [`\`${name}\` must be a whole number of at least ${from}, but is ${value}`];
  });
}
