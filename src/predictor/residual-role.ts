/** The residual variance of an outcome: a hidden variable in the words of its scale, over all rows or over some of them. */

import type { Expression } from "../language/checked-model.ts";
import type { BoundModel } from "../model/bound-model.ts";
import type { ResidualRole } from "../posterior/draws.ts";
import type { HiddenVariable } from "./hidden-variable.ts";
import type { Outcome, OutcomeResidual } from "./outcome.ts";

export interface Residual {
  readonly role: ResidualRole;
  /** What holds the residual variance, averaged over the rows; null where it is a fixed number. */
  readonly hidden: HiddenVariable | null;
  /** Whether it differs between rows, and then the expressions that it depends on. */
  readonly varies: boolean;
  readonly sources: readonly Expression[];
}

/** The variable that holds the residual variance, averaged over the rows. */
const name = ".variance(residual)";

/** Null where the outcome has no variance on the scale of its predictor. */
export function residualOf(model: BoundModel, outcome: Outcome): Residual | null {
  const { residual, likelihood, scale } = outcome;
  if (residual === null) return null;
  const { column } = likelihood;
  if (residual.kind === "number") {
    const { value, definition } = residual;
    return { role: { variance: value, scale, definition }, hidden: null, varies: false, sources: [] };
  }
  if (residual.kind === "count") return countResidual(model, outcome, residual);
  const { formula, names } = residual;
  const sources = Object.values(names).filter((one) => variesByRow(model, one));
  const varies = sources.length > 0;
  const averaged = varies ? ", averaged over the rows" : "";
  return {
    role: {
      variance: name,
      scale,
      definition: `variance of ${column} about its linear predictor${scale}${averaged}`,
    },
    hidden: { name, formula, names, context: "rows", isAveraged: true },
    varies,
    sources,
  };
}

/**
 * ln(1 + 1/λ) at the mean λ of the expected counts; with the overdispersion φ ln(1 + 1/λ + 1/φ), and with an excess δ of the variance
 * ln(1 + (1 + δ)/λ).
 */
function countResidual(
  model: BoundModel,
  { likelihood, scale, location }: Outcome,
  { overdispersion, excess }: Extract<OutcomeResidual, { kind: "count" }>,
): Residual | null {
  const beside = overdispersion ?? excess;
  if (beside !== null && variesByRow(model, beside)) return null;
  const names = Object.entries({ log_mean: location, overdispersion, excess });
  const [ofMean, formula] =
    overdispersion !== null
      ? ["log1p(1 / mean + 1 / overdispersion)", "ln(1 + 1/λ + 1/overdispersion)"]
      : excess !== null
        ? ["log1p((1 + excess) / mean)", "ln(1 + (1 + excess)/λ)"]
        : ["log1p(1 / mean)", "ln(1 + 1/λ)"];
  const hidden: HiddenVariable = {
    name,
    formula: "exp(log_mean)",
    names: Object.fromEntries(names.filter((entry): entry is [string, Expression] => entry[1] !== null)),
    context: "rows",
    isAveraged: true,
    ofMean,
  };
  const definition = `${formula}, λ being the mean over the rows of the expected ${likelihood.column}: the variance of a count about its linear predictor${scale}, approximately`;
  return { role: { variance: name, scale, definition }, hidden, varies: false, sources: [] };
}

function variesByRow(model: BoundModel, expression: Expression): boolean {
  if (expression.kind === "column" || expression.kind === "product") return true;
  if (expression.kind === "call") return expression.arguments.some((one) => variesByRow(model, one));
  if (expression.kind !== "quantity") return false;
  const statement = model.checked.declarations.get(expression.name);
  const isByRow = statement?.kind === "definition" && statement.variesByRow;
  return isByRow || expression.indices.some((index) => index.kind === "plate");
}
