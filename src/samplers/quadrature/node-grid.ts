/** Nodes of a rule for one number of a group, or of the product rule for two, and how a rule is written down. */

import { exp } from "../../numeric/exponential.ts";
import { log } from "../../numeric/logarithm.ts";
import { hermiteRule, legendreRule, type Rule, sinhRule } from "../../numeric/quadrature-rules.ts";

/** A rule as plain data. */
export type RuleRecipe =
  | { readonly kind: "hermite"; readonly points: number }
  /** The trapezoidal rule in t of z = sinh t, out to |z| = `reach`. */
  | { readonly kind: "sinh"; readonly spacing: number; readonly reach: number }
  /** Gauss-Legendre on either side of the middle of the prior, where this may have a kink, out to `reach` widths from the mode. */
  | { readonly kind: "halves"; readonly points: number; readonly reach: number };

/** What counts as a width of halves at most, in the units of the prior. */
export const widestHalf = 2;

/** ∫ f(z) dz ≈ Σ exp(logWeights_q) f(z_q) over ℝ^width; of halves the nodes are parts of each, the left ones first. */
export interface NodeGrid {
  /** Of halves how far they reach; 0 of other rules. */
  readonly halves: number;
  readonly width: number;
  readonly count: number;
  /** The k-th number of node q: at q · width + k. */
  readonly nodes: Float64Array;
  readonly logWeights: Float64Array;
}

/** Of a sum whose largest term is 1: the logarithms of terms that are none of it. */
const nothing = -45;

/** What nodes of a product rule have of a normal density at least, in all of it: the corners have less. */
const leastShare = -30;

/** The nodes of a rule for groups of so many numbers. */
export function gridOf(recipe: RuleRecipe, width: number): NodeGrid {
  const rule = ruleOf(recipe);
  if (recipe.kind === "halves") {
    const [nodes, logWeights] = [rule.points, rule.logWeights].map((half) =>
      Float64Array.from([...half, ...half]),
    );
    return { halves: recipe.reach, width, count: nodes!.length, nodes: nodes!, logWeights: logWeights! };
  }
  if (width === 1)
    return { halves: 0, width, count: rule.points.length, nodes: rule.points, logWeights: rule.logWeights };
  const nodes: number[] = [];
  const logWeights: number[] = [];
  const total = rule.points.length;
  for (let p = 0; p < productCount(total, width); p++) {
    let [rest, logWeight, squares] = [p, 0, 0];
    const node: number[] = [];
    for (let k = 0; k < width; k++) {
      const at = rest % total;
      rest = Math.floor(rest / total);
      node.push(rule.points[at]!);
      logWeight += rule.logWeights[at]!;
      squares += rule.points[at]! * rule.points[at]!;
    }
    if (recipe.kind === "hermite" && logWeight - squares / 2 < leastShare) continue;
    nodes.push(...node);
    logWeights.push(logWeight);
  }
  return {
    halves: 0,
    width,
    count: logWeights.length,
    nodes: Float64Array.from(nodes),
    logWeights: Float64Array.from(logWeights),
  };
}

/** Points of a product rule of so many on a line. */
export function productCount(line: number, width: number): number {
  let count = 1;
  for (let k = 0; k < width; k++) count *= line;
  return count;
}

function ruleOf(recipe: RuleRecipe): Rule {
  if (recipe.kind === "halves") return legendreRule(recipe.points);
  return recipe.kind === "hermite" ? hermiteRule(recipe.points) : sinhRule(recipe.spacing, recipe.reach);
}

/** About twice the nodes on the same line, and further out. */
export function finerOf(recipe: RuleRecipe): RuleRecipe {
  if (recipe.kind === "hermite") return { kind: "hermite", points: 2 * recipe.points - 1 };
  if (recipe.kind === "halves")
    return { kind: "halves", points: 3 * recipe.points, reach: 1.5 * recipe.reach };
  return { kind: "sinh", spacing: recipe.spacing / 2, reach: 10 * recipe.reach };
}

/** What the note begins with that says by which nodes effects were integrated out. */
export const noteOnNodes = "integrated over each group by";

/** "11 Gauss-Hermite nodes", "7 × 7 Gauss-Hermite nodes", "49 trapezoidal nodes". */
export function ruleWords(recipe: RuleRecipe, width: number): string {
  if (recipe.kind === "sinh") return `${ruleOf(recipe).points.length} trapezoidal nodes`;
  if (recipe.kind === "halves") return `2 × ${recipe.points} Gauss-Legendre nodes`;
  return `${new Array<number>(width).fill(recipe.points).join(" × ")} Gauss-Hermite nodes`;
}

/** log Σ exp of the numbers of each column, `count` rows of `size`; into `sums`. `tops` is of that size, for work. */
export function logSumColumns(
  values: Float64Array,
  count: number,
  size: number,
  sums: Float64Array,
  tops: Float64Array,
): void {
  tops.fill(-Infinity);
  for (let q = 0, at = 0; q < count; q++)
    for (let j = 0; j < size; j++, at++) if (values[at]! > tops[j]!) tops[j] = values[at]!;
  sums.fill(0);
  for (let q = 0, at = 0; q < count; q++)
    for (let j = 0; j < size; j++, at++) {
      const below = values[at]! - tops[j]!;
      if (below > nothing) sums[j] = sums[j]! + exp(below);
    }
  for (let j = 0; j < size; j++) sums[j] = tops[j]! > -Infinity ? tops[j]! + log(sums[j]!) : -Infinity;
}
