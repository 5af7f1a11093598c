/**
 * The space between the tokens of a line: one around operators, none around `^`, `:` of plates and `..`, none behind a
 * sign, none inside of brackets.
 *
 * What a `-` or a `:` is depends on what precedes it, which may stand on another line; so the whole text is read first.
 */

import type { Token } from "./lexer.ts";
import { isSeriesFunction } from "./series.ts";

const tight: ReadonlySet<string> = new Set(["^", ".."]);
const closing: ReadonlySet<string> = new Set([")", "]", ",", "?"]);
const operands: ReadonlySet<Token["kind"]> = new Set<Token["kind"]>(["name", "number", "text"]);

/** Writes tokens of one line, as their author spelled them, with the space that belongs between them. */
export type Writer = (tokens: readonly Token[]) => string;

/** For the lines of a source that consists of `tokens`. */
export function createWriter(tokens: readonly Token[], source: string): Writer {
  const code = tokens.filter(({ kind }) => kind !== "newline" && kind !== "comment");
  const signs = new Set(code.filter((_, i) => isSignAt(code, i)));
  const argumentColons = colonsOfArguments(code);
  const lists = new Set(code.filter((_, i) => isListOfLevels(code, i)));

  function hasSpace(previous: Token, token: Token): boolean {
    if (isOperator(token, ":") || (token.kind === "operator" && closing.has(token.text))) return false;
    if (isOperator(previous, "(") || isOperator(previous, "[")) return false;
    if (isOperator(previous, ":")) return argumentColons.has(previous);
    if ([previous, token].some(({ kind, text }) => kind === "operator" && tight.has(text))) return false;
    if (signs.has(previous)) return false;
    if (lists.has(token)) return true;
    return !(isOperator(token, "(") || isOperator(token, "[")) || previous.kind === "operator";
  }

  return (line) => {
    let text = "";
    for (const [i, token] of line.entries()) {
      const previous = line[i - 1];
      if (previous !== undefined && hasSpace(previous, token)) text += " ";
      text += source.slice(token.span.start, token.span.end);
    }
    return text;
  };
}

function isOperator(token: Token | undefined, text: string): boolean {
  return token?.kind === "operator" && token.text === text;
}

/** Whether the `[` at `i` is that of `factor ordered [low, high]`, and not of a quantity. */
function isListOfLevels(code: readonly Token[], i: number): boolean {
  const [before, word] = [code[i - 2], code[i - 1]];
  if (!isOperator(code[i], "[") || word?.kind !== "name" || word.text !== "ordered") return false;
  const isWord = before?.kind === "name" && before.span.line === word.span.line;
  return isWord && !["centered", "noncentered"].includes(before.text);
}

/** Whether `+` or `-` at `i` is a sign and not a sum. */
function isSignAt(code: readonly Token[], i: number): boolean {
  if (!isOperator(code[i], "-") && !isOperator(code[i], "+")) return false;
  const previous = code[i - 1];
  if (previous === undefined) return true;
  return !(operands.has(previous.kind) || isOperator(previous, ")") || isOperator(previous, "]"));
}

/** Each `:` that follows the name of an argument, as in `normal(mean: 0)`, and does not join factors. */
function colonsOfArguments(code: readonly Token[]): ReadonlySet<Token> {
  const colons = new Set<Token>();
  /** Of each open bracket, whether the arguments of a call may stand in it. */
  const open: ("arguments" | "plates" | "formula")[] = [];
  for (const [i, token] of code.entries()) {
    const innermost = open.at(-1);
    if (isOperator(token, "[")) open.push("plates");
    else if (isOperator(token, "(")) {
      const called = code[i - 1]?.text ?? "";
      const isDesign = called === "design" && isOperator(code[i - 2], "=");
      const isFormula = isDesign || innermost === "formula";
      open.push(isFormula && !isSeriesFunction(called) ? "formula" : "arguments");
    } else if (isOperator(token, ")") || isOperator(token, "]")) open.pop();
    else if (isOperator(token, ":") && innermost === "arguments") {
      if (isOperator(code[i - 2], "(") || isOperator(code[i - 2], ",")) colons.add(token);
    }
  }
  return colons;
}
