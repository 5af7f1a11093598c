/** Draws by name: what the answers take from a `Draws`. */

import type { Draws, Variable } from "./draws.ts";

/** Positions by name: an effects table asks for thousands of variables one by one. */
const positions = new WeakMap<readonly Variable[], ReadonlyMap<string, number>>();

/** The draws of a variable, `[chain * drawCount + draw]`, not copied. Throws where no variable has the name. */
export function requireVariable(draws: Draws, name: string): Float64Array {
  const values = draws.values[positionsOf(draws.variables).get(name) ?? -1];
  if (!values) {
    const known = draws.variables.map((variable) => variable.name).slice(0, 20);
    throw new Error(`expected draws of ${name}, found those of ${known.join(", ")}`);
  }
  return values;
}

function positionsOf(variables: readonly Variable[]): ReadonlyMap<string, number> {
  const known = positions.get(variables);
  if (known) return known;
  const made = new Map(variables.map(({ name }, index) => [name, index]));
  positions.set(variables, made);
  return made;
}

/** The draws of a variable, or a number in place of each of them. */
export function variableOrConstant(draws: Draws, source: string | number): Float64Array {
  if (typeof source === "string") return requireVariable(draws, source);
  return new Float64Array(draws.chainCount * draws.drawCount).fill(source);
}
