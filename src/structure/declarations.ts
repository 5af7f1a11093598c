/** The definitions and parameters of a model, and which parameters an expression depends on. */

import type { CheckedModel, Definition, Expression, ParameterStatement } from "../language/checked-model.ts";
import { mentionedQuantities } from "../language/parts.ts";
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
    // Statements stand behind those that they need, so that a long chain of definitions is no deep recursion.
    for (const name of this.definitions.keys()) this.parametersOf(name);
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

  /** The definition and those that it needs, but for the ones that are known; each stands behind what it needs. */
  withNeeds(definition: Definition, isKnown: (name: string) => boolean): readonly Definition[] {
    const found = new Set<string>();
    const names = [definition.name];
    for (let name = names.pop(); name !== undefined; name = names.pop()) {
      const one = this.definitions.get(name);
      if (one === undefined || found.has(name) || isKnown(name)) continue;
      found.add(name);
      names.push(...mentionedQuantities(one.value));
    }
    if (found.size <= 1) return found.size === 0 ? [] : [definition];
    return [...this.definitions.values()].filter(({ name }) => found.has(name));
  }

  /** The plates of a parameter or definition. */
  platesOf(name: string): readonly string[] {
    return this.definitions.get(name)?.plates ?? this.parameters.get(name)?.plates ?? [];
  }
}

function union(sets: readonly ReadonlySet<string>[]): ReadonlySet<string> {
  return new Set(sets.flatMap((set) => [...set]));
}

/** Where a definition has its values: over the rows, or over the levels of its plates. */
export function domainOf({ domains }: BoundModel, { variesByRow, plates }: Definition): Domain {
  return variesByRow ? domains.rows : domains.ofPlates(plates);
}
