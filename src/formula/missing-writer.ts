/** The formula of a predictor with missing values: a normal distribution, whose priors are in units of what is known of it. */

import type { ModelColumns } from "./model-columns.ts";
import type { WrittenPredictor } from "./predictor-part.ts";
import type { PredictorWriter } from "./predictor-writer.ts";
import { type ChosenPriors, printPrior, rounded, scoped } from "./priors.ts";
import type { MissingFormula } from "./syntax.ts";

/** The distribution of a predictor with missing values, which is normal, and of all that is in it. */
export function writeMissingFormula(
  { column, location }: MissingFormula,
  columns: ModelColumns,
  predictors: PredictorWriter,
  priors: ChosenPriors,
): WrittenPredictor {
  const name = columns.nameOf(column.text);
  const unit = columns.unitOf(column.text);
  const scopes = [`${column.text}.`];
  const part = {
    suffix: `_${name}`,
    scopes,
    coefficients: `γ_${name}`,
    words: [name],
    isLocation: false,
  };
  const { designs, statements, sum } = predictors.write(location, unit, part);
  const sd = columns.fresh(`σ_${name}`);
  const prior = priors.of({
    keys: scoped(scopes, "sigma"),
    prior: { distribution: "half_normal", arguments: [rounded(unit.residualSd)] },
  });
  const own = [`${sd} ~ ${printPrior(prior)}  "residual sd of ${name}"`, `${name} ~ normal(${sum}, ${sd})`];
  return { designs, statements: [...statements, ...own], sum };
}
