/**
 * The integral of each group over the numbers of its tree by a product rule: at each point of the numbers of a level the integrals of all levels
 * within it are multiplied, so that the points are as many as those of one path, however many levels a group has.
 *
 * Source: Rabe-Hesketh, Skrondal & Pickles (2005), Journal of Econometrics 128, 301-323, section 4 (adaptive quadrature of nested effects).
 */

import { solveLowerTransposed } from "../../numeric/cholesky.ts";
import type { Rule } from "../../numeric/quadrature-rules.ts";
import type { LocalShape } from "./local-shape.ts";
import { LogSums } from "./log-sums.ts";
import { finite, type PlacedEffects } from "./placed-effects.ts";
import { RowTree } from "./row-tree.ts";
import type { Tiers } from "./tiers.ts";

export class NestedSums {
  private readonly tree: Tiers;
  private readonly effects: PlacedEffects;
  private readonly shape: LocalShape;
  private readonly rowTree: RowTree;
  /** By tier, of each level: the integral so far, the integrals of what is within it, its own terms. */
  private readonly sums: readonly LogSums[];
  private readonly within: readonly Float64Array[];
  private readonly own: readonly Float64Array[];
  /** Integrals of the levels of each tier, as the tier above is placed. */
  private readonly found: readonly Float64Array[];
  /** By tier, d of each level: how far its numbers are from their modes. */
  private readonly offsets: readonly Float64Array[];

  constructor(tree: Tiers, effects: PlacedEffects, shape: LocalShape) {
    this.tree = tree;
    this.effects = effects;
    this.shape = shape;
    const make = (): Float64Array[] => tree.tiers.map(({ size }) => new Float64Array(size));
    this.sums = tree.tiers.map(({ size }) => new LogSums(size));
    this.within = make();
    this.own = make();
    this.found = make();
    this.offsets = tree.tiers.map(({ size, numbers }) => new Float64Array(size * numbers.length));
    this.rowTree = new RowTree(tree, effects);
  }

  /** Writes log ∫ of each group, and, if it is given, that without each row to `rows`. The shape must be of what is given. */
  run(rule: Rule, groups: Float64Array, rows: Float64Array | null): void {
    this.integrate(0, rule, rows !== null);
    groups.set(this.found[0]!);
    if (rows !== null) this.rowTree.finish(rows, this.tree.path.length);
  }

  /** The integrals of all levels of a tier, given what is placed above. */
  private integrate(t: number, rule: Rule, hasRows: boolean): void {
    const { size, numbers } = this.tree.tiers[t]!;
    const [sums, own, within] = [this.sums[t]!, this.own[t]!, this.within[t]!];
    const { logDeterminants } = this.shape.tiers[t]!;
    const isLast = t === this.tree.tiers.length - 1;
    sums.clear();
    if (hasRows) this.rowTree.begin(t);
    forEachPoint(rule, numbers.length, (z, logWeight) => {
      this.placeAt(t, z);
      if (isLast) this.effects.evaluate();
      else {
        this.integrate(t + 1, rule, hasRows);
        this.addUpWithin(t);
      }
      this.effects.addUp(t, own, null);
      for (let level = 0; level < size; level++)
        sums.add(level, finite(own[level]! + within[level]! + logWeight - logDeterminants[level]!));
      if (!hasRows) return;
      const found = isLast ? null : this.found[t + 1]!;
      this.rowTree.add(t, { own, within, found }, (level) => logWeight - logDeterminants[level]!);
    });
    for (let level = 0; level < size; level++) this.found[t]![level] = sums.value(level);
    if (hasRows) this.rowTree.end(t);
  }

  /** Places the numbers of a tier at z widths from their means. */
  private placeAt(t: number, z: Float64Array): void {
    const { size, numbers, pathWidth, ancestors } = this.tree.tiers[t]!;
    const d = numbers.length;
    const a = pathWidth - d;
    const { modes, factors, slopes } = this.shape.tiers[t]!;
    const [free, offsets] = [this.effects.free[t]!, this.offsets[t]!];
    const own = new Float64Array(d);
    for (let level = 0; level < size; level++) {
      own.set(z);
      solveLowerTransposed(factors.subarray(level * d * d, (level + 1) * d * d), d, own);
      for (let i = 0; i < d; i++) {
        let offset = own[i]!;
        for (let k = 0; k < a; k++) {
          const { tier, own: place } = this.tree.path[k]!;
          const width = this.tree.tiers[tier]!.numbers.length;
          offset -=
            slopes[(level * d + i) * a + k]! * this.offsets[tier]![ancestors[tier]![level]! * width + place]!;
        }
        offsets[level * d + i] = offset;
        free[level * d + i] = modes[level * d + i]! + offset;
      }
    }
    this.effects.place(t);
  }

  private addUpWithin(t: number): void {
    const parents = this.tree.tiers[t + 1]!.ancestors[t]!;
    const [within, found] = [this.within[t]!, this.found[t + 1]!];
    within.fill(0);
    for (let level = 0; level < parents.length; level++)
      within[parents[level]!] = within[parents[level]!]! + found[level]!;
  }
}

/** Visits the points of the product rule in d dimensions; of none there is one. */
function forEachPoint(
  { points, logWeights }: Rule,
  d: number,
  visit: (z: Float64Array, logWeight: number) => void,
): void {
  const z = new Float64Array(d);
  const go = (i: number, logWeight: number): void => {
    if (i === d) {
      visit(z, logWeight);
      return;
    }
    for (let k = 0; k < points.length; k++) {
      z[i] = points[k]!;
      go(i + 1, logWeight + logWeights[k]!);
    }
  };
  go(0, 0);
}
