/**
 * Effects with a known covariance matrix as a form in independent normal variables: u = mean + sds · L z with A = LLᵀ, so that
 * each variable acts through a column of L on the levels. (Henderson 1984, Applications of Linear Models in Animal Breeding, chapter 3.)
 */

import type { DistributionOf, Expression, ParameterStatement } from "../language/checked-model.ts";
import type { BoundMatrix } from "../model/bound-model.ts";
import type { FormReader } from "./form-reader.ts";
import { columnTerm, type LinearForm, multiplyForms, type Term } from "./linear-form.ts";
import { Obstacle } from "./obstacle.ts";
import { columnOf } from "./row-column.ts";

/** So many levels may have a matrix: their variables are factored together for every value of the rest. */
const mostLevels = 200;

/** The form over all levels; `standard` is a variable for each column of the factor. Throws an `Obstacle` where there is none. */
export function expandKnown(
  reader: FormReader,
  { name: matrix, factor, size }: BoundMatrix,
  { name, plates }: ParameterStatement,
  { arguments: given, span }: DistributionOf<"vector">,
  standard: readonly Term[],
): LinearForm {
  if (size > mostLevels) {
    throw new Obstacle([name], `has a known matrix of ${size} levels, and ${mostLevels} are the most`, span);
  }
  const { registry, model } = reader;
  const whole = model.domains.ofPlates(plates);
  const [mean, sds] = given.slice(0, 2).map((one) => overPlate(one, plates[0]!, name, reader));
  const mixed = standard.flatMap((z, k) => {
    const column = registry.column(`column ${k} of ${matrix}`, () =>
      columnOf(
        Float64Array.from({ length: size }, (_, i) => factor[i * size + k]!),
        false,
      ),
    );
    return multiplyForms([columnTerm(column)], [z], size, registry);
  });
  const location = reader.read(mean!, whole);
  return [...location, ...multiplyForms(reader.readScale(sds!, whole), mixed, size, registry)];
}

/** An argument at each level: of a quantity that has the plate, its value there. */
function overPlate(expression: Expression, plate: string, name: string, reader: FormReader): Expression {
  if (expression.kind === "list") {
    throw new Obstacle([name], "has a known matrix and a list beside it", expression.span);
  }
  if (expression.kind !== "quantity" || reader.elementOf(expression, 0) === null) return expression;
  return { ...expression, indices: [...expression.indices, { kind: "plate", plate }] };
}
