/**
 * Separation: directions of flat coefficients along which the likelihood does not fall, however far one goes.
 *
 * A row of a binary outcome has likelihood F(s η), s = ±1, which rises with s η; of a count with a log link and the
 * value 0 it rises as η falls; of any other row it is the same along d only if x·d = 0. A choice has several x in a row
 * (`choice-contrasts.ts`). If some d ≠ 0 has
 *
 *   s_i x_i·d ≥ 0 for the former rows,  x_i·d = 0 for the latter,
 *
 * the likelihood is bounded away from 0 on a ball that moves along d, and flat priors have infinite mass there:
 * separation, complete or not (Albert & Anderson 1984, Biometrika 71). What has a proper prior stays where it is, so
 * that d is of flat coefficients only. There is such a d with some s_i x_i·d > 0 if and only if minus the sum c of the
 * vectors s_i x_i is outside the cone of these vectors; what non-negative least squares leaves of it is one. (Konis 2007
 * asks a linear program for the same.) If all x_i·d are 0 the columns depend on each other (`collinear.ts`).
 */

import { findDependentColumns } from "../../data/design/rank.ts";
import { vectorPosition } from "../../distributions/distribution.ts";
import type { Likelihood, ParameterStatement } from "../../language/checked-model.ts";
import { remembered } from "../../model/remembered.ts";
import { discreteOutcome } from "../../predictor/outcome.ts";
import { choiceContrasts, type Entries, noEntries } from "./choice-contrasts.ts";
import { CoefficientOrder, flatRangeOf, type Range } from "./equations.ts";
import type { Forms, OutcomePredictor } from "./forms.ts";
import { dot, nonNegativeResidual } from "./least-squares.ts";
import type { LinearPredictor } from "./linear-predictor.ts";

/** Which way the likelihood of a row rises with its predictor; 0 where it must stay. */
type Rise = -1 | 0 | 1;

export interface Separation {
  readonly likelihood: Likelihood;
  /** Coefficients that go to infinity, with their directions, each at most 1. */
  readonly direction: readonly SeparatedCoefficient[];
  /** What each row of the outcome gains along the direction: positive where the likelihood rises, 0 where it stays. */
  readonly gains: Float64Array;
}

/** A coefficient with a flat prior, and its part of the direction along which the likelihood never falls. */
export interface SeparatedCoefficient {
  readonly parameter: ParameterStatement;
  readonly element: number;
  readonly value: number;
}

/** Distinct rows × coefficients² that are looked at: a second. */
const mostWork = 2e8;
/** Rows × coefficients that are read. */
const mostNumbers = 2e7;
/** Of the length of a direction: a gain that no rounding makes. */
const leastGain = 1e-8;
/** Of lengths: what rounding leaves of 0. */
const tolerance = 1e-11;

/** The direction in which coefficients with flat priors separate outcomes; null where none is found. */
export function findSeparation(forms: Forms): Separation | null {
  const predictors = forms.predictors.filter(({ predictor }) => predictor.blocks.length > 0);
  const coefficients = flatCoefficients(forms, predictors);
  if (coefficients.size === 0 || !predictors.some((one) => hasRises(one))) return null;
  return new SignedRows(forms, predictors, coefficients).find();
}

/**
 * Flat coefficients along a line of which nothing changes, where `collinear.ts` does not see it: through the means of
 * group effects, or where only differences of categories count.
 */
export function findUndetermined(forms: Forms): readonly string[] {
  const predictors = forms.predictors.filter(({ predictor }) => predictor.blocks.length > 0);
  const coefficients = flatCoefficients(forms, predictors);
  for (const [name, range] of coefficients) {
    if (range[0] > -Infinity || range[1] < Infinity) coefficients.delete(name);
  }
  return coefficients.size === 0 ? [] : new SignedRows(forms, predictors, coefficients).findLine();
}

/** The statements of coefficients that are flat at least one way, and used in linear predictors only. */
function flatCoefficients(forms: Forms, predictors: readonly OutcomePredictor[]): Map<string, Range> {
  const found = new Map<string, Range>();
  for (const { predictor } of predictors) {
    for (const { parameter } of predictor.blocks) {
      const range = flatRangeOf(forms.model, parameter);
      const isOpen = range !== null && (range[0] === -Infinity || range[1] === Infinity);
      if (isOpen && forms.isLinear(parameter.name)) found.set(parameter.name, range);
    }
  }
  // A factor that is a parameter may differ from one predictor to another.
  for (const { predictor } of predictors) {
    for (const { parameter, scales } of predictor.blocks) if (scales.length > 0) found.delete(parameter.name);
  }
  return found;
}

/** Whether counts of categories in several columns depend on differences of logits, as so many choices would. */
function isChoiceOfCounts({ distribution }: Likelihood): boolean {
  return distribution.kind === "vector" && distribution.distribution.name === "multinomial_logit";
}

function hasRises({ likelihood, argument, link }: OutcomePredictor): boolean {
  const { distribution } = likelihood;
  if (distribution.kind === "choice") return choiceContrasts[distribution.distribution.name] !== undefined;
  if (distribution.kind === "vector") return isChoiceOfCounts(likelihood);
  return distribution.kind === "scalar" && discreteOutcome(distribution, argument.name, link) !== null;
}

/** Which way each row of a predictor rises, null for one that says nothing; null where it must stay in all. */
function risesOf(
  forms: Forms,
  { likelihood, argument, link }: OutcomePredictor,
): ((row: number) => Rise | null) | null {
  const { distribution, column } = likelihood;
  if (distribution.kind !== "scalar") return null;
  const kind = discreteOutcome(distribution, argument.name, link);
  if (kind === null) return null;
  const values = forms.model.columns.get(column)!.values;
  if (kind === "count") return (row) => (values[row] === 0 ? -1 : 0);
  const trials = forms.trialsOf(likelihood);
  if (trials === null) return null;
  return (row) => {
    const most = trials(row);
    if (most === 0) return null;
    if (values[row] === most) return 1;
    return values[row] === 0 ? -1 : 0;
  };
}

/** The predictors that say together how a likelihood rises: one, or those of the categories of a choice. */
interface Source {
  readonly likelihood: Likelihood;
  readonly members: readonly OutcomePredictor[];
  /** For a row its vectors, each with the way that the likelihood rises. */
  readonly vectorsOf: (row: number) => { readonly entries: Entries; readonly rise: Rise }[];
}

/** The vectors s x of all rows, those that are equal once. */
class SignedRows {
  private readonly forms: Forms;
  private readonly sources: readonly Source[];
  private readonly order: CoefficientOrder;
  /** The columns of flat coefficients, numbered from 0. */
  private readonly index = new Map<number, number>();
  private readonly ranges: ReadonlyMap<string, Range>;
  private readonly held: ReadonlySet<string>;

  constructor(forms: Forms, predictors: readonly OutcomePredictor[], ranges: ReadonlyMap<string, Range>) {
    this.forms = forms;
    this.ranges = ranges;
    this.order = new CoefficientOrder(
      forms,
      predictors.map(({ predictor }) => predictor),
    );
    const all = predictors.flatMap(({ predictor }) =>
      predictor.blocks.map(({ parameter }) => parameter.name),
    );
    this.held = new Set(all.filter((name) => !ranges.has(name)));
    this.sources = this.sourcesOf(predictors);
  }

  /** A direction along which no likelihood falls and some rise; null if there is none that is sure. */
  find(): Separation | null {
    const read = this.collect();
    if (read === null || read.rising.length === 0) return null;
    const width = this.index.size;
    const vectors = read.rising.map((row) => scaledToOne(row));
    const walls = read.still.map((row) => scaledToOne(row));
    for (const wall of [...walls]) walls.push(wall.map((value) => -value));
    walls.push(...this.oneSided(width));
    const opposite = new Float64Array(width);
    for (const vector of vectors) for (let k = 0; k < width; k++) opposite[k]! -= vector[k]!;
    const rest = nonNegativeResidual([...vectors, ...walls], opposite);
    const found = rest && cleaned(rest);
    if (found === null || !isSure(found, { vectors, walls })) return null;
    const direction = simplest(found, { vectors, walls });
    // Back in the units of the data; `cleaned` turns the sign.
    const inData = cleaned(direction.map((value, k) => -value / read.scales[k]!));
    return inData && this.describe(inData);
  }

  /** The parameters of columns that depend on each other along all rows; none where that is not sure. */
  findLine(): readonly string[] {
    const read = this.collect();
    if (read === null) return [];
    const rows = [...read.rising, ...read.still];
    const width = this.index.size;
    const matrix = new Float64Array(rows.length * width);
    for (const [i, row] of rows.entries()) matrix.set(row, i * width);
    const [first] = findDependentColumns(matrix, width);
    if (first === undefined) return [];
    const columns = [...this.index.keys()];
    const names = [...first.on, first.column].map((k) => this.order.ownerOf(columns[k]!).name);
    return [...new Set(names)];
  }

  private sourcesOf(predictors: readonly OutcomePredictor[]): Source[] {
    const choices = new Map<Likelihood, OutcomePredictor[]>();
    const sources: Source[] = [];
    for (const one of predictors) {
      const { likelihood, predictor } = one;
      if (likelihood.distribution.kind === "choice" || isChoiceOfCounts(likelihood)) {
        remembered(choices, likelihood, () => []).push(one);
        continue;
      }
      const rises = risesOf(this.forms, one);
      const vectorsOf = (row: number) => {
        const rise = rises === null ? 0 : rises(row);
        return rise === null ? [] : [{ entries: this.entriesOf(predictor, row), rise }];
      };
      sources.push({ likelihood, members: [one], vectorsOf });
    }
    for (const [likelihood, members] of choices) {
      sources.push({ likelihood, members, vectorsOf: (row) => this.contrastsOf(likelihood, members, row) });
    }
    return sources;
  }

  private entriesOf(predictor: LinearPredictor, row: number): Map<number, number> {
    return this.order.row(predictor, row, this.held);
  }

  /** Of a choice: the differences of its arguments with which the likelihood of the row's category rises. */
  private contrastsOf(likelihood: Likelihood, members: readonly OutcomePredictor[], row: number) {
    const { distribution: choice } = likelihood;
    if (choice.kind === "vector") return this.contrastsOfCounts(likelihood, members, row);
    if (choice.kind !== "choice") throw new Error(`the outcome ${likelihood.column} is no choice`);
    const byArgument = members.map((one) => [one.argument, this.entriesOf(one.predictor, row)] as const);
    const contrasts = choiceContrasts[choice.distribution.name];
    if (contrasts === undefined) return byArgument.map(([, entries]) => ({ entries, rise: 0 as Rise }));
    const vector = choice.distribution.arguments[vectorPosition(choice.distribution)]!.name;
    const length = this.forms.lengthOfVector(likelihood, choice);
    const items = Array.from({ length }, () => noEntries);
    let location = noEntries;
    for (const [{ name, item }, entries] of byArgument) {
      if (name === vector) items[item] = entries;
      else location = entries;
    }
    const category = this.forms.model.columns.get(likelihood.column)!.values[row]!;
    return contrasts(category, location, items).map((entries) => ({ entries, rise: 1 as Rise }));
  }

  /** Of counts: those of a choice of each category that has any. */
  private contrastsOfCounts({ columns }: Likelihood, members: readonly OutcomePredictor[], row: number) {
    const items = columns.map(() => noEntries);
    for (const { argument, predictor } of members) items[argument.item] = this.entriesOf(predictor, row);
    return columns.flatMap((column, k) => {
      if (this.forms.model.columns.get(column)!.values[row] === 0) return [];
      const contrasts = choiceContrasts.categorical_logit!(k + 1, noEntries, items);
      return contrasts.map((entries) => ({ entries, rise: 1 as Rise }));
    });
  }

  private describe(direction: Float64Array): Separation {
    const coefficients = [...this.index].flatMap(([column, k]): SeparatedCoefficient[] => {
      const value = direction[k]!;
      const parameter = this.order.ownerOf(column);
      return value === 0 ? [] : [{ parameter, element: column - this.order.offsetOf(parameter), value }];
    });
    for (const source of this.sources) {
      const gains = this.gainsOf(source, direction);
      if (gains.some((gain) => gain > 0))
        return { likelihood: source.likelihood, direction: coefficients, gains };
    }
    throw new Error("a direction of separation gains nowhere");
  }

  private gainsOf({ members, vectorsOf }: Source, direction: Float64Array): Float64Array {
    const gains = new Float64Array(members[0]!.predictor.context.size);
    for (let row = 0; row < gains.length; row++) {
      let gain = 0;
      let size = 0;
      for (const { entries, rise } of vectorsOf(row)) {
        for (const [column, value] of entries) {
          const part = value * direction[this.index.get(column)!]!;
          gain += rise * part;
          size += Math.abs(part);
        }
      }
      gains[row] = Math.abs(gain) <= tolerance * size ? 0 : gain;
    }
    return gains;
  }

  /** Bounds of coefficients that are flat one way: e_k·d ≥ 0. */
  private *oneSided(width: number): Generator<Float64Array> {
    for (const [column, k] of this.index) {
      const [lower, upper] = this.ranges.get(this.order.ownerOf(column).name)!;
      if (lower === -Infinity && upper === Infinity) continue;
      const wall = new Float64Array(width);
      wall[k] = upper === Infinity ? 1 : -1;
      yield wall;
    }
  }

  /** Reads all rows, in units in which each column is at most 1; null where they are too many. */
  private collect(): {
    readonly rising: readonly Float64Array[];
    readonly still: readonly Float64Array[];
    readonly scales: Float64Array;
  } | null {
    const rows = this.sources.flatMap(({ members, vectorsOf }) => {
      const { size } = members[0]!.predictor.context;
      return Array.from({ length: size }, (_, row) => vectorsOf(row)).flat();
    });
    const scaleOf = new Map<number, number>();
    for (const { entries } of rows) {
      for (const [column, value] of entries) {
        if (!Number.isFinite(value)) return null;
        if (!this.index.has(column)) this.index.set(column, this.index.size);
        scaleOf.set(column, Math.max(scaleOf.get(column) ?? 0, Math.abs(value)));
      }
    }
    const width = this.index.size;
    if (rows.length * width > mostNumbers) return null;
    const scales = Float64Array.from(this.index.keys(), (column) => scaleOf.get(column) || 1);
    const distinct = [new Map<string, Float64Array>(), new Map<string, Float64Array>()] as const;
    for (const { entries, rise } of rows) {
      const vector = new Float64Array(width);
      for (const [column, value] of entries) {
        const k = this.index.get(column)!;
        vector[k] = (value * (rise === 0 ? 1 : rise)) / scales[k]!;
      }
      if (vector.some((value) => value !== 0)) distinct[rise === 0 ? 1 : 0].set(vector.join(), vector);
    }
    const [rising, still] = distinct.map((one) => [...one.values()]) as [Float64Array[], Float64Array[]];
    return (rising.length + still.length) * width * width > mostWork ? null : { rising, still, scales };
  }
}

/** d = -r, its largest entry 1, without what rounding left; null for what is 0 throughout. */
function cleaned(rest: Float64Array): Float64Array | null {
  const largest = rest.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  if (largest === 0) return null;
  return rest.map((value) => (Math.abs(value) < tolerance * largest ? 0 : -value / largest));
}

/** What a direction gains along, and what it may not fall along. */
interface Constraints {
  readonly vectors: readonly Float64Array[];
  readonly walls: readonly Float64Array[];
}

/** One coefficient by itself, if that is a direction, too: easier to tell. */
function simplest(found: Float64Array, constraints: Constraints): Float64Array {
  for (const [k, value] of found.entries()) {
    if (value === 0) continue;
    const alone = new Float64Array(found.length);
    alone[k] = Math.sign(value);
    if (isSure(alone, constraints)) return alone;
  }
  return found;
}

/** Whether a direction keeps to all constraints, and gains more than rounding could. */
function isSure(direction: Float64Array, { vectors, walls }: Constraints): boolean {
  const length = norm(direction);
  return (
    [...vectors, ...walls].every((one) => dot(one, direction) >= -tolerance * length) &&
    vectors.some((one) => dot(one, direction) > leastGain * length)
  );
}

function scaledToOne(vector: Float64Array): Float64Array {
  const length = norm(vector);
  return vector.map((value) => value / length);
}

function norm(vector: Float64Array): number {
  return Math.sqrt(dot(vector, vector));
}
