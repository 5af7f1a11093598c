/** The arguments of a parameter's distribution as nodes. */

import type { CheckedDistribution, ParameterStatement } from "../../language/checked-model.ts";
import type { Node } from "../graph/node.ts";
import type { Joint } from "./joint.ts";

/** A distribution of single numbers, with its arguments. */
export type CheckedScalar = Extract<CheckedDistribution, { kind: "scalar" }>;

/** What a parameter's values vary over, and its arguments there. */
export function scalarArguments(
  joint: Joint,
  statement: ParameterStatement,
  distribution: CheckedScalar,
): Node[] {
  const domain = joint.model.domains.ofPlates(statement.plates);
  return distribution.arguments.map((one) => joint.translator.translate(one, domain));
}
