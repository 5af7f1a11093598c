/**
 * Group effects integrated out by quadrature, for outcomes of any distribution: log p(y_g | θ) of a group, and log p(y_i | y_g without i, θ) of a
 * row. A group may have several numbers, and levels within it that have their own.
 *
 * Of groups the rule is that of Gauss and Hermite about the mode, in the coordinates of the curvature there, with as few points as do: at some
 * draws the numbers are compared with those of twice as many points. Where that converges slowly, as of priors with long tails, and of rows,
 * where the integral without one of them may be elsewhere and as wide as the prior, it is the trapezoidal one that reaches out to where the prior
 * has nothing left. Source of the use: Vehtari et al. (2016), JMLR 17, section 3.4; Merkle, Furr & Rabe-Hesketh (2019), Psychometrika 84.
 */

import { hermiteRule, type Rule, sinhRule } from "../../numeric/quadrature-rules.ts";
import type { GroupTerms } from "../group-terms.ts";
import { LocalShape } from "./local-shape.ts";
import { NestedSums } from "./nested-sums.ts";
import { PlacedEffects } from "./placed-effects.ts";
import type { Tiers } from "./tiers.ts";

/** Errors of a log density of a group or a row that do not matter, by how many numbers a path has; that of a row which makes it one that is not known. */
const tolerances = [1e-6, 1e-6, 1e-4, 1e-3];
const worstOfRows = 0.02;
/** Draws that rules are compared at, as parts of all. */
const checkedParts = [0.1, 0.35, 0.6, 0.85];
/** Sds of the prior that points reach out to, from wherever the mode is. */
const reach = 14;
/** More numbers of a path have too many points for the rows. */
const mostNumbersForRows = 2;

/** A rule, and the one with about twice as many points a number that it is compared with. */
interface Candidate {
  readonly name: string;
  readonly rule: (widest: number) => Rule;
  readonly finerName: string;
  readonly finer: (widest: number) => Rule;
}

/** How exact integrals are. */
export interface QuadratureAccuracy {
  /** The rule in words. */
  readonly rule: string;
  /** Of each group, or each row: the largest difference from the finer rule at the draws that were looked at. */
  readonly errors: Float64Array;
}

interface Choice {
  readonly candidate: Candidate;
  readonly accuracy: QuadratureAccuracy;
}

export class QuadratureGroups {
  private readonly terms: GroupTerms;
  private readonly tree: Tiers;
  private readonly drawTotal: number;
  private readonly shape: LocalShape;
  private readonly sums: NestedSums;
  private forGroups: Choice | null = null;
  private forRows: Choice | null = null;

  constructor(terms: GroupTerms, tree: Tiers, drawTotal: number) {
    this.terms = terms;
    this.tree = tree;
    this.drawTotal = drawTotal;
    const effects = new PlacedEffects(terms, tree);
    this.shape = new LocalShape(tree, effects);
    this.sums = new NestedSums(tree, effects, this.shape);
  }

  /** Whether there are points enough for the integrals without single rows. */
  get hasRows(): boolean {
    return this.tree.path.length <= mostNumbersForRows;
  }

  /** Of the integrals of groups. */
  get accuracy(): QuadratureAccuracy {
    return this.choiceForGroups().accuracy;
  }

  /** As that of `GaussianGroups`. */
  fill(draw: number, groups: Float64Array, rows: Float64Array | null = null): void {
    if (rows === null) {
      this.choiceForGroups();
      this.terms.load(draw);
      this.integrate(groups);
      return;
    }
    const { candidate, accuracy } = this.choiceForRows();
    this.terms.load(draw);
    this.fillRows(candidate.rule, groups, rows);
    accuracy.errors.forEach((error, row) => {
      if (!(error <= worstOfRows)) rows[row] = Number.NaN;
    });
  }

  /** The integrals of groups at what is given; NaN where the mode of a group is not found. */
  integrate(groups: Float64Array): void {
    const { candidate } = this.choiceForGroups();
    this.sumUp(candidate.rule, groups, null);
  }

  private sumUp(ruleOf: Candidate["rule"], groups: Float64Array, rows: Float64Array | null): void {
    this.shape.climb();
    this.sums.run(ruleOf(this.shape.widestPrior()), groups, rows);
    for (let g = 0; g < groups.length; g++) if (this.shape.isLost(g)) groups[g] = Number.NaN;
  }

  /** log p(y_i | y_g without i, θ) of each row: the integral with all terms over that without the row's own. */
  private fillRows(ruleOf: Candidate["rule"], groups: Float64Array, rows: Float64Array): void {
    this.sumUp(ruleOf, groups, rows);
    const { tiers, blocks } = this.tree;
    for (const { block, tier, levels, firstRow } of blocks) {
      if (!block.isLikelihood) continue;
      levels.forEach((level, k) => {
        rows[firstRow + k] = groups[tiers[tier]!.ancestors[0]![level]!]! - rows[firstRow + k]!;
      });
    }
  }

  private choiceForGroups(): Choice {
    this.forGroups ??= this.choose(candidatesForGroups(this.tree.path.length), (ruleOf) => {
      const groups = new Float64Array(this.tree.tiers[0]!.size);
      this.sumUp(ruleOf, groups, null);
      return groups;
    });
    return this.forGroups;
  }

  private choiceForRows(): Choice {
    this.forRows ??= this.choose(reachingOut(this.tree.path.length), (ruleOf) => {
      const rows = new Float64Array(this.tree.rowCount);
      this.fillRows(ruleOf, new Float64Array(this.tree.tiers[0]!.size), rows);
      return rows;
    });
    return this.forRows;
  }

  /** The cheapest rule whose errors do not matter, or that for which the fewest do. `integralsBy` gives the integrals at what is given. */
  private choose(
    candidates: readonly Candidate[],
    integralsBy: (ruleOf: Candidate["rule"]) => Float64Array,
  ): Choice {
    const given = this.terms.given.slice();
    const most = tolerances[this.tree.path.length]!;
    const known = new Map<string, Float64Array[]>();
    const atDraws = (name: string, ruleOf: Candidate["rule"]): Float64Array[] => {
      const found =
        known.get(name) ??
        this.checkedDraws().map((draw) => {
          this.terms.load(draw);
          return integralsBy(ruleOf);
        });
      known.set(name, found);
      return found;
    };
    let best: { readonly choice: Choice; readonly score: readonly [number, number] } | null = null;
    for (const candidate of candidates) {
      const { name, rule, finerName, finer } = candidate;
      const errors = largestDifferences(atDraws(name, rule), atDraws(finerName, finer));
      const score = [errors.filter((one) => !(one <= most)).length, largestOf(errors)] as const;
      if (
        best === null ||
        score[0] < best.score[0] ||
        (score[0] === best.score[0] && score[1] < best.score[1])
      )
        best = { choice: { candidate, accuracy: { rule: name, errors } }, score };
      if (score[0] === 0) break;
    }
    this.terms.given.set(given);
    return best!.choice;
  }

  private checkedDraws(): number[] {
    return [...new Set(checkedParts.map((part) => Math.floor(part * this.drawTotal)))];
  }
}

function largestDifferences(all: readonly Float64Array[], others: readonly Float64Array[]): Float64Array {
  const largest = new Float64Array(all[0]?.length ?? 0);
  all.forEach((one, k) => {
    one.forEach((value, i) => {
      const error = Math.abs(value - others[k]![i]!);
      // What is infinite in both has no error; what is no number at a draw is not told by the rule.
      if (Object.is(value, others[k]![i]!) || Number.isNaN(value)) return;
      if (!(error <= largest[i]!)) largest[i] = error;
    });
  });
  return largest;
}

function largestOf(errors: Float64Array): number {
  return errors.reduce((most, one) => (one > most || Number.isNaN(one) ? one : most), 0);
}

/** Points a number, by how many numbers a path has. */
const pointsTried: readonly (readonly number[])[] = [
  [],
  [5, 7, 9, 13, 17, 25, 33],
  [5, 7, 9, 13, 17, 25],
  [5, 7, 9, 13],
];

/** From the cheapest on. */
function candidatesForGroups(numbers: number): readonly Candidate[] {
  const nameOf = (n: number): string => `Gauss-Hermite quadrature with ${wordsOfPoints(n, numbers)}`;
  const hermite = (pointsTried[numbers] ?? []).map((n): Candidate => {
    const [rule, finer] = [hermiteRule(n), hermiteRule(2 * n - 1)];
    return { name: nameOf(n), rule: () => rule, finerName: nameOf(2 * n - 1), finer: () => finer };
  });
  return numbers <= mostNumbersForRows ? [...hermite, ...reachingOut(numbers)] : hermite;
}

/** 49, or 7 × 7 */
function wordsOfPoints(n: number, numbers: number): string {
  return `${new Array<number>(Math.max(1, numbers)).fill(n).join(" × ")} points`;
}

/** Trapezoidal rules: of one number they are dense, and reach out further and further; of two the next is denser. */
function reachingOut(numbers: number): readonly Candidate[] {
  const made = (spacing: number, sds: number, finerSpacing: number, finerSds: number): Candidate => ({
    name: `the trapezoidal rule with steps of ${spacing}${sds === reach ? "" : " that reaches out as far as numbers do"}`,
    rule: (widest) => sinhRule(spacing, sds * widest),
    finerName: `${finerSpacing}, ${finerSds}`,
    finer: (widest) => sinhRule(finerSpacing, finerSds * widest),
  });
  if (numbers > 1) return [made(0.4, reach, 0.2, reach), made(0.25, reach, 0.125, reach)];
  return [made(0.2, reach, 0.1, Infinity), made(0.2, Infinity, 0.1, Infinity)];
}
