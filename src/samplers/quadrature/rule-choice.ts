/**
 * How many nodes are enough: the cheapest rule whose log π differs from that of about twice the nodes by less than draws can tell, at
 * positions that stand for the posterior. A wide and dense rule looks at some of them for what both might miss: modes apart, long tails.
 */

import type { GroupIntegrals } from "./group-integrals.ts";
import { finerOf, gridOf, type RuleRecipe } from "./node-grid.ts";

/** The rules of the two stages. */
export interface RuleChoice {
  /** Of the second stage: of about twice the nodes. */
  readonly finer: RuleRecipe;
  /** The largest |Δ log π| of the finer rule from one of about twice its nodes. */
  readonly error: number;
  /** Of the first stage. */
  readonly rule: RuleRecipe;
  /** Its largest |Δ log π| from the finer one. */
  readonly firstError: number;
}

/** A rule, and what is known of it. */
interface Judged {
  readonly rule: RuleRecipe;
  readonly error: number;
}

/** Differences of log π that no draws can tell. */
const tolerance = 1e-6;
/** Those of a finer rule where none is better. */
const tolerable = 1e-3;
/** Those of the first stage, which the second puts right, seldom enough not to cost much. */
const enough = 2e-3;
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
  const isWhole = (rule: RuleRecipe): boolean => {
    // The wide rule does not see a kink sharply.
    const most = rule.kind === "halves" ? tolerableOfKinks : wideTolerances[width]!;
    return largestDifference(logsBy(rule, looks), logsBy(wide[width]!, looks)) < most;
  };
  const rules = rulesFor(width);
  const best = cheapest(rules, logsBy, isWhole);
  if (best === null || best.error > tolerable) return null;
  const { rule: finer, error } = best;
  const differenceOf = (rule: RuleRecipe): number => largestDifference(logsBy(rule), logsBy(finer));
  const rule = rules.find((one) => differenceOf(one) <= enough)!;
  return { finer, error, rule, firstError: differenceOf(rule) };
}

/** The first whose error does not matter, or that of the least error; null where none sees what the wide one sees. */
function cheapest(
  rules: readonly RuleRecipe[],
  logsBy: (rule: RuleRecipe) => number[],
  isWhole: (rule: RuleRecipe) => boolean,
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
