/** The integrals of a group without each of its rows in turn, beside that with all of them: the same points, one term less. */

import { LogSums } from "./log-sums.ts";
import { finite, type PlacedEffects } from "./placed-effects.ts";
import type { TierBlock, Tiers } from "./tiers.ts";

/** An integral that fewer points than this carry, for each number, is not resolved by them. */
const leastPoints = 2.2;

/** Terms in the order of the levels that they are of: where each is among the values, and which row it is, or -1 for a prior. */
interface Entries {
  readonly at: Int32Array;
  readonly rows: Int32Array;
  readonly levels: Int32Array;
}

/** What is known of a tier, and of the rows of it and of those within. */
interface RowTier {
  readonly entries: Entries;
  /** Levels of the next tier in the order of those of this one that they are in, `parents`. */
  readonly children: Int32Array;
  readonly parents: Int32Array;
  /** Rows of the tiers within: their levels of this tier and of the next. */
  readonly rowsWithin: Int32Array;
  readonly levelOf: Int32Array;
  readonly childOf: Int32Array;
  readonly sums: LogSums;
  /** Of each level of the next tier: the integrals of the others of its parent, added up. */
  readonly others: Float64Array;
}

export class RowTree {
  private readonly effects: PlacedEffects;
  private readonly tiers: readonly RowTier[];
  /** Without each row: the integral of its level of the tier that was ended last, and the sum of the other terms of its own level. */
  private readonly without: Float64Array;
  private readonly otherTerms: Float64Array;

  constructor(tree: Tiers, effects: PlacedEffects) {
    this.effects = effects;
    this.tiers = tree.tiers.map((_, t) => rowTier(tree, t));
    this.without = new Float64Array(tree.rowCount);
    this.otherTerms = new Float64Array(tree.rowCount);
  }

  /** Before the first point of a tier. */
  begin(t: number): void {
    this.tiers[t]!.sums.clear();
  }

  /**
   * Adds a point of a tier. `own` has the terms of each of its levels, `within` the integrals of what is within each, `found` those of each
   * level of the next tier.
   */
  add(
    t: number,
    {
      own,
      within,
      found,
    }: Readonly<Record<"own" | "within", Float64Array>> & { readonly found: Float64Array | null },
    weightOf: (level: number) => number,
  ): void {
    const { entries, children, parents, rowsWithin, levelOf, childOf, sums, others } = this.tiers[t]!;
    this.sumOtherTerms(entries);
    const logJacobians = this.effects.logJacobians[t]!;
    for (let e = 0; e < entries.at.length; e++) {
      const [row, level] = [entries.rows[e]!, entries.levels[e]!];
      if (row < 0) continue;
      sums.add(row, finite(this.otherTerms[row]! + logJacobians[level]! + within[level]! + weightOf(level)));
    }
    if (found === null) return;
    sumOthers(
      parents,
      (k) => found[children[k]!]!,
      (k, sum) => {
        others[children[k]!] = sum;
      },
    );
    for (let k = 0; k < rowsWithin.length; k++) {
      const [row, level] = [rowsWithin[k]!, levelOf[k]!];
      const rest = others[childOf[k]!]! + this.without[row]!;
      sums.add(row, finite(own[level]! + rest + weightOf(level)));
    }
  }

  /** After the last point of a tier. */
  end(t: number): void {
    const { entries, rowsWithin, sums } = this.tiers[t]!;
    for (const row of entries.rows) if (row >= 0) this.without[row] = sums.value(row);
    for (const row of rowsWithin) this.without[row] = sums.value(row);
  }

  /** Writes what was found of each row; NaN where the points are too far apart for it. */
  finish(rows: Float64Array, numbers: number): void {
    const [{ sums }, inner] = this.tiers as [RowTier, RowTier?];
    let least = 1;
    for (let k = 0; k < numbers; k++) least *= leastPoints;
    for (let row = 0; row < rows.length; row++) {
      const isResolved = inner !== undefined || sums.totals[row]! >= least;
      rows[row] = isResolved ? this.without[row]! : Number.NaN;
    }
  }

  private sumOtherTerms({ at, rows, levels }: Entries): void {
    const { values } = this.effects;
    sumOthers(
      levels,
      (e) => values[at[e]!]!,
      (e, sum) => {
        if (rows[e]! >= 0) this.otherTerms[rows[e]!] = sum;
      },
    );
  }
}

/** Of each number the sum of the others of its group, from both sides, since its own may be too large to be taken off again. Groups stand together. */
function sumOthers(
  groups: Int32Array,
  termOf: (k: number) => number,
  set: (k: number, sum: number) => void,
): void {
  const before = new Float64Array(groups.length);
  let running = 0;
  for (let k = 0; k < groups.length; k++) {
    if (k === 0 || groups[k] !== groups[k - 1]) running = 0;
    before[k] = running;
    running += termOf(k);
  }
  for (let k = groups.length - 1; k >= 0; k--) {
    if (k === groups.length - 1 || groups[k] !== groups[k + 1]) running = 0;
    set(k, before[k]! + running);
    running += termOf(k);
  }
}

function rowTier({ tiers, blocks, rowCount }: Tiers, t: number): RowTier {
  const next = tiers[t + 1];
  const parentOf = next?.ancestors[t] ?? new Int32Array(0);
  const children = Int32Array.from(parentOf, (_, level) => level).sort((a, b) => parentOf[a]! - parentOf[b]!);
  const within = blocks
    .filter(({ block, tier }) => block.isLikelihood && tier > t)
    .flatMap(({ tier, levels, firstRow }) =>
      Array.from(levels, (level, k) => ({ row: firstRow + k, level, ancestors: tiers[tier]!.ancestors })),
    );
  return {
    entries: entriesOf(blocks.filter(({ tier }) => tier === t)),
    children,
    parents: children.map((level) => parentOf[level]!),
    rowsWithin: Int32Array.from(within, ({ row }) => row),
    levelOf: Int32Array.from(within, ({ level, ancestors }) => ancestors[t]![level]!),
    childOf: Int32Array.from(within, ({ level, ancestors }) => ancestors[t + 1]![level]!),
    sums: new LogSums(rowCount),
    others: new Float64Array(parentOf.length),
  };
}

function entriesOf(blocks: readonly TierBlock[]): Entries {
  const all = blocks.flatMap(({ block: { isLikelihood, offset, isShared }, levels, firstRow }) =>
    Array.from(levels, (level, k) => ({
      at: offset + (isShared ? 0 : k),
      row: isLikelihood ? firstRow + k : -1,
      level,
    })),
  );
  all.sort((a, b) => a.level - b.level);
  return {
    at: Int32Array.from(all, ({ at }) => at),
    rows: Int32Array.from(all, ({ row }) => row),
    levels: Int32Array.from(all, ({ level }) => level),
  };
}
