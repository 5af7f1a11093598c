/** The outline of a model: its blocks with their columns, and its statements. */

import { canonicalName } from "../language/names.ts";
import { withPlates } from "../language/print-expression.ts";
import type { StatementOutline } from "./classify.ts";
import { roleOf } from "./describe-name.ts";
import { type Reading, readText } from "./reading.ts";
import type { Stretch } from "./rename.ts";
import type { SymbolKind } from "./symbols.ts";

/** A line of the outline. */
export interface OutlineSymbol {
  /** With its plates: `b[sample]`; of a block `data`, `data per county`. */
  readonly name: string;
  readonly kind: SymbolKind | "data" | "outcome";
  readonly detail: string;
  /** Of the whole statement, and of the name in it, in UTF-16 code units. */
  readonly whole: Stretch;
  readonly selection: Stretch;
  /** The columns of a block. */
  readonly children: readonly OutlineSymbol[];
}

/** In the order of the text. Never throws. */
export function symbolsOf(text: string): readonly OutlineSymbol[] {
  const reading = readText(text);
  const found: OutlineSymbol[] = [];
  let columns: OutlineSymbol[] = [];
  let block: StatementOutline | null = null;
  const endBlock = (): void => {
    if (block !== null) found.push(blockOf(block, columns));
    block = null;
    columns = [];
  };
  for (const statement of reading.classified.statements) {
    if (statement.kind !== "column") endBlock();
    if (statement.kind === "data") block = statement;
    const symbol = symbolOfStatement(reading, statement);
    if (symbol !== null) (statement.kind === "column" ? columns : found).push(symbol);
  }
  endBlock();
  return found;
}

function blockOf(statement: StatementOutline, children: readonly OutlineSymbol[]): OutlineSymbol {
  const { start, end } = stretchOf(statement);
  const name = statement.per === null ? "data" : `data per ${statement.per}`;
  return {
    name,
    kind: "data",
    detail: "columns of the table",
    whole: { start, end: statement.close?.span.end ?? Math.max(end, children.at(-1)?.whole.end ?? end) },
    selection: { start, end: start + "data".length },
    children,
  };
}

function symbolOfStatement(reading: Reading, statement: StatementOutline): OutlineSymbol | null {
  const { subject } = statement;
  if (subject === null || statement.kind === "data") return null;
  const symbol = reading.symbols.get(canonicalName(subject.text));
  if (symbol === undefined) return null;
  const base = { whole: stretchOf(statement), selection: stretchOf({ tokens: [subject] }), children: [] };
  const detail = roleOf(symbol).replaceAll("`", "");
  if (symbol.token === subject) {
    const name = withPlates(symbol.name, symbol.kind === "matrix" ? [] : symbol.plates);
    return { name, kind: symbol.kind, detail, ...base };
  }
  if (symbol.outcome !== statement) return null;
  const names = statement.list.length === 0 ? [subject] : statement.list;
  const name = names.length === 1 ? symbol.name : `[${names.map(({ text }) => text).join(", ")}]`;
  return { name, kind: "outcome", detail: "outcome", ...base };
}

function stretchOf({ tokens }: Pick<StatementOutline, "tokens">): Stretch {
  const start = tokens[0]?.span.start ?? 0;
  return { start, end: Math.max(start, tokens.at(-1)?.span.end ?? start) };
}
