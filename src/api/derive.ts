/** Variables that are derived from draws: `icc = tau^2 / (tau^2 + sigma^2)`, judged and summarized as all others. */

import type { Variable } from "../posterior/draws.ts";
import type { DrawsBlock, DrawsSource } from "../posterior/draws-source.ts";
import { type DerivedVariable, readDerived } from "./derived-expression.ts";
import { ProblemError } from "./problem-error.ts";

/**
 * The source with derived variables behind its own. Each may use those before it, and constants of the model by name. Throws a
 * `ProblemError` for what cannot be read.
 */
export function withDerived(
  source: DrawsSource,
  definitions: readonly string[],
  constants: Readonly<Record<string, number>> = {},
): DrawsSource {
  return definitions.reduce((known, text) => {
    const { derived, problems } = readDerived(text, known.variables, constants);
    if (derived === null) throw new ProblemError(problems, text, "--derive", false);
    return withOne(known, derived);
  }, source);
}

function withOne(source: DrawsSource, derived: DerivedVariable): DrawsSource {
  const { name } = derived;
  const added: Variable = { name, quantity: name, levels: [], isHidden: false, isConstant: false };
  return {
    ...source,
    variables: [...source.variables, added],
    async *blocks(isWanted = () => true) {
      if (!isWanted(added)) yield* source.blocks(isWanted);
      else yield* blocksWith(source, derived, isWanted);
    },
  };
}

/** One pass: what the new variable needs is held until all of it is there, and shown only where it is wanted itself. */
async function* blocksWith(
  source: DrawsSource,
  { needs, value }: DerivedVariable,
  isWanted: (variable: Variable) => boolean,
): AsyncIterable<DrawsBlock> {
  const held = new Map<string, Float64Array>();
  const isNeeded = new Set(needs);
  const blocks = source.blocks((variable) => isWanted(variable) || isNeeded.has(variable.name));
  for await (const { places, values } of blocks) {
    const shown = places.flatMap((v, k) => {
      const variable = source.variables[v]!;
      if (isNeeded.has(variable.name)) held.set(variable.name, values[k]!.slice());
      return isWanted(variable) ? [k] : [];
    });
    yield { places: shown.map((k) => places[k]!), values: shown.map((k) => values[k]!) };
  }
  const draws = needs.map((name) => held.get(name)!);
  const total = source.chainCount * source.drawCount;
  const values = Float64Array.from({ length: total }, (_, i) => value(draws, i));
  yield { places: [source.variables.length], values: [values] };
}
