/**
 * Group effects integrated out by quadrature, where each group has one number: log p(y_g | θ) of a group, and log p(y_i | y_g without i, θ) of
 * a row, for outcomes of any distribution.
 *
 * The rule is the trapezoidal one in t with b = m + s sinh t, where m and s are the mode and the width of the density of the effect given the data
 * of its group, draw by draw: its points are dense about the mode, at distance d apart by about h d, and reach out to where the prior
 * has nothing left. So they serve the integral without one of the rows as well, which may be elsewhere and as wide as the prior; a
 * Gauss-Hermite rule about the mode would not. For an analytic integrand the error falls as exp(-c / h) (Trefethen & Weideman 2014, SIAM Review 56,
 * section 5). Source of the use: Vehtari et al. (2016), JMLR 17, section 3.4.
 */

import { exp, expm1 } from "../numeric/exponential.ts";
import { log } from "../numeric/logarithm.ts";
import type { GroupTerms, TermBlock } from "./group-terms.ts";
import type { Coordinates } from "./unconstrained.ts";

/** Between two points, in t. */
const spacing = 0.2;
/** Sds of the prior that the points reach out to, from wherever the mode is. */
const reach = 14;
/** Points on each side at most, and what the log of an integrand is below its largest where nothing is left of it. */
const mostPoints = 75;
const negligible = 32;
const mostClimbs = 60;
/** An integral that fewer points than this carry is not resolved by them. */
const leastPoints = 2.2;
/** A mode is found when it moves by less than this part of the width. */
const closeEnough = 0.02;
/** Differences are taken over this part of the width. */
const differenceStep = 0.02;

/** Terms in the order of their groups: where each is among the values, and which row it is of, or -1 for a prior. */
interface Entries {
  readonly at: Int32Array;
  readonly rows: Int32Array;
  readonly groups: Int32Array;
}

function entriesOf(blocks: readonly TermBlock[]): Entries {
  let row = 0;
  const all = blocks.flatMap(({ isLikelihood, size, offset, isShared, groupOf }) =>
    Array.from({ length: size }, (_, t) => ({
      at: offset + (isShared ? 0 : t),
      row: isLikelihood ? row++ : -1,
      group: groupOf[t]!,
    })),
  );
  all.sort((a, b) => a.group - b.group);
  const part = (of: (entry: (typeof all)[number]) => number): Int32Array => Int32Array.from(all, of);
  return { at: part(({ at }) => at), rows: part((one) => one.row), groups: part(({ group }) => group) };
}

/** What is no number has no density. */
function finite(logDensity: number): number {
  return Number.isNaN(logDensity) ? Number.NEGATIVE_INFINITY : logDensity;
}

export class QuadratureGroups {
  private readonly terms: GroupTerms;
  private readonly modes: Float64Array;
  private readonly widths: Float64Array;
  private readonly coordinates: Coordinates;
  /** Of each group: the number on the line, the effect, and log |d effect / d number|. */
  private readonly free: Float64Array;
  private readonly effects: Float64Array;
  private readonly logJacobians: Float64Array;
  /** Of each group: all terms, and of them the prior. */
  private readonly sums: readonly [Float64Array, Float64Array, Float64Array];
  private readonly priors: readonly [Float64Array, Float64Array, Float64Array];
  private readonly priorWidths: Float64Array;
  private readonly values: Float64Array;
  /** Point by point: the sum of the terms of each group, and of each row that of the others of its group. */
  private readonly keptSums: Float64Array[] = [];
  private readonly others: Float64Array[] = [];
  private readonly largest: Float64Array;
  private readonly largestOfRows: Float64Array;
  private readonly entries: Entries;
  private readonly rowCount: number;

  /** There must be one effect with one number for each group, which the coordinates make of a number on the whole line. */
  constructor(terms: GroupTerms, coordinates: Coordinates) {
    this.terms = terms;
    this.coordinates = coordinates;
    const groups = terms.labels.length;
    const make = (): Float64Array => new Float64Array(groups);
    this.modes = make();
    this.widths = make().fill(1);
    this.free = make();
    this.effects = make();
    this.logJacobians = make();
    this.sums = [make(), make(), make()];
    this.priors = [make(), make(), make()];
    this.priorWidths = make().fill(1);
    this.values = new Float64Array(terms.size);
    this.entries = entriesOf(terms.blocks);
    this.rowCount = this.entries.rows.filter((row) => row >= 0).length;
    this.largest = make();
    this.largestOfRows = new Float64Array(this.rowCount);
  }

  /** As that of `GaussianGroups`. */
  fill(draw: number, groups: Float64Array, rows: Float64Array | null = null): void {
    this.terms.load(draw);
    this.integrate(groups, rows);
  }

  /** The same at what is given. */
  integrate(groups: Float64Array, rows: Float64Array | null = null): void {
    this.climb();
    const { largest, largestOfRows, keptSums } = this;
    largest.fill(Number.NEGATIVE_INFINITY);
    largestOfRows.fill(Number.NEGATIVE_INFINITY);
    const keepsRows = rows !== null;
    const sides = this.pointsOfSide();
    let count = 0;
    const evaluate = (k: number): void => this.evaluatePoint(k * spacing, count++, keepsRows);
    for (let k = -sides + 1; k < sides; k++) evaluate(k);
    // Further, as long as something is there: a prior may have a long tail.
    for (const side of [1, -1])
      for (let k = sides; k <= mostPoints; k++) {
        evaluate(side * k);
        if (this.isNegligible(count - 1, keepsRows)) break;
      }
    const totals = new Float64Array(groups.length);
    for (let k = 0; k < count; k++)
      for (let g = 0; g < groups.length; g++) totals[g] = totals[g]! + exp(keptSums[k]![g]! - largest[g]!);
    for (let g = 0; g < groups.length; g++) groups[g] = largest[g]! + log(totals[g]!);
    if (rows !== null) this.fillRows(count, groups, rows);
  }

  /** Whether a point adds nothing to any integral. */
  private isNegligible(place: number, keepsRows: boolean): boolean {
    const { keptSums, others, largest, largestOfRows } = this;
    if (!keptSums[place]!.every((one, g) => one < largest[g]! - negligible)) return false;
    return !keepsRows || others[place]!.every((one, row) => one < largestOfRows[row]! - negligible);
  }

  /** log ∫ over all terms less log ∫ without the row's own; NaN where the points are too far apart for the latter. */
  private fillRows(points: number, groups: Float64Array, rows: Float64Array): void {
    const { entries, others } = this;
    entries.rows.forEach((row, e) => {
      if (row < 0) return;
      const largest = this.largestOfRows[row]!;
      let total = 0;
      for (let k = 0; k < points; k++) total += exp(others[k]![row]! - largest);
      rows[row] = total < leastPoints ? Number.NaN : groups[entries.groups[e]!]! - largest - log(total);
    });
  }

  /** Of each row the sum of the other terms of its group, from both sides, since its own may be too large to be taken off again. */
  private sumOthers(others: Float64Array): void {
    const { at, rows, groups } = this.entries;
    const { values } = this;
    let running = 0;
    for (let e = 0; e < at.length; e++) {
      if (e === 0 || groups[e] !== groups[e - 1]) running = 0;
      if (rows[e]! >= 0) others[rows[e]!] = running;
      running += values[at[e]!]!;
    }
    for (let e = at.length - 1; e >= 0; e--) {
      if (e === at.length - 1 || groups[e] !== groups[e + 1]) running = 0;
      if (rows[e]! >= 0) others[rows[e]!] = others[rows[e]!]! + running;
      running += values[at[e]!]!;
    }
  }

  /** The terms at b = m + s sinh t, with the weight of the point, s cosh t h. */
  private evaluatePoint(t: number, place: number, keepsRows: boolean): void {
    const [up, down] = [exp(t), exp(-t)];
    const sinh = (expm1(t) - expm1(-t)) / 2;
    const logCosh = log((up + down) / 2);
    this.setEffects((g) => this.modes[g]! + this.widths[g]! * sinh);
    this.keptSums[place] ??= new Float64Array(this.modes.length);
    const sums = this.keptSums[place]!;
    this.sumUp(sums, null);
    const logWeight = (g: number): number => logCosh + log(this.widths[g]! * spacing);
    for (let g = 0; g < sums.length; g++) {
      sums[g] = finite(sums[g]! + logWeight(g));
      if (sums[g]! > this.largest[g]!) this.largest[g] = sums[g]!;
    }
    if (!keepsRows) return;
    this.others[place] ??= new Float64Array(this.rowCount);
    const others = this.others[place]!;
    this.sumOthers(others);
    this.entries.rows.forEach((row, e) => {
      if (row < 0) return;
      const g = this.entries.groups[e]!;
      others[row] = finite(others[row]! + this.logJacobians[g]! + logWeight(g));
      if (others[row] > this.largestOfRows[row]!) this.largestOfRows[row] = others[row];
    });
  }

  private pointsOfSide(): number {
    let ratio = 1;
    this.widths.forEach((width, g) => {
      ratio = Math.max(ratio, this.priorWidths[g]! / width);
    });
    // asinh(x) = log(x + √(x² + 1))
    const x = reach * ratio;
    return Math.min(mostPoints, Math.ceil(log(x + Math.sqrt(x * x + 1)) / spacing));
  }

  /** The mode and width of each group's effect, by Newton steps of all groups at once; from those of the draw before. */
  private climb(): void {
    const { modes, widths, sums, priors, priorWidths } = this;
    const steps = new Float64Array(modes.length);
    const before = new Float64Array(modes.length).fill(Number.NEGATIVE_INFINITY);
    for (let climbs = 0; climbs < mostClimbs; climbs++) {
      [0, 1, -1].forEach((side, k) => {
        this.setEffects((g) => modes[g]! + side * differenceStep * widths[g]!);
        this.sumUp(sums[k as 0 | 1 | 2], priors[k as 0 | 1 | 2]);
      });
      let isDone = true;
      for (let g = 0; g < modes.length; g++) {
        const h = differenceStep * widths[g]!;
        const [middle, up, down] = [sums[0][g]!, sums[1][g]!, sums[2][g]!];
        if (!(middle >= before[g]! - 1e-9 * Math.abs(before[g]!))) {
          // Too far: half of the way back.
          steps[g] = steps[g]! / 2;
          modes[g] = modes[g]! - steps[g]!;
          isDone = false;
          continue;
        }
        before[g] = middle;
        const prior = (2 * priors[0][g]! - priors[1][g]! - priors[2][g]!) / (h * h);
        if (prior > 0) priorWidths[g] = 1 / Math.sqrt(prior);
        const curvature = (2 * middle - up - down) / (h * h);
        const width = curvature > 0 ? 1 / Math.sqrt(curvature) : priorWidths[g]!;
        // The step in widths: gradient over curvature, over the width.
        const newton = ((up - down) / (2 * h)) * width;
        const most = curvature > 0 ? 5 : 1;
        const inWidths = Number.isFinite(newton) ? Math.max(-most, Math.min(most, newton)) : 0;
        if (Math.abs(inWidths) > closeEnough || Math.abs(width - widths[g]!) > 0.3 * widths[g]!)
          isDone = false;
        if (width > 0 && width < Number.POSITIVE_INFINITY) widths[g] = width;
        steps[g] = inWidths * widths[g]!;
        modes[g] = modes[g]! + steps[g]!;
      }
      if (isDone) return;
    }
  }

  private setEffects(freeOf: (group: number) => number): void {
    const { free, effects, logJacobians, coordinates, terms } = this;
    for (let g = 0; g < free.length; g++) {
      free[g] = freeOf(g);
      logJacobians[g] = coordinates.constrain(free, g, effects, g);
    }
    const { offset, levelOf, groupOf } = terms.effects[0]!;
    for (let element = 0; element < levelOf.length; element++)
      terms.given[offset + element] = effects[groupOf[levelOf[element]!]!]!;
  }

  /** The sum of the terms of each group at the effects that are set, and that of its prior. */
  private sumUp(sums: Float64Array, priors: Float64Array | null): void {
    this.terms.evaluate(this.values);
    // The density is that of the number on the line.
    sums.set(this.logJacobians);
    priors?.set(this.logJacobians);
    for (const { isLikelihood, size, offset, isShared, groupOf } of this.terms.blocks) {
      for (let t = 0; t < size; t++) {
        const g = groupOf[t]!;
        const value = this.values[offset + (isShared ? 0 : t)]!;
        sums[g] = sums[g]! + value;
        if (priors !== null && !isLikelihood) priors[g] = priors[g]! + value;
      }
    }
  }
}
