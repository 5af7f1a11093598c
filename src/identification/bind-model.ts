/**
 * A checked model and its tables to a bound model, with all that can be said of the two before anything is sampled: what contradicts each
 * other (`model/bind.ts`), what the data cannot tell, and posteriors that are improper.
 */

import type { CheckedModel } from "../language/checked-model.ts";
import { type BindOptions, type BindResult, bind, hasError } from "../model/bind.ts";
import type { BoundModel } from "../model/bound-model.ts";
import type { DataTables } from "../model/column-requests.ts";
import { constantOutcome } from "../model/problems.ts";
import type { Problem } from "../problems/problem.ts";
import { isProblem } from "../problems/problem-kind.ts";
import { checkCollinearity } from "./collinear.ts";
import { checkIdentification } from "./identification.ts";
import { exactFit } from "./problems-propriety.ts";
import { checkPropriety } from "./propriety/propriety.ts";
import { checkRepeats } from "./repeated-outcome.ts";
import { askOfReusedLabels } from "./reused-labels.ts";
import { warnOfSameGroups } from "./same-groups.ts";
import { warnOfThresholdIntercepts } from "./threshold-intercept.ts";

export interface BindModelOptions extends BindOptions {
  /** The outcomes of the table stand for others, which will be simulated: what they are proves nothing. */
  readonly isLayout?: boolean;
}

/** `model` is null if some problem is an error, of binding or of what is found then. */
export function bindModel(
  checked: CheckedModel,
  tables: DataTables,
  { isLayout = false, ...options }: BindModelOptions = {},
): Pick<BindResult, "model" | "problems"> {
  const bound = bind(checked, tables, options);
  if (bound.model === null) return bound;
  const { model, plateColumns } = bound;
  const told = [
    ...askOfReusedLabels(checked, plateColumns, tables.main, model.cells),
    ...bound.problems,
    ...checked.statements.flatMap((statement) =>
      statement.kind === "likelihood" ? checkRepeats(model, statement, tables.main.name) : [],
    ),
    ...checkIdentification(model),
    ...warnOfSameGroups(model, plateColumns),
    ...warnOfThresholdIntercepts(model),
  ];
  let problems = checkCollinearity(model, told);
  if (!hasError(problems) && !isLayout) problems = withPropriety(model, problems);
  return { model: hasError(problems) ? null : model, problems };
}

/** Adds improper posteriors; one of an outcome without error takes the place of the warning that it does not vary. */
function withPropriety(model: BoundModel, told: readonly Problem[]): Problem[] {
  const found = checkPropriety(model);
  const isExact = found.some((problem) => isProblem(exactFit, problem));
  return [...told.filter((problem) => !isExact || !isProblem(constantOutcome, problem)), ...found];
}
