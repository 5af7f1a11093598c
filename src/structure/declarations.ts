/** The definitions and parameters of a model, and which parameters an expression depends on. */

import type { CheckedModel, Definition, Expression, ParameterStatement } from "../language/checked-model.ts";

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
