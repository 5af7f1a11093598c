/**
 * What every name of a model means, and what has been found wrong so far.
 *
 * Names are looked up by their canonical spelling, so `beta` finds `β`. A symbol is filled in as checking goes on:
 * where a field is null because of an earlier mistake, whoever needs it stays silent.
 */

import { nearestName } from "../../problems/nearest-name.ts";
import type { Problem, Span } from "../../problems/problem.ts";
import type {
  CheckedDistribution,
  Expression,
  LevelTest,
  Plate,
  PlateList,
  Series,
  Statistic,
} from "../checked-model.ts";
import { canonicalName } from "../names.ts";
import { unknownName } from "../problems-names.ts";
import type {
  ColumnSyntax,
  DefinitionStatement,
  DesignStatement,
  DistributionStatement,
  ElementStatement,
  Identifier,
  MatrixStatement,
} from "../syntax.ts";
import type { Range } from "./range.ts";

/** A name of the model where it is first said what it is. */
interface Named<Kind extends string> {
  readonly kind: Kind;
  readonly name: string;
  readonly span: Span;
}

export interface ColumnSymbol extends Named<"column"> {
  readonly syntax: ColumnSyntax;
  /** The plate of a group-level column, null for a column of rows. */
  per: string | null;
}

interface ConstantSymbol extends Named<"constant"> {
  /** As written in the model; a run may set another. */
  value: number | null;
}

export interface DesignSymbol extends Named<"design"> {
  readonly syntax: DesignStatement;
  /** The plate whose levels are its rows, null for the rows of the table. */
  per: string | null;
}

/** A parameter or a defined value. */
export interface QuantitySymbol extends Named<"quantity"> {
  readonly syntax: DistributionStatement | DefinitionStatement;
  /** Null where the brackets could not be understood. */
  plates: readonly string[] | null;
  /** Null until its statement has been checked, and for ever if that failed. */
  meaning: QuantityMeaning | null;
  /** It may be a column, a factor or a design as well: what would tell could not be read. */
  readonly isLost: boolean;
}

/** What its statement says of a quantity. */
export interface QuantityMeaning {
  readonly variesByRow: boolean;
  readonly dependsOnParameters: boolean;
  readonly dependsOnRank: boolean;
  readonly range: Range;
  /** Of a parameter. */
  readonly prior: CheckedDistribution | null;
  /** Of a definition. */
  readonly value: Expression | null;
}

/** A matrix that is known. */
export interface MatrixSymbol extends Named<"matrix"> {
  readonly syntax: MatrixStatement;
  /** Null where its brackets are wrong, which is reported. */
  plate: string | null;
}

/** What a name of the model stands for. */
export type ModelSymbol =
  | ColumnSymbol
  | ConstantSymbol
  | Named<"levels">
  | DesignSymbol
  | MatrixSymbol
  | QuantitySymbol;

/** Whether whoever uses a name stays silent about it, since what would tell what it is could not be read. */
export function isLost(symbol: ModelSymbol | null): boolean {
  return symbol?.kind === "quantity" && symbol.isLost;
}

const mostSuggestions = 200;
const mostCandidates = 1000;

export class Scope {
  readonly source: string;
  readonly plates = new Map<string, Plate>();
  readonly lists = new Map<string, PlateList>();
  /** Priors of single elements, by the canonical name of their parameter. */
  readonly elements = new Map<string, ElementStatement[]>();
  readonly levelTests = new Map<string, LevelTest>();
  readonly series = new Map<string, Series>();
  /** Those of them that are not only parts of others. */
  readonly usedSeries = new Set<string>();
  readonly statistics = new Map<string, Statistic>();
  readonly problems: Problem[] = [];
  private readonly symbols = new Map<string, ModelSymbol>();
  private readonly used = new Set<string>();

  constructor(source: string) {
    this.source = source;
  }

  report(problem: Problem): null {
    this.problems.push(problem);
    return null;
  }

  add(symbol: ModelSymbol): void {
    this.symbols.set(canonicalName(symbol.name), symbol);
  }

  /** The symbol, without counting as a use. */
  find(name: string): ModelSymbol | null {
    return this.symbols.get(canonicalName(name)) ?? null;
  }

  /** The symbol, which is then used. */
  use(name: string): ModelSymbol | null {
    const symbol = this.find(name);
    if (symbol !== null) this.used.add(symbol.name);
    return symbol;
  }

  /** The symbol, which is then used; null where there is none, which is reported. */
  require({ text, span }: Identifier): ModelSymbol | null {
    return this.use(text) ?? this.report(unknownName(span, text, this.nearest(text)));
  }

  isUsed(symbol: ModelSymbol): boolean {
    return this.used.has(symbol.name);
  }

  all(): IterableIterator<ModelSymbol> {
    return this.symbols.values();
  }

  column(name: string): ColumnSymbol | null {
    const symbol = this.find(name);
    return symbol?.kind === "column" ? symbol : null;
  }

  quantity(name: string): QuantitySymbol | null {
    const symbol = this.find(name);
    return symbol?.kind === "quantity" ? symbol : null;
  }

  /** The known name nearest to one that is not known, among the symbols that `isWanted`. */
  nearest(name: string, isWanted: (symbol: ModelSymbol) => boolean = () => true): string | null {
    // After so many problems nobody reads the suggestions, and a megabyte of names must not cost minutes.
    if (this.problems.length > mostSuggestions) return null;
    const names: string[] = [];
    for (const symbol of this.symbols.values()) {
      if (isWanted(symbol)) names.push(symbol.name);
      if (names.length === mostCandidates) break;
    }
    const wanted = canonicalName(name);
    const found = nearestName(wanted, names.map(canonicalName));
    return names.find((candidate) => canonicalName(candidate) === found) ?? null;
  }

  /** What the author wrote there. */
  written(span: Span): string {
    return this.source.slice(span.start, span.end).replace(/\s+/g, " ");
  }
}
