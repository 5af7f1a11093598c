/** What the parts of a record may say, and say of each other: others rely on it. One that was edited is told here, in one sentence. */

import { type Draws, type Roles, rolesByOutcome } from "../../posterior/draws.ts";
import { effectsTables } from "../../posterior/effects.ts";
import { intraclassVariables } from "../../posterior/icc.ts";
import { varianceTable } from "../../posterior/variance.ts";
import { parseRule } from "../chains/stopping-rule.ts";
import { findOptionFaults } from "../options.ts";
import type { RunRecord } from "../run.ts";
import { ShapeError } from "./decode.ts";

/** Throws a `ShapeError` for numbers that no run has, and for lists that are not as long as there are chains. */
export function requireSense(record: RunRecord): void {
  const { options, variables, drawnChains, states, randomState, adaptation, data, plan, timing } = record;
  const [fault] = findOptionFaults(options, (name) => `options.${name}`);
  if (fault !== undefined) throw new Error(fault);
  if (options.until !== null && parseRule(options.until).rule === null)
    throw new ShapeError("options.until", "a rule");
  const names = variables.map(({ name }) => name);
  requireDistinct("variables", names, "names that differ");
  requireDistinct("drawnChains", drawnChains, "chains that differ");
  for (const chain of drawnChains) requireCount("drawnChains", chain, 1, options.chains);
  for (const [name, list] of Object.entries({ states, randomState })) {
    if (list.length !== 0 && list.length !== options.chains) throw new ShapeError(name, "of each chain");
  }
  if (adaptation.length !== options.chains) throw new ShapeError("adaptation", "of each chain");
  randomState.forEach((words, i) => {
    if (!/^(?:[0-9a-f]{8})*$/.test(words)) throw new ShapeError(`randomState[${i}]`, "words in hexadecimal");
  });
  states.forEach((state, i) => {
    if (state !== null) requireCount(`states[${i}].draws`, state.draws, 0);
  });
  for (const name of ["rowsRead", "rowsUsed", "rowsDropped"] as const)
    requireCount(`data.${name}`, data[name], 0);
  for (const [group, levels] of Object.entries(data.groups)) requireCount(`data.groups.${group}`, levels, 0);
  for (const name of ["warmup", "dimension", "workers"] as const) requireCount(`plan.${name}`, plan[name], 0);
  for (const [part, seconds] of Object.entries(timing)) {
    if (!(seconds >= 0 && seconds < Infinity)) throw new ShapeError(`timing.${part}`, "a time in seconds");
  }
}

/** Throws an error for draws that are not as many as the record says, and for roles that no table can be made of. */
export function requireDrawsOf({ drawnChains, states, options, roles }: RunRecord, draws: Draws): void {
  // Earlier versions named no chains.
  const isNamed = drawnChains.length > 0 || states.length > 0;
  if (isNamed && drawnChains.length !== draws.chainCount)
    throw new ShapeError("drawnChains", `the ${draws.chainCount} chains of the draws`);
  if (draws.chainCount > options.chains)
    throw new ShapeError("options.chains", `at least the ${draws.chainCount} chains of the draws`);
  // Of the first draw alone they are made in no time.
  const values = draws.values.map((one) => one.slice(0, 1));
  const first: Draws = { ...draws, chainCount: 1, drawCount: 1, values, statistics: {} };
  for (const own of rolesByOutcome(roles)) {
    varianceTable(first, own);
    effectsTables(first, own);
  }
}

function requireDistinct(path: string, list: readonly (string | number)[], wanted: string): void {
  if (new Set(list).size !== list.length) throw new ShapeError(path, wanted);
}

function requireCount(path: string, value: number, least: number, most = Number.MAX_SAFE_INTEGER): void {
  if (Number.isInteger(value) && value >= least && value <= most) return;
  const range = most === Number.MAX_SAFE_INTEGER ? `of at least ${least}` : `from ${least} to ${most}`;
  throw new ShapeError(path, `a whole number ${range}`);
}

/** What the roles say is said of variables that there are: throws a `ShapeError` otherwise. */
export function requireKnownNames({ variables, roles }: RunRecord): void {
  const known = new Set(variables.map(({ name }) => name));
  for (const own of rolesByOutcome(roles)) requireNamesOf(own, known);
}

function requireNamesOf(roles: Roles, known: ReadonlySet<string>): void {
  const require = (name: string | number | null, path: string): void => {
    if (typeof name === "string" && !known.has(name)) throw new ShapeError(path, "the name of a variable");
  };
  roles.components.forEach(({ variance, contribution }, i) => {
    require(variance, `roles.components[${i}].variance`);
    require(contribution, `roles.components[${i}].contribution`);
  });
  roles.intraclass.forEach((definition, i) => {
    for (const name of intraclassVariables(definition)) require(name, `roles.intraclass[${i}]`);
  });
  roles.correlations.forEach(({ correlation }, i) => {
    require(correlation, `roles.correlations[${i}].correlation`);
  });
  require(roles.residual?.variance ?? null, "roles.residual.variance");
  roles.effects.forEach((role, i) => {
    require(role.variance, `roles.effects[${i}].variance`);
    require(role.residualVariance, `roles.effects[${i}].residualVariance`);
    for (const name of role.variables) require(name, `roles.effects[${i}].variables`);
    const lists = [role.variables, role.n, role.rawMean, role.meanPredictor, role.information].map(
      (one) => one ?? role.levels,
    );
    if (lists.some(({ length }) => length !== role.levels.length)) {
      throw new ShapeError(`roles.effects[${i}]`, "as long as its levels in each of its lists");
    }
    if (role.raw == null) return;
    const { coefficients, means } = role.raw;
    for (const name of coefficients) require(name, `roles.effects[${i}].raw.coefficients`);
    const isOfLevels = means.length === 1 || means.length === role.levels.length;
    if (!isOfLevels || means.some(({ length }) => length !== coefficients.length))
      throw new ShapeError(
        `roles.effects[${i}].raw.means`,
        "as many numbers as coefficients, for each level",
      );
  });
  require(roles.observed?.parameter ?? null, "roles.observed.parameter");
  roles.classes?.forEach(({ residual, variances }, i) => {
    require(residual, `roles.classes[${i}].residual`);
    for (const name of Object.values(variances)) require(name, `roles.classes[${i}].variances`);
  });
  if (roles.fixed == null) return;
  const { coefficients, means, covariances } = roles.fixed;
  for (const name of coefficients) require(name, "roles.fixed.coefficients");
  const count = coefficients.length;
  if (means.length !== count || covariances.length !== count * count)
    throw new ShapeError("roles.fixed", "of as many means as coefficients, and their square of covariances");
}
