/**
 * Distributions of counts whose probability or mean is the inverse of a link: `bernoulli(inv_logit(η))` is `bernoulli_logit(η)`, whose
 * density has no probability that could underflow.
 */

import type { ScalarDistribution } from "../../distributions/distribution.ts";
import { findDistribution } from "../../distributions/index.ts";
import type { FunctionName } from "../../numeric/scalar-functions.ts";
import type { Graph } from "../graph/graph.ts";
import { logOf, type Opaque } from "../graph/log-forms.ts";
import { gather } from "../graph/movement.ts";
import type { Node } from "../graph/node.ts";

/** The inverse of a link, and what the distribution is called that has the argument on the link's scale. */
interface Link {
  readonly argument: string;
  readonly inverse: FunctionName;
  readonly linked: string;
}

const links: Readonly<Record<string, Link>> = {
  bernoulli: { argument: "probability", inverse: "inv_logit", linked: "bernoulli_logit" },
  binomial: { argument: "probability", inverse: "inv_logit", linked: "binomial_logit" },
  poisson: { argument: "mean", inverse: "exp", linked: "poisson_log" },
  negative_binomial: { argument: "mean", inverse: "exp", linked: "negative_binomial_log" },
};

/** Those whose logarithms are taken of this argument, and of 1 minus it. */
const logarithmic: Readonly<Record<string, string>> = {
  bernoulli: "probability",
  binomial: "probability",
  geometric: "probability",
  poisson: "mean",
};

/** A distribution and the nodes of its arguments. */
export interface Applied {
  readonly distribution: ScalarDistribution;
  readonly values: readonly Node[];
}

/** The same distribution by its linear predictor, where its argument is the inverse of its link; otherwise null. */
export function onLinkScale(
  graph: Graph,
  { name, arguments: list }: ScalarDistribution,
  values: readonly Node[],
  opaque: Opaque,
): Applied | null {
  const link = links[name];
  const linked = link && findDistribution(link.linked);
  if (linked?.kind !== "scalar") return null;
  const position = list.findIndex((argument) => argument.name === link!.argument);
  const inner = argumentOf(graph, values[position]!, link!.inverse, opaque);
  return inner && { distribution: linked, values: values.with(position, inner) };
}

/** η of `inverse(η)`, at the rows where the node is seen from. */
function argumentOf(graph: Graph, node: Node, inverse: FunctionName, opaque: Opaque): Node | null {
  if (node.isData || opaque.has(node)) return null;
  if (node.kind === "call") return node.function === inverse ? node.arguments[0]! : null;
  if (node.kind !== "gather") return null;
  const inner = argumentOf(graph, node.source, inverse, opaque);
  return inner && gather(graph, inner, node.map);
}

/** Whether logarithms in the density are better taken of what its argument is made of. */
export function hasLogForm(
  graph: Graph,
  { name, arguments: list }: ScalarDistribution,
  values: readonly Node[],
  opaque: Opaque,
): boolean {
  const argument = values[list.findIndex((one) => one.name === logarithmic[name])];
  return argument !== undefined && logOf(graph, argument, opaque) !== null;
}
