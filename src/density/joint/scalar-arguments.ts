/** The arguments of a parameter's distribution as nodes. */

import type { CheckedScalar, ParameterStatement } from "../../language/checked-model.ts";
import type { Node } from "../graph/node.ts";
import type { Joint } from "./joint.ts";

/** What a parameter's values vary over, and its arguments there. */
export function scalarArguments(
  joint: Joint,
  statement: ParameterStatement,
  distribution: CheckedScalar,
): Node[] {
  const domain = joint.model.domains.ofPlates(statement.plates);
  return distribution.arguments.map((one) => joint.translator.translate(one, domain));
}
