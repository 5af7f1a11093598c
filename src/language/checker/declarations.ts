/** The first pass: what every name of the file is, each defined once, and which plates there are. */

import type { LevelsPlate } from "../checked-model.ts";
import { canonicalName } from "../names.ts";
import type { Lost } from "../parser.ts";
import {
  acrossItself,
  boundOfFactor,
  circularNesting,
  columnWithValue,
  definedTwice,
  elementOfNothing,
  labelTwice,
  levelsNotWhole,
  notAColumn,
  notAFactor,
  orderAndReference,
  orderOfNumbers,
  orderWithin,
  poolOfGroups,
  poolWithReference,
  referenceOfNumbers,
  referenceWithin,
  unknownName,
} from "../problems.ts";
import type {
  ColumnSyntax,
  DataBlock,
  DefinitionStatement,
  DistributionStatement,
  ElementStatement,
  Identifier,
  LevelsStatement,
  SyntaxTree,
  Text,
} from "../syntax.ts";
import { wholeNumber } from "./constants.ts";
import { declareDesign } from "./designs.ts";
import { resolveMatrix } from "./matrices.ts";
import { isFactor, resolvePlate } from "./plates.ts";
import { type ColumnSymbol, isLost, type ModelSymbol, type QuantitySymbol, type Scope } from "./scope.ts";

/** Enters every name into the scope. A name that is defined a second time keeps its first meaning. */
export function declareNames(scope: Scope, tree: SyntaxTree, lost: Lost): void {
  for (const statement of tree.statements) {
    if (statement.kind === "data") declareColumns(scope, statement);
    else if (statement.kind === "levels") declareLevels(scope, statement);
    else if (statement.kind === "matrix") {
      const { text: name, span } = statement.name;
      declare(scope, { kind: "matrix", name, span, syntax: statement, plate: null });
    } else if (statement.kind === "constant" || statement.kind === "design") {
      const { text: name, span } = statement.name;
      if (statement.kind === "constant") declare(scope, { kind: "constant", name, span, value: null });
      else declare(scope, { kind: "design", name, span, syntax: statement, per: null });
    }
  }
  declarePools(scope);
  for (const statement of tree.statements) {
    if (statement.kind !== "distribution" && statement.kind !== "definition") continue;
    if (statement.target.list !== null) {
      for (const { text, span } of statement.target.list)
        if (scope.column(text) === null && !lost.lostColumns.has(text)) scope.report(notAColumn(span, text));
      continue;
    }
    const { text, span } = statement.target.name;
    if (scope.column(text) === null) declareQuantity(scope, statement, lost);
    else if (statement.kind === "definition") scope.report(columnWithValue(span, text));
  }
  for (const statement of tree.statements) if (statement.kind === "element") declareElement(scope, statement);
  for (const name of lost.lostNames) if (scope.find(name) === null) declareLost(scope, name);
  resolveNesting(scope);
  resolveCrossing(scope);
  resolveGroups(scope, tree);
  checkPools(scope);
  for (const symbol of scope.all()) if (symbol.kind === "design") declareDesign(scope, symbol);
  for (const symbol of scope.all()) if (symbol.kind === "matrix") resolveMatrix(scope, symbol);
  for (const symbol of scope.all()) if (symbol.kind === "quantity") resolveTarget(scope, symbol);
}

function declareQuantity(
  scope: Scope,
  syntax: DistributionStatement | DefinitionStatement,
  lost: Lost,
): void {
  const { text, span } = syntax.target.name;
  // `Z = …` may have been a design, and `y ~ …` the distribution of a column that was lost.
  const isUnread = syntax.kind === "definition" && syntax.value.kind === "broken";
  const isLost = isUnread || lost.lostColumns.has(text);
  declare(scope, { kind: "quantity", name: text, span, syntax, plates: null, meaning: null, isLost });
}

/** The prior of an element, for when that of all is checked. */
function declareElement(scope: Scope, statement: ElementStatement): void {
  const { text, span } = statement.target.name;
  const symbol = scope.find(text);
  if (isLost(symbol)) return;
  if (symbol === null) scope.report(unknownName(span, text, scope.nearest(text)));
  if (symbol?.kind !== "quantity" || !hasPlates(symbol)) {
    if (symbol !== null) scope.report(elementOfNothing(span, text));
    return;
  }
  const elements = scope.elements.get(canonicalName(text)) ?? [];
  scope.elements.set(canonicalName(text), [...elements, statement]);
}

function hasPlates({ syntax }: QuantitySymbol): boolean {
  return syntax.kind === "distribution" && syntax.target.plates.length > 0;
}

/** A name that whoever uses it stays silent about. */
function declareLost(scope: Scope, text: string): void {
  const span = { start: 0, end: 0, line: 1, column: 1 };
  const name = { text, span };
  const syntax = {
    kind: "definition",
    target: { name, list: null, plates: [], span },
    value: { kind: "broken", span },
    label: null,
    span,
  } as const;
  scope.add({ kind: "quantity", name: text, span, syntax, plates: null, meaning: null, isLost: true });
}

function declare(scope: Scope, symbol: ModelSymbol): void {
  const first = scope.find(symbol.name);
  if (first === null) scope.add(symbol);
  else scope.report(definedTwice(symbol.span, symbol.name, first.span.line));
}

function declareColumns(scope: Scope, block: DataBlock): void {
  for (const column of block.columns) {
    const { name } = column;
    declare(scope, { kind: "column", name: name.text, span: name.span, syntax: column, per: null });
    const [bound] = column.bounds;
    if (column.type === "factor" && bound !== undefined) scope.report(boundOfFactor(bound.span, name.text));
    checkReference(scope, column);
    checkOrder(scope, column);
  }
}

function checkReference(scope: Scope, { name, type, within, reference }: ColumnSyntax): void {
  if (reference === null) return;
  if (type !== "factor") scope.report(referenceOfNumbers(reference.span, name.text, type, reference.text));
  else if (within !== null) scope.report(referenceWithin(reference.span, name.text, within.text));
}

/** `ordered [low, high]`: of a factor by itself, each label once, and no other level before the first. */
function checkOrder(scope: Scope, { name, type, within, reference, order }: ColumnSyntax): void {
  if (order === null) return;
  const [first] = order;
  const list = first && { ...first.span, end: order.at(-1)!.span.end };
  if (list === undefined) return;
  if (type !== "factor") scope.report(orderOfNumbers(list, name.text, type, scope.written(list)));
  else if (within !== null) scope.report(orderWithin(list, name.text, within.text));
  else if (reference !== null) scope.report(orderAndReference(reference.span, name.text, reference.text));
  checkLabels(scope, name.text, order);
}

/** Each label once. */
function checkLabels(scope: Scope, name: string, labels: readonly Text[]): void {
  const seen = new Set<string>();
  for (const { text, span } of labels) {
    if (seen.has(text)) scope.report(labelTwice(span, name, text));
    seen.add(text);
  }
}

function declareLevels(scope: Scope, statement: LevelsStatement): void {
  const { name } = statement;
  if (scope.find(name.text) === null)
    scope.plates.set(name.text, { kind: "levels", name: name.text, ...levelsOf(scope, statement) });
  declare(scope, { kind: "levels", name: name.text, span: name.span });
}

/** Without an end where they could not be read, which is told. */
function levelsOf(
  scope: Scope,
  { name, listed, span }: LevelsStatement,
): Pick<LevelsPlate, "first" | "last" | "labels"> {
  if (listed.kind === "labels") {
    const labels = listed.labels.map(({ text }) => text);
    checkLabels(scope, name.text, listed.labels);
    return labels.length === 0 ? { ...endless, labels: null } : { first: 1, last: labels.length, labels };
  }
  const [first, last] = [wholeNumber(listed.first), wholeNumber(listed.last)];
  const isBroken = listed.first.kind === "broken" || listed.last.kind === "broken";
  const isRange = first !== null && last !== null && first <= last && last - first < 10_000;
  if (!isRange && !isBroken) scope.report(levelsNotWhole(span, name.text));
  return { ...(isRange ? { first, last } : endless), labels: null };
}

const endless = { first: 1, last: Number.POSITIVE_INFINITY };

/** `home: factor of team` and `away: factor of team` declare the plate `team`. */
function declarePools(scope: Scope): void {
  for (const symbol of [...scope.all()]) {
    const pool = symbol.kind === "column" ? symbol.syntax.pool : null;
    if (pool === null || pool.text === "") continue;
    const known = scope.find(pool.text);
    const plate = known === null ? undefined : scope.plates.get(known.name);
    if (known === null) {
      declare(scope, { kind: "levels", name: pool.text, span: pool.span });
      scope.plates.set(pool.text, { kind: "pool", name: pool.text, columns: [symbol.name] });
    } else if (plate?.kind === "pool") {
      scope.plates.set(plate.name, { ...plate, columns: [...plate.columns, symbol.name] });
    } else scope.report(definedTwice(pool.span, pool.text, known.span.line));
  }
}

/** Their levels are those of rows, in one order. */
function checkPools(scope: Scope): void {
  for (const symbol of scope.all()) {
    if (symbol.kind !== "column" || symbol.syntax.pool === null) continue;
    const { pool, reference, order } = symbol.syntax;
    const own = reference ?? order?.[0] ?? null;
    if (symbol.per !== null) scope.report(poolOfGroups(pool.span, symbol.name, pool.text, symbol.per));
    else if (own !== null) scope.report(poolWithReference(own.span, symbol.name, pool.text));
  }
}

/** `factor across lab` */
function resolveCrossing(scope: Scope): void {
  for (const symbol of scope.all()) {
    if (symbol.kind !== "column") continue;
    for (const part of symbol.syntax.across?.parts ?? []) {
      const other = part.text === "" ? null : requireFactor(scope, part, "`factor across`");
      if (other === symbol) scope.report(acrossItself(part.span, symbol.name));
    }
  }
}

/** The factor of this name; null where there is none, which is reported. */
function requireFactor(scope: Scope, { text, span }: Identifier, use: string): ColumnSymbol | null {
  const symbol = scope.use(text);
  if (isFactor(symbol)) return symbol;
  if (isLost(symbol)) return null;
  return scope.report(notAFactor(span, text, use, symbol === null ? scope.nearest(text, isFactor) : null));
}

/** `factor in batch` */
function resolveNesting(scope: Scope): void {
  let isCircular = false;
  for (const symbol of scope.all()) {
    if (symbol.kind !== "column" || symbol.syntax.within === null) continue;
    const { within } = symbol.syntax;
    const outer = requireFactor(scope, within, "`factor in`");
    if (outer === null || isCircular || !leadsBack(symbol, (column) => outerFactor(scope, column))) continue;
    isCircular = true;
    scope.report(circularNesting(within.span, symbol.name));
  }
}

function outerFactor(scope: Scope, column: ColumnSymbol): ColumnSymbol | null {
  return column.syntax.within === null ? null : scope.column(column.syntax.within.text);
}

function leadsBack(from: ColumnSymbol, step: (column: ColumnSymbol) => ColumnSymbol | null): boolean {
  const seen = new Set<ColumnSymbol>();
  for (let column = step(from); column !== null && !seen.has(column); column = step(column)) {
    if (column === from) return true;
    seen.add(column);
  }
  return false;
}

/** `data per county { … }` */
function resolveGroups(scope: Scope, tree: SyntaxTree): void {
  for (const block of tree.statements) {
    if (block.kind !== "data" || block.per === null) continue;
    const broken = block.per.parts.find(({ text }) => !isFactor(scope.find(text)));
    if (broken === undefined) {
      const per = resolvePlate(scope, block.per);
      for (const column of block.columns) setGroup(scope, column, per, block);
    } else if (broken.text !== "" && !isLost(scope.find(broken.text))) {
      scope.report(notAFactor(broken.span, broken.text, "`data per`", scope.nearest(broken.text, isFactor)));
    }
  }
}

function setGroup(scope: Scope, column: ColumnSyntax, per: string | null, block: DataBlock): void {
  const symbol = scope.column(column.name.text);
  if (symbol?.syntax !== column || per === null) return;
  symbol.per = per;
  const isOwn = leadsBack(symbol, (inner) => (inner.per === null ? null : scope.column(inner.per)));
  if (isOwn) {
    scope.report(circularNesting(block.per?.span ?? symbol.span, symbol.name));
    symbol.per = null;
  }
}

function resolveTarget(scope: Scope, symbol: QuantitySymbol): void {
  if (symbol.isLost) return;
  const plates = symbol.syntax.target.plates.map((plate) => resolvePlate(scope, plate));
  const known = plates.filter((plate) => plate !== null);
  symbol.plates = known.length === plates.length ? known : null;
}
