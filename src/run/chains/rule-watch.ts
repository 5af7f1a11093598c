/**
 * Whether a stopping rule holds for the draws so far. The measures are those of the summary, computed by the same functions from
 * all draws of all chains; that they cost no more than a few summaries altogether is due to the draws at which one looks.
 */

import { canonicalName } from "../../language/names.ts";
import { measureConvergence } from "../../posterior/convergence.ts";
import type { Draws, IntraclassDefinition, Roles, Variable } from "../../posterior/draws.ts";
import { intraclassDraws, intraclassVariables } from "../../posterior/icc.ts";
import { mcseMean } from "../../posterior/mcse.ts";
import type { Either } from "../../problems/either.ts";
import { nearestName } from "../../problems/nearest-name.ts";
import type { Problem } from "../../problems/problem.ts";
import { unknownInRule } from "../problems.ts";
import type { Measure, StoppingCondition, StoppingRule } from "./stopping-rule.ts";

/** Draws per chain before the first look, and how many times as many before each further one. */
const firstLook = 100;
const growth = 1.25;

/**
 * The draws per chain after `made` at which one looks, up to `most`, which is the last: 100, 130, 170, 220, … They depend on
 * nothing else, so that a run stops at the same draw wherever and however often it was interrupted.
 */
export function* looks(made: number, most: number): Generator<number> {
  for (let draws = firstLook; draws < most; draws = 10 * Math.ceil((growth * draws) / 10)) {
    if (draws >= made) yield draws;
  }
  yield most;
}

/** The draws of a run that is going on. */
export interface DrawsSoFar {
  readonly chainCount: number;
  readonly drawCount: number;
  /** Of the variable with that place, chain after chain. */
  readonly column: (variable: number) => Float64Array;
}

/** What keeps a rule from holding. */
export interface Shortfall {
  /** As it was written. */
  readonly condition: string;
  /** The variable that falls short, and its measure. */
  readonly variable: string;
  readonly value: number;
}

/** A condition, and the variables that it is asked of. */
interface Watched {
  readonly condition: StoppingCondition;
  readonly targets: readonly Target[];
  /** The target that fell short last: it is asked first, so that most looks are short. */
  last: number;
}

interface Target {
  readonly variable: Variable;
  readonly values: (draws: DrawsSoFar) => Float64Array;
}

export class RuleWatch {
  private readonly watched: readonly Watched[];

  private constructor(watched: readonly Watched[]) {
    this.watched = watched;
  }

  /** A rule over these variables, or the name in it that is none. */
  static over(
    rule: StoppingRule,
    variables: readonly Variable[],
    roles: Roles,
  ): Either<{ watch: RuleWatch }, { problem: Problem }> {
    const all = [...shownTargets(variables), ...intraclassTargets(variables, roles)];
    const watched: Watched[] = [];
    for (const condition of rule.conditions) {
      const targets = findTargets(condition.name, all, variables);
      if (targets.length === 0) return { watch: null, problem: problemOf(condition, all) };
      watched.push({ condition, targets, last: 0 });
    }
    return { watch: new RuleWatch(watched), problem: null };
  }

  /** Null if the rule holds. */
  look(draws: DrawsSoFar): Shortfall | null {
    for (const one of this.watched) {
      const { condition, targets } = one;
      let asked = 0;
      for (let i = 0; i < targets.length; i++) {
        const at = (one.last + i) % targets.length;
        const { variable, values } = targets[at]!;
        const value = measure(condition.measure, variable, values(draws), draws);
        // A constant of the model has no errors.
        if (value === null && condition.name === null) continue;
        asked++;
        if (value !== null && complies(condition, value)) continue;
        one.last = at;
        return { condition: condition.text, variable: variable.name, value: value ?? Number.NaN };
      }
      if (asked === 0) return { condition: condition.text, variable: "", value: Number.NaN };
    }
    return null;
  }
}

function complies({ measure: kind, limit }: StoppingCondition, value: number): boolean {
  return kind === "ess" ? value > limit : value < limit;
}

/** Null for a variable that has one value in all draws. */
function measure(kind: Measure, variable: Variable, values: Float64Array, soFar: DrawsSoFar): number | null {
  if (kind === "mcse") return mcseMean(values, soFar.chainCount);
  const draws: Draws = { ...soFar, variables: [variable], values: [values], statistics: {} };
  const [convergence] = measureConvergence(draws);
  if (!convergence || convergence.soleValue !== null) return null;
  const { judgedRhat, essBulk, judgedEssTail } = convergence;
  if (kind === "rhat") return judgedRhat;
  // Of a variable with most draws at the end of its range the tail has no effective sample size.
  return Number.isNaN(judgedEssTail) ? essBulk : Math.min(essBulk, judgedEssTail);
}

function shownTargets(variables: readonly Variable[]): Target[] {
  return variables.flatMap((variable, v) =>
    variable.isHidden || variable.isConstant ? [] : [{ variable, values: (draws) => draws.column(v) }],
  );
}

/** `icc[batch]`, and `icc` if there is only one, where the model does not define a quantity of that name itself. */
function intraclassTargets(variables: readonly Variable[], roles: Roles): Target[] {
  if (variables.some(({ quantity }) => quantity === "icc")) return [];
  return roles.intraclass.map((definition) => ({
    variable: {
      name: `icc[${definition.group}]`,
      quantity: "icc",
      levels: definition.group.split(","),
      isHidden: false,
      isConstant: false,
    },
    values: (draws) => intraclassOf(variables, definition, draws),
  }));
}

function intraclassOf(all: readonly Variable[], definition: IntraclassDefinition, soFar: DrawsSoFar) {
  const names = new Set(intraclassVariables(definition));
  const needed = [...all.keys()].filter((v) => names.has(all[v]!.name));
  const variables = needed.map((v) => all[v]!);
  const draws: Draws = { ...soFar, variables, values: needed.map(soFar.column), statistics: {} };
  return intraclassDraws(draws, definition);
}

/** What a name stands for: a variable, or all elements of a quantity; without a name all that summaries show. */
function findTargets(name: string | null, all: readonly Target[], variables: readonly Variable[]) {
  if (name === null) return all.filter(({ variable }) => variables.includes(variable));
  const wanted = canonicalName(name);
  const exact = all.filter(({ variable }) => canonicalName(variable.name) === wanted);
  return exact.length > 0 ? exact : all.filter(({ variable }) => canonicalName(variable.quantity) === wanted);
}

function problemOf({ text, name }: StoppingCondition, all: readonly Target[]): Problem {
  const names = [...new Set(all.flatMap(({ variable }) => [variable.quantity, variable.name]))];
  return unknownInRule(text, name, name === null ? null : nearestName(name, names), names);
}
