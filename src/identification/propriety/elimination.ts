/**
 * Gaussian elimination of sparse rows, one after another, as far as it takes to know whether equations can all hold.
 *
 * Each row is reduced by the pivots of the rows before it; what is left either begins a new pivot, at its first column,
 * or must have 0 on its right side. Nothing is claimed that rounding could have made: what is within a few units in the
 * last place of the numbers that it came from counts as 0, and what is larger does not. A rank that is taken for too
 * high because of that proves less, not more.
 */

/** Of the sizes of the numbers that were summed: half a unit in the last place for data and for each operation, fourfold. */
const rounding = 4 * 2.220446049250313e-16;

/** Of the largest right side: where rounding may be more than this, the pivots were too small to tell. */
const coarsest = 1e-12;

interface Pivot {
  /** Columns in increasing order, the first with value 1. */
  readonly columns: readonly number[];
  readonly values: readonly number[];
  readonly target: number;
  /** The largest of the targets that were summed. */
  readonly magnitude: number;
}

/** What a further equation is beside those before it; "given up" where that takes too many steps. */
export type Reduction = "new" | "consistent" | "inconsistent" | "given up";

/** Steps of elimination for one question: a tenth of a second. */
const mostSteps = 2_000_000;

export class SparseElimination {
  private readonly pivots = new Map<number, Pivot>();
  private steps = 0;
  /** Of the right sides. */
  private largest = 0;

  get rank(): number {
    return this.pivots.size;
  }

  /** Adds the equation Σ value · x[column] = target. Columns are non-negative whole numbers; the first are eliminated first. */
  add(entries: ReadonlyMap<number, number>, target: number): Reduction {
    const row = new Map<number, Entry>();
    for (const [column, value] of entries) row.set(column, { value, magnitude: Math.abs(value) });
    this.largest = Math.max(this.largest, Math.abs(target));
    let right = target;
    let magnitude = Math.abs(target);
    for (;;) {
      const lead = this.leadOf(row);
      if (lead === null) {
        if (Math.abs(right) > rounding * magnitude) return "inconsistent";
        return rounding * magnitude > coarsest * this.largest ? "given up" : "consistent";
      }
      const pivot = this.pivots.get(lead);
      const { value } = row.get(lead)!;
      if (pivot === undefined) {
        this.pivots.set(lead, normalized(row, lead, right, magnitude));
        return "new";
      }
      this.steps += pivot.columns.length + row.size;
      if (this.steps > mostSteps) return "given up";
      pivot.columns.forEach((column, k) => {
        const product = value * pivot.values[k]!;
        const known = row.get(column);
        row.set(column, {
          value: (known?.value ?? 0) - product,
          magnitude: (known?.magnitude ?? 0) + Math.abs(product),
        });
      });
      row.delete(lead);
      right -= value * pivot.target;
      // Equal numbers, as of a constant outcome, leave no rounding behind.
      magnitude = right === 0 ? 0 : magnitude + Math.abs(value) * pivot.magnitude;
    }
  }

  /** The values of the columns from `first` on, if the equations that have only these determine each of them; null if not. */
  solveFrom(first: number, columns: readonly number[]): ReadonlyMap<number, number> | null {
    const values = new Map<number, number>();
    for (const column of [...columns].sort((a, b) => b - a)) {
      const pivot = column < first ? undefined : this.pivots.get(column);
      if (pivot === undefined) return null;
      let value = pivot.target;
      for (let k = 1; k < pivot.columns.length; k++) {
        const known = values.get(pivot.columns[k]!);
        if (known === undefined) return null;
        value -= pivot.values[k]! * known;
      }
      values.set(column, value);
    }
    return values;
  }

  /** The first column whose entry is not 0; entries that rounding left are taken out. */
  private leadOf(row: Map<number, Entry>): number | null {
    let lead: number | null = null;
    for (const [column, { value, magnitude }] of row) {
      if (Math.abs(value) <= rounding * magnitude) row.delete(column);
      else if (lead === null || column < lead) lead = column;
    }
    return lead;
  }
}

interface Entry {
  readonly value: number;
  /** The sum of the sizes of what was added up. */
  readonly magnitude: number;
}

function normalized(row: ReadonlyMap<number, Entry>, lead: number, target: number, magnitude: number): Pivot {
  const columns = [...row.keys()].sort((a, b) => a - b);
  const { value } = row.get(lead)!;
  return {
    columns,
    values: columns.map((column) => row.get(column)!.value / value),
    target: target / value,
    magnitude: magnitude / Math.abs(value),
  };
}
