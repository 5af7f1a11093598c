/**
 * A parameter of positive numbers, or of numbers between 0 and 1, one for each element, with the derivative of the log density taken
 * apart in powers: what conjugate pairs are recognized by.
 */

import { adjointOf } from "../../density/graph/differentiate.ts";
import type { Node } from "../../density/graph/node.ts";
import type { ScalarDistribution } from "../../distributions/distribution.ts";
import type { Domain } from "../../model/domains.ts";
import { analyze, type FreeParameter, type GibbsGraph } from "./gibbs-graph.ts";
import { PowerExpansion, type PowerTerm } from "./power-expansion.ts";

export interface PowerBlock {
  readonly graph: GibbsGraph;
  readonly parameter: FreeParameter;
  readonly elements: Domain;
  readonly support: "positive" | "unit";
  readonly prior: ScalarDistribution;
  /** The prior's arguments over the elements, in its order. */
  readonly priorArguments: readonly Node[];
  /** Of the derivative of prior and all else with respect to the parameter; null if that is no sum of powers. */
  readonly whole: readonly PowerTerm[] | null;
  /** Without the prior. */
  readonly withoutPrior: readonly PowerTerm[] | null;
}

/** A parameter as such a block; null where it is none, or its elements are not independent. */
export function powerBlock(graph: GibbsGraph, parameter: FreeParameter): PowerBlock | null {
  const { statement, input } = parameter;
  const { distribution } = statement;
  if (distribution.kind !== "scalar") return null;
  const { domains } = graph.model;
  const elements = domains.ofPlates(statement.plates);
  const priorArguments = distribution.arguments.map((one) => graph.joint.translator.translate(one, elements));
  const support = supportOf(distribution.distribution, priorArguments);
  if (support === null) return null;
  const analysis = analyze([{ statement, input, width: 1 }]);
  if (!graph.isIndependent(analysis) || !graph.isSmooth(analysis, 1)) return null;
  const { joint } = graph;
  const { node: x } = joint.translator.quantities.get(statement.name)!;
  const expansion = new PowerExpansion(joint.graph, analysis, x);
  const expand = (isChosen: (other: object) => boolean): readonly PowerTerm[] | null => {
    const adjoint = adjointOf(joint.graph, graph.seeds(isChosen), x);
    return adjoint === null ? [] : expansion.expand(adjoint);
  };
  const isOwn = (other: object): boolean => "name" in other && other.name === statement.name;
  return {
    graph,
    parameter,
    elements,
    support,
    prior: distribution.distribution,
    priorArguments,
    whole: expand(() => true),
    withoutPrior: expand((other) => !isOwn(other)),
  };
}

/** Which of the two supports a prior has; null if another. */
function supportOf(prior: ScalarDistribution, values: readonly Node[]): "positive" | "unit" | null {
  const endOf = (bound: number | string): number => {
    if (typeof bound === "number") return bound;
    // A bound that is an argument, as those of the uniform distribution.
    const node = values[prior.arguments.findIndex(({ name }) => name === bound)];
    return node?.kind === "constant" ? node.value : Number.NaN;
  };
  if (endOf(prior.support.lower) !== 0) return null;
  const upper = endOf(prior.support.upper);
  if (upper === Infinity) return "positive";
  return upper === 1 ? "unit" : null;
}

/** The coefficients of these powers of x, in their order, zero where one is absent; null if there are others. */
export function coefficients(
  { graph }: PowerBlock,
  terms: readonly PowerTerm[] | null,
  powers: readonly number[],
): readonly Node[] | null {
  if (terms === null) return null;
  if (terms.some(({ power, complementPower }) => complementPower !== 0 || !powers.includes(power)))
    return null;
  return powers.map(
    (power) => terms.find((term) => term.power === power)?.coefficient ?? graph.joint.graph.constant(0),
  );
}
