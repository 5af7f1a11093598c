/**
 * What each word of a model's text is: a word of the language, a name, a call, an argument's name, a label. By the tokens alone, so that it
 * works on texts that cannot be read; of texts that can, a test holds that the names are those of the syntax tree.
 */

import type { Token } from "../language/lexer.ts";
import { isSeriesFunction } from "../language/series.ts";

/** What a token is; `call` is a name before its parenthesis, `title` that of the model. */
export type Role =
  | "comment"
  | "text"
  | "number"
  | "operator"
  | "keyword"
  | "type"
  | "call"
  | "argument"
  | "label"
  | "title"
  | "name";

/** A bracket that is open, and what stands in it. */
export interface Frame {
  readonly kind: "block" | "call" | "formula" | "group" | "index" | "labels" | "list" | "columns";
  /** What is called, or the name whose index it is. */
  readonly of: string | null;
  /** The number of the argument or index that is being read, from 0. */
  position: number;
  /** Names of arguments that have been read. */
  readonly named: string[];
}

/** What a statement is by its first word; `signed` are those with `~` or `=`. */
export type StatementKind = "model" | "data" | "constant" | "levels" | "matrix" | "signed" | "column";

/** A statement or a column as far as its tokens tell. */
export interface StatementOutline {
  kind: StatementKind;
  /** The name that it declares or is about; null before it was read. */
  subject: Token | null;
  sign: "~" | "=" | null;
  /** A definition by `design(…)`. */
  isDesign: boolean;
  /** `β["days"] ~ …` */
  isElement: boolean;
  /** `[y1, y2] ~ …`; the names. */
  readonly list: Token[];
  /** Names in the brackets of the left side, by index; those of a combination `lab:day` are one. */
  readonly plates: string[];
  /** The type of a column. */
  type: Token | null;
  /** Of a column, that of its block; of a block, its own. */
  per: string | null;
  /** The brace that closes a block; null where there is none. */
  close: Token | null;
  readonly tokens: Token[];
}

/** Tokens with what they are, and where reading ended. */
export interface Classified {
  readonly roles: ReadonlyMap<Token, Role>;
  readonly statements: readonly StatementOutline[];
  /** Brackets that are open at the end, the innermost last. */
  readonly frames: readonly Frame[];
  /** The statement at the end; null between two. */
  readonly statement: StatementOutline | null;
  readonly previous: Token | null;
  /** What the brackets of names hold that are not in the left side: the token before each is in the map. */
  readonly indexOf: ReadonlyMap<Token, { readonly of: string; readonly position: number }>;
}

const heads: ReadonlySet<string> = new Set(["constant", "levels", "matrix"]);
/** Words behind the type of a column. */
const columnWords: ReadonlySet<string> = new Set("in across of ordered reference from".split(" "));
/** Those that a name or a number follows. */
const wordsBeforeOperand: ReadonlySet<string> = new Set(["in", "across", "of"]);

/** Reads tokens as `layOut` makes them: without comments, with the brackets that were missing. */
export function classify(tokens: readonly Token[]): Classified {
  return new Classifier(tokens).run();
}

class Classifier {
  private readonly tokens: readonly Token[];
  private readonly roles = new Map<Token, Role>();
  private readonly statements: StatementOutline[] = [];
  private readonly frames: Frame[] = [];
  private readonly indexOf = new Map<Token, { readonly of: string; readonly position: number }>();
  private statement: StatementOutline | null = null;
  private previous: Token | null = null;
  /** The plate of the block that is being read. */
  private per: string | null = null;
  private block: StatementOutline | null = null;

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens;
  }

  run(): Classified {
    for (const [i, token] of this.tokens.entries()) {
      if (token.kind === "end") break;
      this.read(token, this.tokens[i + 1] ?? token);
    }
    const { roles, statements, frames, statement, previous, indexOf } = this;
    return { roles, statements, frames, statement, previous, indexOf };
  }

  private get frame(): Frame | undefined {
    return this.frames.at(-1);
  }

  private get isInBlock(): boolean {
    return this.frame?.kind === "block";
  }

  private read(token: Token, next: Token): void {
    if (token.kind === "newline" || (this.isInBlock && isOperator(token, ","))) {
      if (this.frames.length === 0 || this.isInBlock) this.endStatement();
      if (token.kind === "operator") this.roles.set(token, "operator");
      this.previous = null;
      return;
    }
    if (isOperator(token, "}")) this.closeBlock(token);
    else {
      this.statement ??= this.beginStatement();
      this.statement.tokens.push(token);
      this.roles.set(token, this.roleOf(token, next));
      if (token.kind === "operator") this.readOperator(token);
    }
    this.previous = token;
  }

  private beginStatement(): StatementOutline {
    const statement: StatementOutline = {
      kind: this.isInBlock ? "column" : "signed",
      subject: null,
      sign: null,
      isDesign: false,
      isElement: false,
      list: [],
      plates: [],
      type: null,
      per: this.isInBlock ? this.per : null,
      close: null,
      tokens: [],
    };
    this.statements.push(statement);
    return statement;
  }

  private endStatement(): void {
    this.statement = null;
  }

  private closeBlock(token: Token): void {
    this.roles.set(token, "operator");
    // One that layout has put in is nowhere in the text.
    if (this.block !== null && token.span.end > token.span.start) this.block.close = token;
    this.block = null;
    while (this.frames.length > 0) if (this.frames.pop()?.kind === "block") break;
    this.per = null;
    this.endStatement();
  }

  private roleOf(token: Token, next: Token): Role {
    if (token.kind === "text" || token.kind === "number") return this.roleOfLiteral(token);
    if (token.kind !== "name") return "operator";
    const statement = this.statement!;
    const role = this.roleOfHead(token, next, statement) ?? this.roleWithin(token, next, statement);
    if (role === "name") this.note(token, statement);
    return role;
  }

  private roleOfLiteral(token: Token): Role {
    const { frame } = this;
    if (frame?.kind === "labels") return "label";
    if (frame?.kind === "index") {
      if (this.isTarget) this.statement!.isElement = true;
      if (frame.of !== null) this.indexOf.set(token, { of: frame.of, position: frame.position });
      return token.kind === "text" ? "label" : "number";
    }
    const before = this.previous?.text ?? "";
    const isLevel = before === "==" || before === "!=" || before === "reference";
    return token.kind === "text" && isLevel ? "label" : token.kind === "text" ? "text" : "number";
  }

  /** Whether the left side of a statement is being read. */
  private get isTarget(): boolean {
    return this.statement?.kind === "signed" && this.statement.sign === null;
  }

  /** Of the words that a statement begins with; null behind them. */
  private roleOfHead(token: Token, next: Token, statement: StatementOutline): Role | null {
    const count = statement.tokens.length;
    if (statement.kind === "column") return null;
    if (count === 1) {
      const { text } = token;
      const kind = headOf(text, next);
      if (kind !== null) statement.kind = kind;
      const isPrefix = (text === "centered" || text === "noncentered") && next.kind === "name";
      return kind !== null || isPrefix ? "keyword" : null;
    }
    if (statement.kind === "model") return "title";
    if (statement.kind === "data") return count === 2 && token.text === "per" ? "keyword" : null;
    return null;
  }

  private roleWithin(token: Token, next: Token, statement: StatementOutline): Role {
    const { frame, previous } = this;
    const before = previous?.text ?? "";
    if (frame?.kind === "labels") return "label";
    if (statement.kind === "column" && this.isInBlock) return this.roleInColumn(token, statement);
    if (statement.kind === "matrix" && token.text === "inverse" && before === "]") return "keyword";
    const isOpening = isOperator(next, "(");
    if (isOpening && token.text === "design" && statement.sign === "=" && before === "=") {
      const isFirst = statement.plates.length === 0 && this.frames.length === 0;
      if (isFirst) return "keyword";
    }
    if (isOpening && !this.isTarget) return "call";
    const isArgument = frame?.kind === "call" && (before === "(" || before === ",") && isOperator(next, ":");
    return isArgument ? "argument" : "name";
  }

  private roleInColumn(token: Token, statement: StatementOutline): Role {
    if (statement.subject === null) return "name";
    const { previous } = this;
    if (statement.type === null && isOperator(previous, ":")) {
      statement.type = token;
      return "type";
    }
    if (statement.type === null || !columnWords.has(token.text)) return "name";
    const isBehindWord =
      previous !== null && this.roles.get(previous) === "keyword" && wordsBeforeOperand.has(previous.text);
    const isBehindSign = previous?.kind === "operator" && ![")", "]", "?"].includes(previous.text);
    return isBehindWord || isBehindSign ? "name" : "keyword";
  }

  /** Keeps what a name is on the left side, or in brackets. */
  private note(token: Token, statement: StatementOutline): void {
    const { frame } = this;
    if (frame?.kind === "index" && frame.of !== null)
      this.indexOf.set(token, { of: frame.of, position: frame.position });
    if (frame?.kind === "index" && this.isTargetIndex(statement)) {
      const joined = statement.plates[frame.position];
      statement.plates[frame.position] = joined === undefined ? token.text : `${joined}:${token.text}`;
    } else if (frame?.kind === "columns") {
      statement.list.push(token);
      statement.subject ??= token;
    } else if (statement.kind === "data") {
      this.per = this.per === null ? token.text : `${this.per}:${token.text}`;
      statement.per = this.per;
    } else if (statement.sign === null && (frame === undefined || this.isInBlock))
      statement.subject ??= token;
  }

  private isTargetIndex(statement: StatementOutline): boolean {
    return statement.kind === "matrix" || this.isTarget;
  }

  private readOperator(token: Token): void {
    const { statement, frame, previous } = this;
    const { text } = token;
    if (text === "(" || text === "[" || text === "{") this.open(text, statement!);
    else if (text === ")" || text === "]") this.close();
    else if (text === "," && frame !== undefined) frame.position++;
    else if (text === ":" && previous !== null && this.roles.get(previous) === "argument")
      frame?.named.push(previous.text);
    else if ((text === "~" || text === "=") && this.frames.length === 0) statement!.sign ??= text;
  }

  private close(): void {
    // A block is closed by its brace alone.
    if (this.frames.length > 0 && !this.isInBlock) this.frames.pop();
  }

  private open(text: "(" | "[" | "{", statement: StatementOutline): void {
    const { previous, frame } = this;
    const role = previous === null ? undefined : this.roles.get(previous);
    const of = previous?.text ?? null;
    const push = (kind: Frame["kind"], whose: string | null = null): void => {
      this.frames.push({ kind, of: whose, position: 0, named: [] });
    };
    const isInFormula = frame?.kind === "formula";
    if (text === "{") {
      push("block");
      this.block = statement;
      // What follows is a column.
      this.endStatement();
    } else if (text === "(") {
      if (role === "keyword" && of === "design") statement.isDesign = true;
      if (role === "keyword") push("formula", of);
      else if (role === "call") push(isInFormula && !isSeriesFunction(of!) ? "formula" : "call", of);
      else push(isInFormula ? "formula" : "group");
    } else if (role === "keyword" && of === "ordered") push("labels");
    else if (statement.kind === "levels" && of === "=") push("labels");
    else if (role === "name") push("index", of);
    else push(this.isTarget && statement.tokens.length === 1 ? "columns" : "list");
  }
}

function isOperator(token: Token | null, text: string): boolean {
  return token?.kind === "operator" && token.text === text;
}

/** What a statement is by its first word and what follows it; null where the word is a name. */
function headOf(text: string, next: Token): StatementKind | null {
  if (text === "model" && next.kind === "name") return "model";
  if (text === "data" && (isOperator(next, "{") || (next.kind === "name" && next.text === "per")))
    return "data";
  return heads.has(text) && next.kind === "name" ? (text as StatementKind) : null;
}
