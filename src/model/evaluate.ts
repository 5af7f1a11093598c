/** The value of an expression that mentions only numbers, constants and data, element by element. */

import type { Expression } from "../language/checked-model.ts";
import { scalarFunctions } from "../numeric/scalar-functions.ts";
import type { BoundColumn } from "./bound-model.ts";
import type { Domain, Domains } from "./domains.ts";

/** Values of columns and constants, which are known before sampling. */
export interface KnownValues {
  readonly constants: ReadonlyMap<string, number>;
  readonly columns: ReadonlyMap<string, BoundColumn>;
  readonly domains: Domains | null;
}

/** Reads the expression at element `i` of the context; null if it mentions a parameter. */
export type ElementReader = (i: number) => number;

/**
 * Reads the value of an expression of data, element by element of `context`; null if it depends on
 * parameters.
 */
export function readerOf(expression: Expression, known: KnownValues, context: Domain): ElementReader | null {
  switch (expression.kind) {
    case "number":
      return () => expression.value;
    case "constant": {
      const value = known.constants.get(expression.name) ?? NaN;
      return () => value;
    }
    case "column":
      return columnReader(expression.name, known, context);
    case "call": {
      const readers = expression.arguments.map((argument) => readerOf(argument, known, context));
      if (readers.some((reader) => reader === null)) return null;
      const [a, b, c] = readers as ElementReader[];
      const { value } = scalarFunctions[expression.function];
      return (i) => value(a!(i), b === undefined ? 0 : b(i), c === undefined ? 0 : c(i));
    }
    default:
      return null;
  }
}

function columnReader(name: string, known: KnownValues, context: Domain): ElementReader | null {
  const column = known.columns.get(name);
  if (column === undefined) return null;
  if (column.domain === context) return (i) => column.values[i]!;
  const map = known.domains?.mapBetween(context, column.domain) ?? null;
  return map === null ? null : (i) => column.values[map.indices[i]!]!;
}
