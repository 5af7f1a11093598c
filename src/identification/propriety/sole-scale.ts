/**
 * The effects that a parameter stretches, if that is all it does: τ of b[g] ~ normal(0, τ), of τ * z[g], λ of τ ~
 * lognormal(λ, 1).
 *
 * As such a parameter shrinks the effects go to their means, and as it grows their density goes to 0 like 1/τ for each;
 * nothing else of the model changes.
 */

import type { ParameterStatement } from "../../language/checked-model.ts";
import type { Domain } from "../../model/domains.ts";
import type { Argument } from "./arguments.ts";
import { type Forms, isSame } from "./forms.ts";
import { massTowards, type ScaleUnit } from "./scale-units.ts";
import type { Power } from "./tails.ts";

/** A parameter over `domain`, and the unit of its scale, seen from each of its elements. */
export interface StretchedEffect {
  readonly parameter: ParameterStatement;
  readonly domain: Domain;
  readonly unit: ScaleUnit;
}

/** Effects with one sd, and the mass that it has towards an end. */
export interface SoleScale {
  readonly name: string;
  readonly effects: readonly string[];
  readonly power: Power;
}

/** The sds that are one number, in one power, of effects that are all wanted, and may go to that end. */
export function findSoleScales(
  forms: Forms,
  end: "zero" | "infinity",
  isWanted: (effect: string) => boolean,
): SoleScale[] {
  return [...forms.arguments.parameters].flatMap(([name, { plates }]) => {
    const stretched = plates.length === 0 ? (findStretched(forms, name) ?? []) : [];
    const [first] = stretched;
    const effects = stretched.map(({ parameter }) => parameter.name);
    if (first === undefined || !effects.every(isWanted)) return [];
    const { kind, weightAt } = first.unit;
    const weight = weightAt(0);
    const isEven = stretched.every(
      ({ unit, domain }) => unit.kind === kind && isConstant(unit.weightAt, domain.size, weight),
    );
    const power = isEven ? massTowards(end, forms.model, first.unit, weight) : null;
    return power === null ? [] : [{ name, effects, power }];
  });
}

function isConstant(reader: (i: number) => number, size: number, value: number): boolean {
  for (let i = 0; i < size; i++) if (reader(i) !== value) return false;
  return true;
}

/** The effects; null where the parameter is something else, too. */
export function findStretched(forms: Forms, name: string): StretchedEffect[] | null {
  const mentions = forms.arguments.mentionsOf(name);
  if (mentions.length === 0) return null;
  const found: StretchedEffect[] = [];
  for (const mention of mentions) {
    const here =
      mention.of.kind === "likelihood" ? inPredictor(forms, name, mention) : inPrior(forms, name, mention);
    if (here === null || here.length === 0) return null;
    for (const one of here) if (!found.some((other) => isSameEffect(one, other))) found.push(one);
  }
  return found.every(({ unit }) => isSoleOnTheWay(forms, unit)) ? found : null;
}

function isSameEffect(a: StretchedEffect, b: StretchedEffect): boolean {
  return a.parameter === b.parameter && a.unit.through.every((one, k) => one === b.unit.through[k]);
}

/** What is between the parameter and the effects stretches these and nothing else, too. */
function isSoleOnTheWay(forms: Forms, { through, parameter }: ScaleUnit): boolean {
  return through.slice(1).every(({ of }) => {
    return of.kind === "parameter" && of !== parameter && findStretched(forms, of.name) !== null;
  });
}

function inPrior(forms: Forms, name: string, mention: Argument): StretchedEffect[] | null {
  const reached = forms.effects.filter(({ scale }) =>
    scale.units.some(
      (unit) => unit.parameter.name === name && unit.through.some((one) => isSame(one, mention)),
    ),
  );
  if (reached.some(({ scale }) => scale.held.has(name))) return null;
  return reached.flatMap(({ parameter, domain, scale }) =>
    scale.units.filter((unit) => unit.parameter.name === name).map((unit) => ({ parameter, domain, unit })),
  );
}

/** `τ * z[g]` in the predictor of an outcome. */
function inPredictor(forms: Forms, name: string, mention: Argument): StretchedEffect[] | null {
  const predictors = forms.predictors.filter(({ argument }) => isSame(argument, mention));
  const found: StretchedEffect[] = [];
  for (const { predictor, argument } of predictors) {
    if (predictor.others.some((one) => forms.arguments.parametersIn(one).has(name))) return null;
    for (const { parameter, domain, scales } of predictor.blocks) {
      if (parameter.name === name) return null;
      if (!scales.some((one) => forms.arguments.parametersIn(one).has(name))) continue;
      const own = scales.map((expression) => forms.scales.read({ ...argument, expression }, domain));
      const units = own.flatMap((one) => one.units).filter((unit) => unit.parameter.name === name);
      if (own.some(({ held }) => held.has(name)) || units.length !== 1) return null;
      found.push({ parameter, domain, unit: units[0]! });
    }
  }
  return found;
}
