/** The functions that operators between two expressions stand for. */

import type { FunctionName } from "../numeric/scalar-functions.ts";
import type { BinaryOperator } from "./syntax.ts";

/** By the sign. */
export const functionOfOperator: { readonly [operator in BinaryOperator]: FunctionName } = {
  "+": "add",
  "-": "subtract",
  "*": "multiply",
  "/": "divide",
  "^": "power",
  "<": "less",
  "<=": "less_equal",
  ">": "greater",
  ">=": "greater_equal",
  "==": "equal",
  "!=": "not_equal",
};
