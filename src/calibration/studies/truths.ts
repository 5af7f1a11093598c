/**
 * The truths of simulated studies: draws of a run's posterior, for what its parameters and those of the study have in common; numbers
 * that are stated, which come before them; all else is drawn from its prior given these, so that new groups are drawn from the population.
 */

import type { CheckedModel, ParameterStatement } from "../../language/checked-model.ts";
import { canonicalName } from "../../language/names.ts";
import type { BoundModel } from "../../model/bound-model.ts";
import type { RandomStream } from "../../numeric/random-stream.ts";
import type { Draws, Variable } from "../../posterior/draws.ts";
import type { KnownValues } from "../../prediction/simulate.ts";
import { variableName } from "../../predictor/hidden-variable.ts";
import { levelLabels } from "../../predictor/roles.ts";
import { nearestName } from "../../problems/nearest-name.ts";
import type { Problem } from "../../problems/problem.ts";
import { columnsOfPlate } from "./factors.ts";
import { truthOutside, truthUnknown } from "./problems.ts";

/** What truths are taken from; plain data. */
export interface TruthSources {
  /** Of the posterior, all chains one after another; null without a run. */
  readonly draws: { readonly names: readonly string[]; readonly values: readonly Float64Array[] } | null;
  /** By the names of variables, as the model spells them. */
  readonly stated: Readonly<Record<string, number>>;
}

/** Whether levels of a plate are new in a study, so that nothing is known of them. */
export function isNewPlate(checked: CheckedModel, laid: ReadonlySet<string>, plate: string): boolean {
  return columnsOfPlate(checked, plate).some((name) => {
    if (laid.has(name)) return true;
    const within = checked.columns.find((one) => one.name === name)?.within ?? null;
    return within !== null && laid.has(within);
  });
}

/** Parameters whose levels are those of the population that is studied, or that have none. */
function sharedParameters(checked: CheckedModel, laid: ReadonlySet<string>): readonly ParameterStatement[] {
  return checked.statements.filter(
    (one): one is ParameterStatement =>
      one.kind === "parameter" && !one.plates.some((plate) => isNewPlate(checked, laid, plate)),
  );
}

/** The draws of what studies and the run have in common. */
export function truthsOfRun(
  checked: CheckedModel,
  laid: ReadonlySet<string>,
  { variables, values }: Draws,
): NonNullable<TruthSources["draws"]> {
  const shared = new Set(sharedParameters(checked, laid).map(({ name }) => name));
  const places = variables.flatMap((one, v) => (shared.has(one.quantity) && !one.isHidden ? [v] : []));
  return { names: places.map((v) => variables[v]!.name), values: places.map((v) => values[v]!) };
}

/** Numbers by any spelling of the names of variables, as the model spells these; or what is wrong with them. */
export function spellTruths(
  given: Readonly<Record<string, number>>,
  model: BoundModel,
  variables: readonly Variable[],
): { readonly stated: Readonly<Record<string, number>>; readonly problems: readonly Problem[] } {
  const parameters = model.checked.statements.filter((one) => one.kind === "parameter");
  const known = variables.filter(({ quantity }) => parameters.some(({ name }) => name === quantity));
  const stated: Record<string, number> = {};
  const problems: Problem[] = [];
  for (const [name, value] of Object.entries(given)) {
    const wanted = canonicalName(name.replace(/\s*,\s*/g, ","));
    const found = known.find((one) => canonicalName(one.name) === wanted);
    if (found === undefined) {
      const names = known.map((one) => one.name);
      problems.push(truthUnknown(name, nearestName(name, names), names));
      continue;
    }
    const outside = findOutside(parameters.find((one) => one.name === found.quantity)!, found.name, value);
    if (outside !== null) problems.push(outside);
    stated[found.name] = value;
  }
  return { stated, problems };
}

/** As far as the ends of a support are numbers. */
function findOutside({ distribution }: ParameterStatement, name: string, value: number): Problem | null {
  const { support } = "base" in distribution ? distribution.base.distribution : distribution.distribution;
  const isElement = support.kind !== "interval";
  const ends = isElement ? endsOf[support.kind] : [support.lower, support.upper];
  const [lower, upper] = ends === undefined ? [-Infinity, Infinity] : ends.map((end) => end);
  const from = typeof lower === "number" ? lower : -Infinity;
  const to = typeof upper === "number" ? upper : Infinity;
  const isOpen = isElement || support.isOpen === true;
  const isInside = isOpen ? value > from && value < to : value >= from && value <= to;
  return isInside && Number.isFinite(value) ? null : truthOutside(name, value, from, to);
}

/** Of the elements of what is no number by itself. */
const endsOf: { readonly [kind: string]: readonly [number, number] } = {
  correlation: [-1, 1],
  simplex: [0, 1],
};

/** Parameters of a study all of whose elements are known in each simulation: they need no distribution to be drawn from. */
export function wholeTruths({ draws, stated }: TruthSources, model: BoundModel): (name: string) => boolean {
  const known = new Set([...(draws?.names ?? []), ...Object.keys(stated)]);
  const statements = model.checked.statements.filter((one) => one.kind === "parameter");
  return (name) => {
    const statement = statements.find((one) => one.name === name);
    if (statement === undefined) return false;
    return levelLabels(model, statement.plates).every((levels) => known.has(variableName(name, levels)));
  };
}

/** The truths of one study; the stream moves on by one number. */
export function drawTruths({ draws, stated }: TruthSources, stream: RandomStream): KnownValues {
  const place = stream.uniform();
  const known = new Map<string, number>();
  const count = draws?.values[0]?.length ?? 0;
  const draw = Math.floor(place * count);
  draws?.names.forEach((name, v) => {
    known.set(name, draws.values[v]![draw]!);
  });
  for (const [name, value] of Object.entries(stated)) known.set(name, value);
  return known;
}

/** Parameters of a study that a run says nothing of: they are drawn from their priors. */
export function unknownToRun(
  { draws, stated }: TruthSources,
  variables: readonly Variable[],
  checked: CheckedModel,
  laid: ReadonlySet<string>,
): readonly string[] {
  if (draws === null) return [];
  const shared = new Set(sharedParameters(checked, laid).map(({ name }) => name));
  const known = new Set([...draws.names, ...Object.keys(stated)]);
  return variables
    .filter(
      ({ name, quantity, isHidden, isConstant }) =>
        shared.has(quantity) && !isHidden && !isConstant && !known.has(name),
    )
    .map(({ name }) => name);
}
