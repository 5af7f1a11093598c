/**
 * Roles: what the parameters of a model are to the questions that it is fitted for. Which hold the variance of which
 * group's effects, what the residual variance is, which intraclass correlations there are and what each means. Derived from
 * the model and its data, never asked of the user.
 */

import type { Expression } from "../language/checked-model.ts";
import { baseOf } from "../language/parts.ts";
import type { BoundModel } from "../model/bound-model.ts";
import { labelsAt } from "../model/domains.ts";
import { remembered } from "../model/remembered.ts";
import type {
  CorrelationRole,
  EffectsRole,
  IntraclassDefinition,
  RawScale,
  ResidualRole,
  Roles,
  VarianceComponent,
} from "../posterior/draws.ts";
import { chooseGroupEffects, doubtRemark } from "./chosen-effects.ts";
import { classicalSums } from "./classical-sums.ts";
import { conditionsOf } from "./conditions.ts";
import { decompose, type GroupEffect } from "./effects.ts";
import { FixedParts, type FixedTerm, fixedPartOf } from "./fixed-part.ts";
import { groupingFactors, predictorAt } from "./grouping-factors.ts";
import { type HiddenVariable, variableName } from "./hidden-variable.ts";
import { defineIntraclass } from "./intraclass.ts";
import { findOutcome, findSeveralOutcomes, type Outcome } from "./outcome.ts";
import { levelStatistics, meanProduct, trialsOf } from "./predictor.ts";
import { observedScaleOf, rawScaleOf } from "./raw-scale.ts";
import { givenEarlier, noPredictor, noResidual, notOnOneScale } from "./remarks.ts";
import { type Residual, residualOf } from "./residual-role.ts";
import { contributionOf, type RowCorrelation, type RowTerm, rowTerm } from "./row-term.ts";
import { vectorElement } from "./terms.ts";
import { varianceClasses } from "./variance-classes.ts";
import { areCorrelated, correlationVariable, elementLabel, keepSigns } from "./variance-formula.ts";

/** The roles, and the hidden variables that they refer to. */
export interface DerivedRoles {
  readonly roles: Roles;
  readonly hidden: readonly HiddenVariable[];
}

/** Of the models that have been looked at: offers of several samplers ask for the same. */
const known = new WeakMap<BoundModel, DerivedRoles>();

/** What each parameter means in the words of mixed models, read off the model and its data; once for each model. */
export function deriveRoles(model: BoundModel): DerivedRoles {
  return remembered(known, model, () => findRoles(model));
}

function findRoles(model: BoundModel): DerivedRoles {
  const outcome = findOutcome(model.checked);
  const improperPriors = findImproperPriors(model);
  if (outcome === null) {
    const remarks = [noPredictor(model.checked)];
    const several = findSeveralOutcomes(model.checked).map((one) =>
      ofOutcome(new RoleFinder(model, one).derive([]), one.likelihood.column),
    );
    const outcomes = several.length === 0 ? {} : { outcomes: several.map(({ roles }) => roles) };
    const hidden = several.flatMap((one) => one.hidden);
    return { roles: { ...emptyRoles, improperPriors, remarks, ...outcomes }, hidden };
  }
  return new RoleFinder(model, outcome).derive(improperPriors);
}

/** The roles of one outcome of several, with names of hidden variables that no other has. */
function ofOutcome({ roles, hidden }: DerivedRoles, column: string): DerivedRoles {
  const names = new Map(hidden.map(({ name }) => [name, `${name.slice(0, -1)} of ${column})`]));
  const renamed = (text: string): string => {
    const known = names.get(text);
    if (known !== undefined || !text.startsWith(".")) return known ?? text;
    // An element: the name, and its levels in brackets.
    const own = [...names.keys()].find((name) => text.startsWith(`${name}[`));
    return own === undefined ? text : `${names.get(own)}${text.slice(own.length)}`;
  };
  const inside = <Value>(value: Value): Value => {
    if (typeof value === "string") return renamed(value) as Value;
    if (Array.isArray(value)) return value.map(inside) as Value;
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, inside(item)])) as Value;
  };
  return { roles: inside(roles), hidden: hidden.map((one) => ({ ...one, name: names.get(one.name)! })) };
}

const emptyRoles: Omit<Roles, "improperPriors" | "remarks"> = {
  outcome: null,
  components: [],
  correlations: [],
  residual: null,
  effects: [],
  intraclass: [],
  fixed: null,
  factors: [],
  classes: [],
};

function findImproperPriors(model: BoundModel): Roles["improperPriors"] {
  return model.checked.statements.flatMap((statement) => {
    if (statement.kind !== "parameter") return [];
    const { distribution } = statement;
    const base = baseOf(distribution);
    if (base.distribution.name !== "flat" || isBounded(base.arguments)) return [];
    const { start, end } = statement.distribution.span;
    return [{ parameter: statement.name, prior: model.checked.source.slice(start, end) }];
  });
}

/** Flat between two numbers is a uniform prior, and proper. */
function isBounded(ends: readonly Expression[]): boolean {
  return ends.every((end) => end.kind !== "number" || Number.isFinite(end.value));
}

class RoleFinder {
  private readonly model: BoundModel;
  private readonly outcome: Outcome;
  private readonly residual: Residual | null;
  private readonly hidden: HiddenVariable[] = [];
  private readonly remarks: string[] = [];

  constructor(model: BoundModel, outcome: Outcome) {
    this.model = model;
    this.outcome = outcome;
    this.residual = residualOf(model, outcome);
  }

  derive(improperPriors: Roles["improperPriors"]): DerivedRoles {
    const { model, outcome, residual } = this;
    const { effects, isLinear } = decompose(model, outcome);
    const { groups, doubtful } = chooseGroupEffects(model, outcome.location, effects);
    if (residual?.hidden) this.hidden.push(residual.hidden);
    const terms = groups.map((effect) => rowTerm(model, effect));
    const known = terms.flatMap((term) => term ?? []);
    const correlations = this.correlate(groups, terms);
    const components = groups.flatMap((effect, i) => {
      const term = terms[i];
      return term ? [this.component(effect, term)] : [];
    });
    const fixedParts = new FixedParts(model, outcome.location, groups);
    const fixed = isLinear ? fixedParts.termsBeside(null) : null;
    const effectRoles = groups.flatMap((effect, i) => {
      const term = terms[i];
      const beside = (): RawScale | null =>
        isLinear ? rawScaleOf(model, outcome, term!.levels, fixedParts.termsBeside(effect)) : null;
      return term ? [this.effectsRole(effect, term, residual?.role ?? null, beside)] : [];
    });
    this.hidden.push(...fixedParts.hidden);
    const isComplete = isLinear && known.length === terms.length && correlations.isComplete;
    this.remarks.push(...doubtful.map(doubtRemark));
    if (!isComplete) this.remarks.push(notOnOneScale(outcome));
    else if (residual === null && components.length > 0) this.remarks.push(noResidual(outcome));
    const whole = isComplete ? residual : null;
    if (whole !== null && components.length > 0) this.remarks.push(...givenEarlier(model.checked, outcome));
    const roles: Roles = {
      outcome: outcome.likelihood.column,
      components,
      correlations: correlations.found.map((one) => this.correlationRole(one)),
      residual: whole?.role ?? null,
      effects: effectRoles,
      intraclass: whole === null ? [] : this.intraclass(groups, known, correlations.found, whole),
      ...this.rolesOfData(known, whole, fixed),
      observed: whole === null ? null : observedScaleOf(outcome, groups),
      improperPriors,
      remarks: this.remarks,
    };
    return { roles, hidden: this.hidden };
  }

  /** What the data say of the fixed part, of factors and of classes. */
  private rolesOfData(
    terms: readonly RowTerm[],
    whole: Residual | null,
    fixed: readonly FixedTerm[] | null,
  ): Pick<Roles, "fixed" | "factors" | "classes" | "classical"> {
    const { model, outcome } = this;
    const classes = whole === null ? null : varianceClasses(model, terms, whole);
    this.hidden.push(...(classes?.hidden ?? []));
    return {
      fixed: fixed && fixedPartOf(model, fixed),
      factors: groupingFactors(terms),
      classes: classes?.classes ?? null,
      classical: classicalSums(model, outcome, terms, {
        isPlain: whole !== null && this.normalSd !== null,
        varies: whole?.varies !== false,
        fixed,
      }),
    };
  }

  private component({ predictor }: GroupEffect, term: RowTerm): VarianceComponent {
    const { variance, z } = term;
    this.hidden.push(variance);
    const contribution = term.varies ? contributionOf(this.model, term) : null;
    if (contribution !== null) this.hidden.push(contribution);
    return {
      group: term.group,
      term: term.term,
      variance: variance.name,
      meanSquare: meanProduct(this.model, z, z),
      contribution: contribution?.name ?? null,
      at: predictorAt(this.model, predictor, term),
    };
  }

  private intraclass(
    effects: readonly GroupEffect[],
    terms: readonly RowTerm[],
    correlations: readonly RowCorrelation[],
    residual: Residual,
  ): readonly IntraclassDefinition[] {
    const { model, outcome } = this;
    const conditions = conditionsOf(model, effects, terms, residual);
    const found = defineIntraclass({ model, outcome, terms, correlations, residual, conditions });
    this.hidden.push(...found.hidden);
    this.remarks.push(...found.remarks);
    return found.definitions;
  }

  /** Pairs of correlated terms; not complete where a correlation is not known, or not one for all groups. */
  private correlate(effects: readonly GroupEffect[], terms: readonly (RowTerm | null)[]) {
    const found: RowCorrelation[] = [];
    let isComplete = true;
    effects.forEach((effect, i) => {
      for (let k = i + 1; k < effects.length; k++) {
        const other = effects[k]!;
        if (!areCorrelated(effect, other)) continue;
        const [first, second] = [terms[i], terms[k]];
        const correlation = correlationVariable(this.model, effect, other);
        const isPlain =
          first && second && !first.varies && !second.varies && keepSigns(this.model, [effect, other]);
        if (correlation !== null && isPlain) found.push({ first, second, correlation });
        else isComplete = false;
      }
    });
    return { found, isComplete };
  }

  private correlationRole({ first, second, correlation }: RowCorrelation): CorrelationRole {
    return {
      group: first.group,
      terms: [first.term, second.term],
      correlation,
      meanProduct: first.sign * second.sign * meanProduct(this.model, first.z, second.z),
    };
  }

  private effectsRole(
    effect: GroupEffect,
    { variance, z, sign, levels: map, group, term }: RowTerm,
    residual: ResidualRole | null,
    beside: () => RawScale | null,
  ): EffectsRole {
    const { model, outcome } = this;
    const standardErrors = this.knownStandardErrors();
    const statistics = levelStatistics(model, outcome, map, z, standardErrors);
    const hasInformation =
      this.normalSd !== null && (standardErrors !== null || this.residual?.varies === false);
    const levels = levelLabels(model, effect.plates);
    return {
      group,
      term,
      levels: levels.map((labels) => labels.join(",")),
      variables: this.effectVariables(effect, levels),
      n: statistics.n,
      ...(trialsOf(model, outcome) === null ? {} : { countsTrials: true }),
      rawMean: statistics.rawMean,
      ...(z === null && sign === 1
        ? {}
        : { meanPredictor: statistics.meanPredictor.map((value) => sign * value) }),
      variance: variance.name,
      information: hasInformation ? statistics.information : null,
      residualVariance: hasInformation ? (standardErrors !== null ? 1 : residual!.variance) : null,
      // A slope is no deviation of a mean.
      raw: z === null && sign === 1 ? beside() : null,
    };
  }

  /** The sd of a normal outcome, or null. */
  private get normalSd(): Expression | null {
    const { residual } = this.outcome;
    return residual?.kind === "formula" ? residual.normalSd : null;
  }

  /** The column of standard errors, where the outcome's sd is nothing but a column. */
  private knownStandardErrors(): Float64Array | null {
    const sd = this.normalSd;
    if (sd?.kind !== "column") return null;
    const column = this.model.columns.get(sd.name)!;
    return column.domain === this.model.domains.rows ? column.values : null;
  }

  private effectVariables(effect: GroupEffect, levels: readonly (readonly string[])[]): string[] {
    const { statement } = effect;
    const element = elementLabel(this.model, effect);
    if (effect.coefficients.length === 0) {
      return levels.map((labels) => variableName(statement.name, [...labels, ...element]));
    }
    const name = `.effect(${variableName(statement.name, element)})`;
    const names: Record<string, Expression> = { effect: this.effectExpression(effect) };
    effect.coefficients.forEach((one, i) => {
      names[`coefficient_${i}`] = one;
    });
    const formula = Object.keys(names).join(" * ");
    this.hidden.push({ name, formula, names, context: effect.plates, isAveraged: false });
    return levels.map((labels) => variableName(name, labels));
  }

  private effectExpression(effect: GroupEffect): Expression {
    const { name, plates, span } = effect.statement;
    const [element] = elementLabel(this.model, effect);
    const whole = { kind: "quantity", name, indices: [], span } as const;
    if (element !== undefined) return vectorElement(whole, plates, element);
    return { ...whole, indices: plates.map((plate) => ({ kind: "plate", plate })) };
  }
}

/** The labels of every element of the grid of these plates. */
export function levelLabels({ domains }: BoundModel, plates: readonly string[]): string[][] {
  const grid = domains.ofPlates(plates);
  return Array.from({ length: grid.size }, (_, element) => labelsAt(grid, element));
}
