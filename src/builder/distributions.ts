/**
 * The distributions as functions, `normal(0, "σ_b")` or `normal({ mean: 0, sd: "σ_b" })`, made of the list that the language has.
 * Their types are in `signatures.ts`, which a test makes of the same list.
 */

import { distributions as known } from "../distributions/index.ts";
import { Call, call } from "./call.ts";
import { type Modifiers, modifiers } from "./modifiers.ts";
import { expressionPieces, namedPieces } from "./piece.ts";
import type { Signatures } from "./signatures.ts";

/** One object that is neither a list nor a distribution. */
function isNamed(values: readonly unknown[]): values is readonly [object] {
  const [first] = values;
  const isObject = typeof first === "object" && first !== null;
  return values.length === 1 && isObject && !Array.isArray(first) && !(first instanceof Call);
}

const functions = known.map(({ name }) => [
  name,
  (...values: readonly unknown[]) =>
    call(name, isNamed(values) ? namedPieces(values[0]) : values.map(expressionPieces)),
]);

/** By their names in the language. Arguments are numbers, texts of expressions, or lists of these for a vector. */
// The types are made of the list that the functions are made of.
export const distributions = { ...Object.fromEntries(functions), ...modifiers } as Signatures & Modifiers;
