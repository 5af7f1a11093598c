/**
 * Layout: which line breaks end a statement, and which bracket closes which.
 *
 * A line break inside `( )` or `[ ]`, or after a trailing operator, does not count. Brackets that do not match are
 * reported here and repaired, so that the parser behind sees balanced text and one forgotten `)` does not swallow
 * the rest of the file: a line that plainly begins a statement ends what was left open.
 */

import type { Problem } from "../problems/problem.ts";
import type { Token } from "./lexer.ts";
import { mismatchedBracket, nestedTooDeeply, unclosedBracket, unmatchedBracket } from "./problems-text.ts";

const closes: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };
const opens: Readonly<Record<string, string>> = { ")": "(", "]": "[", "}": "{" };
const deepestNesting = 100;
/** A target is at most this many tokens long, when one is looked for. */
const longestTarget = 40;

const trailing: ReadonlySet<string> = new Set("+ - * / ^ < <= > >= == != ~ = , : ..".split(" "));
const typeWords: ReadonlySet<string> = new Set(["real", "int", "factor"]);

export interface LaidOut {
  /** Without comments and insignificant line breaks, brackets balanced; the last one has kind `end`. */
  readonly tokens: readonly Token[];
  readonly problems: readonly Problem[];
}

/** Works through the tokens of a whole file. */
export function layOut(tokens: readonly Token[]): LaidOut {
  return new Layout(tokens.filter((token) => token.kind !== "comment")).run();
}

class Layout {
  private readonly tokens: readonly Token[];
  private readonly nextBrace: readonly string[];
  private readonly result: Token[] = [];
  private readonly problems: Problem[] = [];
  private readonly open: Token[] = [];

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens;
    this.nextBrace = bracesAhead(tokens);
  }

  run(): LaidOut {
    for (let i = 0; i < this.tokens.length; i++) {
      const token = this.tokens[i]!;
      if (token.kind === "newline") this.lineBreak(token, i + 1);
      else if (token.kind === "end") {
        this.closeDownTo(null);
        this.result.push(token);
      } else if (token.kind === "operator" && token.text in closes) i = this.opening(token, i);
      else if (token.kind === "operator" && token.text in opens) this.closing(token);
      else this.result.push(token);
    }
    return { tokens: this.result, problems: this.problems };
  }

  private lineBreak(token: Token, next: number): void {
    const innermost = this.open.at(-1)?.text;
    const beginsStatement = this.beginsStatement(next);
    if (innermost === "(" || innermost === "[") {
      if (!beginsStatement && !(this.open[0]?.text === "{" && this.beginsColumn(next))) return;
      this.closeDownTo("{");
    }
    if (this.open.length > 0 && beginsStatement && this.nextBrace[next] !== "}") this.closeDownTo(null);
    const last = this.result.at(-1);
    const continues = last?.kind === "operator" && trailing.has(last.text) && !beginsStatement;
    if (!continues) this.result.push(token);
  }

  /** Reports the outermost bracket that is open, inside of `barrier`, and closes all of them. */
  private closeDownTo(barrier: "{" | null): void {
    const first = this.open.findIndex((bracket) => bracket.text !== barrier);
    const bracket = this.open[first];
    if (bracket === undefined) return;
    this.problems.push(unclosedBracket(bracket.span, bracket.text, closes[bracket.text] ?? ""));
    while (this.open.length > first) this.insertClosing(this.open.pop()?.text ?? "(");
  }

  private insertClosing(opening: string): void {
    const last = this.result.at(-1)?.span ?? { start: 0, end: 0, line: 1, column: 1 };
    const span = { ...last, start: last.end };
    this.result.push({ kind: "operator", text: closes[opening] ?? ")", span });
  }

  /** Returns the index of the last token that was used up. */
  private opening(token: Token, index: number): number {
    if (this.open.length < deepestNesting) {
      this.open.push(token);
      this.result.push(token);
      return index;
    }
    this.problems.push(nestedTooDeeply(token.span, deepestNesting));
    while (this.open.length > 0) this.insertClosing(this.open.pop()?.text ?? "(");
    let skipped = index;
    while (!this.endsLine(skipped + 1)) skipped++;
    return skipped;
  }

  private endsLine(index: number): boolean {
    const kind = this.tokens[index]?.kind;
    return kind === undefined || kind === "newline" || kind === "end";
  }

  private closing(token: Token): void {
    const innermost = this.open.at(-1);
    const wanted = innermost === undefined ? "" : (closes[innermost.text] ?? "");
    if (token.text === wanted) {
      this.open.pop();
      this.result.push(token);
    } else if (innermost === undefined || (innermost.text === "{" && token.text !== "}")) {
      this.problems.push(unmatchedBracket(token.span, token.text, opens[token.text] ?? ""));
    } else if (token.text === "}" && this.open[0]?.text === "{") {
      this.closeDownTo("{");
      this.open.pop();
      this.result.push(token);
    } else {
      this.problems.push(mismatchedBracket(token.span, token.text, innermost.text, wanted));
      this.open.pop();
      this.result.push({ ...token, text: wanted });
    }
  }

  /** `name ~`, `name[…] =`, `constant s =`, `data {`: what cannot stand inside a bracket. */
  private beginsStatement(from: number): boolean {
    const [first, second, third] = [this.tokens[from], this.tokens[from + 1], this.tokens[from + 2]];
    if (first?.kind !== "name") return false;
    if (first.text === "data" && (second?.text === "{" || second?.text === "per")) return true;
    if (first.text === "constant" || first.text === "levels") {
      if (second?.kind === "name" && third?.text === "=") return true;
    }
    if (first.text === "matrix" && second?.kind === "name" && third?.text === "[") return true;
    const isPrefix = first.text === "centered" || first.text === "noncentered";
    if (isPrefix && second?.kind === "name") return true;
    const sign = this.afterTarget(from + 1);
    const text = this.tokens[sign]?.text;
    if (text === "~") return true;
    return text === "=" && !typeWords.has(this.tokens[sign + 1]?.text ?? "") && this.isWholeLine(from);
  }

  private beginsColumn(from: number): boolean {
    const [name, colon, type] = [this.tokens[from], this.tokens[from + 1], this.tokens[from + 2]];
    return name?.kind === "name" && colon?.text === ":" && typeWords.has(type?.text ?? "");
  }

  private afterTarget(index: number): number {
    if (this.tokens[index]?.text !== "[") return index;
    for (let i = index; i < index + longestTarget && !this.endsLine(i); i++) {
      if (this.tokens[i]?.text === "]") return i + 1;
    }
    return index;
  }

  /** Its brackets match and no comma ends it: `sd = 1,` and `sd = 1)` are arguments in the manner of other languages. */
  private isWholeLine(from: number): boolean {
    let depth = 0;
    let i = from;
    for (; !this.endsLine(i); i++) {
      const text = this.tokens[i]?.text ?? "";
      if (text in closes) depth++;
      if (text in opens) depth--;
      if (depth < 0) return false;
    }
    return this.tokens[i - 1]?.text !== ",";
  }
}

/** For each token the first `{` or `}` at it or behind it. */
function bracesAhead(tokens: readonly Token[]): readonly string[] {
  const ahead: string[] = new Array(tokens.length + 1).fill("");
  for (let i = tokens.length - 1; i >= 0; i--) {
    const token = tokens[i];
    const isBrace = token?.kind === "operator" && (token.text === "{" || token.text === "}");
    ahead[i] = isBrace ? token.text : (ahead[i + 1] ?? "");
  }
  return ahead;
}
