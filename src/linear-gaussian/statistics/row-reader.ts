/** One row of an outcome after another, as cross-products want it. */

import type { OutcomeCells } from "../../model/bound-model.ts";
import type { Multiplier, Term } from "../../structure/linear-form.ts";
import type { LinearGaussian, OutcomeFamily } from "../../structure/linear-gaussian.ts";
import type { Arrangement, FactorBlock, RawColumn } from "./arrangement.ts";
import { offsetOf, type Scaling } from "./scaling.ts";

/** What a row's columns belong to: an arrangement, or parts of one. */
interface RowBlocks extends Pick<Arrangement, "scalars" | "dense"> {
  readonly nesting: readonly FactorBlock[];
}

/** The dense columns of a row with the outcome last, and its columns of the nesting. */
export class RowReader {
  /** Dense raw columns that are not zero, ascending, and the place of the outcome. */
  readonly places: Int32Array;
  readonly values: Float64Array;
  length = 0;
  readonly nestedValues: Float64Array;
  private readonly scalars: readonly { readonly raw: RawColumn; readonly place: number }[];
  private readonly dense: readonly {
    readonly raw: RawColumn;
    readonly first: number;
    readonly stride: number;
  }[];
  private readonly nesting: readonly (RawColumn | null)[];
  private readonly levels: Int32Array | null;
  private readonly scales: Float64Array;
  private readonly centres: Float64Array;
  private readonly nestedScales: Float64Array;

  constructor({ scalars, dense, nesting }: RowBlocks, family: OutcomeFamily, scaling: Scaling) {
    this.scales = scaling.rawScales;
    this.centres = scaling.rawCentres;
    this.nestedScales = scaling.nestedScales;
    const isOwn = (raw: RawColumn): boolean => raw.family === family;
    this.scalars = scalars.columns.map((raw, place) => ({ raw, place })).filter(({ raw }) => isOwn(raw));
    let first = scalars.columns.length;
    this.dense = dense.flatMap(({ domain, columns }: FactorBlock) => {
      const start = first;
      first += domain.size * columns.length;
      return columns
        .map((raw, a) => ({ raw, first: start + a, stride: columns.length }))
        .filter(({ raw }) => isOwn(raw));
    });
    this.nesting = nesting.flatMap(({ columns }) => columns.map((raw) => (isOwn(raw) ? raw : null)));
    this.levels = nesting[0]?.columns.find(isOwn)?.levels ?? null;
    const most = this.scalars.length + this.dense.length + 1;
    this.places = new Int32Array(most);
    this.values = new Float64Array(most);
    this.nestedValues = new Float64Array(this.nesting.length);
  }

  /** Row i with this outcome, whose place is the last. */
  read(i: number, outcome: number): void {
    const { scalars, scales, centres, places, values } = this;
    for (let k = 0; k < scalars.length; k++) {
      const { raw, place } = scalars[k]!;
      places[k] = place;
      values[k] = raw.column.at(i) / scales[place]! - centres[place]!;
    }
    this.length = scalars.length;
    for (const { raw, first, stride } of this.dense) {
      const place = first + raw.levels![i]! * stride;
      this.insert(place, raw.column.at(i) / scales[place]!);
    }
    places[this.length] = scales.length;
    values[this.length++] = outcome;
    this.readNested(i);
  }

  /** The level of the nesting's innermost factor; -1 if the outcome has none. */
  levelOf(i: number): number {
    return this.levels === null ? -1 : this.levels[i]!;
  }

  /** The columns of the nesting alone. */
  readNested(i: number): void {
    for (let k = 0; k < this.nesting.length; k++) {
      const raw = this.nesting[k];
      this.nestedValues[k] = raw ? raw.column.at(i) / this.nestedScales[k]! : 0;
    }
  }

  private insert(place: number, value: number): void {
    let at = this.length++;
    while (at > 0 && this.places[at - 1]! > place) {
      this.places[at] = this.places[at - 1]!;
      this.values[at] = this.values[at - 1]!;
      at--;
    }
    this.places[at] = place;
    this.values[at] = value;
  }
}

/** The outcome of a row: how many observations it stands for, and which class they are in. */
export class OutcomeReader {
  /** Without what is known of its mean, in the unit and around the centre of the scaling. */
  value = 0;
  count = 1;
  /** Number of observations over the square of the known part of their standard deviation. */
  weight = 1;
  /** Of several observations the sample standard deviation in the unit of the scaling, over the known part. */
  deviation = 0;
  /** The class, and the part of the residual standard deviation that is known. */
  index = 0;
  known = 1;
  private readonly outcome: Float64Array;
  /** What the outcome is told by its distance from; 0 where it is told as it is. */
  private readonly about: number;
  private readonly offset: (i: number) => number;
  private readonly cells: OutcomeCells | null;
  private readonly scaling: Scaling;
  private readonly terms: readonly { readonly term: Term; readonly index: number }[];

  constructor(
    { model }: LinearGaussian,
    family: OutcomeFamily,
    classes: readonly { readonly multiplier: Multiplier | null }[],
    scaling: Scaling,
  ) {
    const about = family.logSlopes === null ? model.columns.get(family.likelihood.column)?.about : undefined;
    this.outcome = about?.values ?? family.outcome;
    this.about = about?.centre ?? 0;
    this.offset = offsetOf(family);
    this.cells = model.cells?.column === family.likelihood.column ? model.cells : null;
    this.scaling = scaling;
    this.terms = family.sd.map((term) => ({
      term,
      index: classes.findIndex(({ multiplier }) => multiplier?.key === term.multiplier?.key),
    }));
  }

  read(i: number): void {
    const { cells, scaling } = this;
    this.readResidual(i);
    const offset = this.offset(i) - this.about;
    this.value = (this.outcome[i]! - offset - scaling.outcomeCentre) / scaling.outcomeScale;
    if (cells !== null) {
      this.count = cells.counts[i]!;
      this.deviation = cells.deviations[i]! / this.known / scaling.outcomeScale;
    }
    this.weight = this.count / this.known / this.known;
  }

  private readResidual(i: number): void {
    for (const { term, index } of this.terms) {
      const value = term.scale * term.column.at(i);
      if (value === 0) continue;
      this.known = value;
      this.index = index;
      return;
    }
    this.known = 0;
  }
}
