/** Variables by patterns of their names: `*` stands for any letters, `?` for one; brackets stand for themselves, as names have them. */

import type { Variable } from "./draws.ts";

export interface VariableChoice {
  /** Patterns of which one must fit; any variable if there are none. */
  readonly include: readonly string[];
  /** Patterns of which none may fit. */
  readonly exclude: readonly string[];
}

/**
 * Whether a variable is chosen. A pattern fits a name, or the quantity that it is an element of: `b` means all of `b[…]`, `b[*]` too. Hidden
 * variables are chosen by no pattern.
 */
export function chooses({ include, exclude }: VariableChoice): (variable: Variable) => boolean {
  const [wanted, unwanted] = [include.map(fitting), exclude.map(fitting)];
  return (variable) =>
    !variable.isHidden &&
    (wanted.length === 0 || wanted.some((fits) => fits(variable))) &&
    !unwanted.some((fits) => fits(variable));
}

/** The patterns that fit none of the variables. */
export function idlePatterns(patterns: readonly string[], variables: readonly Variable[]): string[] {
  const shown = variables.filter(({ isHidden }) => !isHidden);
  return patterns.filter((pattern) => !shown.some(fitting(pattern)));
}

function fitting(pattern: string): (variable: Pick<Variable, "name" | "quantity">) => boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  const expression = new RegExp(`^${source}$`, "su");
  return ({ name, quantity }) => expression.test(name) || pattern === quantity;
}
