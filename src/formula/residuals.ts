/** Whether the residuals of several outcomes are correlated, as `set_rescor` of brms says. */

import { printFormula } from "../data/design/print-formula.ts";
import { enumerated } from "../problems/make-problem.ts";
import type { Problem } from "../problems/problem.ts";
import { columnsOfPredictor } from "./named-columns.ts";
import type { ChosenFamily } from "./outcome.ts";
import { outcomesInCircle, residualsApart } from "./problems-outcomes.ts";
import { type ModelFormula, type OutcomeFormula, predictorsOfOutcome, type Response } from "./syntax.ts";

/** `why` is what a reader of the model is told of it. */
export interface ChosenResiduals {
  readonly areCorrelated: boolean;
  readonly why: string;
}

/**
 * Where nothing is said, they are correlated if all outcomes are normal and known as they are, and none is a predictor of another: with
 * both, the data could not tell one from the other.
 */
export function chooseResiduals(
  { outcomes, residuals }: ModelFormula,
  families: readonly ChosenFamily[],
): { readonly chosen: ChosenResiduals; readonly problems: readonly Problem[] } {
  const names = outcomes.map(({ response }) => response.column.text);
  const circle = circleAmong(outcomes);
  const problems =
    circle === null ? [] : [outcomesInCircle(circle[0]!.response.column.span, columnsOf(circle))];
  const against = outcomes.length === 1 ? null : whyNot(outcomes, families);
  if (residuals?.areCorrelated === true && against !== null)
    problems.push(residualsApart(residuals.span, against, "leave `set_rescor(TRUE)` out"));
  const isCause = outcomes.some((one) => causesOf(one, outcomes).length > 0);
  const areCorrelated = outcomes.length > 1 && against === null && (residuals?.areCorrelated ?? !isCause);
  const all = enumerated(names).replaceAll("`", "");
  const why = areCorrelated
    ? `the residuals of ${all} are correlated; with set_rescor(FALSE) they are independent`
    : `the residuals of ${all} are independent`;
  return { chosen: { areCorrelated, why }, problems };
}

function columnsOf(outcomes: readonly OutcomeFormula[]): string[] {
  return outcomes.map(({ response }) => response.column.text);
}

/** What keeps residuals from a normal distribution together; null where nothing does. */
function whyNot(outcomes: readonly OutcomeFormula[], families: readonly ChosenFamily[]): string | null {
  for (const [i, { response }] of outcomes.entries()) {
    const { family } = families[i]!;
    const column = `\`${response.column.text}\``;
    if (family !== "gaussian")
      return `the family of ${column} is \`${family}\`, and those of \`gaussian\` can be`;
    const said = saidOf(response);
    if (said !== null) return `of ${column} \`${said}(…)\` is said`;
    const [one, other] = [outcomes[0]!.response, response].map(
      ({ weights }) => weights && printFormula(weights),
    );
    if (one !== other) return `${column} has other weights than \`${outcomes[0]!.response.column.text}\``;
  }
  return null;
}

/** What is said of an outcome beside its column, for which the likelihood of it alone has a place. */
function saidOf({ standardError, censoring, truncation, mayBeMissing }: Response): string | null {
  if (mayBeMissing) return "mi";
  if (standardError !== null) return "se";
  if (censoring !== null) return "cens";
  return truncation === null ? null : "trunc";
}

/** The other outcomes that are in the predictors of one. */
function causesOf(outcome: OutcomeFormula, outcomes: readonly OutcomeFormula[]): readonly OutcomeFormula[] {
  const named = new Set(
    predictorsOfOutcome(outcome)
      .flatMap(columnsOfPredictor)
      .map(({ text }) => text),
  );
  return outcomes.filter((one) => one !== outcome && named.has(one.response.column.text));
}

/** Outcomes each of which depends on another of them; null where there are none. */
function circleAmong(outcomes: readonly OutcomeFormula[]): readonly OutcomeFormula[] | null {
  let rest = outcomes;
  for (;;) {
    const left = rest.filter((one) => causesOf(one, rest).length > 0);
    if (left.length === 0) return null;
    if (left.length === rest.length) return left;
    rest = left;
  }
}
