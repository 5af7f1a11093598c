/**
 * The canonical form of a model's text: the author's names, lines and comments, in one way of spacing.
 *
 * One space around operators, none around `^`, `:` of plates and `..`; the columns of a data block one on each line,
 * their types and comments aligned; at most one empty line in a row. It works on tokens, so that a comment stays where it
 * is and nothing but space can change. Formatting twice is formatting once.
 */

import { layOut } from "./layout.ts";
import { lex, type Token } from "./lexer.ts";
import { parse } from "./parser.ts";

/** Text that cannot be read is returned as it is: its problems are for `parse` to tell. */
export function format(source: string): string {
  const { problems } = parse(source);
  if (problems.some(({ severity }) => severity === "error")) return source;
  const { tokens } = lex(source);
  const significant = new Set(layOut(tokens).tokens.filter(({ kind }) => kind === "newline"));
  return new Formatter(source, tokens, significant).run();
}

/** One line of the result: its code, its comment, and where the parts of a column's declaration begin. */
interface Line {
  readonly indent: string;
  readonly tokens: Token[];
  comment: string;
  readonly isColumn: boolean;
}

class Formatter {
  private readonly source: string;
  private readonly tokens: readonly Token[];
  private readonly significant: ReadonlySet<Token>;
  private readonly output: string[] = [];
  private block: Line[] | null = null;
  private line: Line = emptyLine("", false);
  private isBlank = false;
  private brackets: string[] = [];

  constructor(source: string, tokens: readonly Token[], significant: ReadonlySet<Token>) {
    this.source = source;
    this.tokens = tokens;
    this.significant = significant;
  }

  run(): string {
    for (const token of this.tokens) this.read(token);
    this.endLine();
    const text = this.output.join("\n");
    return text === "" ? "" : `${text}\n`;
  }

  private read(token: Token): void {
    if (token.kind === "end") return;
    if (token.kind === "comment") this.line.comment = this.written(token).trimEnd();
    else if (token.kind === "newline") this.lineBreak(this.significant.has(token));
    else if (token.kind === "operator" && token.text === "{") this.openBlock(token);
    else if (token.kind === "operator" && token.text === "}") this.closeBlock(token);
    else if (this.isSeparator(token)) this.newColumn();
    else {
      this.trackBrackets(token);
      this.line.tokens.push(token);
    }
  }

  private isSeparator(token: Token): boolean {
    return (
      this.block !== null && this.brackets.length === 0 && token.kind === "operator" && token.text === ","
    );
  }

  private trackBrackets({ kind, text }: Token): void {
    if (kind !== "operator") return;
    if (text === "(" || text === "[") this.brackets.push(text);
    if (text === ")" || text === "]") this.brackets.pop();
  }

  private lineBreak(endsStatement: boolean): void {
    const isEmpty = this.line.tokens.length === 0 && this.line.comment === "";
    if (isEmpty) this.isBlank ||= this.output.length > 0 || this.block !== null;
    else this.endLine();
    const inner = this.block === null ? "" : "  ";
    this.line = emptyLine(
      endsStatement || isEmpty ? this.indentAfter(endsStatement, inner) : `${inner}  `,
      this.block !== null && endsStatement,
    );
  }

  /** An empty line within a statement that goes on does not end its indentation. */
  private indentAfter(endsStatement: boolean, inner: string): string {
    return endsStatement ? inner : this.line.indent;
  }

  private newColumn(): void {
    if (this.line.tokens.length === 0) return;
    this.endLine();
    this.line = emptyLine("  ", true);
  }

  private openBlock(token: Token): void {
    this.line.tokens.push(token);
    this.startsOnOwnLine();
    this.block = [];
  }

  /** What follows `{` on its line is a column; a comment stays behind the `{`. */
  private startsOnOwnLine(): void {
    const opening = this.line;
    this.line = emptyLine("  ", true);
    this.output.push(...(this.takeBlank() ? [""] : []), renderLine(opening.tokens, this.source));
  }

  private closeBlock(token: Token): void {
    if (this.line.tokens.length > 0 || this.line.comment !== "") this.endLine();
    for (const text of alignColumns(this.block ?? [], this.source)) this.output.push(text);
    this.block = null;
    this.isBlank = false;
    this.line = emptyLine("", false);
    this.line.tokens.push(token);
  }

  private endLine(): void {
    const { line } = this;
    if (line.tokens.length === 0 && line.comment === "") return;
    const isBlank = this.takeBlank();
    if (this.block !== null) {
      if (isBlank && this.block.length > 0) this.block.push(emptyLine("", false));
      this.block.push(line);
    } else {
      if (isBlank) this.output.push("");
      const code = `${line.indent}${renderLine(line.tokens, this.source)}`;
      this.output.push(joined(code, line.comment, line.tokens.length > 0 ? "  " : ""));
    }
    this.line = emptyLine("", false);
  }

  private takeBlank(): boolean {
    const { isBlank } = this;
    this.isBlank = false;
    return isBlank;
  }

  private written(token: Token): string {
    return this.source.slice(token.span.start, token.span.end);
  }
}

function emptyLine(indent: string, isColumn: boolean): Line {
  return { indent, tokens: [], comment: "", isColumn };
}

function joined(code: string, comment: string, gap: string): string {
  return comment === "" ? code.trimEnd() : `${code}${gap}${comment}`;
}

/** `y:      real   # …`: types begin in one column, comments in another. */
function alignColumns(lines: readonly Line[], source: string): readonly string[] {
  const nameOf = ({ tokens, isColumn }: Line) => (isColumn ? (tokens[0]?.text ?? "") : "");
  const widest = Math.max(0, ...lines.map((line) => width(nameOf(line))));
  const codes = lines.map((line) => {
    if (!line.isColumn || line.tokens.length < 3) return `${line.indent}${renderLine(line.tokens, source)}`;
    const padding = " ".repeat(widest - width(nameOf(line)) + 1);
    return `${line.indent}${nameOf(line)}:${padding}${renderLine(line.tokens.slice(2), source)}`;
  });
  const edge = Math.max(0, ...codes.map((code, i) => (lines[i]?.tokens.length === 0 ? 0 : width(code))));
  return codes.map((code, i) => {
    const line = lines[i];
    const gap = line === undefined || line.tokens.length === 0 ? "" : " ".repeat(edge - width(code) + 2);
    return joined(code, line?.comment ?? "", gap);
  });
}

function width(text: string): number {
  return [...text].filter((character) => !/\p{Mn}|\p{Cf}/u.test(character)).length;
}

const operands: ReadonlySet<Token["kind"]> = new Set<Token["kind"]>(["name", "number", "text"]);

/** The tokens of one line with the space that belongs between them. */
function renderLine(tokens: readonly Token[], source: string): string {
  let text = "";
  for (const [i, token] of tokens.entries()) {
    const previous = tokens[i - 1];
    if (previous !== undefined && hasSpace(tokens, i, previous, token)) text += " ";
    text += source.slice(token.span.start, token.span.end);
  }
  return text;
}

const tight: ReadonlySet<string> = new Set(["^", ".."]);
const closing: ReadonlySet<string> = new Set([")", "]", ",", "?"]);

function hasSpace(tokens: readonly Token[], i: number, previous: Token, token: Token): boolean {
  const isOperator = (candidate: Token, text: string) =>
    candidate.kind === "operator" && candidate.text === text;
  if (isOperator(token, ":") || (token.kind === "operator" && closing.has(token.text))) return false;
  if (isOperator(previous, "(") || isOperator(previous, "[")) return false;
  if (isOperator(previous, ":")) return isNamedArgument(tokens, i - 1);
  if ([previous, token].some(({ kind, text }) => kind === "operator" && tight.has(text))) return false;
  if (isOperator(token, "(") || isOperator(token, "["))
    return previous.kind === "operator" && !isSignAt(tokens, i - 1);
  return !isSignAt(tokens, i - 1);
}

/** Whether the `:` at `i` follows the name of an argument, as in `normal(mean: 0)`, and does not join factors. */
function isNamedArgument(tokens: readonly Token[], i: number): boolean {
  const opening = tokens[i - 2];
  if (opening?.kind !== "operator" || (opening.text !== "(" && opening.text !== ",")) return false;
  const stack: number[] = [];
  for (let at = 0; at < i; at++) {
    const { kind, text } = tokens[at] ?? { kind: "end", text: "" };
    if (kind !== "operator") continue;
    if (text === "(" || text === "[") stack.push(at);
    if (text === ")" || text === "]") stack.pop();
  }
  const isInBrackets = tokens[stack.at(-1) ?? -1]?.text === "[";
  const isInDesign = stack.some((at) => tokens[at - 1]?.text === "design" && tokens[at - 2]?.text === "=");
  return !isInBrackets && !isInDesign;
}

/** Whether `+` or `-` at `i` is a sign and not a sum. */
function isSignAt(tokens: readonly Token[], i: number): boolean {
  const token = tokens[i];
  if (token?.kind !== "operator" || (token.text !== "-" && token.text !== "+")) return false;
  const previous = tokens[i - 1];
  if (previous === undefined) return true;
  const endsOperand = operands.has(previous.kind) || previous.text === ")" || previous.text === "]";
  return !endsOperand;
}
