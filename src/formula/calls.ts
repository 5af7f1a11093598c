/**
 * Calls in a formula, `s(x, k = 10)`, `scale(x, scale = FALSE)`: what R, brms and patsy write with the names of arguments becomes what
 * designs have.
 */

import { printFormula } from "../data/design/print-formula.ts";
import { type FormulaWords, parseFormulaArgument } from "../language/formula.ts";
import type { FormulaNode, FormulaOf, Identifier } from "../language/syntax.ts";
import { identifier, type TokenCursor } from "../language/token-cursor.ts";
import type { Span } from "../problems/problem.ts";
import { notOffered, smoothInside, unknownArgument } from "./problems.ts";
import { readSmooth } from "./read-smooth.ts";
import type { CallArgument, ReadCall, SmoothTerm } from "./syntax.ts";

/** Reads calls from their `(` on; the smooths among them, and what says how groups vary, are kept by the nodes that stand in their places. */
export class CallReader {
  readonly smooths = new Map<FormulaNode, SmoothTerm>();
  readonly grouped = new Map<FormulaNode, ReadCall>();
  private readonly cursor: TokenCursor;
  private readonly words: FormulaWords;

  constructor(cursor: TokenCursor, words: FormulaWords) {
    this.cursor = cursor;
    this.words = words;
  }

  read(callee: Identifier, isTerm: boolean): FormulaNode {
    const call: ReadCall = {
      callee,
      arguments: this.readArguments(),
      span: this.cursor.spanFrom(callee.span),
    };
    const { span } = call;
    if (this.cursor.isBroken) return { kind: "broken", span };
    const name = callee.text;
    if (name === "s") return this.keepSmooth(call, isTerm);
    if (name === "gr" || name === "mm") return this.keepGrouping(call);
    if (name === "poly") return this.polynomial(call);
    if (name === "scale") return this.scaled(call);
    if (name === "C") return this.coded(call);
    if (name === "Treatment") return this.plain(call, ["reference"]);
    return this.plain(call, []);
  }

  private readArguments(): CallArgument[] {
    const { cursor, words } = this;
    const found: CallArgument[] = [];
    cursor.expect("(", "write `(` behind the name of a function");
    if (cursor.accept(")")) return found;
    do {
      const isNamed = cursor.current.kind === "name" && cursor.ahead(1).text === "=";
      const name = isNamed ? identifier(cursor.next()) : null;
      if (isNamed) cursor.next();
      found.push({ name, value: parseFormulaArgument(cursor, words) });
    } while (cursor.at(",") && cursor.countPart() && cursor.accept(","));
    cursor.expect(")", "write `,` between two arguments, `)` behind the last");
    return found;
  }

  private keepSmooth(call: ReadCall, isTerm: boolean): FormulaNode {
    const node: FormulaNode = { kind: "broken", span: call.span };
    if (!isTerm) this.cursor.fail(smoothInside(call.span));
    const smooth = isTerm ? readSmooth(call, this.cursor) : null;
    if (smooth !== null) this.smooths.set(node, smooth);
    return node;
  }

  /** What is a grouping behind a bar, and refused elsewhere. */
  private keepGrouping(call: ReadCall): FormulaNode {
    const { callee, arguments: given, span } = call;
    const factors = given.filter(({ name }) => name === null).map(({ value }) => value);
    const node: FormulaNode = { kind: "call", callee, arguments: factors, span };
    this.grouped.set(node, call);
    return node;
  }

  /** As it stands, of no names of arguments but these, which are left out. */
  private plain({ callee, arguments: given, span }: ReadCall, known: readonly string[]): FormulaNode {
    for (const { name, value } of given) {
      if (name !== null && !known.includes(name.text))
        this.cursor.fail(unknownArgument(name.span, callee.text, name.text, printFormula(value)));
    }
    return { kind: "call", callee, arguments: given.map(({ value }) => value), span };
  }

  /** `poly(x, 2, raw = TRUE)` is x and its powers. */
  private polynomial(call: ReadCall): FormulaNode {
    const { arguments: given, span } = call;
    const raw = given.find(({ name }) => name?.text === "raw");
    const isRaw = raw !== undefined && isTrue(raw.value);
    if (raw !== undefined && !isRaw && !isFalse(raw.value)) return this.plain(call, ["degree"]);
    const rest = given.filter((one) => one !== raw);
    const [x, degree] = rest.map(({ value }) => value);
    const most = degree?.kind === "number" ? degree.value : Number.NaN;
    const isPlain = !isRaw || x === undefined || rest.length !== 2 || !(most >= 1 && most <= 20);
    if (isPlain || !Number.isInteger(most)) return this.plain({ ...call, arguments: rest }, ["degree"]);
    const base = x.kind === "name" || x.kind === "call" ? x : inParentheses(x);
    const first: FormulaNode = x.kind === "name" || x.kind === "call" ? x : callOf("I", [x], span);
    let sum: FormulaNode = first;
    for (let power = 2; power <= most; power++) {
      const exponent: FormulaNode = { kind: "number", value: power, span };
      const raised: FormulaNode = { kind: "operator", operator: "^", left: base, right: exponent, span };
      sum = { kind: "operator", operator: "+", left: sum, right: callOf("I", [raised], span), span };
    }
    return most === 1 ? first : inParentheses(sum);
  }

  /** `scale(x, scale = FALSE)` is centered. */
  private scaled(call: ReadCall): FormulaNode {
    const { arguments: given, span } = call;
    const [x, ...options] = given;
    const of = (word: string): FormulaNode | undefined =>
      options.find(({ name }) => name?.text === word)?.value;
    const [center, scale] = [of("center"), of("scale")];
    const isKnown = options.every(
      ({ name, value }) =>
        name !== null && ["center", "scale"].includes(name.text) && (isTrue(value) || isFalse(value)),
    );
    if (x === undefined || !isKnown) return this.plain(call, []);
    if (center !== undefined && isFalse(center)) {
      this.cursor.fail(
        notOffered(span, "scale", "without centering: divide by a number of your own, `I(x / 2)`"),
      );
    }
    return callOf(scale !== undefined && isFalse(scale) ? "center" : "scale", [x.value], span);
  }

  /** patsy's `C(x, Treatment("a"))` is `relevel(x, "a")`. */
  private coded(call: ReadCall): FormulaNode {
    const node = this.plain(call, []) as FormulaOf<"call">;
    const [column, contrasts] = node.arguments;
    const isTreatment = contrasts?.kind === "call" && contrasts.callee.text === "Treatment";
    const label = isTreatment ? contrasts.arguments[0] : undefined;
    if (column?.kind !== "name" || contrasts === undefined) return node;
    if (label === undefined && isTreatment) return { ...node, arguments: [column] };
    if (label?.kind === "name") return callOf("relevel", [column, label], call.span);
    if (label?.kind !== "number") return node;
    const text = { text: String(label.value), span: label.span };
    return callOf("relevel", [column, { kind: "name", name: text, span: label.span }], call.span);
  }
}

/** `TRUE` of R, `True` of Python. */
export function isTrue(node: FormulaNode): boolean {
  return node.kind === "name" && ["TRUE", "True", "T", "true"].includes(node.name.text);
}

/** `FALSE` of R, `False` of Python. */
export function isFalse(node: FormulaNode): boolean {
  return node.kind === "name" && ["FALSE", "False", "F", "false"].includes(node.name.text);
}

function inParentheses(inner: FormulaNode): FormulaNode {
  return { kind: "parenthesis", inner, span: inner.span };
}

/** `center(x)`, made of its parts. */
export function callOf(callee: string, given: readonly FormulaNode[], span: Span): FormulaOf<"call"> {
  return { kind: "call", callee: { text: callee, span }, arguments: given, span };
}
