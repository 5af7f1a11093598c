/** The elements of a context sorted into classes in which an expression has one value. */

import type { Expression } from "../language/checked-model.ts";
import type { BoundModel } from "../model/bound-model.ts";
import type { Domain } from "../model/domains.ts";
import type { Declarations } from "./declarations.ts";

/** Numbers over a context: elements in which all of an expression's are equal have the same value of it. */
type Distinction = (i: number) => number;

/** The elements of a context sorted into classes in which an expression has one value. */
export interface Classes {
  /** The class of each element; null if there is one class. */
  readonly codes: Int32Array | null;
  /** An element of each class. */
  readonly representatives: readonly number[];
  /** Nothing in the expression depends on where it is seen from. */
  readonly isScalar: boolean;
}

/** Sorts the elements of `context` by all that an expression's value depends on; null if there are more than `most`. */
export function classify(
  expression: Expression,
  context: Domain,
  model: BoundModel,
  declarations: Declarations,
  most: number,
): Classes | null {
  const distinctions = distinctionsOf(expression, context, model, declarations);
  if (distinctions.length === 0) return { codes: null, representatives: [0], isScalar: true };
  const codes = new Int32Array(context.size);
  let count = 1;
  for (const distinction of distinctions) {
    const numbers = new Map<number, Map<number, number>>();
    count = 0;
    for (let i = 0; i < codes.length; i++) {
      let within = numbers.get(codes[i]!);
      if (within === undefined) {
        within = new Map();
        numbers.set(codes[i]!, within);
      }
      const value = distinction(i);
      let code = within.get(value);
      if (code === undefined) {
        if (count === most) return null;
        code = count++;
        within.set(value, code);
      }
      codes[i] = code;
    }
  }
  const representatives = Array.from({ length: count }, () => -1);
  codes.forEach((code, i) => {
    if (representatives[code] === -1) representatives[code] = i;
  });
  return { codes: count === 1 ? null : codes, representatives, isScalar: false };
}

function distinctionsOf(
  expression: Expression,
  context: Domain,
  model: BoundModel,
  declarations: Declarations,
): Distinction[] {
  const { domains } = model;
  const inner = (part: Expression): Distinction[] => distinctionsOf(part, context, model, declarations);
  /** Distinctions of what lies over `domain`, seen from the context. */
  const carried = (domain: Domain, own: readonly Distinction[]): Distinction[] => {
    if (domain === context || domain.id === 0) return [...own];
    const map = domains.mapBetween(context, domain);
    return map === null ? [] : own.map((distinction) => (i) => distinction(map.indices[i]!));
  };
  switch (expression.kind) {
    case "number":
    case "constant":
      return [];
    case "column": {
      const column = model.columns.get(expression.name)!;
      return carried(column.domain, [(i) => column.values[i]!]);
    }
    case "quantity": {
      const { domain, own } = distinctionsOfQuantity(expression, model, declarations);
      return carried(domain, own);
    }
    case "call":
      return expression.arguments.flatMap(inner);
    case "product": {
      const { domain, matrix, columnNames } = model.designs.get(expression.design)!;
      const width = columnNames.length;
      const columns = columnNames.map(
        (_, k): Distinction =>
          (i) =>
            matrix[i * width + k]!,
      );
      const plates = declarations.platesOf(expression.coefficients.name).slice(0, -1);
      const leading = domains.ofPlates(plates);
      const own = leading.axes.length === 0 ? [] : carried(leading, [(i) => i]);
      return [...carried(domain, columns), ...own];
    }
    case "reduction": {
      if (expression.reduction !== "rank") return [];
      const domain = domains.ofPlates(declarations.platesOf(expression.of.name));
      return carried(domain, [(i) => i]);
    }
    case "list":
      return expression.items.flatMap(inner);
  }
}

/** Of a definition what it is made of distinguishes, of a parameter each level. */
function distinctionsOfQuantity(
  { name, indices }: Extract<Expression, { kind: "quantity" }>,
  model: BoundModel,
  declarations: Declarations,
): { readonly domain: Domain; readonly own: readonly Distinction[] } {
  const { domains } = model;
  const definition = declarations.definitions.get(name);
  if (definition !== undefined && indices.every((index) => index.kind === "plate")) {
    const domain = definition.variesByRow ? domains.rows : domains.ofPlates(definition.plates);
    return { domain, own: distinctionsOf(definition.value, domain, model, declarations) };
  }
  const plates = declarations.platesOf(name);
  const labels = indices.filter((index) => index.kind === "label").length;
  const leading = domains.ofPlates(plates.slice(0, plates.length - labels));
  return { domain: leading, own: leading.axes.length === 0 ? [] : [(i) => i] };
}
