/**
 * Pieces → text, with what is wrong with those that were given. Each is read by itself, so that none is more than its place takes:
 * `normal("0, 1")` is a mistake and no distribution with two arguments.
 */

import { lex } from "../language/lexer.ts";
import { parse } from "../language/parser.ts";
import { printNumber } from "../language/print-expression.ts";
import { afterStatement, unknownColumnType } from "../language/problems-text.ts";
import type { Statement } from "../language/syntax.ts";
import { inModel } from "../problems/make-problem.ts";
import type { Problem, Span } from "../problems/problem.ts";
import { isProblem } from "../problems/problem-kind.ts";
import { Call } from "./call.ts";
import { type Piece, type PlaceKind, quoted } from "./piece.ts";
import {
  notAColumn,
  notADistribution,
  notALabel,
  notALevel,
  notAList,
  notAnElement,
  notArguments,
  notATarget,
  notAValue,
  notColumns,
  notOneExpression,
  type TargetForm,
} from "./problems.ts";

export interface Written {
  readonly text: string;
  /** Where they are in that text. */
  readonly problems: readonly Problem[];
}

/** The text of a model as it was built. */
export function write(pieces: readonly Piece[]): Written {
  let text = "";
  const problems: Problem[] = [];
  const add = (piece: Piece): void => {
    if (typeof piece === "string") {
      text += piece;
      return;
    }
    const { kind, given } = piece;
    if (kind === "distribution" && given instanceof Call) {
      for (const part of given.pieces) add(part);
      return;
    }
    const start = text.length;
    text +=
      (kind === "label" || kind === "level") && typeof given === "string" ? quoted(given) : shown(given);
    const fault = faultOf(kind, given);
    if (fault !== null) problems.push(fault(spanIn(text, start)));
  };
  for (const piece of pieces) add(piece);
  return { text, problems };
}

/** A number in the language's digits, a text as it is. */
function shown(given: unknown): string {
  return typeof given === "number" ? printNumber(given) : String(given);
}

/** From the offset to the end. */
function spanIn(text: string, start: number): Span {
  const before = text.slice(0, start).split("\n");
  const column = [...before.at(-1)!].length + 1;
  return { start, end: text.length, line: before.length, column };
}

type Fault = (span: Span) => Problem;

/** What is wrong with what was given for a place, or null. */
function faultOf(kind: PlaceKind, given: unknown): Fault | null {
  const found = described(given);
  if (kind === "expression" && typeof given === "number" && Number.isFinite(given)) return null;
  const text = typeof given === "string" ? given : null;
  switch (kind) {
    case "expression":
    case "formula":
      return text === null ? (span) => notAValue(span, found) : faultOfExpression(kind, text);
    case "name":
    case "plate":
    case "target":
    case "element":
    case "matrix":
      return faultOfName(kind, text, found);
    case "column":
      return faultOfColumn(text, found);
    case "label":
      return text === null ? (span) => notALabel(span, found) : null;
    case "level":
      return text !== null || (Number.isSafeInteger(given) && Number(given) >= 0)
        ? null
        : (span) => notALevel(span, found);
    case "distribution":
      return (span) => notADistribution(span, found);
    case "columns":
      return (span) => notColumns(span, found);
    case "arguments":
      return (span) => notArguments(span, found);
    case "distributions":
      return (span) => notAList(span, found);
  }
}

/** Names, alone and with brackets. */
function faultOfName(
  kind: TargetForm | "plate" | "element",
  text: string | null,
  found: string,
): Fault | null {
  const isElement = readsAs("element", text, `${text} ~ x`);
  if (kind === "element") return isElement ? null : (span) => notAnElement(span, found, false);
  if (kind === "target" && isElement) return (span) => notAnElement(span, found, true);
  const form = kind === "plate" ? "name" : kind;
  return readsAs(namings[kind].statement, text, namings[kind].around(`${text}`))
    ? null
    : (span) => notATarget(span, found, form);
}

interface Naming {
  readonly statement: Statement["kind"];
  readonly around: (text: string) => string;
}

/** The statement that a name makes in its place. */
const namings: Readonly<Record<TargetForm | "plate", Naming>> = {
  name: { statement: "constant", around: (text) => `constant ${text} = 1` },
  plate: { statement: "data", around: (text) => `data per ${text} { x: real }` },
  target: { statement: "distribution", around: (text) => `${text} ~ x` },
  matrix: { statement: "matrix", around: (text) => `matrix ${text}` },
};

/** What cannot be read is told as it is in any text; what is more than an expression is a mistake of its own. */
function faultOfExpression(kind: "expression" | "formula", text: string): Fault | null {
  const around = kind === "formula" ? `x = design(${text}\n)` : `x = ${text}\n`;
  if (readsAs(kind === "formula" ? "design" : "definition", text, around)) return null;
  const [first] = parse(around).problems;
  if (first === undefined || isProblem(afterStatement, first)) return (span) => notOneExpression(span, text);
  return (span) => ({ ...first, place: inModel(span) });
}

function faultOfColumn(text: string | null, found: string): Fault | null {
  const around = `data { x: ${text} }`;
  if (readsAs("data", text, around)) return null;
  const [first] = text === null ? [] : parse(around).problems;
  if (first === undefined || !isProblem(unknownColumnType, first)) return (span) => notAColumn(span, found);
  return (span) => ({ ...first, place: inModel(span) });
}

/** Whether a text makes exactly one statement of the kind when it is in its place, without a label or a comment. */
function readsAs(kind: Statement["kind"], text: string | null, around: string): boolean {
  if (text === null || lex(text).tokens.some((token) => token.kind === "comment")) return false;
  const { tree, problems } = parse(around);
  const [statement, ...others] = tree.statements;
  if (problems.length > 0 || statement?.kind !== kind || others.length > 0 || tree.name !== null)
    return false;
  switch (statement.kind) {
    case "data":
      return statement.columns.length === 1;
    case "element":
      return true;
    case "distribution":
      // The words before a name, and brackets around several, are the builder's own.
      return (statement.parameterization ?? statement.target.list ?? statement.label) === null;
    case "matrix":
      return !statement.isInverse && statement.label === null;
    default:
      return statement.label === null;
  }
}

function described(given: unknown): string {
  if (typeof given === "string") return `the text \`${given}\``;
  if (typeof given === "number") return `the number ${given}`;
  if (given instanceof Call) return "a distribution";
  if (typeof given === "function") return "a function";
  if (Array.isArray(given)) return "a list";
  return typeof given === "object" && given !== null ? "an object" : String(given);
}
