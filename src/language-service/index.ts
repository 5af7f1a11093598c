/**
 * What an editor asks of a model's text, as pure functions of the text and an offset in it: for the language server, and for pages.
 * Offsets are UTF-16 code units, as in JavaScript's strings and the Language Server Protocol. Texts may be half written: nothing throws.
 *
 * ```
 * problemsOf(text)                 all that the compiler tells, with plain mends
 * hoverAt(text, offset)            what the word there is
 * completionsAt(text, offset)      what may be written there
 * formatText(text)                 edits to the canonical form
 * renameAt(text, offset, name)     edits that rename, or the problem that stands against it
 * definitionAt(text, offset)       where the name is declared; referencesAt: all its places
 * symbolsOf(text)                  the outline
 * tokensOf(text)                   words for highlighting
 * ```
 */

export { type Completions, completionsAt } from "./completion.ts";
export type { Item as CompletionItem, ItemKind } from "./completion-item.ts";
export { formatText } from "./format-text.ts";
export { type Hover, hoverAt, hoverMarkdown } from "./hover.ts";
export { type Fix, problemsOf, type TextEdit, type TextProblem } from "./problems-of.ts";
export { applyEdits, definitionAt, referencesAt, renamableAt, renameAt, type Stretch } from "./rename.ts";
export { type OutlineSymbol, symbolsOf } from "./symbols-of.ts";
export { type TextToken, type TokenKind, tokensOf } from "./tokens-of.ts";
