/**
 * An expression over draws, in the language of models: which variables it needs, and its value draw by draw.
 *
 * Names of other programs may be no names of the language: what stands in backticks, or in quotes outside of brackets, and names with points
 * that are those of variables, are read as names. They are masked by letters of the same length, so that places stay what they are.
 */

import { parseWhole } from "../language/expressions.ts";
import { lex } from "../language/lexer.ts";
import { canonicalName } from "../language/names.ts";
import { functionOfOperator } from "../language/operators.ts";
import type { ExpressionSyntax, IndexSyntax, SyntaxOf } from "../language/syntax.ts";
import { TokenCursor } from "../language/token-cursor.ts";
import { type ScalarFunction, scalarFunctions } from "../numeric/scalar-functions.ts";
import type { Variable } from "../posterior/draws.ts";
import { mean, standardDeviation } from "../posterior/moments.ts";
import { nearestName } from "../problems/nearest-name.ts";
import type { Problem, Span } from "../problems/problem.ts";
import {
  argumentsWanted,
  definitionWanted,
  elementWanted,
  nameTaken,
  noSuchDraws,
  noSuchFunction,
  notOfDraws,
} from "./problems-derived.ts";

/** A definition that was read. */
export interface DerivedVariable {
  readonly name: string;
  /** Names of the variables whose draws it takes. */
  readonly needs: readonly string[];
  /** Its value at a place of the draws of these. */
  readonly value: Value;
}

/** `draws[k]` are those of the variable `needs[k]`. */
type Value = (draws: readonly Float64Array[], place: number) => number;

/** Over all elements of a quantity, as in the language. */
const reductions: Readonly<Record<string, (values: Float64Array) => number>> = {
  sum: (values) => values.reduce((sum, value) => sum + value, 0),
  mean: (values) => mean(values),
  sd: (values) => standardDeviation(values),
  min: (values) => values.reduce((least, value) => Math.min(least, value), Infinity),
  max: (values) => values.reduce((most, value) => Math.max(most, value), -Infinity),
};

const callable = new Map<string, ScalarFunction>(
  Object.values(scalarFunctions)
    .filter(({ isCallable, name }) => isCallable || name === "if")
    .map((one) => [one.name, one]),
);

const quoted = /`([^`\n]+)`|"([^"\n]+)"/gu;
const pointed = /[\p{L}_][\p{L}\p{M}\p{N}_]*(?:\.[\p{L}\p{M}\p{N}_]+)+(?:\[[^\]]*\])?/gu;

/** Reads `NAME = EXPRESSION`, in which constants are numbers; problems have places in the text. */
export function readDerived(
  text: string,
  variables: readonly Variable[],
  constants: Readonly<Record<string, number>> = {},
): { readonly derived: DerivedVariable | null; readonly problems: readonly Problem[] } {
  const reader = new DefinitionReader(text, variables, constants);
  const derived = reader.read();
  return { derived: reader.problems.length > 0 ? null : derived, problems: reader.problems };
}

class DefinitionReader {
  readonly problems: Problem[] = [];
  private readonly needs: string[] = [];
  private readonly text: string;
  private readonly names: ReadonlySet<string>;
  private readonly canonical: ReadonlyMap<string, string>;
  private readonly elements = new Map<string, string[]>();
  /** What masked names stand for, by their places. */
  private readonly masked = new Map<number, string>();

  private readonly constants: ReadonlyMap<string, number>;

  constructor(text: string, variables: readonly Variable[], constants: Readonly<Record<string, number>>) {
    this.constants = new Map(Object.entries(constants).map(([name, value]) => [canonicalName(name), value]));
    const shown = variables.filter(({ isHidden }) => !isHidden);
    this.text = text;
    this.names = new Set(shown.map(({ name }) => name));
    this.canonical = new Map(shown.map(({ name }) => [canonicalName(name), name]));
    for (const { name, quantity } of shown) {
      if (name === quantity) continue;
      const known = this.elements.get(quantity);
      if (known === undefined) this.elements.set(quantity, [name]);
      else known.push(name);
    }
  }

  read(): DerivedVariable | null {
    const lexed = lex(this.mask());
    const cursor = new TokenCursor(
      lexed.tokens.filter(({ kind }) => kind !== "newline" && kind !== "comment"),
    );
    const first = cursor.next();
    this.problems.push(...lexed.problems);
    if (first.kind !== "name" || !cursor.accept("=")) {
      if (lexed.problems.length === 0) this.problems.push(definitionWanted(first.span));
      return null;
    }
    const name = this.masked.get(first.span.start) ?? first.text;
    const isTaken =
      this.found(name) !== undefined || this.elements.has(name) || this.constants.has(canonicalName(name));
    if (isTaken) this.problems.push(nameTaken(first.span, name));
    const expression = parseWhole(cursor);
    if (!cursor.isBroken && cursor.current.kind !== "end")
      cursor.failExpecting("the end of the expression", "write an operator between two values");
    // The language's words are of files.
    this.problems.push(
      ...cursor.problems.map((one) => ({
        ...one,
        message: one.message.replace("the end of the file", "the end of the text"),
      })),
    );
    if (this.problems.length > 0) return null;
    const value = this.valueOf(expression);
    return { name, needs: this.needs, value };
  }

  private mask(): string {
    const hide = (found: string, name: string, at: number): string => {
      this.masked.set(at, name);
      return "x".repeat(found.length);
    };
    return this.text
      .replace(quoted, (found, ticked: string | undefined, text: string, at: number) =>
        ticked === undefined && isInBrackets(this.text, at) ? found : hide(found, ticked ?? text, at),
      )
      .replace(pointed, (found, at: number) => {
        const name = found.replace(/,\s+/g, ",");
        return this.names.has(name) ? hide(found, name, at) : found;
      });
  }

  private valueOf(expression: ExpressionSyntax): Value {
    switch (expression.kind) {
      case "number":
        return () => expression.value;
      case "name":
        return this.draws(this.masked.get(expression.span.start) ?? expression.name.text, expression.span);
      case "index": {
        const indices = expression.indices.map(labelOf).join(",");
        return this.draws(`${expression.name.text}[${indices}]`, expression.span);
      }
      case "parenthesis":
        return this.valueOf(expression.inner);
      case "unary": {
        const operand = this.valueOf(expression.operand);
        return expression.operator === "+" ? operand : (draws, i) => -operand(draws, i);
      }
      case "binary":
        return this.apply(scalarFunctions[functionOfOperator[expression.operator]], [
          this.valueOf(expression.left),
          this.valueOf(expression.right),
        ]);
      case "call":
        return this.call(expression);
      default:
        return this.fail(notOfDraws(expression.span));
    }
  }

  private call({ callee, arguments: list, span }: SyntaxOf<"call">): Value {
    const name = callee.text;
    const [only] = list;
    const reduce = list.length === 1 && only!.name === null ? this.reduction(name, only!.value) : null;
    if (reduce !== null) return reduce;
    const known = callable.get(name);
    if (known === undefined) {
      const names = [...callable.keys(), ...Object.keys(reductions)];
      return this.fail(noSuchFunction(callee.span, name, nearestName(name, names)));
    }
    const named = list.find((argument) => argument.name !== null);
    if (named !== undefined) return this.fail(notOfDraws(named.span));
    const values = list.map(({ value }) => this.valueOf(value));
    if (known.isFolded === true && values.length > 2)
      return values.reduce((left, right) => this.apply(known, [left, right]));
    if (values.length !== known.arity)
      return this.fail(argumentsWanted(span, name, known.arity, values.length));
    return this.apply(known, values);
  }

  /** `sum(b)` over the elements of `b`; null where it is no such call. */
  private reduction(name: string, argument: ExpressionSyntax): Value | null {
    const reduce = reductions[name];
    if (reduce === undefined || argument.kind !== "name") return null;
    const quantity = this.masked.get(argument.span.start) ?? argument.name.text;
    const elements = this.elements.get(quantity) ?? this.elements.get(this.quantityNamed(quantity));
    if (elements === undefined) return null;
    const places = elements.map((element) => this.need(element));
    const values = new Float64Array(places.length);
    return (draws, i) => {
      for (let k = 0; k < places.length; k++) values[k] = draws[places[k]!]![i]!;
      return reduce(values);
    };
  }

  private quantityNamed(name: string): string {
    const wanted = canonicalName(name);
    return [...this.elements.keys()].find((quantity) => canonicalName(quantity) === wanted) ?? name;
  }

  private apply({ value }: ScalarFunction, values: readonly Value[]): Value {
    const [a, b, c] = values;
    return (draws, i) =>
      value(a!(draws, i), b === undefined ? 0 : b(draws, i), c === undefined ? 0 : c(draws, i));
  }

  private draws(name: string, span: Span): Value {
    const found = this.found(name);
    if (found !== undefined) {
      const place = this.need(found);
      return (draws, i) => draws[place]![i]!;
    }
    const elements = this.elements.get(this.quantityNamed(name));
    if (elements !== undefined) return this.fail(elementWanted(span, name, elements));
    const constant = this.constants.get(canonicalName(name));
    if (constant !== undefined) return () => constant;
    const names = [...this.names];
    return this.fail(noSuchDraws(span, name, nearestName(name, names), names));
  }

  private found(name: string): string | undefined {
    return this.names.has(name) ? name : this.canonical.get(canonicalName(name));
  }

  private need(name: string): number {
    const known = this.needs.indexOf(name);
    return known >= 0 ? known : this.needs.push(name) - 1;
  }

  private fail(problem: Problem): Value {
    this.problems.push(problem);
    return () => Number.NaN;
  }
}

function labelOf(index: IndexSyntax): string {
  return index.kind === "label" ? index.label : index.plate.parts.map(({ text }) => text).join(":");
}

function isInBrackets(text: string, at: number): boolean {
  const before = text.slice(0, at);
  return before.lastIndexOf("[") > before.lastIndexOf("]");
}
