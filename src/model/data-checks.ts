/**
 * What the model says of its data, checked element by element: bounds of columns, supports of outcomes, arguments of
 * distributions that are data.
 */

import { rowNumber, type Table } from "../data/table.ts";
import type { ArgumentSpecification } from "../distributions/distribution.ts";
import type {
  CheckedDistribution,
  CheckedStatement,
  Column,
  ColumnBound,
  DistributionOf,
  Expression,
  Likelihood,
} from "../language/checked-model.ts";
import { type BaseDistribution, baseOf } from "../language/parts.ts";
import type { Problem } from "../problems/problem.ts";
import type { BoundModel, UnobservedRows } from "./bound-model.ts";
import type { DataTables } from "./column-requests.ts";
import { contextOf } from "./context.ts";
import type { Domain } from "./domains.ts";
import { readerOf } from "./evaluate.ts";
import {
  argumentOutside,
  boundBroken,
  constantOutcome,
  type Element,
  emptyInterval,
  outcomeOutside,
  thresholdsDiffer,
} from "./problems.ts";
import {
  categoriesOf,
  contains,
  describeInterval,
  type Interval,
  intervalReader,
  supportReader,
} from "./supports.ts";

/** Problems of values that break what the model says of them; the values of `standIns` are none. */
export function checkData(
  model: BoundModel,
  { main }: Pick<DataTables, "main">,
  standIns: ReadonlySet<string>,
): Problem[] {
  const checker = new DataChecker(model, main);
  // The values of what was reduced are those of no rows, which were looked at before.
  checker.checkBounds(({ name }) => !standIns.has(name) && model.columns.get(name)?.about === undefined);
  for (const statement of model.checked.statements) {
    const isSeen = statement.kind === "likelihood" && !statement.columns.some((name) => standIns.has(name));
    if (isSeen) checker.checkOutcome(statement);
    if (statement.kind !== "definition") checker.checkArguments(statement, statement.distribution);
  }
  return checker.problems;
}

/** The same of rows without outcomes: bounds of their columns, and arguments of the distributions of their outcomes. */
export function checkUnobserved({ model, outcomes }: UnobservedRows, table: Table): Problem[] {
  const checker = new DataChecker(model, table);
  checker.checkBounds(({ per }) => per === null);
  for (const one of outcomes) checker.checkArguments(one, one.distribution);
  return checker.problems;
}

const ofCounts: Interval = { lower: 0, upper: Infinity, isInteger: true, isOpen: false };

class DataChecker {
  readonly problems: Problem[] = [];
  private readonly model: BoundModel;
  private readonly table: Table;

  constructor(model: BoundModel, table: Table) {
    this.model = model;
    this.table = table;
  }

  checkBounds(isMeant: (column: Column) => boolean = () => true): void {
    for (const declared of this.model.checked.columns.filter(isMeant)) {
      const column = this.model.columns.get(declared.name);
      if (column === undefined || column.levels !== null) continue;
      for (const { rule, broken } of findBrokenBounds(this.model, declared, column.values)) {
        const [first] = broken as [number];
        const at = this.element(column.domain, first);
        this.problems.push(boundBroken(declared.name, rule, column.values[first]!, broken.length, at));
      }
    }
  }

  checkOutcome(likelihood: Likelihood): void {
    if (likelihood.distribution.kind === "vector") {
      this.checkColumns(likelihood, likelihood.distribution);
      return;
    }
    const column = this.model.columns.get(likelihood.column)!;
    const { distribution } = likelihood;
    const scalar = distribution.kind === "truncated" ? distribution.base : distribution;
    if (column.levels === null && likelihood.per === null)
      this.warnOfConstant(likelihood.column, column.values);
    if (scalar.kind === "ordered") return;
    if (scalar.kind === "choice") this.checkCategories(likelihood.column, scalar);
    const intervalAt = supportReader(this.model, distribution, column.domain);
    const isOutside = (i: number): boolean => !contains(intervalAt(i), column.values[i]!);
    const outside = indicesWhere(column.values.length, isOutside);
    if (outside.length === 0) return;
    const [first] = outside as [number];
    const [text, wanted] = [this.textOf(distribution), describeInterval(intervalAt(first))];
    const at = this.element(column.domain, first);
    const value = column.values[first]!;
    this.problems.push(outcomeOutside(likelihood.column, text, wanted, value, outside.length, at));
  }

  /** Columns that have a distribution together. */
  private checkColumns({ columns, per }: Likelihood, checked: DistributionOf<"vector">): void {
    const isOfCounts = checked.distribution.support.kind === "counts";
    for (const name of columns) {
      const { domain, values } = this.model.columns.get(name)!;
      // A category that nothing is ever of is an answer, as are counts that are always the same.
      if (per === null && !isOfCounts) this.warnOfConstant(name, values);
      const outside = indicesWhere(values.length, (i) => isOfCounts && !contains(ofCounts, values[i]!));
      const [first] = outside;
      if (first === undefined) continue;
      const at = this.element(domain, first);
      const [text, wanted] = [this.textOf(checked), describeInterval(ofCounts)];
      this.problems.push(outcomeOutside(name, text, wanted, values[first]!, outside.length, at));
    }
  }

  /** Thresholds are one less than categories: of labels, and of whole numbers that are declared to end somewhere. */
  private checkCategories(name: string, checked: DistributionOf<"choice">): void {
    const { distribution, span } = checked;
    const categories = categoriesOf(this.model, checked);
    if (distribution.categories !== "gaps" || !Number.isFinite(categories)) return;
    const column = this.model.columns.get(name)!;
    const declared = column.levels?.length ?? this.lastDeclared(name);
    if (declared === null || declared === categories) return;
    this.problems.push(thresholdsDiffer(name, declared, column.levels !== null, categories - 1, span));
  }

  /** The largest whole number that a column is declared to have; null where that is not said by a number. */
  private lastDeclared(name: string): number | null {
    const column = this.model.checked.columns.find((one) => one.name === name);
    const bound = column?.bounds.find(({ operator }) => operator === "<=")?.value;
    return bound?.kind === "number" ? bound.value : null;
  }

  /** Arguments that are data must be in their supports; those with parameters the checker has looked at. */
  checkArguments(statement: CheckedStatement, distribution: CheckedDistribution): void {
    const base = baseOf(distribution);
    const domain = contextOf(this.model, statement);
    for (const [k, specification] of base.distribution.arguments.entries()) {
      const argument = base.arguments[k]!;
      if (specification.shape === "matrix") continue;
      for (const item of argument.kind === "list" ? argument.items : [argument]) {
        this.checkArgument(base, specification, item, domain);
      }
    }
    this.checkInterval(distribution, domain);
  }

  private checkArgument(
    base: BaseDistribution,
    { description, support }: ArgumentSpecification,
    argument: Expression,
    domain: Domain,
  ): void {
    const reader = readerOf(argument, this.model, domain);
    if (reader === null) return;
    const intervalAt = intervalReader(this.model, base, support, domain);
    const [first] = indicesWhere(domain.size, (i) => !contains(intervalAt(i), reader(i)));
    if (first === undefined) return;
    const wanted = describeInterval(intervalAt(first));
    const at = this.element(domain, first);
    this.problems.push(
      argumentOutside(description, this.textOf(base), wanted, reader(first), at, argument.span),
    );
  }

  /** Bounds that are data must leave something between them. */
  private checkInterval(distribution: CheckedDistribution, domain: Domain): void {
    const base = baseOf(distribution);
    if (base.kind !== "scalar") return;
    // The trials of a count were looked at as an argument, and may be 0.
    if (distribution.kind !== "truncated" && base.distribution.support.isInteger === true) return;
    const intervalAt = supportReader(this.model, distribution, domain);
    const isEmpty = (i: number): boolean => {
      const { lower, upper, isInteger } = intervalAt(i);
      return !(lower < upper || (isInteger && lower === upper));
    };
    const [first] = indicesWhere(domain.size, isEmpty);
    if (first === undefined) return;
    const { lower, upper } = intervalAt(first);
    const at = this.element(domain, first);
    this.problems.push(emptyInterval(this.textOf(distribution), lower, upper, at, distribution.span));
  }

  private warnOfConstant(name: string, values: Float64Array): void {
    const varies = this.model.cells?.deviations.some((deviation) => deviation > 0) === true;
    if (values.length > 1 && !varies && values.every((value) => value === values[0])) {
      this.problems.push(constantOutcome(name, values[0]!, this.table.name));
    }
  }

  private element(domain: Domain, i: number): Element {
    if (domain === this.model.domains.rows) return rowElement(this.table, i);
    return levelElement(this.table, domain, i);
  }

  private textOf(distribution: CheckedDistribution): string {
    return this.model.checked.source.slice(distribution.span.start, distribution.span.end);
  }
}

const comparisons: Readonly<Record<ColumnBound["operator"], (value: number, bound: number) => boolean>> = {
  ">": (value, bound) => value > bound,
  ">=": (value, bound) => value >= bound,
  "<": (value, bound) => value < bound,
  "<=": (value, bound) => value <= bound,
};

/** A level of a plate, in words. */
export function levelElement(table: Table, domain: Domain, i: number): Element {
  const label = domain.axes[0]?.labels[i] ?? i + 1;
  return { file: table.name, line: null, words: `${domain.name} \`${label}\`` };
}

/** A row of a table, as messages name it. */
export function rowElement(table: Table, i: number): Element {
  return { file: table.name, line: table.lines?.[i] ?? null, words: `row ${rowNumber(table, i)}` };
}

/** A bound of a column, as it is at the first element whose value breaks it, and all that do, ascending. */
export interface BrokenBound {
  readonly rule: string;
  readonly broken: readonly number[];
}

/** Those bounds of a column that values break: its own, or others in their place. */
export function findBrokenBounds(
  model: BoundModel,
  { name, bounds }: Column,
  values: Float64Array,
): BrokenBound[] {
  return bounds.flatMap(({ operator, value }) => {
    const bound = readerOf(value, model, model.columns.get(name)!.domain);
    if (bound === null) return [];
    const broken = indicesWhere(values.length, (i) => !comparisons[operator](values[i]!, bound(i)));
    return broken.length === 0 ? [] : [{ rule: `${operator} ${bound(broken[0]!)}`, broken }];
  });
}

/** The numbers below `size` that are wanted, ascending. */
export function indicesWhere(size: number, isWanted: (i: number) => boolean): number[] {
  const found: number[] = [];
  for (let i = 0; i < size; i++) if (isWanted(i)) found.push(i);
  return found;
}
