/**
 * The arguments of every distribution of a model with definitions written out, and where each parameter is mentioned in
 * them.
 *
 * What is proved of a posterior holds whatever the spelling, so that the rest of this folder reads no definition. A
 * definition that cannot be written out (a level by its label, a reduction) stays, and mentions what it depends on.
 */

import type {
  CheckedModel,
  CheckedStatement,
  Definition,
  Expression,
  Likelihood,
  ParameterStatement,
} from "../../language/checked-model.ts";
import { baseOf } from "../../language/parts.ts";
import { remembered } from "../../model/remembered.ts";
import { type Declarations, declarationsOf } from "../../predictor/declarations.ts";

/** A parameter or an outcome: what has a distribution. */
export type Stated = ParameterStatement | Likelihood;

/** One argument of the distribution of a statement; of an argument that is a list, one item. */
export interface Argument {
  readonly of: Stated;
  /** The name in the specification of the distribution; `end` for a bound of a truncation. */
  readonly name: string;
  readonly expression: Expression;
  /** Of a list, which item; 0 otherwise. */
  readonly item: number;
}

/** A model with more parts than this, definitions written out, is not looked at. */
const mostParts = 20_000;
/** Nor is one with longer chains of definitions: what is written out is walked by recursion, which here takes a tenth of the stack. */
const deepestArgument = 300;

export class Arguments {
  /** Every parameter by its name. */
  readonly parameters: ReadonlyMap<string, ParameterStatement>;
  readonly all: readonly Argument[];
  /** Whether the model was too large to be written out: nothing is known of it then. */
  readonly isTooLarge: boolean;
  private readonly declarations: Declarations;
  private readonly byStatement = new Map<Stated, readonly Argument[]>();
  private readonly mentioning = new Map<string, Argument[]>();
  private parts = 0;

  constructor(model: CheckedModel) {
    this.declarations = declarationsOf(model);
    this.parameters = this.declarations.parameters;
    for (const one of model.statements) {
      if (one.kind !== "definition") this.byStatement.set(one, this.argumentsOf(one));
    }
    this.all = [...this.byStatement.values()].flat();
    this.isTooLarge = this.parts > mostParts;
    for (const argument of this.isTooLarge ? [] : this.all) {
      for (const name of this.parametersIn(argument.expression)) {
        remembered(this.mentioning, name, () => []).push(argument);
      }
    }
  }

  /** Where a parameter is mentioned, through definitions too. */
  mentionsOf(name: string): readonly Argument[] {
    return this.mentioning.get(name) ?? [];
  }

  of(statement: Stated): readonly Argument[] {
    return this.byStatement.get(statement)!;
  }

  /** The one argument of this name; null where the distribution has none, or a list. */
  find(statement: Stated, name: string): Argument | null {
    const found = this.of(statement).filter((argument) => argument.name === name);
    return found.length === 1 ? found[0]! : null;
  }

  /** The parameters that an expression depends on, near or far. */
  parametersIn(expression: Expression): ReadonlySet<string> {
    return this.declarations.parametersIn(expression);
  }

  /** The last plate of a parameter that is named without it; null of anything else. */
  plateLeftOf(expression: Expression): string | null {
    if (expression.kind !== "quantity") return null;
    const plates = this.parameters.get(expression.name)?.plates ?? [];
    return plates.length === expression.indices.length + 1 ? plates[plates.length - 1]! : null;
  }

  /** `τ`, given for a vector over the plate, is `τ[plate]`. */
  withPlate(expression: Expression, plate: string): Expression {
    if (expression.kind !== "quantity" || this.plateLeftOf(expression) === null) return expression;
    return { ...expression, indices: [...expression.indices, { kind: "plate", plate }] };
  }

  private argumentsOf(statement: Exclude<CheckedStatement, Definition>): Argument[] {
    const { distribution } = statement;
    const base = baseOf(distribution);
    const list = base.arguments.flatMap((written, k) => {
      const name = base.distribution.arguments[k]?.name ?? "";
      const items = written.kind === "list" ? written.items : [written];
      return items.map((one, item) => ({ of: statement, name, expression: this.writtenOut(one), item }));
    });
    if (distribution.kind !== "truncated") return list;
    const ends = [distribution.lower, distribution.upper].filter((end) => end !== null);
    return [
      ...list,
      ...ends.map((end, item) => ({ of: statement, name: "end", expression: this.writtenOut(end), item })),
    ];
  }

  private writtenOut(expression: Expression, depth = 0): Expression {
    if (depth > deepestArgument) this.parts = mostParts;
    if (++this.parts > mostParts) return expression;
    if (expression.kind === "call") {
      const parts = expression.arguments.map((one) => this.writtenOut(one, depth + 1));
      return { ...expression, arguments: parts };
    }
    if (expression.kind !== "quantity") return expression;
    const { name, indices } = expression;
    const definition = this.declarations.definitions.get(name);
    const isWhole =
      indices.length === definition?.plates.length && indices.every(({ kind }) => kind === "plate");
    return isWhole ? this.writtenOut(definition!.value, depth + 1) : expression;
  }
}
