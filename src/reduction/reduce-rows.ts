/** Rows, as they are read, become groups; what is wrong with their values is found on the way. */

import type { TablePiece } from "../data/table-builder.ts";
import { boundBroken } from "../model/problems.ts";
import type { Problem } from "../problems/problem.ts";
import { ExactGroups, momentColumn, sumsPerGroup } from "./exact-groups.ts";
import { tooManyGroups, valueTooFar } from "./problems.ts";
import type { NumericBound, Reduction, ReductionMoment } from "./reduction.ts";

/** Thrown where groups are too many to be held; reading on would find more. */
export class TooManyGroups extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.message);
    this.problem = problem;
  }
}

/** So many numbers of groups are held, 8 bytes each and as much again for finding them. */
const mostNumbers = 4e7;
/** Doubles that an exact sum has room for, as a rule. */
const partsOfSum = 6;

/** The most groups of a reduction, so that half a gigabyte holds them. */
export function mostGroupsOf(reduction: Reduction): number {
  return Math.floor(mostNumbers / (reduction.keys.length + 1 + partsOfSum * sumsPerGroup(reduction)));
}

/** Values of a moment column that cannot be taken. */
interface Fault {
  readonly value: number;
  count: number;
}

/** Squares of values of another size would not be exact. */
const [smallest, largest] = [1e-140, 1e140];

export class RowReducer {
  readonly groups: ExactGroups;
  private readonly mostGroups: number;
  /** By moment and rule; the rule is a bound, or "" for the size of numbers. */
  private readonly faults = new Map<string, Fault & { readonly name: string; readonly rule: string }>();

  /** `mostGroups` is for tests. */
  constructor(reduction: Reduction, mostGroups = mostGroupsOf(reduction)) {
    this.groups = new ExactGroups(reduction);
    this.mostGroups = mostGroups;
  }

  /** Adds rows. Throws `TooManyGroups`. */
  take(piece: TablePiece): void {
    const { groups } = this;
    for (const moment of groups.reduction.moments) {
      const column = momentColumn(moment, piece.columns);
      if (column?.kind === "numeric") this.check(moment, column.values);
    }
    groups.addPiece(piece);
    if (groups.groupCount > this.mostGroups)
      throw new TooManyGroups(tooManyGroups(this.mostGroups, rowsOf(groups), finestKeys(groups)));
  }

  /** What was wrong with values, for the table of this name. */
  problems(file: string): Problem[] {
    const faults = [...this.faults.values()].map(({ name, rule, value, count }) =>
      rule === ""
        ? valueTooFar(name, value, count, file)
        : boundBroken(name, rule, value, count, { file, line: null, words: "a row" }),
    );
    return [...faults, ...this.groups.problems(file)];
  }

  private check({ request: { name }, bounds }: ReductionMoment, values: Float64Array): void {
    for (const value of values) {
      const size = Math.abs(value);
      if (size !== 0 && !(size >= smallest && size <= largest) && !Number.isNaN(value))
        this.note(name, "", value);
      for (const one of bounds)
        if (isBroken(one, value)) this.note(name, `${one.operator} ${one.bound}`, value);
    }
  }

  private note(name: string, rule: string, value: number): void {
    const known = this.faults.get(`${name} ${rule}`);
    if (known) known.count++;
    else this.faults.set(`${name} ${rule}`, { name, rule, value, count: 1 });
  }
}

/** A value that is missing breaks no bound. */
function isBroken({ operator, bound }: NumericBound, value: number): boolean {
  switch (operator) {
    case ">":
      return value <= bound;
    case ">=":
      return value < bound;
    case "<":
      return value >= bound;
    case "<=":
      return value > bound;
  }
}

function rowsOf({ counts }: ExactGroups): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

/** The keys of the most values, with why they are keys. */
function finestKeys({
  reduction,
  keyCounts,
}: ExactGroups): { name: string; because: string; values: number }[] {
  const keys = reduction.keys.map(({ request, because }, k) => ({
    name: request.name,
    because,
    values: keyCounts[k]!,
  }));
  return keys.sort((a, b) => b.values - a.values).slice(0, 2);
}
