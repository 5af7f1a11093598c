/** What is asked of when nothing is named: the single numbers of a run, and its intraclass correlations, which no variable need hold. */

import { asciiName } from "../language/names.ts";
import { chooses, idlePatterns } from "../posterior/choose-variables.ts";
import type { Draws, Roles, Variable } from "../posterior/draws.ts";
import { intraclassDraws } from "../posterior/icc.ts";
import { isConstant } from "../posterior/moments.ts";
import type { Fitted } from "./fitted.ts";
import { nearestSpelled } from "./nearest-spelled.ts";
import { ProblemError } from "./problem-error.ts";
import { noSuchQuantities } from "./problems-sensitivity.ts";

/** A quantity and its draws. */
export interface Quantity {
  readonly name: string;
  readonly values: Float64Array;
}

/** Quantities with more elements are left out where nothing is named. */
const mostElements = 12;

/**
 * The quantities that the patterns fit, or those of interest: numbers that are no effects of groups, and intraclass correlations. Throws a
 * `ProblemError` for a pattern that fits none.
 */
export function quantitiesOf(fitted: Fitted, patterns: readonly string[] = []): Quantity[] {
  const { variables, values } = withIntraclass(fitted.draws, fitted.record.roles);
  const isWanted =
    patterns.length === 0 ? isOfInterest(fitted.record.roles, variables) : chosenBy(patterns, variables);
  return variables.flatMap((variable, v) =>
    isWanted(variable) && !isConstant(values[v]!) ? [{ name: variable.name, values: values[v]! }] : [],
  );
}

/**
 * With `icc[batch]` behind them, the first intraclass correlation of each group as `variance` lists them, where the model does not define
 * such a quantity itself, under this name or another.
 */
function withIntraclass(draws: Draws, { intraclass }: Roles): Pick<Draws, "variables" | "values"> {
  const { variables, values } = draws;
  const firsts = intraclass.filter(
    ({ group }, k) => intraclass.findIndex((one) => one.group === group) === k,
  );
  const added = firsts.flatMap((one) => {
    const name = `icc[${one.group}]`;
    const own = intraclassDraws(draws, one);
    const isThere = variables.some(
      (known, v) => !known.isHidden && (known.name === name || areAlike(values[v]!, own)),
    );
    const levels = one.group.split(",");
    const variable: Variable = { name, quantity: "icc", levels, isHidden: false, isConstant: false };
    return isThere ? [] : [{ variable, own }];
  });
  return {
    variables: [...variables, ...added.map(({ variable }) => variable)],
    values: [...values, ...added.map(({ own }) => own)],
  };
}

/** But for rounding, relative to numbers from 0 to 1. */
function areAlike(a: Float64Array, b: Float64Array): boolean {
  return a.every((value, i) => Math.abs(value - b[i]!) < 1e-9);
}

function isOfInterest({ effects }: Roles, variables: readonly Variable[]): (variable: Variable) => boolean {
  const ofGroups = new Set(effects.flatMap((role) => role.variables));
  const sizes = new Map<string, number>();
  for (const { quantity } of variables) sizes.set(quantity, (sizes.get(quantity) ?? 0) + 1);
  return ({ name, quantity, isHidden, isConstant: isFixed, isPrediction }) =>
    !isHidden &&
    !isFixed &&
    isPrediction !== true &&
    !ofGroups.has(name) &&
    sizes.get(quantity)! <= mostElements;
}

/** Greek letters may be written out. */
function chosenBy(patterns: readonly string[], variables: readonly Variable[]) {
  const spelled = variables.map((one) => ({
    ...one,
    name: asciiName(one.name),
    quantity: asciiName(one.quantity),
  }));
  const written = patterns.map(asciiName);
  const idle = idlePatterns(written, spelled);
  if (idle.length > 0) {
    const names = variables.filter(({ isHidden }) => !isHidden).map(({ name }) => name);
    const [first] = patterns.filter((_, k) => idle.includes(written[k]!));
    throw new ProblemError([noSuchQuantities([first!], nearestSpelled(first!, names), names)], "", "");
  }
  const fits = chooses({ include: written, exclude: [] });
  const wanted = new Set(variables.filter((_, v) => fits(spelled[v]!)));
  return (variable: Variable): boolean => wanted.has(variable);
}
