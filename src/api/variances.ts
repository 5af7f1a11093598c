/** Questions about variances: reliability at stated values, R², and changes between runs. */

import { type ClassicalTable, classicalTable } from "../posterior/classical.ts";
import type { Draws, Roles } from "../posterior/draws.ts";
import { type ObservedTable, observedTable } from "../posterior/observed-scale.ts";
import {
  type ReliabilityOptions,
  type ReliabilityTable,
  reliabilityTable,
} from "../posterior/reliability.ts";
import { type StatedValues, statedColumns } from "../posterior/variance-at.ts";
import { nearestName } from "../problems/nearest-name.ts";
import type { Problem } from "../problems/problem.ts";
import { badOption } from "../run/problems.ts";
import { requireKnownOptions } from "./given-options.ts";
import { ProblemError } from "./problem-error.ts";
import { conditionMissing, noSuchCondition, noSuchValue, notOfOneColumn } from "./problems-answers.ts";

/** Throws a `ProblemError` for options that are none, and for values that do not tell the variance of a value. */
export function reliabilityOf(draws: Draws, roles: Roles, options: ReliabilityOptions): ReliabilityTable {
  requireKnownOptions("reliability", options);
  const { at } = options;
  requireCount(options.meanOf);
  const problems = at === undefined ? [] : findUnstated(roles, at);
  if (problems.length > 0) throw new ProblemError(problems, "", "");
  return reliabilityTable(draws, roles, options);
}

/** Throws a `ProblemError` as `reliabilityOf` does. */
export function observedScaleOf(draws: Draws, roles: Roles, options: ReliabilityOptions): ObservedTable {
  requireKnownOptions("observedScale", options);
  const problems = options.at === undefined ? [] : findUnstated(roles, options.at);
  if (problems.length > 0) throw new ProblemError(problems, "", "");
  return observedTable(draws, roles, options);
}

/** Throws a `ProblemError` for options that are none. */
export function classicalOf(
  roles: Roles,
  options: { readonly prob?: number; readonly meanOf?: number },
): ClassicalTable {
  requireKnownOptions("classical", options);
  requireCount(options.meanOf);
  return classicalTable(roles, options);
}

function requireCount(meanOf: number | undefined): void {
  if (meanOf === undefined || (Number.isInteger(meanOf) && meanOf >= 1)) return;
  const fault = `\`meanOf\` must be a whole number of at least 1, but is ${meanOf}`;
  throw new ProblemError([badOption(fault)], "", "");
}

function findUnstated(roles: Roles, at: StatedValues): Problem[] {
  // Of a run of an earlier version nothing is known of this, which its table says.
  if (roles.factors === undefined) return [];
  const vague = roles.components.filter((one) => one.at == null);
  if (vague.length > 0) return vague.map(({ group, term }) => notOfOneColumn(group, term));
  const names = statedColumns(roles);
  const unknown = Object.keys(at).filter((name) => !names.includes(name));
  if (unknown.length > 0)
    return unknown.map((name) => noSuchCondition(name, nearestName(name, names), names));
  const needed = roles.components.flatMap((one) =>
    one.at == null || one.at.kind === "one" ? [] : [one.at.of],
  );
  const missing = [...new Set(needed)].filter((name) => !Object.hasOwn(at, name));
  if (missing.length > 0) return [conditionMissing(missing)];
  return Object.entries(at).flatMap(([name, value]) => findStrange(roles, name, String(value)));
}

/** A value that the column never has, where it has only so many; or that is no number. */
function findStrange(roles: Roles, name: string, value: string): Problem[] {
  const own = roles.components.flatMap(({ at }) =>
    at != null && at.kind !== "one" && at.of === name ? [at] : [],
  );
  const lists = own.flatMap((one) => (one.kind === "values" ? [Object.keys(one.values)] : []));
  const labels = [
    ...new Set((roles.classes ?? []).flatMap(({ at }) => (Object.hasOwn(at, name) ? [at[name]!] : []))),
  ];
  for (const values of [...lists, ...(labels.length === 0 ? [] : [labels])])
    if (!values.includes(value)) return [noSuchValue(name, value, nearestName(value, values), values)];
  const wantsNumber = own.some(({ kind }) => kind === "line");
  return wantsNumber && !(value.trim() !== "" && Number.isFinite(Number(value)))
    ? [noSuchValue(name, value, null, [])]
    : [];
}
