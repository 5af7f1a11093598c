/**
 * Formulas: the arithmetic as text in which distributions and scalar functions state their densities and derivatives.
 *
 * A precedence-climbing parser (Pratt 1973) over a small grammar, lowest binding first:
 *
 *     comparison   < <= > >= == !=     (left)
 *     sum          + -                 (left)
 *     product      * /                 (left)
 *     negation     -a
 *     power        a ^ b               (right; the exponent may be negated: a ^ -b)
 *     atom         1.5e-3, name, name(formula, …), (formula)
 *
 * So `-a ^ 2` is `-(a ^ 2)`. Operators become calls of the functions of `numeric/scalar-functions.ts`, the named
 * constants become numbers, and a folded function of many arguments becomes nested calls of two. A formula is a text
 * of ours: one that does not parse is a bug and throws.
 */

import { remembered } from "../../model/remembered.ts";
import { halfLogTwoPi } from "../../numeric/logarithm.ts";
import { type FunctionName, type ScalarFunction, scalarFunctions } from "../../numeric/scalar-functions.ts";

/** A formula over named arguments. */
export type FormulaTree =
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "call"; readonly function: FunctionName; readonly arguments: readonly FormulaTree[] };

/** The names that are numbers in every formula. */
const constants: Readonly<Record<string, number>> = {
  pi: Math.PI,
  half_log_two_pi: halfLogTwoPi,
  log_two: Math.LN2,
  infinity: Infinity,
};

interface Operator {
  readonly function: FunctionName;
  /** How tightly the operator holds its left side. */
  readonly strength: number;
  /** The least strength of an operator that the right side may contain. */
  readonly rightStrength: number;
}

const negationStrength = 4;

const operators: Readonly<Record<string, Operator>> = {
  "<": { function: "less", strength: 1, rightStrength: 2 },
  "<=": { function: "less_equal", strength: 1, rightStrength: 2 },
  ">": { function: "greater", strength: 1, rightStrength: 2 },
  ">=": { function: "greater_equal", strength: 1, rightStrength: 2 },
  "==": { function: "equal", strength: 1, rightStrength: 2 },
  "!=": { function: "not_equal", strength: 1, rightStrength: 2 },
  "+": { function: "add", strength: 2, rightStrength: 3 },
  "-": { function: "subtract", strength: 2, rightStrength: 3 },
  "*": { function: "multiply", strength: 3, rightStrength: 4 },
  "/": { function: "divide", strength: 3, rightStrength: 4 },
  "^": { function: "power", strength: 5, rightStrength: 5 },
};

const tokenPattern = /\s*(?:(\d+(?:\.\d*)?(?:e[+-]?\d+)?)|([a-z_][a-z_0-9]*)|([<>=!]=|[-+*/^()<>,]))/iy;

interface Token {
  readonly kind: "number" | "name" | "symbol" | "end";
  readonly text: string;
}

const parsed = new Map<string, FormulaTree>();

/** The tree of a formula; the same object for the same text. Throws on text that is not a formula. */
export function parseFormula(text: string): FormulaTree {
  return remembered(parsed, text, () => new FormulaReader(text).readAll());
}

class FormulaReader {
  readonly #text: string;
  readonly #tokens: readonly Token[];
  #next = 0;

  constructor(text: string) {
    this.#text = text;
    this.#tokens = tokenize(text);
  }

  readAll(): FormulaTree {
    const tree = this.#readExpression(0);
    if (this.#peek().kind !== "end") throw malformed(this.#text, `\`${this.#peek().text}\` is left over`);
    return tree;
  }

  /** Reads operands joined by operators of at least `leastStrength`. */
  #readExpression(leastStrength: number): FormulaTree {
    let left = this.#readOperand();
    for (;;) {
      const operator = this.#peekOperator();
      if (operator === undefined || operator.strength < leastStrength) return left;
      this.#next++;
      left = call(operator.function, [left, this.#readExpression(operator.rightStrength)]);
    }
  }

  #readOperand(): FormulaTree {
    const token = this.#peek();
    this.#next++;
    if (token.kind === "number") return { kind: "number", value: Number(token.text) };
    if (token.kind === "name") {
      return this.#peek().text === "(" ? this.#readCall(token.text) : nameOrConstant(token.text);
    }
    if (token.text === "-") return call("negate", [this.#readExpression(negationStrength)]);
    if (token.text === "(") {
      const inner = this.#readExpression(0);
      this.#expect(")");
      return inner;
    }
    throw malformed(this.#text, `expected a number, a name or \`(\`, found \`${token.text}\``);
  }

  #readCall(name: string): FormulaTree {
    this.#expect("(");
    const read = [this.#readExpression(0)];
    while (this.#peek().text === ",") {
      this.#next++;
      read.push(this.#readExpression(0));
    }
    this.#expect(")");
    if (!isFunctionName(name)) throw malformed(this.#text, `there is no function \`${name}\``);
    const called: ScalarFunction = scalarFunctions[name];
    if (called.isFolded === true && read.length >= 2) {
      return read.reduce((folded, argument) => call(name, [folded, argument]));
    }
    if (read.length !== called.arity) {
      throw malformed(this.#text, `\`${name}\` takes ${called.arity} arguments, found ${read.length}`);
    }
    return call(name, read);
  }

  #peek(): Token {
    return this.#tokens[this.#next] ?? { kind: "end", text: "the end" };
  }

  #peekOperator(): Operator | undefined {
    const token = this.#peek();
    return token.kind === "symbol" ? operators[token.text] : undefined;
  }

  #expect(symbol: string): void {
    const token = this.#peek();
    if (token.text !== symbol) throw malformed(this.#text, `expected \`${symbol}\`, found \`${token.text}\``);
    this.#next++;
  }
}

function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  const pattern = new RegExp(tokenPattern);
  const end = text.trimEnd().length;
  while (pattern.lastIndex < end) {
    const start = pattern.lastIndex;
    const match = pattern.exec(text);
    if (match === null) throw malformed(text, `cannot read it from \`${text.slice(start)}\` on`);
    const [, number, name, symbol = ""] = match;
    const kind = number !== undefined ? "number" : name !== undefined ? "name" : "symbol";
    tokens.push({ kind, text: number ?? name ?? symbol });
  }
  return tokens;
}

function nameOrConstant(name: string): FormulaTree {
  const value = Object.hasOwn(constants, name) ? constants[name] : undefined;
  return value === undefined ? { kind: "name", name } : { kind: "number", value };
}

function call(name: FunctionName, operands: readonly FormulaTree[]): FormulaTree {
  return { kind: "call", function: name, arguments: operands };
}

function isFunctionName(name: string): name is FunctionName {
  return Object.hasOwn(scalarFunctions, name);
}

function malformed(text: string, reason: string): Error {
  return new Error(`malformed formula \`${text}\`: ${reason}`);
}
