/**
 * Text → syntax tree, by recursive descent. It never throws: what cannot be read is a problem, and reading goes on at
 * the next statement.
 *
 * ```
 * parse(source: string): { tree, problems, … }
 * ```
 */

import type { Problem } from "../problems/problem.ts";
import { parseDataBlock, parseLabel } from "./data-block.ts";
import { layOut } from "./layout.ts";
import { lex } from "./lexer.ts";
import { repeatedModelName, tooManyProblems } from "./problems-text.ts";
import { parseStatement } from "./statements.ts";
import type { Identifier, Statement, SyntaxTree, Text } from "./syntax.ts";
import { identifier, TokenCursor } from "./token-cursor.ts";

/** More problems than anybody reads; a file with so many is not a model. */
const mostProblems = 200;

/** Names of which the tree does not tell what they are, since what may have declared them could not be read. */
export interface Lost {
  readonly lostNames: ReadonlySet<string>;
  /** Those among them that may have been columns. */
  readonly lostColumns: ReadonlySet<string>;
}

export interface Parsed {
  /** Whatever could be read. */
  readonly tree: SyntaxTree;
  /** In the order of the text. */
  readonly problems: readonly Problem[];
  readonly lost: Lost;
  /** Lines of which some was left out or repaired. */
  readonly repairedLines: ReadonlySet<number>;
}

/** Reads a model's text. */
export function parse(source: string): Parsed {
  const lexed = lex(source);
  const laidOut = layOut(lexed.tokens);
  const cursor = new TokenCursor(laidOut.tokens);
  const tree = parseFile(cursor, source);
  // What was left out or repaired may make the rest of its line unreadable; that is no mistake of its own.
  const earlier = [...lexed.problems, ...laidOut.problems];
  const repairedLines = new Set(earlier.map(lineOf));
  const later = cursor.problems.filter((problem) => !repairedLines.has(lineOf(problem)));
  return { tree, problems: capped([...earlier, ...later]), lost: cursor, repairedLines };
}

/** In the order of the text, and not more than a reader can use. */
export function capped(problems: readonly Problem[]): readonly Problem[] {
  const sorted = [...problems].sort((a, b) => startOf(a) - startOf(b));
  const last = sorted[mostProblems];
  if (last === undefined || last.place.kind !== "model") return sorted;
  return [...sorted.slice(0, mostProblems), tooManyProblems(last.place.span, mostProblems)];
}

function startOf(problem: Problem): number {
  return problem.place.kind === "model" ? problem.place.span.start : -1;
}

/** The line of a problem, 0 where it has no place in the model. */
export function lineOf(problem: Problem): number {
  return problem.place.kind === "model" ? problem.place.span.line : 0;
}

function parseFile(cursor: TokenCursor, source: string): SyntaxTree {
  let heading: Heading | null = null;
  const statements: Statement[] = [];
  while (cursor.current.kind !== "end") {
    cursor.beginStatement();
    if (cursor.current.kind === "newline") cursor.next();
    else if (cursor.atName("model") && cursor.ahead(1).kind === "name")
      heading = parseHeading(cursor, heading);
    else if (isDataBlock(cursor)) statements.push(parseDataBlock(cursor));
    else {
      const statement = parseStatement(cursor);
      if (statement !== null) statements.push(statement);
    }
    // A brace that belongs to no block has been reported; go past it.
    if (cursor.at("}")) cursor.next();
  }
  return { source, name: heading?.name ?? null, label: heading?.label ?? null, statements };
}

interface Heading {
  readonly name: Identifier;
  readonly label: Text | null;
}

/** `model NAME "label"` */
function parseHeading(cursor: TokenCursor, earlier: Heading | null): Heading {
  const { span } = cursor.next();
  const heading: Heading = { name: identifier(cursor.next()), label: parseLabel(cursor) };
  if (earlier !== null) cursor.fail(repeatedModelName(span));
  if (!cursor.atLineEnd())
    cursor.failExpecting(
      "the end of the line after the model's name",
      "write `model NAME` on a line of its own",
    );
  return earlier ?? heading;
}

function isDataBlock(cursor: TokenCursor): boolean {
  const { kind, text } = cursor.ahead(1);
  return cursor.atName("data") && (text === "{" || (kind === "name" && text === "per"));
}
