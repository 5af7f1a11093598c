/** Statements: what a line of a model may be. */

import { parseLabel, parseOrder } from "./data-block.ts";
import { parseCommaSeparated, parseIndex, parsePlate, parseWhole } from "./expressions.ts";
import { parseFormula } from "./formula.ts";
import {
  afterStatement,
  elementWithoutPrior,
  expectedStatement,
  foreignAssignment,
  leadingOperator,
  listWithValue,
  statementWithoutSign,
} from "./problems-text.ts";
import type {
  ConstantStatement,
  DefinitionStatement,
  DesignStatement,
  DistributionStatement,
  ElementStatement,
  ElementSyntax,
  Identifier,
  LevelsStatement,
  ListedLevels,
  MatrixStatement,
  Statement,
  TargetSyntax,
} from "./syntax.ts";
import { describeToken, identifier, type TokenCursor } from "./token-cursor.ts";

/** Reads one statement other than `data` and `model`, to the end of its line; null where nothing can be made of it. */
export function parseStatement(cursor: TokenCursor): Statement | null {
  const statement = parseBody(cursor);
  if (!cursor.isBroken && !cursor.atLineEnd()) {
    cursor.fail(afterStatement(cursor.current.span, describeToken(cursor.current)));
  }
  return statement;
}

function parseBody(cursor: TokenCursor): Statement | null {
  const token = cursor.current;
  if (token.kind === "operator" && token.text === "[") return parseSigned(cursor, null, token.span);
  if (token.kind !== "name") {
    if (token.kind === "operator" && !"()[]{}".includes(token.text)) {
      cursor.fail(leadingOperator(token.span, token.text));
    } else cursor.fail(expectedStatement(token.span, describeToken(token)));
    return null;
  }
  // Words of the language are words only where a name cannot be meant: a column may be called `levels`.
  const isBeforeName = cursor.ahead(1).kind === "name";
  if (token.text === "constant" && isBeforeName) return parseConstant(cursor);
  if (token.text === "levels" && isBeforeName) return parseLevels(cursor);
  if (token.text === "matrix" && isBeforeName) return parseMatrix(cursor);
  if ((token.text === "centered" || token.text === "noncentered") && isBeforeName) {
    cursor.next();
    return parseSigned(cursor, token.text, token.span);
  }
  return parseSigned(cursor, null, token.span);
}

function parseConstant(cursor: TokenCursor): ConstantStatement {
  const { span } = cursor.next();
  const name = identifier(cursor.next());
  cursor.expect("=", `write \`constant ${name.text} = 5\``);
  const value = parseWhole(cursor);
  const label = parseLabel(cursor);
  return { kind: "constant", name, value, label, span: cursor.spanFrom(span) };
}

function parseLevels(cursor: TokenCursor): LevelsStatement {
  const { span } = cursor.next();
  const name = identifier(cursor.next());
  const hint = `write \`levels ${name.text} = 1..3\`, or \`levels ${name.text} = [low, high]\``;
  cursor.expect("=", hint);
  const listed = cursor.at("[") ? parseListedLabels(cursor, hint) : parseRange(cursor, hint);
  const label = parseLabel(cursor);
  return { kind: "levels", name, listed, label, span: cursor.spanFrom(span) };
}

function parseRange(cursor: TokenCursor, hint: string): ListedLevels {
  const first = parseWhole(cursor);
  cursor.expect("..", hint);
  return { kind: "numbers", first, last: parseWhole(cursor) };
}

/** What cannot be read has been told, and is no label. */
function parseListedLabels(cursor: TokenCursor, hint: string): ListedLevels {
  return { kind: "labels", labels: parseOrder(cursor, hint) ?? [] };
}

function parseMatrix(cursor: TokenCursor): MatrixStatement {
  const { span } = cursor.next();
  const name = identifier(cursor.next());
  cursor.expect(
    "[",
    `write \`matrix ${name.text}[animal, animal]\`, with the factor that it is over in place of \`animal\``,
  );
  const plates = parseCommaSeparated(cursor, "]", () => parsePlate(cursor));
  const isInverse = cursor.acceptName("inverse");
  const label = parseLabel(cursor);
  // What is wrong with broken brackets has been told.
  const whole = cursor.isBroken ? null : plates;
  return { kind: "matrix", name, plates: whole, isInverse, label, span: cursor.spanFrom(span) };
}

type Signed = DistributionStatement | ElementStatement | DefinitionStatement | DesignStatement;

function parseSigned(
  cursor: TokenCursor,
  parameterization: DistributionStatement["parameterization"],
  start: Statement["span"],
): Signed | null {
  const written = parseTarget(cursor);
  if (cursor.isBroken) return null;
  if (written.kind === "element") return parseElement(cursor, written.target, parameterization, start);
  const { target } = written;
  if (cursor.accept("~")) {
    const distribution = parseWhole(cursor);
    const label = parseLabel(cursor);
    const span = cursor.spanFrom(start);
    return { kind: "distribution", parameterization, target, distribution, label, span };
  }
  if (target.list !== null && cursor.at("=")) {
    cursor.fail(listWithValue(target.span));
    return null;
  }
  if (parameterization === null && cursor.accept("=")) return parseDefinition(cursor, target, start);
  failWithoutSign(cursor, target);
  return null;
}

function failWithoutSign(cursor: TokenCursor, target: TargetSyntax): void {
  const { span } = cursor.current;
  const isArrow = cursor.at("<") && cursor.ahead(1).text === "-" && cursor.ahead(1).span.start === span.end;
  if (isArrow) cursor.fail(foreignAssignment({ ...span, end: span.end + 1 }, target.name.text));
  else cursor.fail(statementWithoutSign(span, target.name.text, describeToken(cursor.current)));
}

function parseDefinition(
  cursor: TokenCursor,
  target: TargetSyntax,
  start: Statement["span"],
): DefinitionStatement | DesignStatement {
  if (cursor.atName("design") && cursor.ahead(1).text === "(" && target.plates.length === 0) {
    cursor.next();
    cursor.next();
    const formula = parseFormula(cursor);
    cursor.expect(")", "write a formula such as `design(1 + days + dose * sex)`");
    const label = parseLabel(cursor);
    return { kind: "design", name: target.name, formula, label, span: cursor.spanFrom(start) };
  }
  const value = parseWhole(cursor);
  const label = parseLabel(cursor);
  return { kind: "definition", target, value, label, span: cursor.spanFrom(start) };
}

/** Behind a name with labels in its brackets. */
function parseElement(
  cursor: TokenCursor,
  target: ElementSyntax,
  parameterization: DistributionStatement["parameterization"],
  start: Statement["span"],
): ElementStatement | null {
  if (parameterization !== null || !cursor.accept("~")) {
    cursor.fail(elementWithoutPrior(target.span, target.name.text));
    return null;
  }
  const distribution = parseWhole(cursor);
  return { kind: "element", target, distribution, span: cursor.spanFrom(start) };
}

type WrittenTarget =
  | { readonly kind: "element"; readonly target: ElementSyntax }
  | { readonly kind: "all"; readonly target: TargetSyntax };

function parseTarget(cursor: TokenCursor): WrittenTarget {
  const { span: start } = cursor.current;
  if (cursor.accept("[")) {
    const hint = "write the columns of data that are distributed together: `[y1, y2] ~ multi_normal(…)`";
    const names = parseCommaSeparated(cursor, "]", () => cursor.expectName("a column", hint));
    const span = cursor.spanFrom(start);
    const nobody: Identifier = { text: "", span };
    return { kind: "all", target: { name: names[0] ?? nobody, list: names, plates: [], span } };
  }
  const name = cursor.expectName("a name", "write `name ~ distribution(…)` or `name = value`");
  const indices = cursor.accept("[") ? parseCommaSeparated(cursor, "]", () => parseIndex(cursor)) : [];
  const span = cursor.spanFrom(name.span);
  const plates = indices.flatMap((index) => (index.kind === "plate" ? [index.plate] : []));
  if (plates.length < indices.length) return { kind: "element", target: { name, indices, span } };
  return { kind: "all", target: { name, list: null, plates, span } };
}
