/** A name in the place of another, everywhere in a text; and where a name is declared and used. */

import { lex } from "../language/lexer.ts";
import { canonicalName } from "../language/names.ts";
import type { Either } from "../problems/either.ts";
import type { Problem } from "../problems/problem.ts";
import { composed } from "../text/composed.ts";
import { nameTaken, notAName, nothingToRename, readOtherwise, unreadableColumn } from "./problems.ts";
import type { TextEdit } from "./problems-of.ts";
import { type Reading, readText, symbolOf, type Word, wordAt } from "./reading.ts";
import type { NamedSymbol } from "./symbols.ts";

/** A stretch of the text, as offsets in UTF-16 code units. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** Where the name at an offset is declared; null where there is none. Never throws. */
export function definitionAt(text: string, offset: number): Stretch | null {
  const { symbol } = namedAt(readText(text), offset);
  return symbol === null ? null : stretchOf(symbol.token.span);
}

/** Everywhere that the name at an offset stands, its declaration too, in order; empty where there is none. Never throws. */
export function referencesAt(text: string, offset: number): readonly Stretch[] {
  const reading = readText(text);
  const { symbol } = namedAt(reading, offset);
  return symbol === null ? [] : wordsOfName(reading, symbol.name).map(stretchOf);
}

/** The stretch that `renameAt` takes the name from, for an editor that asks first; or why there is none. */
export function renamableAt(
  text: string,
  offset: number,
): Either<{ stretch: Stretch }, { problem: Problem }> {
  const { word, symbol } = namedAt(readText(text), offset);
  if (word === null || symbol === null)
    return { stretch: null, problem: nothingToRename(word?.token.text ?? "") };
  return { stretch: stretchOf(word), problem: null };
}

/**
 * What gives the name at an offset another name, everywhere: in statements, brackets, designs, and in labels of a design's columns. A column
 * keeps its header of the table with `from`. Refused where the name is none, is another one's, or would be read as something else. Never
 * throws.
 */
export function renameAt(
  text: string,
  offset: number,
  name: string,
): Either<{ edits: readonly TextEdit[] }, { problem: Problem }> {
  const refuse = (problem: Problem) => ({ edits: null, problem });
  const reading = readText(text);
  const { word, symbol } = namedAt(reading, offset);
  if (symbol === null) return refuse(nothingToRename(word?.token.text ?? ""));
  const wanted = composed(name.trim());
  if (!isName(wanted)) return refuse(notAName(wanted));
  const other = reading.symbols.get(canonicalName(wanted));
  if (other !== undefined && other !== symbol)
    return refuse(nameTaken(wanted, other.name, other.token.span.line));
  const header = headerEdit(reading, symbol, wanted);
  if (header === "unreadable") return refuse(unreadableColumn(symbol.name, symbol.token.span.line));
  const edits = [
    ...wordsOfName(reading, symbol.name).map(({ start, end }) => ({ start, end, text: wanted })),
    ...labelEdits(reading, symbol, wanted),
    ...(header === null ? [] : [header]),
  ].sort((a, b) => a.start - b.start);
  return isReadAlike(reading, symbol, wanted, edits)
    ? { edits, problem: null }
    : refuse(readOtherwise(wanted));
}

/** The text with the edits, which do not overlap and stand in order. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let result = "";
  let from = 0;
  for (const { start, end, text: written } of edits) {
    result += text.slice(from, start) + written;
    from = end;
  }
  return result + text.slice(from);
}

function stretchOf({ start, end }: Stretch): Stretch {
  return { start, end };
}

function namedAt(
  reading: Reading,
  offset: number,
): { readonly word: Word | null; readonly symbol: NamedSymbol | null } {
  const word = wordAt(reading, offset);
  return { word, symbol: word === null ? null : symbolOf(reading, word) };
}

function wordsOfName({ words }: Reading, name: string): readonly Word[] {
  const key = canonicalName(name);
  return words.filter(({ role, token }) => role === "name" && canonicalName(token.text) === key);
}

function isName(text: string): boolean {
  const { tokens, problems } = lex(text);
  return problems.length === 0 && tokens[0]?.kind === "name" && tokens[0].span.end === text.length;
}

/** What keeps the header of a column that has none of its own; null where nothing is needed. */
function headerEdit(
  { checked }: Reading,
  { kind, name, token }: NamedSymbol,
  wanted: string,
): TextEdit | "unreadable" | null {
  if ((kind !== "column" && kind !== "factor") || wanted === name) return null;
  const columns = checked().tree.statements.flatMap((one) => (one.kind === "data" ? one.columns : []));
  const column = columns.find((one) => one.name.span.start === token.span.start);
  if (column === undefined) return "unreadable";
  if (column.from !== null) return null;
  const label = column.label?.span.start;
  const text = `from ${JSON.stringify(name)}`;
  if (label !== undefined) return { start: label, end: label, text: `${text} ` };
  return { start: column.span.end, end: column.span.end, text: ` ${text}` };
}

/** Labels of a design's columns are made of names: `β["days"]`, `β["days:sex=male"]`, `X == "days"`. */
function labelEdits(reading: Reading, { name }: NamedSymbol, wanted: string): readonly TextEdit[] {
  const key = canonicalName(name);
  return reading.words.flatMap((word, i) => {
    const { role, token, start } = word;
    if (role !== "label" || token.kind !== "text" || !isOfDesign(reading, word, i)) return [];
    const { tokens } = lex(reading.source.slice(start + 1, word.end - 1));
    return tokens.flatMap(({ kind, text, span }, k) => {
      const isLevel = tokens[k - 1]?.text === "=";
      if (kind !== "name" || isLevel || canonicalName(text) !== key) return [];
      return [{ start: start + 1 + span.start, end: start + 1 + span.end, text: wanted }];
    });
  });
}

function isOfDesign({ symbols, words, classified }: Reading, { token }: Word, i: number): boolean {
  const index = classified.indexOf.get(token);
  const indexed = index === undefined ? undefined : symbols.get(canonicalName(index.of));
  const plate = indexed === undefined ? words[i - 2]?.token.text : indexed.plates[index!.position];
  return symbols.get(canonicalName(plate ?? ""))?.kind === "design";
}

/** Whether the new name is, where it was written, a name of the same kind, and the only one so called. */
function isReadAlike(
  before: Reading,
  symbol: NamedSymbol,
  wanted: string,
  edits: readonly TextEdit[],
): boolean {
  const after = readText(applyEdits(before.source, edits));
  const renamed = after.symbols.get(canonicalName(wanted));
  const count = wordsOfName(before, symbol.name).length;
  return renamed?.kind === symbol.kind && wordsOfName(after, wanted).length === count;
}
