/** What is measured of each simulated study: population quantities, intraclass correlations, and statements that may be told. */

import { type DerivedVariable, readDerived } from "../../api/derived-expression.ts";
import { asciiName, canonicalName } from "../../language/names.ts";
import type { BoundModel } from "../../model/bound-model.ts";
import type { Draws, Variable } from "../../posterior/draws.ts";
import { intraclassDraws, intraclassVariables } from "../../posterior/icc.ts";
import { deriveRoles } from "../../predictor/roles.ts";
import type { Problem } from "../../problems/problem.ts";
import { isNewPlate } from "./truths.ts";

/** A quantity that is measured: an expression over variables, or an intraclass correlation by its place among the roles. */
export interface Measured {
  readonly name: string;
  /** Null for an intraclass correlation. */
  readonly derived: DerivedVariable | null;
  readonly intraclass: number;
}

/** What an expression is called where it is read: it has no name of its own. */
const anonymous = "value";

/** Reads an expression over variables; places of problems are in `source`. */
export function readExpression(
  text: string,
  variables: readonly Variable[],
): {
  readonly derived: DerivedVariable | null;
  readonly problems: readonly Problem[];
  readonly source: string;
} {
  const name = variables.some(({ quantity }) => quantity === anonymous) ? `${anonymous}_of_study` : anonymous;
  const source = `${name} = ${quoteNames(text, variables)}`;
  return { ...readDerived(source, variables), source };
}

/** Names with signs of the language in them, as `β[treatment=B]`, put in backticks, by which they are read as names. */
function quoteNames(text: string, variables: readonly Variable[]): string {
  if (text.includes("`")) return text;
  const names = variables.flatMap(({ name }) => [name, asciiName(name)]);
  const odd = [...new Set(names)].filter((name) => /\[.*[^\p{L}\p{M}\p{N}_,\s].*\]$/u.test(name));
  const longestFirst = odd.sort((a, b) => b.length - a.length);
  // A name within one that was found stands in its backticks.
  return longestFirst.reduce(
    (known, name) =>
      known
        .split("`")
        .map((part, i) => (i % 2 === 0 ? part.replaceAll(name, () => `\`${name}\``) : part))
        .join("`"),
    text,
  );
}

/** A quantity with more elements than this is measured where it is asked for. */
const mostElements = 8;

/** The quantities of the population, in the order of the model; correlations of values of a group where the model has none by that name. */
export function usualMeasures(
  model: BoundModel,
  variables: readonly Variable[],
  laid: ReadonlySet<string>,
): { readonly measured: readonly Measured[]; readonly leftOut: readonly string[] } {
  const { checked } = model;
  const measured: Measured[] = [];
  const leftOut: string[] = [];
  for (const quantity of new Set(variables.filter(({ isHidden }) => !isHidden).map((one) => one.quantity))) {
    const plates = checked.declarations.get(quantity)?.plates ?? [];
    if (plates.some((plate) => isNewPlate(checked, laid, plate))) continue;
    const own = variables.filter((one) => one.quantity === quantity && !one.isHidden && !one.isConstant);
    if (own.length > mostElements) leftOut.push(quantity);
    else for (const { name } of own) measured.push(measureOf(name));
  }
  const hasOwn = variables.some(({ quantity }) => canonicalName(quantity).toLowerCase().startsWith("icc"));
  // Of several of one factor, at values of a covariate, the first.
  const first = intraclassMeasures(model).filter(({ name }) => !name.includes(", "));
  return { measured: hasOwn ? measured : [...measured, ...first], leftOut };
}

function measureOf(name: string): Measured {
  return { name, derived: { name, needs: [name], value: (draws, i) => draws[0]![i]! }, intraclass: -1 };
}

/** Named by their factors, `icc(batch)`; a second of the same factors `icc(batch, 2)`. */
function intraclassMeasures(model: BoundModel): Measured[] {
  const { intraclass } = deriveRoles(model).roles;
  return intraclass.map(({ group }, i) => {
    const before = intraclass.slice(0, i).filter((one) => one.group === group).length;
    const name = `icc(${group.replaceAll(/\s*,\s*/g, ",")}${before === 0 ? "" : `, ${before + 1}`})`;
    return { name, derived: null, intraclass: i };
  });
}

/** The measure that a word names: one of those that are measured, `icc` where there is one only, or an expression. */
export function chooseMeasure(
  text: string,
  measured: readonly Measured[],
  model: BoundModel,
  variables: readonly Variable[],
): { readonly chosen: Measured | null; readonly problems: readonly Problem[]; readonly source: string } {
  const wanted = canonicalName(text.replace(/\s*,\s*/g, ","));
  const all = [...measured, ...intraclassMeasures(model)];
  const found =
    all.find(({ name }) => canonicalName(name.replace(/\s*,\s*/g, ",")) === wanted) ??
    (/^icc$/i.test(text) ? all.find(({ derived }) => derived === null) : undefined);
  if (found !== undefined) return { chosen: found, problems: [], source: text };
  const { derived, problems, source } = readExpression(text, variables);
  return { chosen: derived && { name: text, derived, intraclass: -1 }, problems, source };
}

/** What a measure is, where its name does not say it. */
export function definitionOf({ intraclass }: Measured, model: BoundModel): string | null {
  return intraclass < 0 ? null : deriveRoles(model).roles.intraclass[intraclass]!.definition;
}

/** The names of the variables that a measure needs. */
export function neededBy({ derived, intraclass }: Measured, model: BoundModel): readonly string[] {
  if (derived !== null) return derived.needs;
  return intraclassVariables(deriveRoles(model).roles.intraclass[intraclass]!);
}

/** Draw by draw; `columns` are the draws of each variable by its name. */
export function drawsOf(
  { derived, intraclass }: Measured,
  model: BoundModel,
  draws: Draws,
  columns: ReadonlyMap<string, Float64Array>,
): Float64Array {
  if (derived === null) return intraclassDraws(draws, deriveRoles(model).roles.intraclass[intraclass]!);
  const own = derived.needs.map((name) => columns.get(name)!);
  return Float64Array.from({ length: draws.chainCount * draws.drawCount }, (_, i) => derived.value(own, i));
}
