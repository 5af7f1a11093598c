/** One row of an outcome after another, as cross-products want it. */

import type { Multiplier, Term } from "../../structure/linear-form.ts";
import type { OutcomeFamily } from "../../structure/linear-gaussian.ts";
import type { Arrangement, FactorBlock, RawColumn } from "./arrangement.ts";

/** The dense columns of a row with the outcome last, and its columns of the nesting. */
export class RowReader {
  /** Dense raw columns that are not zero, ascending, and the place of the outcome. */
  readonly places: Int32Array;
  readonly values: Float64Array;
  length = 0;
  readonly nestedValues: Float64Array;
  /** The level of the nesting's innermost factor; -1 if the outcome has none. */
  level = -1;
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

  constructor(
    { scalars, dense, nesting }: Arrangement,
    family: OutcomeFamily,
    scales: Float64Array,
    centres: Float64Array,
    nestedScales: Float64Array,
  ) {
    this.scales = scales;
    this.centres = centres;
    this.nestedScales = nestedScales;
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

  read(i: number, outcome: number, outcomePlace: number): void {
    this.length = 0;
    for (const { raw, place } of this.scalars) {
      this.insert(place, raw.column.at(i) / this.scales[place]! - this.centres[place]!);
    }
    for (const { raw, first, stride } of this.dense) {
      const place = first + raw.levels![i]! * stride;
      this.insert(place, raw.column.at(i) / this.scales[place]!);
    }
    this.insert(outcomePlace, outcome);
    this.level = this.levels === null ? -1 : this.levels[i]!;
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

/** The residual standard deviation of a row: which class it is in, and the part that is known. */
export class ResidualReader {
  index = 0;
  known = 1;
  private readonly terms: readonly { readonly term: Term; readonly index: number }[];

  constructor(sd: readonly Term[], multipliers: readonly (Multiplier | null)[]) {
    this.terms = sd.map((term) => ({
      term,
      index: multipliers.findIndex((multiplier) => multiplier?.key === term.multiplier?.key),
    }));
  }

  read(i: number): void {
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
