/** Problems of reductions: HP1033 to HP1044. */

import { counted, inFile, inModel, nowhere, problem } from "../problems/make-problem.ts";
import type { Span } from "../problems/problem.ts";

/** `span` is null where no place in the model is to blame. */
export const notReducible = (reason: string, instead: string, span: Span | null) =>
  problem("HP1033", span === null ? nowhere : inModel(span), [
    `statistics of groups cannot stand for the rows: ${reason}`,
    instead,
  ]);

/** `keys` are those of the most values. */
export const tooManyGroups = (
  groups: number,
  rows: number,
  keys: readonly { readonly name: string; readonly because: string; readonly values: number }[],
) =>
  problem("HP1034", nowhere, [
    `${counted(rows)} rows are of more than ${counted(groups)} groups, too many to be held: ${keys.map(({ name, because, values }) => `rows are grouped by \`${name}\`, of ${counted(values)} values, since ${because}`).join("; ")}`,
    "round or band the column, or give what is made of it as a column of its own; the rows themselves are `fit --data FILE`",
  ]);

export const valueTooFar = (column: string, value: number, count: number, file: string) =>
  problem("HP1035", inFile(file, null, column), [
    `\`${column}\` has the value ${value}${count > 1 ? ` and ${counted(count - 1)} more like it` : ""}, whose square has no place among numbers`,
    "give the column in another unit",
  ]);
