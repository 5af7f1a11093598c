/** What `s(x, k = 10, by = g)` says. */

import { printFormula } from "../data/design/print-formula.ts";
import { fewestSplines, mostSplines } from "../data/design/spline-basis.ts";
import type { FormulaNode } from "../language/syntax.ts";
import type { TokenCursor } from "../language/token-cursor.ts";
import { factorOf } from "./named-columns.ts";
import { smoothArgument, unknownArgument } from "./problems.ts";
import type { ReadCall, SmoothTerm } from "./syntax.ts";

/** Null with a problem. */
export function readSmooth({ arguments: given, span }: ReadCall, cursor: TokenCursor): SmoothTerm | null {
  const [argument, ...others] = given.filter(({ name }) => name === null).map(({ value }) => value);
  const refuse = (node: Pick<FormulaNode, "span">, message: string, hint: string): null => {
    cursor.fail(smoothArgument(node.span, message, hint));
    return null;
  };
  if (argument === undefined) return refuse({ span }, "has no column", "write `s(x)`");
  if (others.length > 0) {
    const text = [argument, ...others].map((one) => `s(${printFormula(one)})`).join(" + ");
    return refuse(others[0]!, "is a curve of one column, and has more", `write \`${text}\``);
  }
  let size: SmoothTerm["size"] = null;
  let by: FormulaNode | null = null;
  for (const { name, value } of given) {
    if (name === null) continue;
    const text = printFormula(value);
    if (name.text === "k") {
      const number = value.kind === "number" ? value.value : Number.NaN;
      if (!Number.isInteger(number) || number < fewestSplines || number > mostSplines)
        return refuse(
          value,
          `has \`k\` B-splines, a whole number from ${fewestSplines} to ${mostSplines}, and \`${text}\` is none`,
          "write `s(x, k = 10)`, or leave `k` out",
        );
      size = { value: number, span: value.span };
    } else if (name.text === "by") {
      if (value.kind !== "name" && factorOf(value) === null)
        return refuse(value, `varies by a column, and \`${text}\` is none`, "write `s(x, by = g)`");
      by = value;
    } else {
      cursor.fail(unknownArgument(name.span, "s", name.text, text));
      return null;
    }
  }
  return { argument, size, by, span };
}
