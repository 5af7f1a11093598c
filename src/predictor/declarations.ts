/** The definitions and parameters of a model, and which parameters an expression depends on. */

import type { CheckedModel, Definition, Expression, ParameterStatement } from "../language/checked-model.ts";
import { mentionedQuantities } from "../language/parts.ts";
import type { BoundModel } from "../model/bound-model.ts";
import type { Domain } from "../model/domains.ts";
import { remembered } from "../model/remembered.ts";

const none: ReadonlySet<string> = new Set();
/** What is found of an expression with more names is not kept: of a long sum it would be so for each of its parts. */
const mostNames = 100;
const known = new WeakMap<CheckedModel, Declarations>();

/** Of each model once. */
export function declarationsOf(model: CheckedModel): Declarations {
  return remembered(known, model, () => new Declarations(model));
}

/** The definitions and parameters of a model by name. */
export class Declarations {
  readonly definitions = new Map<string, Definition>();
  readonly parameters = new Map<string, ParameterStatement>();
  private readonly behind = new Map<string, ReadonlySet<string>>();
  private readonly within = new WeakMap<Expression, ReadonlySet<string>>();

  constructor(model: CheckedModel) {
    for (const [name, declared] of model.declarations) {
      if (declared.kind === "definition") this.definitions.set(name, declared);
      else this.parameters.set(name, declared);
    }
    // Statements stand behind those that they need, so that a long chain of definitions is no deep recursion.
    for (const name of this.definitions.keys()) this.parametersOf(name);
  }

  /** Names of the parameters that an expression depends on, through definitions too. */
  parametersIn(expression: Expression): ReadonlySet<string> {
    const known = this.within.get(expression);
    if (known !== undefined) return known;
    const names = mentionedQuantities(expression);
    const found = this.union(names);
    if (names.length <= mostNames) this.within.set(expression, found);
    return found;
  }

  private union([first, ...others]: readonly string[]): ReadonlySet<string> {
    if (first === undefined) return none;
    const own = this.parametersOf(first);
    if (others.length === 0) return own;
    const all = new Set(own);
    for (const name of others) for (const one of this.parametersOf(name)) all.add(one);
    return all;
  }

  private parametersOf(name: string): ReadonlySet<string> {
    return remembered(this.behind, name, () => {
      const definition = this.definitions.get(name);
      return definition === undefined ? new Set([name]) : this.parametersIn(definition.value);
    });
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

/** Where a definition has its values: over the rows, or over the levels of its plates. */
export function domainOf({ domains }: BoundModel, { variesByRow, plates }: Definition): Domain {
  return variesByRow ? domains.rows : domains.ofPlates(plates);
}
