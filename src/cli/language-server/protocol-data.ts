/** What the language service tells in the words of the Language Server Protocol 3.17. */

import type {
  CodeAction,
  CompletionItem,
  CompletionItemKind,
  Diagnostic,
  DocumentSymbol,
  Hover,
  TextEdit as ProtocolEdit,
  SymbolKind as ProtocolSymbolKind,
  Range,
} from "vscode-languageserver/node.js";
import type { TextDocument } from "vscode-languageserver-textdocument";
import {
  completionsAt,
  hoverMarkdown,
  type CompletionItem as Item,
  type ItemKind,
  type OutlineSymbol,
  problemsOf,
  type Stretch,
  type TextEdit,
  type TextProblem,
  type TokenKind,
  type Hover as Told,
  tokensOf,
} from "../../language-service/index.ts";

/** Lines and UTF-16 code units in them. */
export function rangeOf(document: TextDocument, { start, end }: Stretch): Range {
  return { start: document.positionAt(start), end: document.positionAt(end) };
}

/** An edit of the text. */
export function editOf(document: TextDocument, edit: TextEdit): ProtocolEdit {
  return { range: rangeOf(document, edit), newText: edit.text };
}

// Numbers of `DiagnosticSeverity`.
const severities = { error: 1, warning: 2 } as const;

/** A problem, its remedy on a line of its own. */
export function diagnosticOf(document: TextDocument, problem: TextProblem): Diagnostic {
  const { code, severity, message, hint } = problem;
  return {
    range: rangeOf(document, problem),
    severity: severities[severity],
    code,
    source: "hyperprior",
    message: hint === "" ? message : `${message}\n${hint}`,
  };
}

/** The mends of problems that a stretch of the text touches. */
export function codeActionsIn(document: TextDocument, range: Range): CodeAction[] {
  const [from, to] = [document.offsetAt(range.start), document.offsetAt(range.end)];
  const touched = problemsOf(document.getText()).filter(({ start, end }) => start <= to && from <= end);
  return touched.flatMap((problem) => {
    if (problem.fix === null) return [];
    const { title, edits } = problem.fix;
    return [
      {
        title,
        kind: "quickfix",
        diagnostics: [diagnosticOf(document, problem)],
        isPreferred: true,
        edit: { changes: { [document.uri]: edits.map((edit) => editOf(document, edit)) } },
      },
    ];
  });
}

// Numbers of `CompletionItemKind`: function 3, variable 6, class 7, property 10, unit 11, value 12, enum 13, keyword 14, text 1, constant 21, struct 22.
const itemKinds: { readonly [Kind in ItemKind]: CompletionItemKind } = {
  keyword: 14,
  type: 14,
  distribution: 7,
  modifier: 7,
  function: 3,
  argument: 10,
  letter: 1,
  column: 10,
  factor: 13,
  pool: 13,
  levels: 13,
  constant: 21,
  matrix: 22,
  design: 22,
  parameter: 6,
  definition: 12,
};

/** What a client can take. */
export interface ClientAbilities {
  /** Snippets, texts with places to fill in. */
  readonly hasSnippets: boolean;
}

/** Completions at an offset, in the order in which they are likely. The word so far is compared with them by the server, which knows Greek. */
export function completionItemsAt(
  document: TextDocument,
  offset: number,
  { hasSnippets }: ClientAbilities,
): { readonly isIncomplete: boolean; readonly items: CompletionItem[] } {
  const text = document.getText();
  const { start, end, items } = completionsAt(text, offset);
  const range = rangeOf(document, { start, end });
  const word = text.slice(start, end);
  const item = (one: Item, i: number): CompletionItem => {
    const { label, kind, detail, documentation, insert, snippet } = one;
    const asSnippet = hasSnippets && snippet !== null;
    return {
      label,
      kind: itemKinds[kind],
      detail,
      ...(documentation === "" ? {} : { documentation: { kind: "markdown", value: documentation } }),
      sortText: String(i).padStart(4, "0"),
      // Clients compare letters; whichever spelling the word has is the one that fits.
      filterText: word === "" || one.filter.startsWith(word) ? one.filter : word,
      insertTextFormat: asSnippet ? 2 : 1,
      textEdit: { range, newText: asSnippet ? snippet : insert },
    };
  };
  return { isIncomplete: true, items: items.map(item) };
}

/** A hover as Markdown. */
export function hoverOf(document: TextDocument, told: Told): Hover {
  return { contents: { kind: "markdown", value: hoverMarkdown(told) }, range: rangeOf(document, told) };
}

// Numbers of `SymbolKind`: module 2, namespace 3, field 8, enum 10, function 12, variable 13, constant 14, array 18, key 20, event 24, operator 25.
const symbolKinds: { readonly [Kind in OutlineSymbol["kind"]]: ProtocolSymbolKind } = {
  data: 3,
  outcome: 24,
  column: 8,
  factor: 10,
  pool: 10,
  levels: 10,
  constant: 14,
  matrix: 18,
  design: 18,
  parameter: 13,
  definition: 12,
};

/** A line of the outline. */
export function documentSymbolOf(document: TextDocument, symbol: OutlineSymbol): DocumentSymbol {
  const { name, kind, detail, whole, selection, children } = symbol;
  return {
    name,
    kind: symbolKinds[kind],
    detail,
    range: rangeOf(document, whole),
    selectionRange: rangeOf(document, selection),
    children: children.map((child) => documentSymbolOf(document, child)),
  };
}

/** Types of tokens, of the protocol, that the numbers in `semanticTokens` count. */
export const tokenTypes = [
  "comment",
  "string",
  "number",
  "operator",
  "keyword",
  "type",
  "class",
  "function",
  "parameter",
  "enumMember",
  "namespace",
  "property",
  "enum",
  "struct",
  "variable",
] as const;

/** Modifiers of tokens, by the bits of their number. */
export const tokenModifiers = ["declaration", "readonly"] as const;

const typeOfKind: { readonly [Kind in TokenKind]: (typeof tokenTypes)[number] | null } = {
  comment: "comment",
  text: "string",
  number: "number",
  operator: "operator",
  keyword: "keyword",
  type: "type",
  distribution: "class",
  modifier: "class",
  function: "function",
  argument: "parameter",
  label: "enumMember",
  title: "namespace",
  column: "property",
  factor: "enum",
  pool: "enum",
  levels: "enum",
  constant: "variable",
  matrix: "struct",
  design: "struct",
  parameter: "variable",
  definition: "variable",
  // What the problem says needs no colour.
  unknown: null,
};

/** Words for highlighting: five numbers each, lines and columns from the word before. */
export function semanticTokens(document: TextDocument): number[] {
  const data: number[] = [];
  let [line, column] = [0, 0];
  for (const { kind, start, end, isDeclaration } of tokensOf(document.getText())) {
    const type = typeOfKind[kind];
    if (type === null) continue;
    const place = document.positionAt(start);
    const isSame = place.line === line;
    const modifiers = (isDeclaration ? 1 : 0) + (kind === "constant" ? 2 : 0);
    data.push(
      place.line - line,
      isSame ? place.character - column : place.character,
      end - start,
      tokenTypes.indexOf(type),
      modifiers,
    );
    [line, column] = [place.line, place.character];
  }
  return data;
}
