/** Words that messages of the diagnosis have in common: lists of names, shares, R-hats. */

import { breakingText } from "./breaking-text.ts";
import type { NamedValue } from "./diagnosis.ts";

/** How many variables a message names before it counts the rest. */
export const mostNamed = 5;

/** The first three, and how many more. */
export function someOf(words: readonly string[]): string {
  return words.length <= 3
    ? joinWords(words)
    : `${words.slice(0, 3).join(", ")} and ${words.length - 3} more`;
}

/** `σ_b (1.31), b[A] (1.12) and 12 more`. */
export function nameList(variables: readonly NamedValue[], show: (value: number) => string): string {
  const shown = variables.slice(0, mostNamed).map(({ name, value }) => `${name} (${show(value)})`);
  const rest = variables.length - shown.length;
  return rest === 0 ? joinWords(shown) : `${shown.join(", ")} and ${rest} more`;
}

/** `a, b and c`. */
export function joinWords(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

/** `0.4 %`; what is less than a tenth is told as that. */
export function percent(count: number, total: number): string {
  const share = (100 * count) / total;
  return share < 0.1 ? "under 0.1 %" : `${share < 10 ? share.toFixed(1) : share.toFixed(0)} %`;
}

/** R-hat in three decimals, or as many as it takes to show that it is above the threshold: 1.0104, and not 1.010, where it fails at 1.01. */
export function rhatText(value: number, threshold: number): string {
  return value > 1000 ? "above 1000" : breakingText(value, threshold, 3);
}
