/**
 * How many nodes are enough: the cheapest rule whose log π differs from that of about twice the nodes by less than draws can tell, at
 * positions that stand for the posterior. A wide and dense rule looks at some of them for what both might miss: modes apart, long tails.
 */

import { expm1 } from "../../numeric/exponential.ts";
import { log } from "../../numeric/logarithm.ts";
import type { GroupIntegrals } from "./group-integrals.ts";
import { finerOf, gridOf, logSumColumns, productCount, type RuleRecipe } from "./node-grid.ts";

/** The rules of the two stages. */
export interface RuleChoice {
  /** Of the second stage: of about twice the nodes. */
  readonly finer: RuleRecipe;
  /** The largest |Δ log π| of the finer rule from one of about twice its nodes. */
  readonly error: number;
  /** Of the first stage. */
  readonly rule: RuleRecipe;
  /** The rule of fewest nodes that is close to the finer one: to explore by. */
  readonly close: RuleRecipe;
  /** |Δ log π| of the first from the finer one is not expected to be more: some times the largest that was found. */
  readonly bound: number;
}

/** A rule, and what is known of it. */
interface Judged {
  readonly rule: RuleRecipe;
  readonly error: number;
}

/** Differences of log π that no draws can tell, by the numbers of a group. */
const tolerances = [1e-6, 1e-6, 1e-5] as const;
/** Those of a finer rule where none is better. */
const tolerable = 1e-3;
/** Those of the first stage at most, which the second puts right; how many times the largest is the bound, and the least bound. */
const enough = 0.05;
const closeBy = 2e-3;
const [timesLargest, leastBound] = [3, 0.01];
/** Evaluations by the finer rule of a move that is looked at, by how many transitions move. */
const looksPerTransition = 1.2;
/** Points tried, by the numbers of a group. */
const pointsTried: readonly (readonly number[])[] = [
  [],
  [3, 5, 7, 9, 11, 15, 21, 31, 43],
  [3, 5, 7, 9, 11, 15, 21],
];
/** Steps of the trapezoidal rule that are tried, and how far it reaches, in widths: far for densities whose tails are those of a t distribution. */
const spacings = [0.5, 0.4, 0.3, 0.2, 0.1];
const reaches = [10, 100, 1000, 1e5];
const reach = 1e5;
/** Points of each half that are tried. */
const halves = [15, 25, 40];
const halvesReach = 12;

/** All rules for groups of so many numbers, those of fewest nodes first. */
function rulesFor(width: number): readonly RuleRecipe[] {
  const hermite = pointsTried[width]!.map((points): RuleRecipe => ({ kind: "hermite", points }));
  if (width > 1) return hermite;
  const lines = spacings.flatMap((spacing) =>
    reaches.map((far): RuleRecipe => ({ kind: "sinh", spacing, reach: far })),
  );
  const parted = halves.map((points): RuleRecipe => ({ kind: "halves", points, reach: halvesReach }));
  const counted = [...hermite, ...lines, ...parted].map((rule) => ({ rule, count: gridOf(rule, 1).count }));
  return counted.sort((a, b) => a.count - b.count).map(({ rule }) => rule);
}

/** The rule that looks for what others miss, by the numbers of a group, and at how many positions. */
const wide: readonly RuleRecipe[] = [
  { kind: "sinh", spacing: 0.1, reach },
  { kind: "sinh", spacing: 0.1, reach },
  { kind: "sinh", spacing: 0.25, reach: 14 },
];
const wideLooks = [4, 6, 2] as const;
/** A scan of the prior: at how many positions, its steps in widths, how far beyond all modes, how many points, and what it is exact to. */
const scannedAt = 2;
const scanStep = 0.7;
const scanReach = 7;
const mostScanned = 4000;
const scanTolerance = 0.02;
const scanSlackOfKinks = 0.25;
const tolerableOfKinks = 0.05;
/** What the wide rule for two numbers is exact to. */
const wideTolerances = [1e-4, 1e-4, 1e-2] as const;

/** Null where no rule that can be had is good enough. */
export function chooseRule(integrals: GroupIntegrals, positions: readonly Float64Array[]): RuleChoice | null {
  const { width } = integrals.recipe;
  const known = new Map<string, number[]>();
  const logsBy = (rule: RuleRecipe, count = positions.length): number[] => {
    const key = `${JSON.stringify(rule)} ${count}`;
    const found =
      known.get(key) ??
      positions.slice(0, count).map((position) => {
        integrals.logPrior(position);
        integrals.moveTo(position);
        return integrals.sum(rule);
      });
    known.set(key, found);
    return found;
  };
  const looks = wideLooks[width]!;
  const scans = positions.slice(0, scannedAt).map((position) => scan(integrals, position));
  const isWhole = (rule: RuleRecipe): boolean => {
    const slack = rule.kind === "halves" ? scanSlackOfKinks : scanTolerance;
    const isLess = scans.some((scanned, p) => {
      if (scanned === null) return false;
      integrals.logPrior(positions[p]!);
      integrals.moveTo(positions[p]!);
      integrals.sum(rule);
      // What has more of a prior than a scan reaches, as a Cauchy one has, may have more than that finds.
      return integrals.integrals.some((one, j) => !(one > scanned[j]! - slack));
    });
    if (isLess) return false;
    // The wide rule does not see a kink sharply.
    const most = rule.kind === "halves" ? tolerableOfKinks : wideTolerances[width]!;
    return largestDifference(logsBy(rule, looks), logsBy(wide[width]!, looks)) < most;
  };
  const rules = rulesFor(width);
  const best = cheapest(rules, logsBy, isWhole, tolerances[width]!);
  if (best === null || best.error > tolerable) return null;
  const { rule: finer, error } = best;
  const differenceOf = (rule: RuleRecipe): number => largestDifference(logsBy(rule), logsBy(finer));
  const close = rules.find((one) => differenceOf(one) <= closeBy)!;
  return { finer, error, close, ...cheapestFirst(rules, finer, differenceOf, width) };
}

/** The rule of the first stage with which a transition costs least: fewer nodes are looked at more often by the finer rule. */
function cheapestFirst(
  rules: readonly RuleRecipe[],
  finer: RuleRecipe,
  differenceOf: (rule: RuleRecipe) => number,
  width: number,
): Pick<RuleChoice, "rule" | "bound"> {
  const nodesOf = (rule: RuleRecipe): number => gridOf(rule, width).count;
  const ofFiner = nodesOf(finer);
  let best = { rule: finer, bound: leastBound, cost: Infinity };
  for (const rule of rules) {
    const count = nodesOf(rule);
    if (count >= best.cost) break;
    const difference = differenceOf(rule);
    if (!(difference <= enough)) continue;
    const bound = Math.max(timesLargest * difference, leastBound);
    const cost = count + looksPerTransition * -expm1(-2 * bound) * ofFiner;
    if (cost < best.cost) best = { rule, bound, cost };
  }
  return { rule: best.rule, bound: best.bound };
}

/**
 * log ∫ of each group by equal steps over all of a prior of unit scale, as narrow as the narrowest group is at its mode: for modes apart, which may be as
 * narrow. Null where the prior is another, or steps would be too many.
 */
function scan(integrals: GroupIntegrals, position: Float64Array): Float64Array | null {
  const { groups, width, isStandard } = integrals.recipe;
  if (!isStandard) return null;
  integrals.logPrior(position);
  integrals.moveTo(position);
  const { factors, modes } = integrals.placement;
  const narrowest = factors.reduce(
    (most, c, i) => (width === 2 && i >= groups && i < 2 * groups ? most : Math.max(most, c)),
    0,
  );
  const far = modes.reduce((most, mode) => Math.max(most, Math.abs(mode)), 0) + scanReach;
  const side = Math.ceil((far * narrowest) / scanStep);
  const line = 2 * side + 1;
  const count = productCount(line, width);
  if (!(count <= mostScanned)) return null;
  const step = far / side;
  const terms = new Float64Array(groups * count);
  const numbers = new Float64Array(groups * width);
  const heights = new Float64Array(groups);
  for (let q = 0; q < count; q++) {
    numbers.fill(((q % line) - side) * step, 0, groups);
    if (width === 2) numbers.fill((Math.floor(q / line) - side) * step, groups);
    integrals.heightsAt(numbers, heights);
    for (let j = 0; j < groups; j++) terms[q * groups + j] = heights[j]! < Infinity ? heights[j]! : -Infinity;
  }
  const sums = new Float64Array(groups);
  logSumColumns(terms, count, groups, sums, new Float64Array(groups));
  return sums.map((one) => one + width * log(step));
}

/** The first whose error does not matter, or that of the least error; null where none sees what the wide one sees. */
function cheapest(
  rules: readonly RuleRecipe[],
  logsBy: (rule: RuleRecipe) => number[],
  isWhole: (rule: RuleRecipe) => boolean,
  tolerance: number,
): Judged | null {
  let best: Judged | null = null;
  for (const rule of rules) {
    const error = largestDifference(logsBy(rule), logsBy(finerOf(rule)));
    if (!(error <= tolerable) || !isWhole(rule)) continue;
    if (best === null || error < best.error) best = { rule, error };
    if (error <= tolerance) return best;
  }
  return best;
}

function largestDifference(some: readonly number[], others: readonly number[]): number {
  let largest = 0;
  some.forEach((one, i) => {
    const difference = Math.abs(one - others[i]!);
    if (Object.is(one, others[i])) return;
    if (!(difference <= largest)) largest = difference;
  });
  return largest;
}
