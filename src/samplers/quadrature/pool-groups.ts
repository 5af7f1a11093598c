/**
 * Groups that are alike, integrated once: where h_j - o_j is the same function of a group's numbers for several groups, with o_j what of h_j
 * depends on no effect, its integral counts as often as there are such groups,
 *
 *     Σ_j log ∫ exp h_j = Σ_j o_j + Σ_c n_c log ∫ exp (h_c - o_c)
 *
 * So 5,000 persons who gave five answers each, yes or no, are the six numbers of yes. What is alike is found in the graph of the density, whatever
 * distributions there are: by covariates, outcomes, counts and predictors of groups, in any order of the rows.
 */

import { linear } from "../../density/graph/arithmetic.ts";
import type { Node } from "../../density/graph/node.ts";
import { total } from "../../density/graph/total.ts";
import { ChosenGroups } from "./chosen-groups.ts";
import { type Classes, ElementClasses } from "./element-classes.ts";
import { dependence, type GroupedJoint } from "./grouped-joint.ts";

/** With more classes, as parts of all groups, nothing is gained. */
const mostClasses = 0.8;
/** Rows at most among which those that are alike are looked for. */
const mostRows = 1e7;

/** The same density over one group of each class; that which was given where few groups are alike. */
export function poolGroups(grouped: GroupedJoint): GroupedJoint {
  const { joint, groups, effects } = grouped;
  const { graph } = joint;
  if (joint.model.domains.rows.size > mostRows) return grouped;
  graph.currentLine = null;
  const { inner, outer } = partsOf(grouped);
  const classes = new ElementClasses(effects).of(inner);
  if (classes.count > mostClasses * groups.size) return grouped;
  const { first, counts } = membersOf(classes);
  const chosen = new ChosenGroups(grouped, first);
  return {
    ...grouped,
    groups: chosen.classes,
    effects: chosen.effects,
    density: chosen.of(inner),
    dependsOnEffects: dependence(new Set<Node>([...effects, ...chosen.effects].map(({ node }) => node))),
    pool: {
      groups,
      effects,
      classOf: classes.of,
      counts,
      density: inner,
      apart: total(graph, outer, groups, null),
    },
  };
}

/** What of h depends on effects, and what does not. */
function partsOf({ joint: { graph }, density, dependsOnEffects }: GroupedJoint): {
  readonly inner: Node;
  readonly outer: Node;
} {
  if (density.kind !== "linear") return { inner: density, outer: graph.constant(0) };
  const inner = density.terms.filter(({ node }) => dependsOnEffects(node));
  const outer = density.terms.filter((term) => !inner.includes(term));
  return { inner: linear(graph, density.constant, inner), outer: linear(graph, 0, outer) };
}

/** The first member of each class, and how many there are. */
function membersOf({ of, count }: Classes): { readonly first: Int32Array; readonly counts: Float64Array } {
  const first = new Int32Array(count).fill(-1);
  const counts = new Float64Array(count);
  of.forEach((one, j) => {
    if (counts[one] === 0) first[one] = j;
    counts[one]!++;
  });
  return { first, counts };
}
