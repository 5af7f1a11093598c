/**
 * The order in which a model's statements make data: each after what it depends on. Where an outcome is the predictor of another
 * it is simulated first. What has no such order, or no distribution to draw from, is told as problems.
 */

import type {
  CheckedModel,
  CheckedStatement,
  Likelihood,
  ParameterStatement,
  Plate,
} from "../language/checked-model.ts";
import { baseOf, expressionsOf, namesInFormula, outcomeName, partsOf } from "../language/parts.ts";
import type { Problem, Span } from "../problems/problem.ts";
import { censoringOf, expressionsOfLatent } from "./censoring.ts";
import { type FixedValues, isFixed } from "./fixed-values.ts";
import {
  censoredOutcome,
  circularSimulation,
  improperPrior,
  outcomeGroups,
  outcomeInDesign,
  severalDistributions,
} from "./problems.ts";
import { priorNotDrawn } from "./problems-truth.ts";

/** `statements` are all of the model's, in order; of no use where there are problems. */
export interface AncestralOrder {
  readonly statements: readonly CheckedStatement[];
  readonly problems: readonly Problem[];
}

/**
 * In depth from each statement, in the order of the model. A parameter that is given needs no prior to draw from; `fixed` is null where none
 * can be given. What is late comes behind all that does not need it.
 */
export function findAncestralOrder(
  model: CheckedModel,
  fixed: FixedValues | null = null,
  isLate: (statement: CheckedStatement) => boolean = () => false,
): AncestralOrder {
  const problems: Problem[] = [];
  const outcomes = new Map<string, Likelihood>();
  for (const statement of model.statements) {
    if (statement.kind === "likelihood") {
      const { columns, span } = statement;
      for (const column of columns) {
        if (outcomes.has(column)) problems.push(severalDistributions(column, span));
        outcomes.set(column, statement);
      }
    }
    if (statement.kind === "definition") continue;
    if (fixed === null || statement.kind === "likelihood") problems.push(...findUndrawn(model, statement));
    else if (!isFixed(fixed, statement.name)) problems.push(...findUndrawn(model, statement, giveValue));
  }
  problems.push(...findOutcomesInLayout(model, outcomes));
  const { statements, circle } = sortStatements(model, outcomes, isLate);
  if (circle !== null) problems.push(circle);
  return { statements, problems };
}

const giveValue = (name: string, prior: string, span: Span): Problem =>
  priorNotDrawn(name, prior, span, `--truth "${name} = 0"`);

function findUndrawn(
  { source }: CheckedModel,
  statement: Likelihood | ParameterStatement,
  tell = improperPrior,
): Problem[] {
  const { distribution, span } = statement;
  const base = baseOf(distribution);
  const parts = (base.kind === "scalar" && base.elements?.parts) || [];
  const drawn = parts.length === 0 ? [base] : parts.map(baseOf);
  if (drawn.every((one) => one.distribution.draw !== undefined)) return [];
  if (statement.kind === "likelihood" && censoringOf(statement) !== null) return [];
  const text = source.slice(distribution.span.start, distribution.span.end);
  if (base.kind === "scalar" && base.modified?.modifier === "censored") {
    return [censoredOutcome(nameOf(statement), text, span)];
  }
  return [tell(nameOf(statement), text, span)];
}

/** Designs and groups are made from the table before anything is simulated. */
function findOutcomesInLayout(model: CheckedModel, outcomes: ReadonlyMap<string, Likelihood>): Problem[] {
  const problems: Problem[] = [];
  for (const plate of model.plates.values()) {
    if (plate.kind === "design") {
      for (const name of namesInFormula(plate.formula))
        if (outcomes.has(name)) problems.push(outcomeInDesign(name, plate.name, plate.span));
      continue;
    }
    const factors = columnsBehind(plate);
    for (const name of factors) {
      const likelihood = outcomes.get(name);
      if (likelihood !== undefined) problems.push(outcomeGroups(name, plate.name, likelihood.span));
    }
  }
  return problems;
}

/** The columns whose labels are the levels of a plate. */
function columnsBehind(plate: Exclude<Plate, { kind: "design" }>): readonly string[] {
  switch (plate.kind) {
    case "levels":
      return [];
    case "factor":
      return [plate.name];
    case "combination":
      return plate.factors;
    case "pool":
      return plate.columns;
  }
}

/** In depth: what a statement needs comes before it. */
function sortStatements(
  model: CheckedModel,
  outcomes: ReadonlyMap<string, Likelihood>,
  isLate: (statement: CheckedStatement) => boolean,
): { readonly statements: CheckedStatement[]; readonly circle: Problem | null } {
  const sorted = new Set<CheckedStatement>();
  const trail: CheckedStatement[] = [];
  let circle: Problem | null = null;
  const visit = (statement: CheckedStatement): void => {
    if (sorted.has(statement) || circle !== null) return;
    const at = trail.indexOf(statement);
    if (at >= 0) {
      circle = circularSimulation([...trail.slice(at), statement].map(nameOf), statement.span);
      return;
    }
    trail.push(statement);
    const isCensored = statement.kind === "likelihood" && censoringOf(statement) !== null;
    const expressions = isCensored ? expressionsOfLatent(statement) : expressionsOf(statement);
    for (const expression of expressions) {
      for (const part of partsOf(expression)) {
        const needed = part.kind === "column" ? outcomes.get(part.name) : undefined;
        const used = part.kind === "quantity" ? model.declarations.get(part.name) : needed;
        if (used !== undefined) visit(used);
      }
    }
    trail.pop();
    sorted.add(statement);
  };
  for (const statement of model.statements) if (!isLate(statement)) visit(statement);
  for (const statement of model.statements) visit(statement);
  return { statements: [...sorted], circle };
}

/** The parameter, value or outcome that a statement is of. */
function nameOf(statement: CheckedStatement): string {
  return statement.kind === "likelihood" ? outcomeName(statement.columns) : statement.name;
}
