/** Where the names of a model stand, by its syntax tree: the slow way that the classification of tokens is compared with. */

import { parse } from "../../src/language/parser.ts";

/** Fields whose identifier or text names nothing that the model declares. */
const others = new Set(["label", "callee", "reference", "order", "from", "series", "labels"]);

/** Starts of all names that stand for columns, quantities, plates, constants, designs and matrices. */
export function namesOfTree(source: string): ReadonlySet<number> {
  const { tree } = parse(source);
  const found = new Set<number>();
  const visit = (node: unknown, field: string, parent: Record<string, unknown>): void => {
    if (Array.isArray(node)) for (const one of node) visit(one, field, parent);
    if (typeof node !== "object" || node === null || Array.isArray(node)) return;
    const record = node as Record<string, unknown>;
    const isIdentifier = typeof record.text === "string" && "span" in record && !("kind" in record);
    // The name of an argument is that of its distribution.
    const isArgument =
      field === "name" && "value" in parent && !("kind" in parent) && !("operator" in parent);
    if (isIdentifier && !others.has(field) && !isArgument)
      found.add((record.span as { start: number }).start);
    for (const [name, value] of Object.entries(record)) {
      if (others.has(name) && name !== "series") continue;
      if (name === "series") visitSeries(value);
      else visit(value, name, record);
    }
  };
  const visitSeries = (node: unknown): void => {
    if (typeof node !== "object" || node === null) return;
    for (const [name, value] of Object.entries(node)) {
      if (["of", "within", "by"].includes(name)) visit(value, name, {});
      if (name === "of") visitSeries(value);
    }
  };
  for (const statement of tree.statements) visit(statement, "statement", {});
  return found;
}
