/** Group effects whose coordinates may be chosen: how they come into the joint density. */

import type { ParameterStatement } from "../../language/checked-model.ts";
import { scalarDomain } from "../../model/domains.ts";
import { component } from "../graph/movement.ts";
import type { InputNode, Node } from "../graph/node.ts";
import { type AdjustableEffect, type SharedParameter, standardize } from "./centering.ts";
import type { Joint } from "./joint.ts";

/** Coordinates of vectors of more numbers are not chosen: their formulas grow with the cube of it. */
const mostNumbers = 6;
/** The coordinates of a level depend on no more numbers of other parameters: each costs a multiplication for each level. */
const mostShared = 16;

/** z of the free numbers: these themselves, or what they are in the coordinates that were chosen. */
export function standardEffect(
  joint: Joint,
  { name, parameterization }: ParameterStatement,
  { offset }: InputNode,
  free: readonly Node[],
  effect: Pick<AdjustableEffect, "elements" | "location" | "factor">,
  priorScore: (standard: readonly Node[]) => readonly Node[],
): readonly Node[] {
  const evidence = joint.centering.get(name);
  const { standard, logJacobian } =
    evidence === undefined
      ? { standard: free, logJacobian: [] }
      : standardize(joint.graph, free, effect, evidence, (parameter, index) => {
          const { node } = joint.inputs.find((input) => input.name === parameter)!;
          return component(joint.graph, node, index, node.domain.size, scalarDomain);
        });
  for (const term of logJacobian) joint.addTerm(term, effect.elements);
  if (parameterization === "automatic" && free.length <= mostNumbers) {
    const own = { name, offset, standard, priorScore: () => priorScore(standard) };
    joint.adjustable.push({ ...own, shared: sharedParameters(joint), ...effect });
  }
  return standard;
}

/** Parameters so far that are sampled as they are, as many as the coordinates of group effects may depend on. */
function sharedParameters(joint: Joint): SharedParameter[] {
  const shared: SharedParameter[] = [];
  let count = 0;
  for (const { name, node } of joint.inputs) {
    const { size } = node.domain;
    if (joint.translator.quantities.get(name)?.node !== node || count + size > mostShared) continue;
    if (joint.integrated.has(name) || joint.adjustable.some((effect) => effect.name === name)) continue;
    shared.push({ name, offset: node.offset, size });
    count += size;
  }
  return shared;
}
