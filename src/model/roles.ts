/**
 * Roles: what the parameters of a model are to the questions that it is fitted for. Which hold the variance of which
 * group's effects, what the residual variance is, which intraclass correlations there are and what each means. Derived from
 * the model and its data, never asked of the user.
 */

import type { Expression } from "../language/checked-model.ts";
import type {
  CorrelationRole,
  EffectsRole,
  IntraclassDefinition,
  ResidualRole,
  Roles,
  VarianceComponent,
} from "../posterior/draws.ts";
import type { BoundModel } from "./bound-model.ts";
import { decompose, type GroupEffect, isHierarchical } from "./effects.ts";
import { type HiddenVariable, variableName } from "./hidden-variable.ts";
import { defineIntraclass } from "./intraclass.ts";
import { findOutcome, type Outcome } from "./outcome.ts";
import { levelStatistics, predictorValues } from "./predictor.ts";
import {
  correlationVariable,
  effectVariance,
  elementLabel,
  groupName,
  termName,
} from "./variance-formula.ts";

/** The roles, and the hidden variables that they refer to. */
export interface DerivedRoles {
  readonly roles: Roles;
  readonly hidden: readonly HiddenVariable[];
}

/** What each parameter means in the words of mixed models, read off the model alone. */
export function deriveRoles(model: BoundModel): DerivedRoles {
  const outcome = findOutcome(model.checked);
  const improperPriors = findImproperPriors(model);
  if (outcome === null) return { roles: { ...emptyRoles, improperPriors }, hidden: [] };
  return new RoleFinder(model, outcome).derive(improperPriors);
}

const emptyRoles: Omit<Roles, "improperPriors"> = {
  outcome: null,
  components: [],
  correlations: [],
  residual: null,
  effects: [],
  intraclass: [],
};

function findImproperPriors(model: BoundModel): Roles["improperPriors"] {
  return model.checked.statements.flatMap((statement) => {
    if (statement.kind !== "parameter") return [];
    const { distribution } = statement;
    const base = "base" in distribution ? distribution.base : distribution;
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
  private readonly hidden: HiddenVariable[] = [];

  constructor(model: BoundModel, outcome: Outcome) {
    this.model = model;
    this.outcome = outcome;
  }

  derive(improperPriors: Roles["improperPriors"]): DerivedRoles {
    const { model, outcome } = this;
    const labelsOf = (plate: string): readonly string[] => model.domains.labelsOf(plate);
    const { effects, isLinear } = decompose(model.checked, outcome.location, labelsOf);
    const random = effects.filter((effect) => isHierarchical(model.checked, effect));
    const components: VarianceComponent[] = [];
    const effectRoles: EffectsRole[] = [];
    const residual = this.residual();
    let isComplete = isLinear;
    for (const effect of random) {
      const variance = effectVariance(model, effect);
      if (variance === null) {
        isComplete = false;
        continue;
      }
      this.hidden.push(variance);
      const z = predictorValues(model, effect.predictor);
      components.push({
        group: groupName(effect),
        term: termName(model, effect),
        variance: variance.name,
        meanSquare: meanProduct(model, z, z),
      });
      const role = this.effectsRole(effect, variance.name, z, residual);
      if (role !== null) effectRoles.push(role);
    }
    const whole = isComplete ? residual : null;
    const intraclass: IntraclassDefinition[] =
      whole === null ? [] : defineIntraclass(model, outcome, components, random);
    const roles: Roles = {
      outcome: outcome.likelihood.column,
      components,
      correlations: this.correlations(random),
      residual: whole,
      effects: effectRoles,
      intraclass,
      improperPriors,
    };
    return { roles, hidden: this.hidden };
  }

  private residual(): ResidualRole | null {
    const { residual, likelihood, scale } = this.outcome;
    if (residual === null) return null;
    if (residual.kind === "number") return { variance: residual.value, definition: residual.definition };
    const { distribution, arguments: list } = residual.distribution;
    const names = Object.fromEntries(distribution.arguments.map((one, i) => [one.name, list[i]!]));
    const name = ".variance(residual)";
    this.hidden.push({ name, formula: residual.formula, names, context: "rows", isAveraged: true });
    const varies = this.residualVaries() ? ", averaged over the rows" : "";
    return {
      variance: name,
      definition: `variance of ${likelihood.column} about its linear predictor${scale}${varies}`,
    };
  }

  /** Whether the residual variance differs between rows. */
  private residualVaries(): boolean {
    const { residual } = this.outcome;
    if (residual?.kind !== "formula") return false;
    const { distribution, arguments: list } = residual.distribution;
    return distribution.arguments.some(
      (one, i) => new RegExp(`\\b${one.name}\\b`).test(residual.formula) && this.variesByRow(list[i]!),
    );
  }

  private variesByRow(expression: Expression): boolean {
    switch (expression.kind) {
      case "column":
      case "product":
        return true;
      case "quantity": {
        if (expression.indices.some((index) => index.kind === "plate")) return true;
        const statement = this.model.checked.statements.find(
          (one) => one.kind === "definition" && one.name === expression.name,
        );
        return statement?.kind === "definition" && statement.variesByRow;
      }
      case "call":
        return expression.arguments.some((one) => this.variesByRow(one));
      default:
        return false;
    }
  }

  private correlations(effects: readonly GroupEffect[]): CorrelationRole[] {
    const found: CorrelationRole[] = [];
    effects.forEach((effect, i) => {
      for (const other of effects.slice(i + 1)) {
        const correlation = correlationVariable(this.model, effect, other);
        if (correlation === null) continue;
        found.push({
          group: groupName(effect),
          terms: [termName(this.model, effect), termName(this.model, other)],
          correlation,
          meanProduct: meanProduct(
            this.model,
            predictorValues(this.model, effect.predictor),
            predictorValues(this.model, other.predictor),
          ),
        });
      }
    });
    return found;
  }

  private effectsRole(
    effect: GroupEffect,
    variance: string,
    z: Float64Array | null,
    residual: ResidualRole | null,
  ): EffectsRole | null {
    const { model, outcome } = this;
    const map = model.domains.mapTo(model.domains.rows, effect.plates);
    if (map === null) return null;
    const standardErrors = this.knownStandardErrors();
    const statistics = levelStatistics(model, outcome, map, z, standardErrors);
    const isGaussian = outcome.residual?.kind === "formula" && outcome.residual.formula === "square(sd)";
    const hasInformation = isGaussian && (standardErrors !== null || !this.residualVaries());
    const levels = levelLabels(model, effect.plates);
    return {
      group: groupName(effect),
      term: termName(model, effect),
      levels: levels.map((labels) => labels.join(",")),
      variables: this.effectVariables(effect, levels),
      n: statistics.n,
      rawMean: statistics.rawMean,
      variance,
      information: hasInformation ? statistics.information : null,
      residualVariance: hasInformation ? (standardErrors !== null ? 1 : residual!.variance) : null,
    };
  }

  /** The column of standard errors, where the outcome's sd is nothing but a column. */
  private knownStandardErrors(): Float64Array | null {
    const { residual } = this.outcome;
    if (residual?.kind !== "formula") return null;
    const { distribution, arguments: list } = residual.distribution;
    const sd = list[distribution.arguments.findIndex((one) => one.name === "sd")];
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
    const { statement, plates } = effect;
    const [element] = elementLabel(this.model, effect);
    const indices = plates.map((plate) => ({ kind: "plate" as const, plate }));
    const span = statement.span;
    if (element === undefined) return { kind: "quantity", name: statement.name, indices, span };
    const label = { kind: "label" as const, label: element, span };
    return { kind: "quantity", name: statement.name, indices: [...indices, label], span };
  }
}

/** The labels of every element of the grid of these plates. */
export function levelLabels(model: BoundModel, plates: readonly string[]): string[][] {
  let labels: string[][] = [[]];
  for (const plate of plates) {
    labels = labels.flatMap((head) => model.domains.labelsOf(plate).map((label) => [...head, label]));
  }
  return labels;
}

/** Mean over the observations of the product of two predictors; null stands for a predictor of ones. */
function meanProduct({ cells }: BoundModel, a: Float64Array | null, b: Float64Array | null): number {
  const size = (a ?? b)?.length ?? 0;
  if (size === 0) return 1;
  let [sum, total] = [0, 0];
  for (let i = 0; i < size; i++) {
    const count = cells?.counts[i] ?? 1;
    sum += count * ((a?.[i] ?? 1) * (b?.[i] ?? 1));
    total += count;
  }
  return sum / total;
}
