/**
 * A place in the tokens of a file, and the problems found so far.
 *
 * After a problem the cursor jumps to the end of the statement: whoever goes on reading there finds nothing more, and
 * whatever else fails before the next statement is not reported. So one mistake gives one problem, and no parsing
 * function has to know about recovery.
 */

import type { Problem, Span } from "../problems/problem.ts";
import type { Token } from "./lexer.ts";
import { expectedElsewise, nestedTooDeeply, shorten, statementTooLong } from "./problems-text.ts";
import type { Identifier } from "./syntax.ts";

/** Expressions are walked by recursion, here and behind; neither brackets nor chains of operators may exhaust the stack. */
const deepestExpression = 100;
const mostOperators = 500;
/** Long sums and products are balanced; a sum of 10,000 terms takes 1 s and 0.1 GB from its text to the density. */
const mostParts = 12_000;

export class TokenCursor {
  readonly problems: Problem[] = [];
  /** Names in statements that could not be read: what they would have been is not known. */
  readonly lostNames = new Set<string>();
  /** Those among them that may have been columns. */
  readonly lostColumns = new Set<string>();
  private readonly tokens: readonly Token[];
  private position = 0;
  private depth = 0;
  private operators = 0;
  private hasFailed = false;
  private statementStart = 0;
  private isColumn = false;

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens;
  }

  get current(): Token {
    return this.ahead(0);
  }

  ahead(count: number): Token {
    const token = this.tokens[Math.min(this.position + count, this.tokens.length - 1)];
    if (token === undefined) throw new Error("a list of tokens without its end");
    return token;
  }

  /** Whether the statement that is being read has had its problem. */
  get isBroken(): boolean {
    return this.hasFailed;
  }

  next(): Token {
    const token = this.current;
    if (token.kind !== "end") this.position++;
    return token;
  }

  /** The operator or bracket `text` stands here. */
  at(text: string): boolean {
    return this.current.kind === "operator" && this.current.text === text;
  }

  /** The line or the file ends here. */
  atLineEnd(): boolean {
    return this.current.kind === "newline" || this.current.kind === "end";
  }

  atName(text?: string): boolean {
    return this.current.kind === "name" && (text === undefined || this.current.text === text);
  }

  accept(text: string): boolean {
    const isHere = this.at(text);
    if (isHere) this.next();
    return isHere;
  }

  /** Goes past the name `text`, if it stands here. */
  acceptName(text: string): boolean {
    const isHere = this.atName(text);
    if (isHere) this.next();
    return isHere;
  }

  /** The operator that stands here, if it is one of those that `binding` has. */
  operatorOf<Operator extends string>(binding: Readonly<Record<Operator, number>>): Operator | null {
    const { kind, text } = this.current;
    return kind === "operator" && Object.hasOwn(binding, text) ? (text as Operator) : null;
  }

  expect(text: string, hint: string): void {
    if (!this.accept(text)) this.failExpecting(`\`${text}\``, hint);
  }

  expectName(what: string, hint: string): Identifier {
    if (this.atName()) return identifier(this.next());
    this.failExpecting(what, hint);
    return { text: "", span: this.emptySpan() };
  }

  failExpecting(expected: string, hint: string): void {
    this.fail(expectedElsewise(this.current.span, expected, describeToken(this.current), hint));
  }

  /** Reports, unless this statement has its problem already, and goes to the statement's end. */
  fail(problem: Problem): void {
    if (!this.hasFailed) this.problems.push(problem);
    this.hasFailed = true;
    let braces = 0;
    let hasBlock = this.isColumn;
    for (; this.current.kind !== "end"; this.next()) {
      if (this.at("{")) {
        braces++;
        hasBlock = true;
      }
      if (this.at("}") && braces-- === 0) break;
      if (this.current.kind === "newline" && braces === 0) break;
    }
    for (const { kind, text } of this.tokens.slice(this.statementStart, this.position)) {
      if (kind !== "name") continue;
      this.lostNames.add(text);
      if (hasBlock) this.lostColumns.add(text);
    }
  }

  beginStatement(isColumn = false): void {
    this.hasFailed = false;
    this.statementStart = this.position;
    this.isColumn = isColumn;
    this.depth = 0;
    this.operators = 0;
  }

  /** Runs `read` one level deeper; null where that is too deep. */
  nested<Result>(read: () => Result): Result | null {
    if (this.depth >= deepestExpression) {
      this.fail(nestedTooDeeply(this.current.span, deepestExpression));
      return null;
    }
    this.depth++;
    const result = read();
    this.depth--;
    return result;
  }

  /** Counts an operator or a comma of the statement; false where there are too many. */
  countPart(): boolean {
    if (++this.operators <= mostParts) return true;
    this.fail(statementTooLong(this.current.span, mostParts));
    return false;
  }

  /** Counts an operator of a formula, whose chains are not balanced; false where there are too many. */
  countOperator(): boolean {
    if (++this.operators <= mostOperators) return true;
    this.fail(nestedTooDeeply(this.current.span, mostOperators));
    return false;
  }

  /** From the beginning of `first` to the end of the last token that was read. */
  spanFrom(first: Span): Span {
    const end = this.tokens[this.position - 1]?.span.end ?? first.end;
    return { ...first, end: Math.max(first.start, end) };
  }

  emptySpan(): Span {
    const { span } = this.current;
    return { ...span, end: span.start };
  }
}

/** The identifier that a token of kind `name` is. */
export function identifier(token: Token): Identifier {
  return { text: token.text, span: token.span };
}

/** What stands there, for the half sentence "found …". */
export function describeToken(token: Token): string {
  switch (token.kind) {
    case "newline":
      return "the end of the line";
    case "end":
      return "the end of the file";
    case "text":
      return `the text "${shorten(token.text)}"`;
    default:
      return `\`${shorten(token.text)}\``;
  }
}
