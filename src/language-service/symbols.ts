/** The names that a model declares, by its statements as far as they can be read. */

import type { Token } from "../language/lexer.ts";
import { canonicalName } from "../language/names.ts";
import type { StatementOutline } from "./classify.ts";

/** What a declared name stands for. */
export type SymbolKind =
  | "column"
  | "factor"
  | "pool"
  | "constant"
  | "levels"
  | "matrix"
  | "design"
  | "parameter"
  | "definition";

/** A name where it is declared. */
export interface NamedSymbol {
  readonly kind: SymbolKind;
  /** As it is spelled there. */
  readonly name: string;
  readonly token: Token;
  readonly statement: StatementOutline;
  /** What its brackets have, `sample` and `lab:day`; empty without brackets. */
  readonly plates: readonly string[];
  /** Of a column, the plate that it has a value for each level of; null: for each row. */
  readonly per: string | null;
  /** The statement that a column is the outcome of. */
  readonly outcome: StatementOutline | null;
}

/** By canonical names; of a name that is declared twice the first. */
export function findSymbols(statements: readonly StatementOutline[]): ReadonlyMap<string, NamedSymbol> {
  const found = new Map<string, NamedSymbol>();
  const add = (kind: SymbolKind, token: Token, statement: StatementOutline): void => {
    const key = canonicalName(token.text);
    if (found.has(key)) return;
    const { plates, per } = statement;
    found.set(key, { kind, name: token.text, token, statement, plates, per, outcome: null });
  };
  for (const one of statements) {
    if (one.kind === "column" && one.subject !== null && one.type !== null)
      add(one.type.text === "factor" ? "factor" : "column", one.subject, one);
    if (one.kind === "constant" || one.kind === "levels" || one.kind === "matrix")
      if (one.subject !== null) add(one.kind, one.subject, one);
  }
  for (const one of statements) for (const pool of poolsOf(one)) add("pool", pool, one);
  for (const one of statements) addSigned(one, found, add);
  return found;
}

function addSigned(
  statement: StatementOutline,
  found: Map<string, NamedSymbol>,
  add: (kind: SymbolKind, token: Token, statement: StatementOutline) => void,
): void {
  const { kind, subject, sign, list, isElement, isDesign } = statement;
  if (kind !== "signed" || subject === null || sign === null) return;
  for (const token of list.length > 0 ? list : [subject]) {
    const known = found.get(canonicalName(token.text));
    const isData = known?.kind === "column" || known?.kind === "factor";
    if (sign === "~" && isData && !isElement)
      found.set(canonicalName(token.text), { ...known, outcome: known.outcome ?? statement });
  }
  if (list.length > 0 || isElement) return;
  if (sign === "~") add("parameter", subject, statement);
  else add(isDesign ? "design" : "definition", subject, statement);
}

/** `team` of `home: factor of team` */
function poolsOf({ kind, type, tokens }: StatementOutline): readonly Token[] {
  if (kind !== "column" || type?.text !== "factor") return [];
  const word = tokens.findIndex(({ text }, i) => text === "of" && tokens[i - 1] === type);
  const pool = tokens[word + 1];
  return word > 0 && pool?.kind === "name" ? [pool] : [];
}
