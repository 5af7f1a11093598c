/**
 * The truths of simulated studies: draws of a run's posterior, for what its parameters and those of the study have in common; numbers
 * that are stated, which come before them; all else is drawn from its prior given these, so that new groups are drawn from the population.
 */

import type { CheckedModel, ParameterStatement } from "../../language/checked-model.ts";
import type { BoundModel } from "../../model/bound-model.ts";
import type { RandomStream } from "../../numeric/random-stream.ts";
import type { Draws } from "../../posterior/draws.ts";
import { type FixedValues, fixValues, type GivenValues } from "../../prediction/fixed-values.ts";
import { fillParameter, parameterPlaces } from "../../prediction/parameter-values.ts";
import { GenerativeModel } from "../../prediction/simulate.ts";
import { variableName } from "../../predictor/hidden-variable.ts";
import { levelLabels } from "../../predictor/roles.ts";
import { columnsOfPlate } from "./factors.ts";

/** What truths are taken from; plain data. */
export interface TruthSources {
  /** Of the posterior, all chains one after another; null without a run. */
  readonly draws: { readonly names: readonly string[]; readonly values: readonly Float64Array[] } | null;
  /** By the names of parameters or of their elements. */
  readonly stated: GivenValues;
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

/** Parameters of a study whose elements are all known in each simulation: they need no distribution to be drawn from. */
function wholeTruths({ draws, stated }: TruthSources, model: BoundModel): FixedValues {
  const known = new Set(draws?.names ?? []);
  const whole = new Map<string, Float64Array>();
  const { fixed } = fixValues(model, stated);
  for (const statement of model.checked.statements) {
    if (statement.kind !== "parameter") continue;
    const given = fixed.get(statement.name);
    const isKnown = levelLabels(model, statement.plates).every(
      (levels, i) => known.has(variableName(statement.name, levels)) || Number.isFinite(given?.[i]),
    );
    // Which numbers these are is said for each study.
    if (isKnown) whole.set(statement.name, Float64Array.of(0));
  }
  return whole;
}

/**
 * A study as a way to make data. What its groups have of their own is drawn last: so the rest takes the same random numbers however many
 * groups there are, and study k of every design has the same truth.
 */
export function generativeOfStudy(
  model: BoundModel,
  truths: TruthSources,
  laid: ReadonlySet<string>,
): ReturnType<typeof GenerativeModel.of> {
  const shared = new Set<unknown>(sharedParameters(model.checked, laid));
  return GenerativeModel.of(model, {
    fixed: wholeTruths(truths, model),
    hasHidden: true,
    isLate: (statement) => statement.kind !== "definition" && !shared.has(statement),
  });
}

/** The truths of the studies of one design. */
export class Truths {
  private readonly generative: GenerativeModel;
  private readonly draws: TruthSources["draws"];
  private readonly stated: FixedValues;

  constructor(generative: GenerativeModel, { draws, stated }: TruthSources) {
    this.generative = generative;
    this.draws = draws;
    this.stated = fixValues(generative.model, stated).fixed;
  }

  /** Of one study; the stream moves on by one number. */
  draw(stream: RandomStream): FixedValues {
    const place = stream.uniform();
    const { drawn, variables, size } = this.generative;
    const { names = [], values = [] } = this.draws ?? {};
    const draw = Math.floor(place * (values[0]?.length ?? 0));
    const known = new Map(names.map((name, v) => [name, values[v]![draw]!]));
    const all = new Float64Array(size).fill(Number.NaN);
    const fixed = new Map<string, Float64Array>();
    for (const parameter of parameterPlaces(drawn, variables)) {
      const { statement, conditional, offset } = parameter.drawn;
      if (statement.kind === "likelihood") continue;
      const { width } = conditional;
      const own = all.subarray(offset, offset + conditional.elements.size * width);
      const isOfRun = variables
        .slice(parameter.variable, parameter.variable + parameter.count)
        .some(({ name }) => known.has(name));
      if (isOfRun) fillParameter(parameter, (v) => known.get(variables[v]!.name) ?? Number.NaN, all);
      if (width > 1) forgetBroken(own, width);
      this.stated.get(statement.name)?.forEach((value, i) => {
        if (!Number.isNaN(value)) own[i] = value;
      });
      if (own.some((value) => !Number.isNaN(value))) fixed.set(statement.name, own);
    }
    return fixed;
  }
}

/** Elements that are drawn together are drawn where some of them are not known. */
function forgetBroken(values: Float64Array, width: number): void {
  for (let start = 0; start < values.length; start += width) {
    const own = values.subarray(start, start + width);
    if (own.some(Number.isNaN)) own.fill(Number.NaN);
  }
}

/** Variables of a study that neither a run nor what is stated says anything of: they are drawn from their priors. */
export function unknownToRun(
  { draws, stated }: TruthSources,
  { model, variables }: GenerativeModel,
  laid: ReadonlySet<string>,
): readonly string[] {
  if (draws === null) return [];
  const shared = new Set(sharedParameters(model.checked, laid).map(({ name }) => name));
  const known = new Set(draws.names);
  const { fixed } = fixValues(model, stated);
  return variables
    .filter(({ name, quantity }) => shared.has(quantity) && !known.has(name) && !fixed.has(quantity))
    .map(({ name }) => name);
}
