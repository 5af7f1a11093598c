/**
 * The canonical form of a model's text: the author's names, lines and comments, in one way of spacing.
 *
 * One space around operators, none around `^`, `:` of plates and `..`; the columns of a data block one on each line; at
 * most one empty line in a row. Lines that follow each other without an empty line or a line of comment are a run, and
 * within a run stand below each other: the `~` and `=` of statements; the types and the `from` of columns; labels;
 * comments. Labels and comments begin in column 25, or two columns behind the longest line that has one; no part moves
 * by more than 16 columns for another one's sake (`align.ts`). Statements over several lines end the run and have only
 * their comments aligned.
 *
 * It works on tokens, so that a comment stays where it is and nothing but space can change. Formatting twice is
 * formatting once.
 */

import { align, type Stop } from "./align.ts";
import { layOut } from "./layout.ts";
import { lex, type Token } from "./lexer.ts";
import { parse } from "./parser.ts";
import { createWriter, type Writer } from "./token-spacing.ts";

/** Text that cannot be read is returned as it is: its problems are for `parse` to tell. */
export function format(source: string): string {
  const { problems } = parse(source);
  if (problems.some(({ severity }) => severity === "error")) return source;
  const { tokens } = lex(source);
  const significant = new Set(layOut(tokens).tokens.filter(({ kind }) => kind === "newline"));
  const lines = new LineReader(significant).read(tokens);
  const write = createWriter(tokens, source);
  return runsOf(lines)
    .map((run) => run.map((line) => cellsOf(line, write)))
    .flatMap((rows) => align(rows, stops))
    .map((line) => `${line}\n`)
    .join("");
}

/** A `part` is a line of a statement or a column that goes on over several. */
type LineKind = "statement" | "column" | "part" | "brace" | "comment" | "empty";

/** One line of the result. */
interface Line {
  readonly kind: LineKind;
  readonly indent: string;
  readonly tokens: readonly Token[];
  readonly comment: Token | null;
}

const empty: Line = { kind: "empty", indent: "", tokens: [], comment: null };

/** Tokens → lines: what stands on one, and how far it is indented. */
class LineReader {
  private readonly significant: ReadonlySet<Token>;
  private readonly lines: Line[] = [];
  private tokens: Token[] = [];
  private comment: Token | null = null;
  private depth = 0;
  private isInBlock = false;
  private isContinued = false;
  /** A comma behind a column was read: what follows it is the next column, but a comment is still the last one's. */
  private isSeparated = false;
  private isAfterEmpty = false;

  /** Line breaks that are not `significant` do not end a statement. */
  constructor(significant: ReadonlySet<Token>) {
    this.significant = significant;
  }

  read(tokens: readonly Token[]): readonly Line[] {
    for (const token of tokens) {
      if (token.kind === "comment") this.comment = token;
      else if (token.kind === "newline") this.lineBreak(this.significant.has(token) || this.isSeparated);
      else if (token.kind === "end") this.endLine(true);
      else this.code(token);
    }
    return this.lines;
  }

  private code(token: Token): void {
    const text = token.kind === "operator" ? token.text : "";
    if (this.isSeparated || text === "}") this.endLine(true);
    if (text === "," && this.isInBlock && this.depth === 0) {
      this.isSeparated = true;
      return;
    }
    this.tokens.push(token);
    if (text === "(" || text === "[") this.depth++;
    else if (text === ")" || text === "]") this.depth--;
    else if (text === "{") {
      // What follows on its line is a column.
      this.endLine(true);
      this.isInBlock = true;
    } else if (text === "}") {
      this.isInBlock = false;
      this.isAfterEmpty = false;
    }
  }

  private lineBreak(endsStatement: boolean): void {
    const isEmpty = this.tokens.length === 0 && this.comment === null;
    if (isEmpty) this.isAfterEmpty = true;
    // An empty line within a statement that goes on does not end its indentation.
    if (!isEmpty || endsStatement) this.endLine(endsStatement);
  }

  private endLine(endsStatement: boolean): void {
    const { tokens, comment, isInBlock, isContinued } = this;
    if (tokens.length > 0 || comment !== null) {
      this.emptyLine();
      const kind = this.kindOfLine(endsStatement);
      const isInside = isInBlock && kind !== "brace";
      this.lines.push({ kind, indent: `${isInside ? "  " : ""}${isContinued ? "  " : ""}`, tokens, comment });
    }
    this.tokens = [];
    this.comment = null;
    this.isContinued = !endsStatement;
    this.isSeparated = false;
  }

  private kindOfLine(endsStatement: boolean): LineKind {
    if (this.tokens.length === 0) return "comment";
    const last = this.tokens.at(-1);
    if (last?.kind === "operator" && "{}".includes(last.text)) return "brace";
    if (this.isContinued || !endsStatement) return "part";
    return this.isInBlock ? "column" : "statement";
  }

  /** The one empty line that is left of several, but not at the head of the file or of a block. */
  private emptyLine(): void {
    const last = this.lines.at(-1);
    const isAtHead = last === undefined || (last.kind === "brace" && last.tokens.at(-1)?.text === "{");
    if (this.isAfterEmpty && !isAtHead) this.lines.push(empty);
    this.isAfterEmpty = false;
  }
}

/** Adjacent lines of one kind. */
function runsOf(lines: readonly Line[]): readonly (readonly Line[])[] {
  const runs: Line[][] = [];
  for (const line of lines) {
    const run = runs.at(-1);
    if (run?.[0]?.kind === line.kind) run.push(line);
    else runs.push([line]);
  }
  return runs;
}

/** Of the cells behind the first: the sign or the type with what follows it, `from`, label, comment. */
const stops: readonly Stop[] = [
  { gap: 1, least: 0 },
  { gap: 1, least: 0 },
  { gap: 2, least: 24 },
  { gap: 2, least: 24 },
];

function cellsOf({ kind, indent, tokens, comment }: Line, write: Writer): readonly string[] {
  const note = comment === null ? "" : write([comment]).trimEnd();
  if (kind === "comment") return [`${indent}${note}`, "", "", "", ""];
  const end = tokens.length;
  const body = kind === "column" ? 2 : kind === "statement" ? tokens.findIndex(isSign) : -1;
  if (body < 0) return [`${indent}${write(tokens)}`, "", "", "", note];
  const label = isLabelAt(tokens, end - 1) ? end - 1 : end;
  const origin = kind === "column" ? originOf(tokens, label) : label;
  const cell = (from: number, to: number) => write(tokens.slice(from, to));
  return [`${indent}${cell(0, body)}`, cell(body, origin), cell(origin, label), cell(label, end), note];
}

function isSign({ kind, text }: Token): boolean {
  return kind === "operator" && (text === "~" || text === "=");
}

/** A text behind one of these is part of a column's declaration, and no label. */
const wordsBeforeText: ReadonlySet<string> = new Set(["from", "reference"]);

/** A text behind one of these is the label of a level. */
const comparisons: ReadonlySet<string> = new Set(["==", "!=", "<", "<=", ">", ">="]);

function isLabelAt(tokens: readonly Token[], i: number): boolean {
  const previous = tokens[i - 1];
  if (previous?.kind === "operator" && comparisons.has(previous.text)) return false;
  return tokens[i]?.kind === "text" && !(previous?.kind === "name" && wordsBeforeText.has(previous.text));
}

/** Where a column's `from "…"` begins, or `end`. */
function originOf(tokens: readonly Token[], end: number): number {
  const [word, text] = [tokens[end - 2], tokens[end - 1]];
  return word?.kind === "name" && word.text === "from" && text?.kind === "text" ? end - 2 : end;
}
