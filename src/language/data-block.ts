/** `data { … }` and `data per county { … }`: the columns of the table and of the tables of groups. */

import { foreignNames, nearestName } from "../problems/nearest-name.ts";
import { parseExpression, parsePlate } from "./expressions.ts";
import { columnWithoutColon, statementInDataBlock, unknownColumnType } from "./problems-text.ts";
import type { BoundSyntax, ColumnSyntax, DataBlock, Identifier, Text } from "./syntax.ts";
import { describeToken, identifier, type TokenCursor } from "./token-cursor.ts";

const columnTypes: readonly ColumnSyntax["type"][] = ["real", "int", "factor"];

/** What other languages call the types. */
const foreignTypes = foreignNames<ColumnSyntax["type"]>({
  int: "integer count whole bool boolean",
  real: "number numeric float double num",
  factor: "string text category categorical group",
});

const boundOperators: readonly BoundSyntax["operator"][] = [">", ">=", "<", "<="];

/** Reads the block from the word `data` on. */
export function parseDataBlock(cursor: TokenCursor): DataBlock {
  const first = cursor.next().span;
  const per = cursor.acceptName("per") ? parsePlate(cursor) : null;
  cursor.expect("{", "write `data { name: type }`");
  const columns: ColumnSyntax[] = [];
  if (!cursor.isBroken) {
    skipSeparators(cursor);
    while (!cursor.at("}") && cursor.current.kind !== "end") {
      cursor.beginStatement(true);
      const column = parseColumn(cursor);
      if (column !== null) columns.push(column);
      skipSeparators(cursor);
    }
    cursor.accept("}");
  }
  return { kind: "data", per, columns, span: cursor.spanFrom(first) };
}

function skipSeparators(cursor: TokenCursor): void {
  while (cursor.current.kind === "newline" || cursor.at(",")) cursor.next();
}

function parseColumn(cursor: TokenCursor): ColumnSyntax | null {
  const first = cursor.current.span;
  const name = cursor.expectName("the name of a column", "write `name: real`, one column on each line");
  if (cursor.isBroken || !parseColon(cursor, name)) return null;
  const type = parseType(cursor);
  if (type === null) return null;
  const isWithin = type === "factor" && cursor.acceptName("in");
  const within = isWithin
    ? cursor.expectName("the factor that it is nested in", "write `cask: factor in batch`")
    : null;
  const isAcross = type === "factor" && !isWithin && cursor.acceptName("across");
  const across = isAcross ? parsePlate(cursor) : null;
  const isOf = type === "factor" && !isWithin && !isAcross && cursor.acceptName("of");
  const pool = isOf
    ? cursor.expectName("the plate that its labels are levels of", "write `home: factor of team`")
    : null;
  const order = cursor.acceptName("ordered") ? parseOrder(cursor, orderHint) : null;
  const reference = cursor.acceptName("reference") ? parseReference(cursor) : null;
  const before = cursor.accept("?");
  const bounds = parseBounds(cursor);
  const mayBeMissing = cursor.accept("?") || before;
  const from = cursor.acceptName("from") ? parseFrom(cursor) : null;
  const label = parseLabel(cursor);
  if (!(cursor.atLineEnd() || cursor.at("}") || cursor.at(","))) {
    cursor.failExpecting(
      "the end of the column's declaration",
      'write each column on its own line: `name: type`, then a bound, then `from "Column"`',
    );
  }
  const span = cursor.spanFrom(first);
  return { name, type, within, across, pool, reference, order, bounds, mayBeMissing, from, label, span };
}

function parseColon(cursor: TokenCursor, name: Identifier): boolean {
  if (cursor.accept(":")) return true;
  if (cursor.at("~") || cursor.at("[")) cursor.fail(statementInDataBlock(name.span, name.text));
  else cursor.fail(columnWithoutColon(cursor.current.span, name.text, describeToken(cursor.current)));
  return false;
}

function parseType(cursor: TokenCursor): ColumnSyntax["type"] | null {
  const word = cursor.expectName("`real`, `int` or `factor`", "write the column's type, as in `y: real`");
  if (cursor.isBroken) return null;
  const type = columnTypes.find((candidate) => candidate === word.text);
  if (type !== undefined) return type;
  const meant = foreignTypes.get(word.text.toLowerCase()) ?? nearestName(word.text, columnTypes);
  cursor.fail(unknownColumnType(word.span, word.text, meant));
  return null;
}

const orderHint =
  'write all labels from the lowest to the highest, `factor ordered [low, medium, "very high"]`';

/** `[low, medium, "very high"]`, `[1, 2, 3]`: labels in their order; null where they could not be read, which has been told. */
export function parseOrder(cursor: TokenCursor, hint: string): readonly Text[] | null {
  cursor.expect("[", hint);
  const labels: Text[] = [];
  while (!cursor.isBroken) {
    const { kind, text } = cursor.current;
    if (kind === "text" || kind === "name" || (kind === "number" && /^[0-9]+$/.test(text)))
      labels.push(identifier(cursor.next()));
    else cursor.failExpecting("a label, a name or a text in quotes", hint);
    if (!cursor.accept(",")) break;
  }
  cursor.expect("]", hint);
  return cursor.isBroken ? null : labels;
}

/** A label in quotes, or a whole number as it stands. */
function parseReference(cursor: TokenCursor): Text | null {
  const { kind, text } = cursor.current;
  if (kind === "text" || (kind === "number" && /^[0-9]+$/.test(text))) return identifier(cursor.next());
  cursor.failExpecting("the label of the reference level in quotes", 'write `factor reference "placebo"`');
  return null;
}

function parseBounds(cursor: TokenCursor): readonly BoundSyntax[] {
  const bounds: BoundSyntax[] = [];
  const first = cursor.current.span;
  if (cursor.acceptName("in")) {
    const lower = parseExpression(cursor);
    cursor.expect("..", "write a range as `in 0..10`");
    const upper = parseExpression(cursor);
    const span = cursor.spanFrom(first);
    bounds.push({ operator: ">=", value: lower, span }, { operator: "<=", value: upper, span });
  }
  for (;;) {
    const operator = boundOperators.find((candidate) => cursor.at(candidate));
    if (operator === undefined) return bounds;
    const start = cursor.next().span;
    // `real > 0 < 1` is two bounds, not a comparison of comparisons.
    const value = parseExpression(cursor, "arithmetic");
    bounds.push({ operator, value, span: cursor.spanFrom(start) });
  }
}

function parseFrom(cursor: TokenCursor): Text | null {
  if (cursor.current.kind === "text") return parseLabel(cursor);
  cursor.failExpecting("the column's header in quotes after `from`", 'write `from "Any Column"`');
  return null;
}

/** A quoted text, if one stands here. */
export function parseLabel(cursor: TokenCursor): Text | null {
  return cursor.current.kind === "text" ? identifier(cursor.next()) : null;
}
