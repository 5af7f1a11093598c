/** A model's text as all that answers about it needs: its tokens with what they are, the names that it declares, and what the checker says. */

import type { CheckedModel } from "../language/checked-model.ts";
import { layOut } from "../language/layout.ts";
import { lex, type Token } from "../language/lexer.ts";
import { readModelText } from "../language/model-text.ts";
import { canonicalName } from "../language/names.ts";
import type { SyntaxTree } from "../language/syntax.ts";
import type { Problem } from "../problems/problem.ts";
import { type Classified, classify, type Role } from "./classify.ts";
import { findSymbols, type NamedSymbol } from "./symbols.ts";

/** A token of the text with what it is; all of them together, in order, are the text without its space. */
export interface Word {
  readonly role: Role;
  readonly token: Token;
  readonly start: number;
  readonly end: number;
}

/** What was read of a text. */
export interface Reading {
  readonly source: string;
  readonly words: readonly Word[];
  readonly classified: Classified;
  /** By their canonical names, in the order of the text. */
  readonly symbols: ReadonlyMap<string, NamedSymbol>;
  /** Read and checked when it is first asked for. */
  readonly checked: () => Checked;
}

interface Checked {
  readonly tree: SyntaxTree;
  readonly model: CheckedModel | null;
  readonly problems: readonly Problem[];
}

let last: Reading | null = null;

/** Reads a text; that of the last call is kept, since several things are asked of one text. */
export function readText(source: string): Reading {
  if (last?.source === source) return last;
  const { tokens } = lex(source);
  const classified = classify(layOut(tokens).tokens);
  let checked: Checked | null = null;
  last = {
    source,
    words: wordsOf(tokens, classified),
    classified,
    symbols: findSymbols(classified.statements),
    checked: () => {
      checked ??= readModelText(source);
      return checked;
    },
  };
  return last;
}

function wordsOf(tokens: readonly Token[], { roles }: Classified): Word[] {
  // Layout makes another token of a bracket that it repairs.
  const byStart = new Map([...roles].map(([{ span }, role]) => [span.start, role]));
  return tokens.flatMap((token) => {
    const { kind, span } = token;
    if (kind === "newline" || kind === "end" || span.end === span.start) return [];
    const role = kind === "comment" ? kind : (roles.get(token) ?? byStart.get(span.start) ?? kind);
    return [{ role, token, start: span.start, end: span.end }];
  });
}

/** The word at an offset, one that ends there if none begins there; null between words. */
export function wordAt({ words }: Reading, offset: number): Word | null {
  // Names first: the cursor behind `σ` of `σ)` means the name.
  const near = words.filter(({ start, end }) => start <= offset && offset <= end);
  return near.find(({ token }) => token.kind === "name") ?? near.find(({ end }) => offset < end) ?? null;
}

/** The symbol that a word of the role `name` stands for; null where there is none. */
export function symbolOf({ symbols }: Reading, { role, token }: Word): NamedSymbol | null {
  return role === "name" ? (symbols.get(canonicalName(token.text)) ?? null) : null;
}
