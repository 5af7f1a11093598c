/**
 * Text → tokens. Nothing is thrown: a character without meaning is a problem, and reading goes on behind it.
 *
 * Every line break becomes a token here; `layout.ts` decides which of them end a statement.
 */

import type { Problem, Span } from "../problems/problem.ts";
import { composed } from "../text/composed.ts";
import {
  conditionalBar,
  foreignComment,
  foreignQuotes,
  malformedNumber,
  nameWithPoint,
  numberTooLarge,
  operatorOfOtherLanguage,
  unclosedText,
  unexpectedCharacter,
  unknownEscape,
} from "./problems-text.ts";

export interface Token {
  readonly kind: "name" | "number" | "text" | "operator" | "newline" | "comment" | "end";
  /**
   * As written, names and texts composed (NFC); of a `text` without its quotes and with escapes resolved; of a repaired bracket
   * what it should be.
   */
  readonly text: string;
  readonly span: Span;
}

export interface Lexed {
  /** The last one has kind `end`. Comments are among them. */
  readonly tokens: readonly Token[];
  readonly problems: readonly Problem[];
}

const blank = /[^\S\n\r]+|\uFEFF/uy;
const lineBreak = /\r\n|\n|\r/y;
const comment = /#[^\n\r]*/y;
const slashComment = /\/\/[^\n\r]*/y;
const name = /[\p{L}_][\p{L}\p{M}\p{Nd}\p{Nl}_\u2080-\u2089]*/uy;
/** Of other languages: `p.validity`. */
const dottedName = /[\p{L}_][\p{L}\p{M}\p{N}_]*(?:\.[\p{L}\p{N}_]+)+/uy;
// `1..3` is a range: a point that another point follows does not belong to the number.
const number = /(?:\d+(?:\.(?!\.)\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y;
const wordCharacters = /[\p{L}\p{M}\p{N}_]+(?:\.\d[\p{L}\p{M}\p{N}_]*)*/uy;
const text = /"[^"\\\n\r]*(?:\\[^\n\r][^"\\\n\r]*)*"/y;
const foreignText = /'[^'\n\r]{0,200}'|[“”„][^“”\n\r]{0,200}[“”]/uy;
const operator = /\.\.|<=|>=|==|!=|[-+*/^<>~=:,?()[\]{}]/y;
const foreignOperator = /\*\*|&&|\|\||:=|[×·−–≤≥≠∼÷]/uy;
const bar = /\|\|?/y;
const separator = /;/y;
const nestedIn = /%in%/y;
const allColumns = /\.(?![\p{L}\p{N}_.])/uy;
const quotedHeader = /"[^"\n\r]+"|'[^'\n\r]+'|`[^`\n\r]+`/y;
const nonsense = /[^\p{L}\p{N}_\s"#.<>=~:,?()[\]{}+*/^|;'-]+|[\s\S]/uy;

/** What foreign operators are read as, so that the rest of the statement can be checked. */
const translations: Readonly<Record<string, string>> = {
  "**": "^",
  "×": "*",
  "·": "*",
  "−": "-",
  "–": "-",
  "÷": "/",
  "≤": "<=",
  "≥": ">=",
  "≠": "!=",
  "∼": "~",
  ":=": "=",
  "&&": "*",
  "||": "+",
};

/** What is read: a model, or a formula, in which bars, headers in quotes and names with points have their meaning in R. */
export type Notation = "model" | "formula";

/** Reads a whole file. */
export function lex(source: string, notation: Notation = "model"): Lexed {
  return new Lexer(source, notation).run();
}

class Lexer {
  private readonly source: string;
  private readonly tokens: Token[] = [];
  private readonly problems: Problem[] = [];
  private readonly dotted = new Set<string>();
  private offset = 0;
  private line = 1;
  private column = 1;
  private readonly isFormula: boolean;

  constructor(source: string, notation: Notation) {
    this.source = source;
    this.isFormula = notation === "formula";
  }

  run(): Lexed {
    while (this.offset < this.source.length) {
      const space = this.match(blank);
      if (space === null) this.readToken();
      else this.advance(space);
    }
    this.tokens.push({ kind: "end", text: "", span: this.spanOf("") });
    return { tokens: this.tokens, problems: this.problems };
  }

  private readToken(): void {
    if (this.take(lineBreak, "newline") || this.take(comment, "comment")) return;
    if (this.isFormula && this.readOfFormula()) return;
    if (this.readForeignComment() || this.readText() || this.readNumber()) return;
    if (this.readDottedName() || this.take(name, "name")) return;
    if (this.readForeignOperator() || this.take(operator, "operator")) return;
    this.readNonsense();
  }

  /** Bars, what separates formulas, and headers that are no names of a model. */
  private readOfFormula(): boolean {
    if (this.take(bar, "operator") || this.take(separator, "newline") || this.take(dottedName, "name"))
      return true;
    if (this.take(allColumns, "name")) return true;
    const nested = this.match(nestedIn);
    // R's `a %in% b` is `a:b`.
    if (nested !== null) this.push("operator", ":", nested);
    if (nested !== null) return true;
    const quoted = this.match(quotedHeader);
    // Right of a comparison it is the label of a level, as in R: `I(sex == "male")`; in backticks it is a header anywhere.
    const isLabel = quoted !== null && !quoted.startsWith("`") && this.isAfterEquality();
    if (quoted !== null) this.push(isLabel ? "text" : "name", quoted.slice(1, -1), quoted);
    return quoted !== null;
  }

  private isAfterEquality(): boolean {
    const last = this.tokens.at(-1);
    return last?.kind === "operator" && (last.text === "==" || last.text === "!=");
  }

  private readForeignComment(): boolean {
    const found = this.match(slashComment) ?? this.matchBlockComment();
    if (found === null) return false;
    const span = this.spanOf(found);
    this.problems.push(foreignComment({ ...span, end: span.start + 2 }, found.slice(0, 2)));
    this.advance(found);
    return true;
  }

  private matchBlockComment(): string | null {
    if (!this.source.startsWith("/*", this.offset)) return null;
    const end = this.source.indexOf("*/", this.offset + 2);
    return this.source.slice(this.offset, end < 0 ? this.source.length : end + 2);
  }

  private readText(): boolean {
    const quoted = this.match(text);
    if (quoted !== null) {
      const span = this.spanOf(quoted);
      this.push("text", this.unescape(quoted.slice(1, -1), span), quoted);
      return true;
    }
    const foreign = this.match(foreignText);
    if (foreign !== null) {
      this.problems.push(foreignQuotes(this.spanOf(foreign), `${foreign[0]}…${foreign.at(-1)}`));
      this.push("text", foreign.slice(1, -1), foreign);
      return true;
    }
    if (this.source[this.offset] !== '"') return false;
    const rest = this.match(/"[^\n\r]*/y) ?? '"';
    this.problems.push(unclosedText(this.spanOf(rest)));
    this.push("text", rest.slice(1), rest);
    return true;
  }

  private unescape(inner: string, span: Span): string {
    return inner.replace(/\\([\s\S])/gu, (sequence, character: string) => {
      if (character === "n") return "\n";
      if (character === "t") return "\t";
      if (character === '"' || character === "\\") return character;
      this.problems.push(unknownEscape(span, sequence));
      return character;
    });
  }

  private readNumber(): boolean {
    const digits = this.match(number);
    if (digits === null) return false;
    const word = this.match(wordCharacters) ?? "";
    const whole = word.length > digits.length ? word : digits;
    const span = this.spanOf(whole);
    if (whole !== digits) this.problems.push(malformedNumber(span, whole));
    else if (!Number.isFinite(Number(digits))) this.problems.push(numberTooLarge(span, whole));
    this.push("number", digits, whole);
    return true;
  }

  /** Read as the name that it is to have, and told once. */
  private readDottedName(): boolean {
    const found = this.match(dottedName);
    if (found === null) return false;
    const wanted = found.replaceAll(".", "_");
    if (!this.dotted.has(found)) this.problems.push(nameWithPoint(this.spanOf(found), found, wanted));
    this.dotted.add(found);
    this.push("name", wanted, found);
    return true;
  }

  private readForeignOperator(): boolean {
    const found = this.match(foreignOperator);
    if (found === null) return false;
    const wanted = translations[found] ?? found;
    this.problems.push(operatorOfOtherLanguage(this.spanOf(found), found, wanted));
    this.push("operator", wanted, found);
    return true;
  }

  private readNonsense(): void {
    const found = this.match(nonsense) ?? this.source.charAt(this.offset);
    const span = this.spanOf(found);
    this.problems.push(found === "|" ? conditionalBar(span) : unexpectedCharacter(span, found));
    // A semicolon was meant to end the statement.
    if (found === ";") this.push("newline", "", found);
    else this.advance(found);
  }

  private match(pattern: RegExp): string | null {
    pattern.lastIndex = this.offset;
    return pattern.exec(this.source)?.[0] ?? null;
  }

  private take(pattern: RegExp, kind: Token["kind"]): boolean {
    const found = this.match(pattern);
    if (found === null) return false;
    this.push(kind, found, found);
    return true;
  }

  private push(kind: Token["kind"], meaning: string, written: string): void {
    const isOfUser = kind === "name" || kind === "text";
    this.tokens.push({ kind, text: isOfUser ? composed(meaning) : meaning, span: this.spanOf(written) });
    this.advance(written);
  }

  private spanOf(written: string): Span {
    return { start: this.offset, end: this.offset + written.length, line: this.line, column: this.column };
  }

  private advance(written: string): void {
    this.offset += written.length;
    const lines = written.split(/\r\n|\n|\r/);
    if (lines.length > 1) {
      this.line += lines.length - 1;
      this.column = 1;
    }
    this.column += [...(lines.at(-1) ?? "")].length;
  }
}
