/** What a name is used for: as which argument of which statement. */

import type { CheckedModel, CheckedStatement, Expression } from "../language/checked-model.ts";
import { baseOf, expressionsOf, mentionedQuantities, outcomeName, partsOf } from "../language/parts.ts";
import { withPlates } from "../language/print-expression.ts";

/** `sd of b[sample]`, `in the mean of y`, `in icc`: in Markdown, in the order of the statements. */
export function usesOf(model: CheckedModel, name: string): readonly string[] {
  return model.statements.flatMap((statement) => useIn(statement, name) ?? []);
}

function useIn(statement: CheckedStatement, name: string): string | null {
  const mentions = (value: Expression): boolean => isMentioned(value, name);
  const whole = `\`${titleOf(statement)}\``;
  if (statement.kind === "definition") return mentions(statement.value) ? `in ${whole}` : null;
  const { distribution, arguments: values } = baseOf(statement.distribution);
  const list = distribution.arguments;
  const alone = values.findIndex((value) => isAlone(value, name));
  if (alone >= 0) return `\`${list[alone]?.name ?? ""}\` of ${whole}`;
  const within = values.findIndex(mentions);
  if (within >= 0) return `in \`${list[within]?.name ?? ""}\` of ${whole}`;
  return expressionsOf(statement).some(mentions) ? `in the distribution of ${whole}` : null;
}

function titleOf(statement: CheckedStatement): string {
  if (statement.kind === "likelihood") return outcomeName(statement.columns);
  return withPlates(statement.name, statement.plates);
}

function isAlone(value: Expression, name: string): boolean {
  return "name" in value && value.name === name;
}

function isMentioned(value: Expression, name: string): boolean {
  if (mentionedQuantities(value).includes(name)) return true;
  return partsOf(value).some(
    (part) =>
      ((part.kind === "column" || part.kind === "constant" || part.kind === "matrix") &&
        part.name === name) ||
      (part.kind === "product" && part.design === name),
  );
}
