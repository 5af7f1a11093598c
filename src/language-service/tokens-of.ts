/** The words of a text for highlighting: by the lexer that the compiler has, names by what they stand for. */

import { findDistribution } from "../distributions/index.ts";
import { readText, symbolOf, type Word } from "./reading.ts";
import type { SymbolKind } from "./symbols.ts";
import { designFunctions, findEntry, functions, modifiers } from "./vocabulary.ts";

/** What a word is; `unknown` is a name that is not declared, or a call of nothing. */
export type TokenKind =
  | "comment"
  | "text"
  | "number"
  | "operator"
  | "keyword"
  | "type"
  | "distribution"
  | "modifier"
  | "function"
  | "argument"
  | "label"
  | "title"
  | SymbolKind
  | "unknown";

/** A word with its place, in UTF-16 code units. */
export interface TextToken {
  readonly kind: TokenKind;
  readonly start: number;
  readonly end: number;
  /** It stands where it is declared. */
  readonly isDeclaration: boolean;
}

/** In order; they do not overlap, and none goes over the end of a line. Never throws. */
export function tokensOf(text: string): readonly TextToken[] {
  const reading = readText(text);
  return reading.words.map((word) => {
    const { start, end, role, token } = word;
    const symbol = symbolOf(reading, word);
    if (role === "name")
      return { kind: symbol?.kind ?? "unknown", start, end, isDeclaration: symbol?.token === token };
    return { kind: role === "call" ? kindOfCall(word) : role, start, end, isDeclaration: false };
  });
}

function kindOfCall({ token: { text } }: Word): TokenKind {
  if (findDistribution(text) !== undefined) return "distribution";
  if (findEntry(modifiers, text) !== undefined) return "modifier";
  const isFunction = findEntry(functions, text) ?? findEntry(designFunctions, text);
  return isFunction === undefined ? "unknown" : "function";
}
