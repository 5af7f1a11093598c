/** What may be written at a cursor: names in scope, distributions, functions, words of the language, by what stands before it. */

import { layOut } from "../language/layout.ts";
import { lex, type Token } from "../language/lexer.ts";
import { asciiName } from "../language/names.ts";
import { type Classified, classify, type Frame, type StatementOutline } from "./classify.ts";
import type { Item } from "./completion-item.ts";
import {
  argumentItems,
  distributionItems,
  formulaItems,
  greekItems,
  keywordItems,
  phraseItems,
  statementItems,
  typeItems,
} from "./completion-items.ts";
import { expressionItems, namesOf, plateItems } from "./completion-names.ts";
import { type Reading, readText } from "./reading.ts";

/** What may stand in place of the text from `start` to `end`, in UTF-16 code units: the word that is being written, or nothing. */
export interface Completions {
  readonly start: number;
  readonly end: number;
  /** Those that fit the word so far, the likeliest first. */
  readonly items: readonly Item[];
}

/** At an offset in UTF-16 code units. Never throws; without items where nothing is known to fit, as in comments. */
export function completionsAt(text: string, offset: number): Completions {
  const cursor = Math.max(0, Math.min(offset, text.length));
  const start = startOfWord(text, cursor);
  const word = text.slice(start, cursor);
  const nothing = { start, end: cursor, items: [] };
  const reading = readText(text);
  if (isInQuotes(reading, cursor) || /^\p{Nd}/u.test(word)) return nothing;
  const items = itemsAt(reading, placeBefore(text.slice(0, start)), start);
  const fitting = items.filter(({ label, filter }) => fits(word, label, filter));
  const greek = items.length > 0 || word !== "" ? greekItems(word) : [];
  return { start, end: cursor, items: [...fitting, ...greek] };
}

function startOfWord(text: string, cursor: number): number {
  const before = text.slice(Math.max(0, cursor - 200), cursor);
  const word = /[\p{L}\p{M}\p{N}_]*$/u.exec(before)?.[0] ?? "";
  return cursor - word.length;
}

/** Whether a cursor stands in a comment or a text. */
function isInQuotes({ words, source }: Reading, cursor: number): boolean {
  return words.some(({ token: { kind }, start, end }) => {
    if (start >= cursor) return false;
    if (kind === "comment") return cursor <= end;
    if (kind !== "text") return false;
    const isOpen = end - start < 2 || source[end - 1] !== source[start];
    return cursor < end || (isOpen && cursor === end);
  });
}

/** The letters of the word occur in this order, in the name or in its ASCII spelling; the first one at the beginning of a part. */
function fits(word: string, label: string, filter: string): boolean {
  if (word === "") return true;
  const wanted = word.toLowerCase();
  return [label, filter, asciiName(label)].some((name) => {
    const lower = name.toLowerCase();
    if (lower.startsWith(wanted)) return true;
    const at = lower.split("_").some((_, i, parts) => parts.slice(i).join("_").startsWith(wanted));
    return at || isSubsequence(wanted, lower);
  });
}

function isSubsequence(wanted: string, name: string): boolean {
  if (wanted.length < 2 || wanted[0] !== name[0]) return false;
  let from = 0;
  for (const letter of wanted) {
    from = name.indexOf(letter, from) + 1;
    if (from === 0) return false;
  }
  return true;
}

/** What stands before a cursor: the statement so far, and the brackets that are open in it. */
interface Place {
  readonly statement: StatementOutline | null;
  readonly frames: readonly Frame[];
  readonly previous: Token | null;
  readonly roles: Classified["roles"];
}

/** Of a text that ends at the cursor. */
function placeBefore(text: string): Place {
  const { tokens } = layOut(lex(text).tokens);
  // Brackets that layout closed at the end are open at the cursor.
  let count = tokens.length - 1;
  while (count > 0 && isInserted(tokens[count - 1]!)) count--;
  const { statement, frames, previous, roles } = classify(tokens.slice(0, count));
  return { statement, frames, previous, roles };
}

function isInserted({ kind, span }: Token): boolean {
  return kind === "operator" && span.start === span.end;
}

function itemsAt(reading: Reading, place: Place, start: number): readonly Item[] {
  const { statement, frames, previous } = place;
  const frame = frames.at(-1);
  if (statement === null || previous === null)
    return frame === undefined ? statementItems(reading, start) : [];
  if (frame?.kind === "block") return itemsOfColumn(reading, place, statement, previous);
  if (statement.kind === "data" || statement.sign === null) return itemsOfHead(reading, place, previous);
  if (frame?.kind === "labels" || !isOpen(previous)) return [];
  if (frame?.kind === "index") return plateItems(reading, frame);
  if (frame?.kind === "formula") return formulaItems(reading);
  const isDefinition = statement.kind === "signed" && frame === undefined && previous.text === "=";
  const within = statement.sign === "~" ? itemsOfDistribution(reading, place) : null;
  return [
    ...(within ?? itemsOfExpression(reading, place)),
    ...(isDefinition && statement.plates.length === 0 ? keywordItems("design") : []),
  ];
}

/** Whether something is still to come: behind an operator or an opening bracket, not behind a name or a number. */
function isOpen({ kind, text }: Token): boolean {
  return kind === "operator" && ![")", "]", "}", "?"].includes(text);
}

function itemsOfColumn(
  reading: Reading,
  { roles }: Place,
  { subject, type, tokens }: StatementOutline,
  previous: Token,
): readonly Item[] {
  if (subject === null) return [];
  if (type === null) return previous.text === ":" ? typeItems() : [];
  const isWord = roles.get(previous) === "keyword";
  if (!isWord && !isOpen(previous)) return phraseItems(type.text, tokens);
  if (isWord && !["in", "across", "of"].includes(previous.text)) return [];
  const isFactor = type.text === "factor";
  if (isFactor && previous.text === "of") return namesOf(reading, ["pool"], subject.text);
  return namesOf(reading, isFactor ? ["factor"] : ["constant", "column"], subject.text);
}

/** Before the sign of a statement, and in the head of a block. */
function itemsOfHead(reading: Reading, { statement, frames }: Place, previous: Token): readonly Item[] {
  const frame = frames.at(-1);
  const { kind, tokens } = statement!;
  if (frame?.kind === "index") return isOpen(previous) ? plateItems(reading, frame) : [];
  if (frame?.kind === "columns") return isOpen(previous) ? namesOf(reading, ["column"], "") : [];
  if (previous.text === "data" && tokens.length === 1) return keywordItems("per");
  if (kind === "data") return ["per", ":"].includes(previous.text) ? namesOf(reading, ["factor"], "") : [];
  return [];
}

/** How many arguments stand before the distribution that a modifier is of. */
const argumentsBefore: Readonly<Record<string, number>> = {
  truncated: 0,
  ordered: 0,
  censored: 0,
  weighted: 0,
  zero_inflated: 1,
  hurdle: 1,
  zero_one_inflated: 2,
};

/** Where a distribution may stand; null where an expression is wanted. */
function itemsOfDistribution(
  reading: Reading,
  { statement, frames, previous }: Place,
): readonly Item[] | null {
  const [outer, frame] = [frames.at(-2), frames.at(-1)];
  const isFirst = ["~", "(", ",", "["].includes(previous!.text);
  if (!isFirst) return null;
  const offered = () => distributionItems(reading, statement!, frames.length > 0);
  if (frame === undefined) return offered();
  if (frame.kind === "list") return outer?.of === "mixture" && outer.position === 1 ? offered() : null;
  if (frame.kind !== "call" || frame.of === null) return null;
  return Object.hasOwn(argumentsBefore, frame.of) && argumentsBefore[frame.of] === frame.position
    ? offered()
    : null;
}

function itemsOfExpression(reading: Reading, { statement, frames, previous }: Place): readonly Item[] {
  const frame = frames.at(-1);
  const called = frame?.kind === "call" ? frame : null;
  const isArgument = called !== null && (previous!.text === "(" || previous!.text === ",");
  return [...(isArgument ? argumentItems(called) : []), ...expressionItems(reading, statement!, called)];
}
