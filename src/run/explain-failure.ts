/** Why a chain could not begin, in the terms of the model. */

import { compile } from "../density/compile.ts";
import { findNotFinite } from "../density/joint/not-finite.ts";
import type { BoundModel } from "../model/bound-model.ts";
import type { Problem } from "../problems/problem.ts";
import { gradientNotFinite, termNotFinite } from "./problems.ts";

/** Says which term of the joint density is not finite at a position of all free numbers; at the center for a position of others. */
export function explainFailure(model: BoundModel, position: Float64Array): Problem {
  const compiled = compile(model);
  const { dimension } = compiled.recipe;
  const place = position.length === dimension ? position : new Float64Array(dimension);
  const found = findNotFinite(compiled.joint, place);
  if (found === null) return gradientNotFinite();
  const { term, element, value } = found;
  const { statement, domain } = term;
  const text = model.checked.source.slice(statement.span.start, statement.span.end).trim();
  const [axis, second] = domain.axes;
  const label = axis && !second ? `${domain.name} \`${axis.labels[element]}\`` : null;
  const where = domain === model.domains.rows ? `row ${element + 1}` : label;
  return termNotFinite(text, value, where, statement.span);
}
