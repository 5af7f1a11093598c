/** Names of variables as other programs write them: quantity and indices apart. */

import type { Variable } from "../posterior/draws.ts";

/**
 * The variable of a name: `theta[1,2]` as R, ArviZ and we write it, or `theta.1.2` as CmdStan does, which is told as `theta[1,2]`;
 * `theta:1` and `theta.real` of complex numbers and tuples stay as they are. Anything else is a quantity without indices.
 */
export function variableNamed(name: string): Variable {
  const bracketed = /^(.+?)\[(.*)\]$/s.exec(name);
  if (bracketed !== null) return variableOf(name, bracketed[1]!, splitIndices(bracketed[2]!));
  const dotted = /^(.*?[^.\d][^.]*?)((?:\.\d+)+)$/s.exec(name);
  if (dotted === null) return variableOf(name, name, []);
  const indices = dotted[2]!.slice(1).split(".");
  return variableOf(`${dotted[1]}[${indices.join(",")}]`, dotted[1]!, indices);
}

function variableOf(name: string, quantity: string, levels: readonly string[]): Variable {
  return { name, quantity, levels, isHidden: false, isConstant: false };
}

function splitIndices(text: string): string[] {
  return text.split(",").map((index) => index.trim());
}

/** An element of an array under the names of its coordinates. */
export function elementNamed(quantity: string, levels: readonly string[]): Variable {
  return variableOf(levels.length === 0 ? quantity : `${quantity}[${levels.join(",")}]`, quantity, levels);
}
