/**
 * Expressions evaluated at one point of their parameters, which tells what holds of them whatever the point: two functions
 * that agree at a point chosen at random are the same one, but for accidents of probability zero (Schwartz 1980).
 *
 * Plates that only the data know the levels of are given three. Where a value rests on that, or on columns, it is said
 * (`restsOnData`); where too little is known there is none (null).
 */

import { scalarFunctions } from "../../numeric/scalar-functions.ts";
import { type Expression, type ExpressionOf, type Index, listedLabels } from "../checked-model.ts";
import { dependsOnParameters } from "./dependence.ts";
import type { Interval } from "./range.ts";
import type { QuantityMeaning, QuantitySymbol, Scope } from "./scope.ts";

/** The level of each plate that the context has; a plate without one is that of the row. */
type Levels = ReadonlyMap<string, string>;
const ofRow = "·";
const pretended: readonly string[] = ["·1", "·2", "·3"];
const mostLevels = 100;
/** Parts of expressions that are looked at, and how deep. */
const mostParts = 10_000;
const mostDepth = 200;

export class TrialPoint {
  /** Whether something that the data decide went into a value. */
  restsOnData = false;
  private readonly scope: Scope;
  private readonly data: Map<string, number>;
  private readonly known = new Map<string, number | null>();
  private state: number;
  private left = mostParts;
  private depth = 0;

  /** Points with the same `data` have the same columns, and other parameters for another seed. */
  constructor(scope: Scope, seed: number, data: Map<string, number>) {
    this.scope = scope;
    this.state = seed;
    this.data = data;
  }

  /** The elements of an argument that is a vector; null where they are not known. */
  vectorOf(value: Expression): readonly (number | null)[] | null {
    if (value.kind === "list") return value.items.map((item) => this.valueOf(item, new Map()));
    const symbol = value.kind === "quantity" ? this.scope.quantity(value.name) : null;
    if (symbol === null || value.kind !== "quantity" || symbol.plates?.length !== value.indices.length + 1)
      return null;
    const leading = this.levelsAt(symbol, value.indices, new Map());
    const last = this.levelsOf(symbol.plates.at(-1) ?? "");
    return leading === null || last === null
      ? null
      : last.map((level) => this.quantity(symbol, [...leading, level]));
  }

  private valueOf(expression: Expression, context: Levels): number | null {
    if (this.left === 0 || this.depth === mostDepth) return null;
    this.left -= 1;
    this.depth += 1;
    const value = this.evaluate(expression, context);
    this.depth -= 1;
    return value;
  }

  private evaluate(expression: Expression, context: Levels): number | null {
    switch (expression.kind) {
      case "number":
        return expression.value;
      case "constant": {
        if (expression.statistic !== undefined) {
          this.restsOnData = true;
          return this.datum(expression.name);
        }
        const symbol = this.scope.find(expression.name);
        return symbol?.kind === "constant" ? symbol.value : null;
      }
      case "column":
        return this.column(expression.name, context);
      case "quantity": {
        const symbol = this.scope.quantity(expression.name);
        const levels = symbol && this.levelsAt(symbol, expression.indices, context);
        return symbol === null || levels === null ? null : this.quantity(symbol, levels);
      }
      case "call": {
        const values = expression.arguments.map((argument) => this.valueOf(argument, context));
        const [a = 0, b = 0, c = 0] = values;
        if (a === null || b === null || c === null) return null;
        return finite(scalarFunctions[expression.function].value(a, b, c));
      }
      case "product":
        return this.product(expression);
      case "reduction":
        return this.remember(`${expression.reduction}(${expression.of.name})`, () => this.reduce(expression));
      case "list":
      case "matrix":
        return null;
    }
  }

  /** A level for each index; null where only the data know it. */
  private levelsAt(symbol: QuantitySymbol, indices: readonly Index[], context: Levels): string[] | null {
    const levels = indices.map((index, i) => {
      if (index.kind === "plate") return this.levelIn(context, index.plate);
      return this.scope.plates.get(symbol.plates?.[i] ?? "")?.kind === "levels" ? index.label : null;
    });
    const found = levels.filter((level) => level !== null);
    return found.length < levels.length ? null : found;
  }

  /** What a plate is nested in has a level too, but which one the data know, except on the row. */
  private levelIn(context: Levels, plate: string): string | null {
    const own = context.get(plate);
    if (own !== undefined) return own;
    return [...context.values()].some((level) => pretended.includes(level)) ? null : ofRow;
  }

  private levelsOf(plate: string): readonly string[] | null {
    const known = this.scope.plates.get(plate);
    if (known?.kind !== "levels") {
      this.restsOnData = true;
      return pretended;
    }
    const count = known.last - known.first + 1;
    return count > mostLevels ? null : listedLabels(known);
  }

  private quantity(symbol: QuantitySymbol, levels: readonly string[]): number | null {
    const { name, meaning, plates } = symbol;
    if (meaning === null || plates === null) return null;
    return this.remember(`${name}[${levels.join()}]`, () => {
      if (meaning.value !== null)
        return this.valueOf(meaning.value, new Map(plates.map((plate, i) => [plate, levels[i] ?? ofRow])));
      const make = this.vectorMaker(meaning);
      if (make === null) return this.scattered(meaning.range.bounds);
      return this.element(name, levels.slice(0, -1), levels.at(-1) ?? "", plates.at(-1) ?? "", make);
    });
  }

  /** How elements are made that depend on each other: shares, and those of an increasing vector. */
  private vectorMaker({ prior }: QuantityMeaning): ((count: number) => readonly number[]) | null {
    if (prior?.kind === "vector" && prior.distribution.support.kind === "simplex") {
      return (count) => {
        const weights = Array.from({ length: count }, () => 0.1 + this.uniform());
        const total = weights.reduce((sum, weight) => sum + weight);
        return weights.map((weight) => weight / total);
      };
    }
    if (prior?.kind !== "ordered") return null;
    return (count) => Array.from({ length: count }, () => this.anywhere()).sort((a, b) => a - b);
  }

  /** An element of such a vector: all are made at once. */
  private element(
    name: string,
    leading: readonly string[],
    level: string,
    plate: string,
    make: (count: number) => readonly number[],
  ): number | null {
    const all = this.levelsOf(plate);
    if (all === null || !all.includes(level)) return null;
    for (const [i, value] of make(all.length).entries())
      this.known.set(`${name}[${[...leading, all[i]].join()}]`, value);
    return this.known.get(`${name}[${[...leading, level].join()}]`) ?? null;
  }

  private column(name: string, context: Levels): number | null {
    this.restsOnData = true;
    const symbol = this.scope.column(name);
    const level = symbol === null || symbol.per === null ? ofRow : this.levelIn(context, symbol.per);
    if (level === null) return null;
    return this.datum(`${name}[${level}]`);
  }

  private datum(key: string): number {
    const value = this.data.get(key) ?? this.anywhere();
    this.data.set(key, value);
    return value;
  }

  /** The row of a design times coefficients may be any number. */
  private product({ design, coefficients }: ExpressionOf<"product">): number | null {
    this.restsOnData = true;
    const key = `${design} * ${this.scope.written(coefficients.span)}`;
    return dependsOnParameters(this.scope, coefficients)
      ? this.remember(key, () => this.anywhere())
      : this.datum(key);
  }

  /** Over all levels of all plates. */
  private reduce({ reduction, of }: ExpressionOf<"reduction">): number | null {
    const symbol = this.scope.quantity(of.name);
    let cells: string[][] = [[]];
    for (const plate of symbol?.plates ?? []) {
      const levels = this.levelsOf(plate);
      if (levels === null || cells.length > mostLevels) return null;
      cells = cells.flatMap((cell) => levels.map((level) => [...cell, level]));
    }
    const values = cells.map((cell) => (symbol === null ? null : this.quantity(symbol, cell)));
    const found = values.filter((value) => value !== null);
    if (found.length < values.length) return null;
    const total = found.reduce((sum, value) => sum + value, 0);
    if (reduction === "sum") return total;
    if (reduction === "mean") return total / found.length;
    if (reduction === "min") return Math.min(...found);
    return reduction === "max" ? Math.max(...found) : null;
  }

  private remember(key: string, make: () => number | null): number | null {
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const value = make();
    this.known.set(key, value);
    return value;
  }

  /** Somewhere within bounds; null where these are not known. */
  private scattered(bounds: Interval | null): number | null {
    if (bounds === null) return null;
    const { lower, upper } = bounds;
    if (lower > -Infinity && upper < Infinity) return lower + this.uniform() * (upper - lower);
    if (lower > -Infinity) return lower + 4 * this.uniform();
    return upper < Infinity ? upper - 4 * this.uniform() : this.anywhere();
  }

  private anywhere(): number {
    return 4 * this.uniform() - 2;
  }

  /** The minimal standard generator (Park & Miller 1988). */
  private uniform(): number {
    this.state = (this.state * 48_271) % 2_147_483_647;
    return this.state / 2_147_483_647;
  }
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
