/** The formulas of a text, one after another, become those of outcomes, of what their families have besides, and of missing values. */

import type { Identifier } from "../language/syntax.ts";
import type { Problem, Span } from "../problems/problem.ts";
import type { ExtraKey } from "./extra-parameters.ts";
import { isOfMissing, unmatchedMissing } from "./missing-formulas.ts";
import { twoFormulas } from "./problems.ts";
import { outcomeTwice, residualsApart, whichOutcome } from "./problems-outcomes.ts";
import type {
  MissingFormula,
  ModelFormula,
  OutcomeFormula,
  Predictor,
  Response,
  SaidResiduals,
} from "./syntax.ts";

/** A predictor with its place. */
export type PlacedPredictor = Predictor & { readonly span: Span };

/** A formula whose left side is a column, or `mvbind(…)` of several. */
export interface ListedFormula {
  readonly responses: readonly Response[];
  readonly location: Predictor;
  /** Whether the left side is `mi(x)`. */
  readonly isOfCall: boolean;
  /** Of what the family has besides, where that stands in its brackets, `bf(y ~ x, sigma ~ z)`. */
  readonly others: Map<ExtraKey, PlacedPredictor>;
  family: string | null;
  readonly span: Span;
}

/** A formula of what a family has besides, with the outcome if that is said: `sigma ~ x`, `sigma(y) ~ x`. */
interface ListedOther {
  readonly key: ExtraKey;
  readonly outcome: Identifier | null;
  readonly predictor: PlacedPredictor;
}

/** Formulas in the order of their writing. */
export class FormulaList {
  residuals: SaidResiduals | null = null;
  private readonly formulas: ListedFormula[] = [];
  private readonly others: ListedOther[] = [];

  /** Whether there is an outcome already, so that `sigma` is what its family has. */
  get hasOutcome(): boolean {
    return this.formulas.length > 0;
  }

  /** The formula that was added last. */
  get last(): ListedFormula | null {
    return this.formulas.at(-1) ?? null;
  }

  add(formula: ListedFormula): void {
    this.formulas.push(formula);
  }

  addOther(other: ListedOther): void {
    this.others.push(other);
  }

  /** Null where there is no outcome; with what is wrong between the formulas. */
  finish(): { readonly formula: ModelFormula | null; readonly problems: readonly Problem[] } {
    const [first] = this.formulas;
    if (first === undefined) return { formula: null, problems: [] };
    const used = new Set(this.usedMissing());
    // `x | mi() ~ z` is of an outcome unless x is a predictor somewhere.
    const isMissing = (one: ListedFormula): boolean =>
      one !== first &&
      one.responses.every(isOfMissing) &&
      (one.isOfCall || one.responses.some(({ column }) => used.has(column.text)));
    const own = this.formulas.filter((one) => !isMissing(one));
    const missing = this.formulas.filter(isMissing);
    const problems = [...twice(own, outcomeTwice), ...twice(missing, twoFormulas)];
    const outcomes = this.withOthers(own, problems);
    const admitted = missing.flatMap(({ responses, location }) =>
      responses.map(({ column }): MissingFormula => ({ column, location })),
    );
    const formula = { outcomes, missing: admitted, residuals: this.residuals };
    problems.push(...unmatchedMissing(formula), ...alone(formula));
    return { formula, problems };
  }

  private usedMissing(): string[] {
    const predictors = [
      ...this.formulas.flatMap(({ location, others }) => [location, ...others.values()]),
      ...this.others.map(({ predictor }) => predictor),
    ];
    return predictors.flatMap(({ missing }) => missing.map(({ text }) => text));
  }

  /** The outcomes, each with the formulas of what its family has besides. */
  private withOthers(formulas: readonly ListedFormula[], problems: Problem[]): OutcomeFormula[] {
    const outcomes = formulas.flatMap(({ responses, location, others, family }) =>
      responses.map((response) => ({ response, location, others: new Map(others), family })),
    );
    const names = outcomes.map(({ response }) => response.column.text);
    for (const { key, outcome, predictor } of this.others) {
      // Without a name it is of all that have one formula.
      const of = outcome === null && formulas.length === 1 ? names : outcome === null ? [] : [outcome.text];
      const chosen = outcomes.filter(({ response }) => of.includes(response.column.text));
      if (chosen.length === 0) problems.push(whichOutcome(predictor.span, key, outcome?.text ?? null, names));
      for (const { others } of chosen) {
        if (others.has(key)) problems.push(twoFormulas(predictor.span, key));
        else others.set(key, predictor);
      }
    }
    return outcomes;
  }
}

/** Columns that are on the left of two formulas. */
function twice(formulas: readonly ListedFormula[], tell: (span: Span, column: string) => Problem): Problem[] {
  const seen = new Set<string>();
  return formulas.flatMap(({ responses }) =>
    responses.flatMap(({ column: { text, span } }) => {
      const isAgain = seen.has(text);
      seen.add(text);
      return isAgain ? [tell(span, text)] : [];
    }),
  );
}

/** Residuals of one outcome have nothing to be correlated with. */
function alone({ outcomes, residuals }: ModelFormula): Problem[] {
  if (residuals?.areCorrelated !== true || outcomes.length > 1) return [];
  return [residualsApart(residuals.span, "there is one outcome", "leave `set_rescor(TRUE)` out")];
}
