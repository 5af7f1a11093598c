/** What a text uses of the language, in the words of its syntax tree: `distribution.label`, `column.pool`, `binary <=`. */

import { parse } from "../../src/language/parser.ts";
import type { ExpressionSyntax, FormulaNode, IndexSyntax, Statement } from "../../src/language/syntax.ts";

type Kind = Exclude<
  (Statement | ExpressionSyntax | FormulaNode | IndexSyntax)["kind"],
  /** What could not be read. */
  "broken"
>;

/** Every kind of node that a tree may have. */
const kinds: { readonly [K in Kind]: true } = {
  binary: true,
  call: true,
  constant: true,
  data: true,
  definition: true,
  design: true,
  distribution: true,
  element: true,
  index: true,
  label: true,
  levels: true,
  list: true,
  matrix: true,
  name: true,
  number: true,
  operator: true,
  parenthesis: true,
  plate: true,
  series: true,
  sign: true,
  unary: true,
};

/** Their names. */
export const nodeKinds: readonly string[] = Object.keys(kinds);

/** What nodes without a kind are called, by a property that no other has. */
const others: Readonly<Record<string, string>> = {
  mayBeMissing: "column",
  list: "target",
  parts: "plate of",
};

/** Of a text that can be read. */
export function featuresOf(text: string): ReadonlySet<string> {
  const features = new Set<string>();
  const { tree, problems } = parse(text);
  if (problems.length > 0) throw new Error(`${problems[0]!.message}\n${text}`);
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) for (const one of node) visit(one);
    if (typeof node !== "object" || node === null || Array.isArray(node)) return;
    const entries = Object.entries(node);
    const known = Object.keys(others).find((property) => property in node);
    const kind = "kind" in node ? String(node.kind) : known === undefined ? null : others[known]!;
    for (const [property, value] of entries) {
      if (property === "span") continue;
      if (kind !== null && isSaid(value)) features.add(`${kind}.${property}`);
      if (property === "operator" || property === "type" || property === "parameterization")
        features.add(`${kind} ${value}`);
      if (property === "callee") features.add(`${(value as { text: string }).text}(`);
      visit(value);
    }
    if (kind !== null) features.add(kind);
  };
  visit(tree.statements);
  if (tree.name !== null) features.add("heading");
  if (tree.label !== null) features.add("heading.label");
  return features;
}

/** Not left out. */
function isSaid(value: unknown): boolean {
  return value !== null && value !== false && !(Array.isArray(value) && value.length === 0);
}
