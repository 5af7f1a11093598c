/**
 * Plates: what brackets mean, and which plates are known where.
 *
 * Where a row of the table is the context, every factor is known. Inside a statement with brackets its own plates are,
 * the parts of a combination, what a factor is declared nested in, and the group-level factors of all these.
 */

import type { Plate } from "../checked-model.ts";
import { canonicalName } from "../names.ts";
import { isGrouping } from "../parts.ts";
import { combinationOfOthers, notAPlate, unknownPlate } from "../problems.ts";
import type { PlateSyntax } from "../syntax.ts";
import { type ColumnSymbol, isLost, type ModelSymbol, type Scope } from "./scope.ts";

/** Where an expression stands: on a row of the table, or at one level of each of some plates. */
export type Context =
  | { readonly kind: "row" }
  | {
      readonly kind: "plates";
      readonly plates: readonly string[];
      /** The left side as written, for messages: `b[sample]`. */
      readonly target: string;
    };

/** The name of the plate, which is then among the model's plates; null where there is none, which is reported. */
export function resolvePlate(scope: Scope, syntax: PlateSyntax): string | null {
  const [only, ...more] = syntax.parts;
  if (only === undefined || syntax.parts.some((part) => part.text === "")) return null;
  if (more.length > 0) return resolveCombination(scope, syntax);
  const symbol = scope.use(only.text);
  if (symbol === null) {
    return scope.report(unknownPlate(only.span, only.text, scope.nearest(only.text, isPlateSymbol)));
  }
  if (isLost(symbol)) return null;
  if (!isPlateSymbol(symbol))
    return scope.report(notAPlate(only.span, only.text, describeSymbol(symbol), symbol.kind === "column"));
  if (symbol.kind === "column") addFactor(scope, symbol.name);
  return symbol.name;
}

function resolveCombination(scope: Scope, syntax: PlateSyntax): string | null {
  const factors: string[] = [];
  for (const part of syntax.parts) {
    const symbol = scope.use(part.text);
    if (symbol === null) {
      return scope.report(unknownPlate(part.span, part.text, scope.nearest(part.text, isFactor)));
    }
    if (isLost(symbol)) return null;
    if (!isFactor(symbol) || factors.includes(symbol.name)) {
      return scope.report(combinationOfOthers(part.span, part.text));
    }
    addFactor(scope, symbol.name);
    factors.push(symbol.name);
  }
  return addCombination(scope, factors);
}

/** `day:lab` is the plate `lab:day`, if that was met first. */
function addCombination(scope: Scope, factors: readonly string[]): string {
  const key = combinationKey(factors);
  for (const plate of scope.plates.values()) {
    if (plate.kind === "combination" && combinationKey(plate.factors) === key) return plate.name;
  }
  const name = factors.join(":");
  scope.plates.set(name, { kind: "combination", name, factors });
  return name;
}

function combinationKey(factors: readonly string[]): string {
  return factors.map(canonicalName).sort().join(":");
}

/** Puts a factor among the model's plates, and what it is declared nested in. */
export function addFactor(scope: Scope, name: string): void {
  if (scope.plates.has(name)) return;
  const within = scope.column(scope.column(name)?.syntax.within?.text ?? "")?.name ?? null;
  scope.plates.set(name, { kind: "factor", name, within });
  if (within !== null) addFactor(scope, within);
}

/** Whether the name is that of a factor, and so of a plate. */
export function isFactor(symbol: ModelSymbol | null): symbol is ColumnSymbol {
  return symbol?.kind === "column" && symbol.syntax.type === "factor";
}

function isPlateSymbol(symbol: ModelSymbol): boolean {
  return isFactor(symbol) || symbol.kind === "levels" || symbol.kind === "design";
}

/** What a name is, for the half sentence "`x` is …". */
function describeSymbol(symbol: ModelSymbol): string {
  switch (symbol.kind) {
    case "column":
      return symbol.syntax.type === "factor" ? "a factor" : `a column of type \`${symbol.syntax.type}\``;
    case "constant":
      return "a constant";
    case "levels":
      return "a name of levels";
    case "design":
      return "a design";
    case "matrix":
      return "a matrix";
    case "quantity":
      return symbol.syntax.kind === "distribution" ? "a parameter" : "a defined value";
  }
}

/** The plate that a column is one of the columns of, `team` for `home: factor of team`; null where it is of none. */
export function poolOf(scope: Scope, column: string): string | null {
  const pool = scope.column(column)?.syntax.pool;
  return pool == null ? null : (scope.find(pool.text)?.name ?? null);
}

/** Whether the context has one level of the plate. */
export function isKnown(scope: Scope, context: Context, plate: string): boolean {
  const wanted = scope.plates.get(plate);
  const isOfData = isGrouping(wanted);
  if (context.kind === "row") return isOfData;
  if (context.plates.includes(plate)) return true;
  if (!isOfData) return false;
  const groupings = context.plates.map((name) => scope.plates.get(name)).filter(isGrouping);
  // Nesting that is not declared may show in the data; a factor is taken on trust, and verified when data are bound.
  if (wanted.kind === "factor") return groupings.length > 0;
  return groupings.length === 1 || groupings.some((grouping) => hasAllParts(scope, grouping, wanted));
}

function hasAllParts(scope: Scope, plate: Plate, wanted: Extract<Plate, { kind: "combination" }>): boolean {
  const parts = plate.kind === "combination" ? plate.factors : [plate.name];
  const known = new Set(parts.flatMap((part) => declaredAncestors(scope, part)));
  return wanted.factors.every((factor) => known.has(factor));
}

/** The factor itself, what it is declared nested in, and so on outwards. */
function declaredAncestors(scope: Scope, factor: string): readonly string[] {
  const found = new Set<string>();
  for (let name: string | null = factor; name !== null && !found.has(name); ) {
    found.add(name);
    const plate = scope.plates.get(name);
    name = plate?.kind === "factor" ? plate.within : null;
  }
  return [...found];
}

/** Where the context is, for the half sentence "… has no meaning …". */
export function describeContext(context: Context): string {
  return context.kind === "row" ? "on a row of the table" : `in the statement for \`${context.target}\``;
}
