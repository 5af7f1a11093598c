/**
 * What is defined over plates, written for labels that some of these plates have: of `b[g] = τ * z[g]` the element `b["a"]` is
 * `τ * z["a"]`.
 */

import type { Expression, Index, QuantityReference } from "../language/checked-model.ts";

/** An index that is a label. */
export type Label = Extract<Index, { kind: "label" }>;

/** The labels of a quantity, by the plates that they are of. */
export function labelsOf(
  { indices }: QuantityReference,
  plates: readonly string[],
): ReadonlyMap<string, Label> {
  const labels = indices.map((index, i) => [plates[i]!, index] as const);
  return new Map(labels.filter((one): one is [string, Label] => one[1].kind === "label"));
}

/**
 * An expression over `plates` with labels in place of some of them; null where it depends on a plate in another way than as an
 * index, such as by a column of data, or on a plate that only the data lead to.
 */
export function atLabels(
  expression: Expression,
  plates: readonly string[],
  labels: ReadonlyMap<string, Label>,
): Expression | null {
  switch (expression.kind) {
    case "number":
    case "constant":
      return expression;
    case "quantity":
      return quantityAtLabels(expression, plates, labels);
    case "call": {
      const parts = expression.arguments.map((one) => atLabels(one, plates, labels));
      return parts.every((part) => part !== null) ? { ...expression, arguments: parts } : null;
    }
    default:
      return null;
  }
}

function quantityAtLabels(
  quantity: QuantityReference,
  plates: readonly string[],
  labels: ReadonlyMap<string, Label>,
): Expression | null {
  const indices = quantity.indices.map((index) =>
    index.kind === "plate" ? (labels.get(index.plate) ?? index) : index,
  );
  const first = indices.findIndex(({ kind }) => kind === "label");
  const isKnown = indices.every((index, i) =>
    index.kind === "label" ? true : plates.includes(index.plate) && (first < 0 || i < first),
  );
  return isKnown ? { ...quantity, indices } : null;
}
