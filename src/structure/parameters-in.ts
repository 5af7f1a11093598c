/** Which parameters an expression depends on, and what makes its value vary over its context. */

import type { CheckedModel, Definition, Expression, ParameterStatement } from "../language/checked-model.ts";
import type { BoundModel } from "../model/bound-model.ts";
import type { Domain } from "../model/domains.ts";

/** The definitions and parameters of a model by name. */
export class Declarations {
  readonly definitions = new Map<string, Definition>();
  readonly parameters = new Map<string, ParameterStatement>();
  private readonly known = new Map<string, ReadonlySet<string>>();

  constructor(model: CheckedModel) {
    for (const statement of model.statements) {
      if (statement.kind === "definition") this.definitions.set(statement.name, statement);
      else if (statement.kind === "parameter") this.parameters.set(statement.name, statement);
    }
  }

  /** Names of the parameters that an expression depends on, through definitions too. */
  parametersIn(expression: Expression): ReadonlySet<string> {
    switch (expression.kind) {
      case "number":
      case "constant":
      case "column":
        return new Set();
      case "quantity":
        return this.parametersOf(expression.name);
      case "call":
        return union(expression.arguments.map((argument) => this.parametersIn(argument)));
      case "product":
        return this.parametersOf(expression.coefficients.name);
      case "reduction":
        return this.parametersOf(expression.of.name);
      case "list":
        return union(expression.items.map((item) => this.parametersIn(item)));
    }
  }

  private parametersOf(name: string): ReadonlySet<string> {
    const definition = this.definitions.get(name);
    if (definition === undefined) return new Set([name]);
    let found = this.known.get(name);
    if (found === undefined) {
      found = this.parametersIn(definition.value);
      this.known.set(name, found);
    }
    return found;
  }

  /** The plates of a parameter or definition. */
  platesOf(name: string): readonly string[] {
    return this.definitions.get(name)?.plates ?? this.parameters.get(name)?.plates ?? [];
  }
}

function union(sets: readonly ReadonlySet<string>[]): ReadonlySet<string> {
  return new Set(sets.flatMap((set) => [...set]));
}

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
      const definition = declarations.definitions.get(expression.name);
      if (definition !== undefined && expression.indices.every((index) => index.kind === "plate")) {
        const domain = definition.variesByRow ? domains.rows : domains.ofPlates(definition.plates);
        return carried(domain, distinctionsOf(definition.value, domain, model, declarations));
      }
      const plates = declarations.platesOf(expression.name);
      const labels = expression.indices.filter((index) => index.kind === "label").length;
      const leading = domains.ofPlates(plates.slice(0, plates.length - labels));
      return leading.axes.length === 0 ? [] : carried(leading, [(i) => i]);
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
